"""Which rules are on under some settings, and what becomes of a finding."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path, PurePath

import attrs

from diplomap.checking.own_rules import loaded_codes, own_codes
from diplomap.checking.registry import rules
from diplomap.checking.settings import LEVELS, OFF, Settings
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Rule


class Selection:
    """The rules that are on under some settings, with the severity of each.

    >>> chosen = Selection(Settings(select="diplomacy", ignore="DM403", severity={"DM401": "note"}))
    >>> chosen.is_on("DM401"), chosen.is_on("DM403"), chosen.is_on("DM101")
    (True, False, False)
    >>> chosen.severity("DM401")
    <Severity.NOTE: 'note'>
    >>> Selection(Settings(ignore="overlaping-spells"))
    Traceback (most recent call last):
    ValueError: ignore: no rule has the code, name or family 'overlaping-spells'; near it: overlapping-spells

    Raises ValueError where a setting names a rule, severity or entry point that does not exist.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._off_in: dict[str, frozenset[str]] = {}
        self._off_of: dict[str, frozenset[str]] = {}
        # Without a wish nothing has to be looked up in the catalogue, which takes longer than a small table.
        self._plain = not any(
            (settings.select, settings.ignore, settings.severity, settings.per_file, settings.rules)
        )
        if self._plain:
            return
        # Settings that name what does not exist are refused now, not when the first finding is judged.
        _ = self._on
        self._off_in = {
            pattern: self._meant(terms, f"per-file-ignores {pattern!r}")
            for pattern, terms in settings.per_file.items()
        }

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that the settings may speak of: of those that other packages add, the ones they name."""
        theirs = loaded_codes(self.settings.rules)
        return tuple(one for one in rules() if one.code not in own_codes() or one.code in theirs)

    @cached_property
    def _severity(self) -> dict[str, Severity]:
        return self._severities()

    @cached_property
    def _on(self) -> frozenset[str]:
        # What is turned off or on by its severity is known once the severities are.
        _ = self._severity
        return self._chosen()

    @cached_property
    def _every(self) -> frozenset[str]:
        return frozenset(one.code for one in rules())

    @cached_property
    def _known(self) -> dict[str, Rule]:
        return {one.code: one for one in self.rules}

    def asks(self, rule: Rule) -> bool:
        """Whether a rule is asked, as `is_on` says of its code."""
        if self._plain:
            return rule.default and rule.code not in own_codes()
        return self.is_on(rule.code)

    def is_on(self, code: str) -> bool:
        """Whether the rule of a code is asked; what is said of single files apart.

        A code that no rule here has is on unless others are selected.
        """
        return code in self._on or (code not in self._every and not self.settings.select)

    def is_on_in(self, code: str, file: str) -> bool:
        """Whether the rule of a code is asked in a file."""
        return self.is_on(code) and code not in self._off_in_file(file)

    def severity(self, code: str) -> Severity:
        """How bad the findings of a rule are under the settings."""
        return self._severity.get(code) or self._known[code].severity

    def judged(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        """The findings of rules that are on, each as bad as the settings say."""
        if self._plain:
            yield from (finding for finding in findings if finding.code not in own_codes())
            return
        for finding in findings:
            if self.is_on_in(finding.code, finding.origin.file):
                bad = self._severity.get(finding.code)
                yield finding if bad is None else attrs.evolve(finding, severity=bad)

    def _severities(self) -> dict[str, Severity]:
        found: dict[str, tuple[int, str]] = {}
        for term, level in self.settings.severity.items():
            if level not in LEVELS:
                raise ValueError(f"severity: {term} is {level!r} and should be one of {', '.join(LEVELS)}")
            for code in self._meant((term,), "severity"):
                # The nearer a term comes to a single rule, the more it counts.
                weight = len(term) if code.casefold().startswith(term.casefold()) else 0
                weight = _EXACT if len(self._meant((term,), "severity")) == 1 else weight
                if weight >= found.get(code, (0, ""))[0]:
                    found[code] = (weight, level)
        self._turned_off = {code for code, (_, level) in found.items() if level == OFF}
        self._turned_on = {code for code, (weight, _) in found.items() if weight == _EXACT}
        return {code: Severity(level) for code, (_, level) in found.items() if level != OFF}

    def _chosen(self) -> frozenset[str]:
        if self.settings.select:
            on = self._meant(self.settings.select, "select", default_only=True)
        else:
            on = frozenset(one.code for one in self.rules if one.default or one.code in self._turned_on)
        return on - self._meant(self.settings.ignore, "ignore") - self._turned_off

    def _meant(self, terms: Iterable[str], where: str, *, default_only: bool = False) -> frozenset[str]:
        every: set[str] = set()
        for term in terms:
            found = rules_named(term, self.rules)
            if not found:
                raise ValueError(f"{where}: no rule has the code, name or family {term!r}{self._hint(term)}")
            single = len(found) == 1
            every.update(one.code for one in found if single or one.default or not default_only)
        return frozenset(every)

    def _hint(self, term: str) -> str:
        from difflib import get_close_matches

        names = {text.casefold(): text for one in self.rules for text in (one.code, one.name, one.family)}
        near = [names[found] for found in get_close_matches(term.casefold(), names, n=3, cutoff=0.6)]
        return f"; near it: {', '.join(near)}" if near else "; `diplomap rules` lists them"

    def _off_in_file(self, file: str) -> frozenset[str]:
        if not self._off_in:
            return frozenset()
        found = self._off_of.get(file)
        if found is None:
            fitting = (off for pattern, off in self._off_in.items() if self._fits(file, pattern))
            found = self._off_of[file] = frozenset().union(*fitting)
        return found

    def _fits(self, file: str, pattern: str) -> bool:
        path = PurePath(file)
        if "/" not in pattern:
            return fnmatchcase(path.name, pattern)
        told = [path.as_posix()]
        if self.settings.folder is not None:
            # On another drive there is no way from the folder to the file.
            with suppress(ValueError):
                told.append(Path(os.path.relpath(file, self.settings.folder)).as_posix())
        return any(fnmatchcase(one, pattern) for one in told)


_EXACT = 1000


def rules_named(term: str, known: Iterable[Rule]) -> list[Rule]:
    """The rules that a code, a name, a family or the beginning of codes means; none where nothing fits.

    Capitals and small letters are alike. What is a code, name or family is not taken for a beginning.

    >>> [one.name for one in rules_named("dm302", rules())], len(rules_named("DM99", rules()))
    (['row-twice'], 0)
    """
    wanted, every = term.strip().casefold(), list(known)
    if not wanted:
        return []
    exact = [one for one in every if wanted in (one.code.casefold(), one.name.casefold())]
    family = [one for one in every if one.family.casefold() == wanted]
    return exact or family or [one for one in every if one.code.casefold().startswith(wanted)]
