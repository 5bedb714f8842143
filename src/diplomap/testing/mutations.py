"""Errors injected into a clean table at random places, and whether they are found there and nowhere else."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from random import Random

import attrs

from diplomap.model.findings import Finding, Severity

Cells = dict[str, str]


@attrs.frozen(slots=True)
class Injected:
    """What becomes of one row: its lines as they stand in the file, and where the error is.

    `at` holds (number of the line among them, column); a column of None means the whole row.
    """

    lines: tuple[str, ...]
    at: tuple[tuple[int, str | None], ...]


@attrs.frozen(slots=True)
class Mutated:
    """A table with errors: its text, and for each error the places (line, column) at which it may be told."""

    text: str
    errors: tuple[tuple[tuple[int, str | None], ...], ...]
    cells: int


_APART = 10
Kind = Callable[[Random, Cells, Cells], Injected | None]


def line_of(cells: Sequence[str]) -> str:
    """A row as a line of CSV, quoted where it must be.

    >>> line_of(["a", "b, c"])
    'a,"b, c"'
    """
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="").writerow(cells)
    return stream.getvalue()


def mutated(table: Sequence[Sequence[str]], kind: Kind, random: Random, many: int) -> Mutated:
    """A clean table with up to `many` errors of one kind in rows that do not touch each other.

    >>> table = [["id", "kind"], ["a", "embassy"], ["b", "embassy"]]
    >>> from diplomap.testing.error_kinds import KINDS
    >>> made = mutated(table, KINDS["misspelt kind"], Random(1), 1)
    >>> made.errors, made.text.count("embassy")
    ((((3, 'kind'),),), 1)
    """
    header = [*table[0]]
    rows = [dict(zip(header, row, strict=True)) for row in table[1:]]
    # Far enough apart that one does not hide another, as a quote left open hides the rows below it.
    places = [*range(1, len(rows), _APART)]
    random.shuffle(places)
    injected: dict[int, Injected] = {}
    for place in places:
        if len(injected) == many:
            break
        found = kind(random, dict(rows[place]), rows[place - 1])
        if found is not None:
            injected[place] = found
    lines, errors = [line_of(header)], []
    for place, row in enumerate(rows):
        one = injected.get(place, Injected((line_of([*row.values()]),), ()))
        if one.at:
            errors.append(tuple((len(lines) + 1 + number, column) for number, column in one.at))
        lines.extend(one.lines)
    return Mutated("\n".join(lines) + "\n", tuple(errors), len(rows) * len(header))


@attrs.frozen(slots=True)
class Score:
    """How many errors were injected and how many told at their place; how many clean cells were blamed."""

    injected: int = 0
    found: int = 0
    cells: int = 0
    blamed: int = 0

    def plus(self, other: Score) -> Score:
        """Both together.

        >>> Score(1, 1, 10).plus(Score(1, 0, 10)).injected
        2
        """
        return Score(
            self.injected + other.injected,
            self.found + other.found,
            self.cells + other.cells,
            self.blamed + other.blamed,
        )


def score(made: Mutated, findings: Sequence[Finding]) -> Score:
    """Compare errors and findings.

    A clean cell is blamed by an error or warning that stands at it and does not name, as a related place, a
    row in which there is an error: of two rows that contradict each other, the later one is told.

    >>> score(Mutated("", (((2, "kind"),),), 10), [])
    Score(injected=1, found=0, cells=10, blamed=0)
    """
    told = {(finding.origin.line, finding.origin.column) for finding in findings}
    lines = {line for line, _ in told}
    found, inside = 0, set[tuple[int, str | None]]()
    whole: set[int] = set()
    for error in made.errors:
        found += any(line in lines if column is None else (line, column) in told for line, column in error)
        inside.update(error)
        whole.update(line for line, column in error if column is None)
    bad = {line for line, _ in inside}
    blamed = {
        (finding.origin.line, finding.origin.column)
        for finding in findings
        if finding.severity is not Severity.NOTE and bad.isdisjoint(one.line for one in finding.related)
    }
    blamed = {place for place in blamed if place not in inside and place[0] not in whole}
    return Score(len(made.errors), found, made.cells, len(blamed))
