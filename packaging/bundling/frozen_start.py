"""The first lines of the frozen program: it starts the same whatever surrounds it.

PyInstaller's loader already ignores Python's own variables. What is left are Qt's, and the path of
libraries that the loader set for this process: a child of it has to find its own ones.
"""

import os
import sys
from pathlib import Path

for _name in (
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QML_IMPORT_PATH",
    "QML2_IMPORT_PATH",
):
    os.environ.pop(_name, None)
# https://pyinstaller.org/en/stable/common-issues-and-pitfalls.html: launching external programs.
for _name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH"):
    _original = os.environ.pop(f"{_name}_ORIG", None)
    if _original is not None:
        os.environ[_name] = _original
    elif sys.platform != "win32":
        os.environ.pop(_name, None)

# The portable archive has this folder; whoever makes one beside another bundle wants the same.
_beside = Path(sys.executable).with_name("stashlog-data")
if not os.environ.get("STASHLOG_HOME") and _beside.is_dir():
    os.environ["STASHLOG_HOME"] = str(_beside)

from stashlog.__main__ import main  # noqa: E402 - only in this environment

sys.exit(main())
