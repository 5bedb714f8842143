"""What events do to the map: the conditions of each kind, replay, and double entry."""
