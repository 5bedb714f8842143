"""Header names without the differences that people make by accident."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SEPARATORS = re.compile(r"[\s_\-]+")
_LONGEST_NAME = 1 << 10


def folded(name: str) -> str:
    """A header name without the differences that people make by accident.

    >>> folded(" Accredited To ")
    'accredited_to'
    """
    # What is folded already, and what is too long for the name of a column, costs nothing.
    if len(name) > _LONGEST_NAME or (name.isascii() and name.isalnum() and name.islower()):
        return name
    return _SEPARATORS.sub("_", name.replace("\ufeff", "").strip().casefold())


def folded_places(header: Sequence[str]) -> dict[str, int]:
    """Where each name of a header stands, folded; of two alike the first.

    >>> folded_places(["Kind", "ID", "kind"])
    {'kind': 0, 'id': 1}
    """
    where: dict[str, int] = {}
    for place, name in enumerate(header):
        where.setdefault(folded(name), place)
    return where
