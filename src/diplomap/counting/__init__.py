"""Counting profiles, and the counts of missions that they give: standings, tallies and footprints."""
