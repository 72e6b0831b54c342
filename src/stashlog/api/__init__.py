"""Everything that speaks HTTP: one request at a time, and what became of it as a value.

```
exchange    one request on its own thread: total deadline, cancel, proof that nothing left
transport   makes exchanges, and frees them from any thread
limits      the rate-limit headers and every form of Retry-After
wire        strict JSON and the shape of the answers
refusals    the server's words, brought home to the form's fields
classify    the table: answer or exception -> Outcome
lookup      pages of activities, newest first
client      what the rest of the program calls
```
Nothing is imported here, so that values can be read without loading an HTTP library.
"""
