"""Stashlog: log calls, e-mails, meetings, notes and tasks to nodestash, online or not."""

__version__ = "0.1.0"
