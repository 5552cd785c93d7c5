"""The end page: what a session still owes before it ends."""
