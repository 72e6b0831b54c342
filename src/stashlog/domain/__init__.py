"""What an activity, an outbox item, an outcome and a gate are.

Pure values and pure functions: no input or output, no clock, no threads, no Qt. Whoever needs the
time or a random number hands it in, so that every rule here can be tested by calling it.
"""
