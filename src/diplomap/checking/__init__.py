"""Checking a table: rules that need several rows or the parties' facts, and all findings of one pass."""
