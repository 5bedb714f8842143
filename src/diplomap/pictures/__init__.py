"""Differences and histories for reading: pages with charts that stand alone, and Markdown."""
