"""What differs between two editions: missions paired, changes typed, and a ledger that adds up."""
