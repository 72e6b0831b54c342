"""What Stashlog does: capture, delivery, reconcile, and the threads they run on. No Qt, no SQL."""
