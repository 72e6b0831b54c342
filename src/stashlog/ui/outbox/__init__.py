"""The panel beside the form: what became of the work."""
