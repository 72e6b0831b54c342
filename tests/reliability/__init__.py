"""Nothing is lost, nothing is sent twice: the proofs behind the promise."""
