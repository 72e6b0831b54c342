"""The command line: what scripts and support rely on.

```
run               from the arguments to an exit status; every error becomes a sentence here
commands          the table of commands; each one's module is imported when it is called
arguments         words into options, and wrong ones into a sentence that names the option
context           what a command works with: options, settings, parts
console           text for people or one JSON document for scripts
items             items as JSON and as lines of text
statuses          errors into exit statuses
delivering        repeats the delivery's step until there is no point in going on
*_command(s)      the commands
```
Importing this package costs nothing, and `stashlog new` must answer within 150 ms: what a module
imports at its top is what its command needs in any case.
"""
