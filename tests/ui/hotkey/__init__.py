"""Keys from the system."""
