"""How each mission of a dataset stands on a day under a profile: it counts, may count, or does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import attrs

from diplomap.counting.profiles import Profile
from diplomap.counting.profiles import profile as profile_of
from diplomap.counting.spell_columns import NO, PERHAPS, YES, SpellColumns, both, gathered, where
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Mission, Spell
from diplomap.model.presence import chains, lapse, mission_presence, onset
from diplomap.model.statuses import Status
from diplomap.values.counts import Count
from diplomap.values.dates import OPEN_HI, PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import End

CODE_OF = {TRUE: YES, UNKNOWN: PERHAPS, FALSE: NO}
COUNT_OF = {YES: Count(1), PERHAPS: Count(0, 1), NO: Count(0)}
_NOT = {YES: NO, PERHAPS: PERHAPS, NO: YES}
LOW, HIGH = bytes([0, 0, 0, 1]).ljust(256, b"\0"), bytes([0, 1, 0, 1]).ljust(256, b"\0")


def standings(dataset: Dataset, *, at: date | str | None = None, profile: str | Profile = "all") -> bytes:
    """Whether each mission counts on a day, a byte a mission in their order: 3 yes, 1 perhaps, 0 no.

    A byte is (may count, surely counts) in two bits, so that `&`, `|` and `bytes.translate` work on
    whole datasets; `COUNT_OF` gives the `Count` of a byte. `at` is a day or its ISO text, by default
    the day the dataset speaks for; where it names none, what is open counts.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.values.periods import Period
    >>> ended = Period(PartialDate.parse("2013"), PartialDate.parse("2023-10-25..2023-12-05"))
    >>> ds = Dataset([Mission("a", ("PRK",), "AGO", (Spell(Kind.EMBASSY, period=ended),))])
    >>> [standings(ds, at=day)[0] for day in ("2023-10-01", "2023-11-01", "2024-01-30")]
    [3, 1, 0]

    Raises ValueError for an unknown profile, or a text that is no full date.
    """
    columns = SpellColumns.of(dataset)
    rows = judged_rows(columns, profile_of(profile), day_of(at, dataset), dataset.as_of)
    return mission_codes(columns, rows)


def standing(mission: Mission, judged: Profile, day: date | None, as_of: date | None = None) -> Truth:
    """Whether one mission counts on a day; of no day, whether it counts among what is open.

    >>> from diplomap.model.kinds import Kind
    >>> mission = Mission("a", ("PRK",), "AGO", (Spell(Kind.EMBASSY, Status.UNKNOWN),))
    >>> standing(mission, profile_of("all"), date(2024, 1, 1), date(2024, 1, 1))
    UNKNOWN
    """

    def weight(spell: Spell) -> Truth:
        host = mission.host_of(spell)
        return judged.judge(spell.kind, spell.status, mission.sending, mission.receiving, host)

    if day is None:
        surely = may = FALSE
        for spell in mission.spells:
            still = still_open(spell.period.end, spell.status)
            surely = surely | (still if weight(spell) is TRUE else FALSE)
            may = may | (still if weight(spell) is not FALSE else FALSE)
    else:
        surely = mission_presence(mission, day, as_of, lambda spell: weight(spell) is TRUE)
        may = mission_presence(mission, day, as_of, lambda spell: weight(spell) is not FALSE)
    return TRUE if surely is TRUE else FALSE if may is FALSE else UNKNOWN


def count_of(counts: Truth) -> Count:
    """What a mission that counts, may count or does not count adds to a count.

    >>> count_of(UNKNOWN)
    Count(0, 1)
    """
    return COUNT_OF[CODE_OF[counts]]


def still_open(end: PartialDate | End, status: Status) -> Truth:
    """Whether what has this end is open, where no day is named: an open end is, a dated one is not.

    >>> still_open(End.OPEN, Status.OPERATING), still_open(PartialDate.parse("1998"), Status.OPERATING)
    (TRUE, FALSE)
    """
    if status is Status.CLOSED or isinstance(end, PartialDate):
        return FALSE
    return TRUE if end is End.OPEN else UNKNOWN


def day_of(at: date | str | None, dataset: Dataset) -> date | None:
    """The day meant: the one given, else the dataset's own, else None.

    Raises ValueError for a text that is no full date.
    """
    if at is None:
        return dataset.as_of
    if isinstance(at, date):
        return at.date() if isinstance(at, datetime) else at
    try:
        return date.fromisoformat(at)
    except ValueError:
        raise ValueError(f"{at!r} is not a full date; write it as 2023-10-01") from None


@attrs.frozen(slots=True)
class JudgedRows:
    """The rows of a table of spells, judged for one day: begun, lasting, counted; codes, a byte each."""

    begun: bytes
    lasting: bytes
    counted: bytes

    @property
    def codes(self) -> bytes:
        """Whether each row counts by itself."""
        return both(self.begun, self.lasting, self.counted)


def judged_rows(
    columns: SpellColumns, judged: Profile, day: date | None, as_of: date | None, *, anywhere: bool = False
) -> JudgedRows:
    """The rows judged for a day; `anywhere` sets the condition on the receiving party aside."""
    if day is None:
        begun = bytes([YES]) * columns.length
    else:
        ordinal = day.toordinal()
        untold = _passed(onset(None, as_of), ordinal)
        begun = columns.passed("opened", ordinal, (NO, PERHAPS, YES), lambda _: untold)
    return JudgedRows(begun, _lasting(columns, day, as_of), counted_rows(columns, judged, anywhere=anywhere))


def counted_rows(columns: SpellColumns, judged: Profile, *, anywhere: bool = False) -> bytes:
    """Whether each row's kind, status and parties count, whatever the day."""
    parts = [
        columns.codes("kind", lambda kind: YES if kind in judged.kinds else NO),
        columns.codes("status", lambda status: CODE_OF[judged.weigh(status)]),
        columns.codes("sending", lambda parties: YES if any(map(judged.sending.admits, parties)) else NO),
    ]
    if not anywhere:
        parts.append(columns.codes("receiving", lambda party: YES if judged.receiving.admits(party) else NO))
    if judged.host.but or judged.host.only is not None:
        parts.append(bytes(YES if judged.host.admits(host) else NO for host in hosts(columns)))
    return both(*parts)


def hosts(columns: SpellColumns) -> Sequence[str]:
    """The party on whose soil each row's post stands."""
    receiving = columns.values("receiving")
    if not columns.has("host"):
        return receiving
    return [host or party for host, party in zip(columns.values("host"), receiving, strict=True)]


def mission_codes(columns: SpellColumns, rows: JudgedRows) -> bytes:
    """The standing of each mission, of the judged rows of its spells."""
    codes = rows.codes
    if columns.rows_of is None:
        return codes
    found = bytearray(gathered(codes, columns.first_rows))
    if columns.told_often:
        join = Joiner(columns, rows)
        for place in columns.told_often:
            several = columns.rows_of[place]
            if found[place] != YES:
                found[place] = join(several)
    return bytes(found)


class Joiner:
    """The standing of several spells of one mission together: spells that touch are one stretch."""

    def __init__(self, columns: SpellColumns, rows: JudgedRows) -> None:
        self.rows, self.codes = rows, rows.codes
        self.starts, self.ends = columns.days("opened"), columns.days("closed")

    def __call__(self, several: Sequence[int]) -> int:
        """The code of the rows together."""
        code = NO
        for row in several:
            code |= self.codes[row]
        if code == YES or not touching(several, self.starts, self.ends):
            return code
        # Joining can only make sure what may be: where a chain may be in force, one of its spells may be.
        sure = [row for row in several if self.rows.counted[row] == YES]
        for first, last in linked(sure, self.starts, self.ends):
            code |= self.rows.begun[first] & self.rows.lasting[last]
        return code


def touching(several: Sequence[int], starts: Sequence[str | None], ends: Sequence[str | None]) -> bool:
    """Whether one of the rows ends with the very date on which one of them begins."""
    for one in several:
        end = ends[one]
        if end is not None:
            for other in several:
                if starts[other] == end:
                    return True
    return False


def linked(
    several: Sequence[int], starts: Sequence[str | None], ends: Sequence[str | None]
) -> list[tuple[int, int]]:
    """The first and the last row of each chain of spells that touch."""
    pairs = chains([starts[row] for row in several], [ends[row] for row in several])
    return [(several[first], several[last]) for first, last in pairs]


def closed_rows(columns: SpellColumns) -> bytes | None:
    """Which rows are told as closed, None where none is."""
    if Status.CLOSED not in columns.meanings("status").values():
        return None
    return columns.codes("status", lambda status: YES if status is Status.CLOSED else NO)


_OPEN, _UNTOLD = 4, 5


def _lasting(columns: SpellColumns, day: date | None, as_of: date | None) -> bytes:
    def translation(status: Status) -> bytes:
        return bytes([NO, PERHAPS, NO, YES, *(lasts(end, status) for end in (End.OPEN, End.UNKNOWN))])

    def lasts(end: End, status: Status) -> int:
        if day is None:
            return CODE_OF[still_open(end, status)]
        return _NOT[_passed(lapse(end, status, as_of), day.toordinal())]

    ordinal = OPEN_HI if day is None else day.toordinal()
    told = columns.passed(
        "closed", ordinal, (YES, PERHAPS, NO), lambda end: _OPEN if end is End.OPEN else _UNTOLD
    )
    operating = told.translate(translation(Status.OPERATING).ljust(256, b"\0"))
    closed = closed_rows(columns)
    if closed is None:
        return operating
    return where(closed, told.translate(translation(Status.CLOSED).ljust(256, b"\0")), operating)


def _passed(bounds: tuple[int, int], ordinal: int) -> int:
    return NO if ordinal < bounds[0] else YES if ordinal >= bounds[1] else PERHAPS
