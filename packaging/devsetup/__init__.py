"""What ``packaging/dev.py`` does, in parts: the machine, its packages, ``.venv``, the commands.

Standard library only, and nothing of Stashlog itself: it runs before either is there.
"""
