"""Holding a table to its rules in a test: one line, and the findings told where it is not clean."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from diplomap.model.dataset import Dataset
    from diplomap.tables.layouts import Layout
    from diplomap.tables.sources import SourceLike


def assert_clean(
    source: Dataset | SourceLike,
    *,
    ignore: Collection[str] = (),
    layout: str | Layout | None = None,
) -> None:
    """Raise AssertionError where checking a source finds anything, telling it as `diplomap check` does.

    `source` is whatever `diplomap.check` takes: a path, a dataset, a list of dicts, a dataframe. `ignore` are
    the codes (``DM117``), names (``date-in-words``), families (``sources``) or severities (``note``) of
    findings that do not count.

    >>> row = {"id": "a", "sending": "PRK", "receiving": "ESP", "kind": "embassy", "city": "Madrid"}
    >>> assert_clean([row])
    >>> assert_clean([{**row, "opened": "3 May 2019"}], ignore=["note"])
    >>> assert_clean([{**row, "kind": "embasy"}])
    Traceback (most recent call last):
    AssertionError: <rows>
      [0] kind: error DM105: 'embasy' is no kind of mission known here; did you mean embassy?
          a │ PRK │ ESP │ embasy │ Madrid
                          ^^^^^^
          perhaps: embassy
    <BLANKLINE>
    1 error: 1 row read, 0 typed, 1 kept aside as they stand.

    Raises UnreadableError where there is no table at all, ValueError for a layout that nobody knows, or for
    something to ignore.
    """
    from diplomap.checking.check import check
    from diplomap.checking.registry import rules
    from diplomap.checking.reports import report
    from diplomap.model.findings import Severity

    if isinstance(ignore, str):
        ignore = (ignore,)
    known = {one.code: {one.code, one.name, one.family} for one in rules()}
    every = {word for words in known.values() for word in words} | {str(one) for one in Severity}
    if strange := [word for word in ignore if word not in every]:
        raise ValueError(
            f"nothing is called {', '.join(map(repr, strange))}: no code, name, family or severity"
        )
    result = check(source, layout=layout)
    left = tuple(
        one
        for one in result.findings
        if not ({one.code, str(one.severity)} | known.get(one.code, set())) & {*ignore}
    )
    if left:
        raise AssertionError(report(attrs.evolve(result, findings=left), "text").rstrip("\n"))
