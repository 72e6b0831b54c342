"""The sizes of the icon, in pixels: those of the hicolor theme."""

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
