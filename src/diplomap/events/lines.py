"""The map as lines: a mission, relation, recognition, accreditation or sanction in a state for a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from diplomap.model.dataset import Dataset
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.recognitions import Recognition
from diplomap.model.relations import Relation
from diplomap.model.sanctions import Sanction
from diplomap.values.dates import OPEN_HI, PartialDate
from diplomap.values.periods import End, Period

MISSIONS, ACCREDITATIONS, RELATIONS, RECOGNITIONS, SANCTIONS = TABLES = (
    *("missions", "accreditations", "relations", "recognitions", "sanctions"),
)
CELLS: dict[str, tuple[str, ...]] = {
    MISSIONS: ("kind", "status", "city", "host", "head"),
    ACCREDITATIONS: (),
    RELATIONS: ("status", "level"),
    RECOGNITIONS: ("status",),
    SANCTIONS: ("stage", "measures", "instruments", "objective"),
}
Cells = tuple[tuple[str, str], ...]


def _in_any_order(parties: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(parties))


@attrs.frozen(slots=True)
class Thing:
    """What a line is of: its table, its id (of a mission or regime), and its parties.

    `subject` are the parties that send, recognise, sanction or tell, in whatever order; `with_` is the party
    to which they do. `of` is the third party of an accreditation, or the kind of a relation.
    """

    table: str
    id: str
    subject: tuple[str, ...] = attrs.field(converter=_in_any_order)
    with_: str
    of: str = ""
    told_subject: tuple[str, ...] = attrs.field(default=(), eq=False, repr=False)

    @property
    def subject_as_told(self) -> tuple[str, ...]:
        """The parties in the order in which the record names them."""
        return self.told_subject or self.subject


@attrs.frozen(slots=True)
class Line:
    """One stretch of one thing: its cells and its period; all else rides along and takes no part in equality.

    `cells` are (name, text), blank ones left out, in the order of the table. `record` is the record that
    told it, None where events alone do; `place` where it stands, as (mission, spell) or (record,).
    `by` are the places of the events that began, ended or changed it.
    """

    thing: Thing
    cells: Cells
    period: Period
    record: Any = attrs.field(default=None, eq=False, repr=False)
    place: tuple[int, ...] = attrs.field(default=(), eq=False, repr=False)
    by: tuple[int, ...] = attrs.field(default=(), eq=False, repr=False)
    sources: tuple[str, ...] = attrs.field(default=(), eq=False, repr=False)
    over: bool = attrs.field(default=False, eq=False, repr=False)

    def cell(self, name: str) -> str:
        """The text of a cell; blank where the line does not tell it."""
        return dict(self.cells).get(name, "")

    @property
    def order(self) -> tuple[int, int, str]:
        """Its place in time, and among those of one time the order of its texts."""
        start, end = self.period.start, self.period.end
        return (
            -1 if start is None else start.lo,
            end.lo if isinstance(end, PartialDate) else OPEN_HI,
            f"{self.cells}{self.period}",
        )


def make_cells(table: str, told: dict[str, str]) -> Cells:
    """Cells in the order of their table, blank ones left out.

    >>> make_cells("missions", {"city": "Madrid", "kind": "embassy", "host": ""})
    (('kind', 'embassy'), ('city', 'Madrid'))
    """
    return tuple((name, told[name]) for name in CELLS[table] if told.get(name))


def lines_of(dataset: Dataset) -> Iterator[Line]:
    """Every line of a dataset's map, table by table.

    >>> from diplomap.model.kinds import Kind
    >>> ds = Dataset([Mission("m", ("PRK",), "ESP", (Spell(Kind.EMBASSY, seat="Madrid"),))])
    >>> [dict(line.cells)["city"] for line in lines_of(ds)]
    ['Madrid']
    """
    for place, mission in enumerate(dataset.missions):
        yield from _of_mission(mission, place)
    for place, relation in enumerate(dataset.relations):
        thing = Thing(RELATIONS, "", (relation.party,), relation.with_, str(relation.kind))
        yield _line(thing, _relation_cells(relation), relation, (place,))
    for place, recognition in enumerate(dataset.recognitions):
        thing = Thing(RECOGNITIONS, "", (recognition.recogniser,), recognition.recognised)
        yield _line(thing, {"status": str(recognition.status)}, recognition, (place,))
    for place, step in enumerate(dataset.sanctions):
        thing = Thing(SANCTIONS, step.id, step.senders, step.target, "", step.senders)
        yield _line(thing, _sanction_cells(step), step, (place,))


def mission_thing(mission: Mission) -> Thing:
    """The thing that a mission is.

    >>> from diplomap.model.kinds import Kind
    >>> mission_thing(Mission("m", ("PRK",), "ESP", (Spell(Kind.EMBASSY),))).with_
    'ESP'
    """
    return Thing(MISSIONS, mission.id, mission.sending, mission.receiving, "", mission.sending)


def _of_mission(mission: Mission, place: int) -> Iterator[Line]:
    thing = mission_thing(mission)
    for nth, spell in enumerate(mission.spells):
        yield _line(thing, _spell_cells(spell), spell, (place, nth))
    for nth, one in enumerate(mission.accreditations):
        also = Thing(ACCREDITATIONS, mission.id, mission.sending, mission.receiving, one.to, mission.sending)
        yield _line(also, {}, one, (place, nth))


def _line(
    thing: Thing,
    cells: dict[str, str],
    record: Spell | Accreditation | Relation | Recognition | Sanction,
    place: tuple[int, ...],
) -> Line:
    return Line(thing, make_cells(thing.table, cells), record.period, record, place, (), record.sources)


def _spell_cells(spell: Spell) -> dict[str, str]:
    head = "" if spell.head is None else str(spell.head)
    cells = {"kind": str(spell.kind), "status": str(spell.status), "city": spell.seat}
    return {**cells, "host": spell.host or "", "head": head}


def _relation_cells(relation: Relation) -> dict[str, str]:
    return {"status": str(relation.status), "level": "" if relation.level is None else str(relation.level)}


def _sanction_cells(step: Sanction) -> dict[str, str]:
    return {
        "stage": str(step.stage),
        "measures": joined(map(str, step.measures)),
        "instruments": joined(map(str, step.instruments)),
        "objective": step.objective,
    }


def joined(values: Iterable[str]) -> str:
    """Several values as one text, parted by a plus; a plus of theirs is written %2B, a bar %7C.

    >>> joined(["S/RES/1718 (2006-10-14)", "a+b"])
    'S/RES/1718 (2006-10-14)+a%2Bb'
    """
    return "+".join(_escaped(value).replace("+", "%2B") for value in values)


def parted(text: str) -> tuple[str, ...]:
    """The values of a text made by `joined`.

    >>> parted("S/RES/1718 (2006-10-14)+a%2Bb"), parted("")
    (('S/RES/1718 (2006-10-14)', 'a+b'), ())
    """
    return tuple(_unescaped(one.replace("%2B", "+")) for one in text.split("+")) if text else ()


def detail_text(name: str, text: str) -> str:
    """The text of a cell as a detail holds it, in which a bar parts the details from each other.

    >>> detail_text("objective", "denuclearisation|release"), detail_text("city", "A|B 100%")
    ('denuclearisation+release', 'A%7CB 100%25')
    """
    if name in _SEVERAL:
        return text
    return joined(text.split("|")) if name == "objective" else _escaped(text)


def cell_text(name: str, text: str) -> str:
    """The text of a cell that a detail holds; gives back what `detail_text` was given.

    >>> cell_text("objective", "denuclearisation+release"), cell_text("city", "A%7CB 100%25")
    ('denuclearisation|release', 'A|B 100%')
    """
    if name in _SEVERAL:
        return text
    return "|".join(parted(text)) if name == "objective" else _unescaped(text)


_SEVERAL = ("measures", "instruments")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("|", "%7C")


def _unescaped(text: str) -> str:
    return text.replace("%7C", "|").replace("%25", "%")


def end_text(end: PartialDate | End) -> str:
    """An end as a detail tells it: blank where it is open.

    >>> end_text(End.OPEN), end_text(End.UNKNOWN), end_text(PartialDate.parse("2019"))
    ('', 'unknown', '2019')
    """
    return "" if end is End.OPEN else str(end)


def end_of(text: str) -> PartialDate | End:
    """The end of a detail's text.

    >>> end_of("unknown"), end_of("")
    (End.UNKNOWN, End.OPEN)

    Raises DateSyntaxError for what is no date.
    """
    return End.UNKNOWN if text == "unknown" else PartialDate.parse(text) if text else End.OPEN
