"""Every text a user can read, one module per theme, so that words stay the same everywhere."""
