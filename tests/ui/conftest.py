"""Real widgets, drawn off screen unless the environment names a platform."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
