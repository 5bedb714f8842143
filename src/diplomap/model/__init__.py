"""Missions and their spells, kinds and statuses, findings, and the dataset that holds them."""
