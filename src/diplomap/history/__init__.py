"""Telling what happened: transitions and spells, two-sided records, verified figures, claimed causes."""
