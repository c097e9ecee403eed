"""The gate of the back office: signing in, lock-out, the life of a session, the second factor."""
