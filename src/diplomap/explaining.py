"""The verb `explain`: what the code of a finding means, or what is claimed to lie behind changes."""

from __future__ import annotations

from typing import overload

from diplomap.diffing.diff import Diff
from diplomap.history.attribution import Explained


@overload
def explain(thing: str) -> str: ...


@overload
def explain(thing: Diff) -> Explained: ...


def explain(thing: str | Diff) -> str | Explained:
    """Of a rule's code, its name or a family: what it finds. Of a difference: each change with its causes.

    A code gives a text, see `diplomap.checking.explain.explain`; a difference gives the causes that
    somebody claims for each change, see `diplomap.history.attribution.explain_changes`.

    >>> explain("DM302").splitlines()[0]
    'DM302 row-twice (warning, tables)'
    >>> from diplomap.diffing.diff import diff
    >>> from diplomap.model.dataset import Dataset
    >>> print(explain(diff(Dataset(), Dataset())))
    nothing changed

    Raises ValueError for a code that no rule has, TypeError for anything else.
    """
    if isinstance(thing, str):
        from diplomap.checking.explain import explain as explain_code
        from diplomap.history.transition_findings import TRANSITION_RULES

        return explain_code(thing, TRANSITION_RULES)
    if isinstance(thing, Diff):
        from diplomap.history.attribution import explain_changes

        return explain_changes(thing)
    told = f"explain takes the code of a rule or a difference, not {type(thing).__name__}"
    raise TypeError(f"{told}; compare two datasets with diplomap.diff")
