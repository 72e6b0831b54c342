"""The window and its parts, with real widgets."""
