"""The call list: a page of its own, loaded when it is first opened."""

OPEN_KEY = "Ctrl+L"
PICK_KEY = "Ctrl+Shift+L"

ON_PHONE = "on the phone"
"""What a notice is about that holds for one call."""
