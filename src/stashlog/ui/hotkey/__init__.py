"""Keys that reach Stashlog from any program, and the way back to that program.

Own code on what each system offers for exactly this, rather than a library. pynput, the only one in
wide use that is still released, listens to every key that is typed into any program (an X record
connection, a Windows hook, a macOS event tap that needs a permission), cannot tell that keys are
taken, does not know the portal of Wayland, and needs evdev on Linux, of which there is no wheel to
pin. Here each system hands over these keys and no others: `XGrabKey`, `RegisterHotKey`,
`RegisterEventHotKey`, `org.freedesktop.portal.GlobalShortcuts`.
"""
