"""Rules of other packages, found by their entry points and loaded when settings name them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from diplomap.checking.registry import Check, register, unregister
from diplomap.checking.registry import checks as checks_known

GROUP = "diplomap.rules"
_LOADED: dict[str, frozenset[str]] = {}


def own_codes() -> frozenset[str]:
    """The codes of all rules that an entry point brought so far: on only where settings name it."""
    return frozenset().union(*_LOADED.values())


def loaded_codes(names: Iterable[str]) -> frozenset[str]:
    """The codes of the rules behind entry points of the group ``diplomap.rules``, which are loaded once.

    An entry point is a rule (what `fact_rule`, `table_rule` and `dataset_rule` make), or a list
    or tuple of several.

    >>> loaded_codes(["nobody"])
    Traceback (most recent call last):
    ValueError: rules: no installed package has an entry point 'nobody' in the group diplomap.rules

    Raises ValueError where no package has the entry point, where it is no rule, or its code is taken.
    """
    return frozenset().union(*(_codes(name) for name in names))


def _codes(name: str) -> frozenset[str]:
    if name not in _LOADED:
        # What a program registered by itself is asked in every check, and stays so.
        there = checks_known()
        new: list[Any] = [one for one in _checks(name) if one not in there]
        done: dict[str, None] = {}
        try:
            for one in new:
                register(one)
                done[one.rule.code] = None
        except ValueError:
            for code in done:
                unregister(code)
            raise
        _LOADED[name] = frozenset(done)
    return _LOADED[name]


def _checks(name: str) -> Iterable[Check]:
    from importlib.metadata import entry_points

    found = tuple(entry_points(group=GROUP, name=name))
    if not found:
        named = sorted({one.name for one in entry_points(group=GROUP)})
        hint = f"; there are {', '.join(named)}" if named else ""
        raise ValueError(
            f"rules: no installed package has an entry point {name!r} in the group {GROUP}{hint}"
        )
    try:
        told: Any = found[0].load()
    except Exception as error:
        # Whatever a foreign module raises while it is loaded is told as what it is: a setting that fails.
        raise ValueError(
            f"rules: the entry point {name!r} ({found[0].value}) cannot be loaded: {error}"
        ) from error
    every = told if isinstance(told, list | tuple) else (told,)
    wrong = [one for one in every if not isinstance(one, Check)]
    if wrong or not every:
        raise ValueError(f"rules: the entry point {name!r} ({found[0].value}) is no rule and no list of them")
    return every
