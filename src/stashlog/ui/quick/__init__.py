"""Quick capture: the form in a small window, from any program; loaded when it is switched on."""
