"""What a code or a family of rules means, told to the person who typed the table."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import fill, indent

from diplomap.checking.registry import rules
from diplomap.model.rules import Rule

FAMILIES = {
    "files": "A file as a whole: its encoding, its header, its package.",
    "cells": "One cell on its own: dates, codes, kinds.",
    "rows": "One row on its own: its length, its quotes, cells that contradict each other.",
    "tables": "Several rows: ids given twice, rows typed twice, spells that overlap.",
    "diplomacy": "Rows against what is known of the world: lives of states, the Vienna Conventions.",
    "sanctions": "Sanctions: their steps, measures, senders and targets.",
    "events": "Events: what must hold before and after each, and the ledger that must end at the map.",
    "sources": "Sources, statements, figures and attributions: what is cited, when, and by whom.",
    "coverage": "What a dataset says that it covers, on which alone absence counts as zero.",
    "time": "Dates as a column tells them: false precision, days that stand for “still so”, days to come.",
}
_WIDTH = 88


def explain(code: str, also: Iterable[Rule] = ()) -> str:
    """What a rule finds, why it matters, how to mend it, its source, and an example of bad and good.

    `code` is a rule's code or name, or a family (files, cells, rows, tables, diplomacy), which lists its
    rules. Capitals and small letters are alike. `also` are rules that no check of a dataset runs.

    >>> print(explain("dm302").splitlines()[0])
    DM302 row-twice (warning, tables)
    >>> print(explain("tables").splitlines()[0])
    tables: Several rows: ids given twice, rows typed twice, spells that overlap.
    >>> explain("overlaping-spells")
    Traceback (most recent call last):
    ValueError: no rule or family is called 'overlaping-spells'; near it: overlapping-spells

    Raises ValueError for a code that no rule has, naming those near it.
    """
    wanted = code.strip().casefold()
    every = (*rules(), *also)
    for rule in every:
        if wanted in (rule.code.casefold(), rule.name):
            return _told(rule)
    families = dict.fromkeys((*FAMILIES, *(rule.family for rule in every)), "") | FAMILIES
    if wanted in families:
        lines = [f"  {rule.code}  {rule.severity!s:<8}{rule.name}" for rule in every if rule.family == wanted]
        return "\n".join([f"{wanted}: {families[wanted]}".rstrip(": "), "", *lines]) + "\n"
    near = _near(wanted, [name for rule in every for name in (rule.code, rule.name)] + [*families])
    hint = f"near it: {', '.join(near)}" if near else f"the families are {', '.join(families)}"
    raise ValueError(f"no rule or family is called {code!r}; {hint}")


def _told(rule: Rule) -> str:
    parts = [f"{rule.code} {rule.name} ({rule.severity}, {rule.family})"]
    parts += [_wrapped("What", rule.what), _wrapped("Why", rule.why), _wrapped("Mend", rule.mend)]
    if rule.source:
        parts.append(_wrapped("Source", rule.source))
    if rule.example is not None:
        parts.append("Bad:\n" + indent(rule.example.shown("bad"), "    "))
        parts.append("Good:\n" + indent(rule.example.shown("good"), "    "))
    return "\n\n".join(parts) + "\n"


def _wrapped(title: str, text: str) -> str:
    return fill(f"{title}: {text}", _WIDTH, subsequent_indent="  ", break_on_hyphens=False)


def _near(wanted: str, names: list[str]) -> list[str]:
    from difflib import get_close_matches

    by_fold = {name.casefold(): name for name in names}
    return [by_fold[found] for found in get_close_matches(wanted, by_fold, n=3, cutoff=0.6)]
