"""What several test folders share: one module per theme."""
