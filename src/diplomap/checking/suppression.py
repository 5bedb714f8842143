"""Findings left aside in the table itself: a column whose cells name a rule and say why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from diplomap.checking.selection import Selection
from diplomap.checking.spell_table import NO_FILE, SpellTable
from diplomap.checking.suppression_rules import IGNORES_NOTHING, IGNORES_UNKNOWN, NO_REASON
from diplomap.model.columns import ColumnStore
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding
from diplomap.model.rows import Row
from diplomap.model.rules import Rule
from diplomap.tables.folding import folded
from diplomap.values.origins import Origin, RecordLine

_MANY, _WHY = "|", ":"
Place = tuple[str, str, int]


@attrs.frozen(slots=True)
class Suppressed:
    """A finding that the table itself leaves aside, and the reason it gives."""

    finding: Finding
    reason: str


@attrs.frozen(slots=True)
class Parted:
    """Findings that stand, those left aside, and what is wrong with the cells that ask for it."""

    standing: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...] = ()
    wrong: tuple[Finding, ...] = ()


def suppress(findings: Iterable[Finding], dataset: Dataset, chosen: Selection) -> Parted:
    """Part findings into those that stand and those that their rows leave aside in a column.

    A cell says ``DM403: two chanceries``, by code or by name; several are parted by ``|``. Wrong with it may
    be that it gives no reason (it then leaves nothing aside), names no rule, or one that finds nothing in
    its row though it is asked there.

    >>> from diplomap.checking.settings import Settings
    >>> suppress([], Dataset(), Selection(Settings())).suppressed
    ()
    """
    asked = tuple(findings)
    column = chosen.settings.suppress_column
    cells = {_row(origin): origin for origin in suppressing_cells(dataset, column)} if column else {}
    if not cells:
        return Parted(asked)
    names = {text.casefold(): rule for rule in chosen.rules for text in (rule.code, rule.name)}
    reasons: dict[tuple[Place, str], str] = {}
    wrong: list[Finding] = []
    for place, origin in cells.items():
        for code, said in _read(origin, names):
            if isinstance(said, Finding):
                wrong.append(said)
            else:
                reasons[place, code] = said
    keys = [(_row(finding.origin), finding.code) for finding in asked]
    for place, code in reasons.keys() - set(keys):
        if chosen.is_on_in(code, cells[place].file):
            wrong.append(IGNORES_NOTHING.at(cells[place], f"{code} finds nothing in this row"))
    both = [*zip(asked, keys, strict=True)]
    return Parted(
        tuple(finding for finding, key in both if key not in reasons),
        tuple(Suppressed(finding, reasons[key]) for finding, key in both if key in reasons),
        tuple(chosen.judged(wrong)),
    )


def _read(origin: Origin, names: dict[str, Rule]) -> Iterator[tuple[str, str | Finding]]:
    for part in (origin.raw or "").split(_MANY):
        name, _, reason = (text.strip() for text in part.partition(_WHY))
        rule = names.get(name.casefold())
        if rule is None and (name or reason):
            told = f"{name!r} is no rule; write a code and the reason, as in DM403: two chanceries"
            yield "", IGNORES_UNKNOWN.at(origin, told)
        elif rule is not None and not reason:
            told = f"no reason is given; write {rule.code}: and why its finding is to be left aside"
            yield rule.code, NO_REASON.at(origin, told)
        elif rule is not None:
            yield rule.code, reason


def suppressing_cells(dataset: Dataset, column: str) -> Iterator[Origin]:
    """The cells under a header that are not blank, of all tables and of rows in quarantine.

    >>> [*suppressing_cells(Dataset(), "ignore")]
    []
    """
    wanted = folded(column)
    store = dataset.missions.store
    if isinstance(store, ColumnStore):
        place = _under(store.head.names, wanted)
        texts = [] if place is None else store.raw[place]
        yield from (_cell(store.row(row), wanted) for row, text in enumerate(texts) if text.strip())
    else:
        yield from _of_objects(dataset, wanted)
    rows = [record.row for record in dataset.records] + [held.row for held in dataset.quarantine]
    if not isinstance(store, ColumnStore):
        rows += [one.row for mission in dataset.missions for one in mission.accreditations]
    heads: dict[int, bool] = {}
    for stood in rows:
        if stood is not None:
            key = id(stood.head)
            if key not in heads:
                heads[key] = _under(stood.head.names, wanted) is not None
            if heads[key] and (cell := _cell(stood, wanted)).raw:
                yield cell


def _of_objects(dataset: Dataset, wanted: str) -> Iterator[Origin]:
    table = SpellTable(dataset)
    for row in range(len(table)):
        spell = table.spell(row)
        if spell.row is not None:
            cell = _cell(spell.row, wanted)
            if cell.raw:
                yield cell
        elif spell.extra:
            said = next((text for name, text in spell.extra if folded(name) == wanted), "")
            if said.strip():
                yield Origin(NO_FILE, row + 1, wanted, said)


def _cell(row: Row, wanted: str) -> Origin:
    place = _under(row.head.names, wanted)
    if place is None or place >= len(row.cells) or not row.cells[place].strip():
        return Origin(row.head.file, row.line)
    return Origin(row.head.file, row.line, row.head.names[place], row.cells[place])


def _under(names: Iterable[str], wanted: str) -> int | None:
    return next((place for place, name in enumerate(names) if folded(name) == wanted), None)


def _row(origin: Origin) -> Place:
    # A cell past a quoted line break stands on a later line than its record; many records may share a line.
    line = origin.record_line
    if isinstance(line, RecordLine):
        return origin.file, line.table, line.number
    return origin.file, "", line
