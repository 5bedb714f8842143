"""diplomap."""
