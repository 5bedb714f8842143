"""The state codes that the plain loop knows, as a set."""

from __future__ import annotations

import pycountry

STATES = frozenset(country.alpha_3 for country in pycountry.countries)
