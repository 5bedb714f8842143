"""A difference as a patch: what to do to one edition to get the other, and the algebra of such patches."""
