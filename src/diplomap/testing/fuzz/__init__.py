"""Files made to break the readers, and what has to hold whatever stands in them."""
