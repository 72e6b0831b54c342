"""Everything Qt: the window and what it is made of. Knows nothing of HTTP, SQL and keyrings."""
