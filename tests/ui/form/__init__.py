"""The form, with real widgets, off screen."""
