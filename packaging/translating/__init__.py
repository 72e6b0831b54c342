"""The catalogues of sentences in other languages: from the code to what the program reads.

```
sentences   every sentence that the code passes to ``tr``
catalogue   a language's sentences as a file that translators edit (.po), read and written
compiling   the same as the file that gettext reads (.mo), beside the code
```
"""
