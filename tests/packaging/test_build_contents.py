"""What goes into the bundle and what stays out."""

import pytest
from bundling.contents import is_wanted


@pytest.mark.parametrize(
    "destination",
    [
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt6Gui.dll",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6\\plugins\\styles\\qmodernwindowsstyle.dll",
        "PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "keyring-25.7.0.dist-info/entry_points.txt",
        "libssl.so.3",
        "libxcb-cursor.so.0",
        "python3.11/lib-dynload/_sqlite3.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_what_the_program_uses_goes_in(destination: str) -> None:
    assert is_wanted(destination)


@pytest.mark.parametrize(
    "destination",
    [
        "PySide6/QtNetwork.abi3.so",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt6Qml.dll",
        "PySide6/Qt/lib/QtQml.framework/Versions/A/QtQml",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/imageformats/libqtiff.so",
        "PySide6/plugins/tls/qopensslbackend.dll",
        "PySide6/Qt/translations/qtbase_de.qm",
        "pyside6_essentials-6.11.3.dist-info/RECORD",
        "click-8.5.1.dist-info/licenses/LICENSE.txt",
        "libstdc++.so.6",
        "libX11.so.6",
        "libfontconfig.so.1",
        "libGL.so.1",
    ],
)
def test_what_is_not_used_or_belongs_to_the_system_stays_out(destination: str) -> None:
    assert not is_wanted(destination)
