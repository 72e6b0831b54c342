"""Whole days of work: the real program on a real desktop, killed and started again."""
