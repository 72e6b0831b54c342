"""What ``packaging/build.py`` does, in parts.

```
commands       the words of the command line
product        what is built: names, version, the time that stands in it
workshop       where things are while they are built, and the environment that PyInstaller runs in
contents       what goes into the bundle and what stays out, as data and pure functions
freeze         PyInstaller, then what makes the folder smaller
run_path       the folders in which a library looks for others
icu            the language data of ICU without what the program never asks for
parts          licences and bill of materials of everything inside
proof          the frozen program's self-test, with a TLS server and a keyring to test against
icons          the icon in every size
linux_tree     the files of a Linux package, in place
deb, rpm, tar  three wrappings of it
windows, macos what those systems need beside the bundle
```
"""
