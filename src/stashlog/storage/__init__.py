"""The durable local store: all SQL, and every file that holds what the user typed.

`Database` is one thread's connection; `Outbox`, `Gates`, `WorkingCopies` and `Facts` read and
write through it. The format on disk is described in `stashlog.storage.migrations`.
"""
