"""The call list: a page of its own, loaded when it is first opened."""
