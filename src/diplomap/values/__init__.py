"""Dates, periods, counts, three-valued logic and origins: the values everything else is made of."""
