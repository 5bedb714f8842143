"""The rules that say whether the world changed or its record: each a name, a nature, and its evidence."""

from __future__ import annotations

from enum import Enum

from diplomap.diffing.change_kinds import Nature
from diplomap.diffing.editions import Editions
from diplomap.diffing.natural_keys import folded
from diplomap.values.dates import PartialDate, Precision
from diplomap.values.periods import End


class Rule(Enum):
    """A rule by which the nature of a change was decided. The value is (name, nature).

    docs/reference/diffing.md tells each of them in words.
    """

    DATED_AFTER = ("dated-after", Nature.WORLD)
    EVENT_AFTER = ("event-after", Nature.WORLD)
    WITNESS_AFTER = ("witness-after", Nature.WORLD)
    DATED_BEFORE = ("dated-before", Nature.REVISION)
    SAME_DAY = ("same-day", Nature.REVISION)
    LISTED_BEFORE = ("listed-before", Nature.REVISION)
    DATE_CHANGED = ("date-changed", Nature.REVISION)
    DATE_WITHDRAWN = ("date-withdrawn", Nature.REVISION)
    SPELLING = ("spelling", Nature.REVISION)
    WAS_LOOKED_FOR = ("was-looked-for", Nature.REVISION)
    WAS_UNREADABLE = ("was-unreadable", Nature.REVISION)
    EVENT_TOLD = ("event-told", Nature.REVISION)
    EVENT_BEFORE = ("event-before", Nature.REVISION)
    SOURCE_BEFORE = ("source-before", Nature.REVISION)
    LISTED_EARLIER = ("listed-earlier", Nature.REVISION)
    SHARPER_DATE = ("sharper-date", Nature.REFINEMENT)
    BLANK_FILLED = ("blank-filled", Nature.REFINEMENT)
    FURTHER_SOURCE = ("further-source", Nature.REFINEMENT)
    NOT_LOOKED_FOR = ("not-looked-for", Nature.COVERAGE)
    EVENT_BEGAN = ("event-began", Nature.COVERAGE)
    SOURCE_LISTS = ("source-lists", Nature.COVERAGE)
    WITNESS_BEFORE = ("witness-before", Nature.COVERAGE)
    ITEM_EXISTED = ("item-existed", Nature.COVERAGE)
    SENDER_NOT_LISTED = ("sender-not-listed", Nature.COVERAGE)
    COLUMN_ADDED = ("column-added", Nature.COVERAGE)
    COLUMN_DROPPED = ("column-dropped", Nature.COVERAGE)
    NOT_TOLD_SO_FAR = ("not-told-so-far", Nature.COVERAGE)
    IDENTIFIER = ("identifier", Nature.REKEY)
    NOW_UNREADABLE = ("now-unreadable", Nature.UNDETERMINED)
    SOURCE_AFTER = ("source-after", Nature.UNDETERMINED)
    NO_EVIDENCE = ("no-evidence", Nature.UNDETERMINED)

    @property
    def nature(self) -> Nature:
        """The nature that it decides for."""
        nature: Nature = self.value[1]
        return nature

    def __str__(self) -> str:
        return str(self.value[0])


def undated(editions: Editions) -> Rule:
    """The rule for a change that nothing dates: two editions of one day differ only by revision."""
    return Rule.SAME_DAY if editions.same_day else Rule.NO_EVIDENCE


def dated(when: PartialDate | None, editions: Editions) -> Rule:
    """The rule for a change that the new edition dates.

    >>> from datetime import date
    >>> editions = Editions(date(2023, 10, 1).toordinal(), date(2024, 1, 30).toordinal())
    >>> [str(dated(PartialDate.parse(text), editions)) for text in ("2023-11", "2019", "2023")]
    ['dated-after', 'dated-before', 'no-evidence']
    """
    day = editions.old_day
    if when is None or day is None:
        return undated(editions)
    return _against(when, day, editions)


def undone(when: PartialDate | None, editions: Editions) -> Rule:
    """The rule for what the old edition dates and the new one no longer tells.

    Where the new edition speaks for an earlier day, what happened since is the world seen backwards.
    """
    if when is not None and editions.backwards:
        assert editions.new_day is not None
        return _against(when, editions.new_day, editions)
    if when is not None and editions.old_day is not None and when.hi <= editions.old_day:
        return Rule.DATE_WITHDRAWN
    return undated(editions)


def start_rule(old: PartialDate | None, new: PartialDate | None, editions: Editions) -> Rule:
    """The rule for another beginning of a stretch that both editions tell.

    >>> d = PartialDate.parse
    >>> [str(start_rule(d("2019"), d(text), Editions())) for text in ("2019-05", "2018")]
    ['sharper-date', 'date-changed']
    """
    if new is None:
        return Rule.COLUMN_DROPPED if editions.lacks("opened") else Rule.DATE_WITHDRAWN
    if old is None:
        if editions.lacked("opened"):
            return Rule.COLUMN_ADDED
        later = editions.old_day is not None and new.lo > editions.old_day
        return Rule.LISTED_BEFORE if later else Rule.BLANK_FILLED
    return _date_rule(old, new)


def end_rule(old: PartialDate | End, new: PartialDate | End, editions: Editions) -> Rule:
    """The rule for another end of a stretch, where the mission itself neither closed nor reopened by it."""
    if isinstance(old, PartialDate):
        return _date_rule(old, new) if isinstance(new, PartialDate) else undone(old, editions)
    if isinstance(new, PartialDate):
        return Rule.BLANK_FILLED if old is End.UNKNOWN else dated(new, editions)
    return Rule.NOT_TOLD_SO_FAR if new is End.UNKNOWN else undated(editions)


def cell_rule(column: str, old: str, new: str, editions: Editions) -> Rule:
    """The rule for the text of a cell that carries no date.

    >>> str(cell_rule("note", "", "by the harbour", Editions()))
    'blank-filled'
    """
    if not old:
        return Rule.COLUMN_ADDED if editions.lacked(column) else Rule.BLANK_FILLED
    if not new:
        return Rule.COLUMN_DROPPED if editions.lacks(column) else undated(editions)
    return Rule.SPELLING if folded(old) == folded(new) != "" else undated(editions)


def says_no_more(old: PartialDate | None, new: PartialDate | None, editions: Editions) -> bool:
    """Whether a beginning told as "by some day" says no more than the other edition's blank cell.

    A post that an edition lists without a beginning had begun by the edition's day. `Dataset.at` writes
    that out for earlier days, as ``..2024-01-30``, and that is no news.
    """
    if (old is None) == (new is None):
        return False
    bound, its_day = (new, editions.new_day) if old is None else (old, editions.old_day)
    assert bound is not None
    if bound.precision is not Precision.BOUND or bound.lo > 1 or its_day is None:
        return False
    return bound.hi > its_day


def _against(when: PartialDate, day: int, editions: Editions) -> Rule:
    if editions.same_day:
        return Rule.SAME_DAY
    if when.lo > day:
        return Rule.DATED_AFTER
    return Rule.DATED_BEFORE if when.hi <= day else Rule.NO_EVIDENCE


def _date_rule(old: PartialDate, new: PartialDate) -> Rule:
    if new.refines(old):
        return Rule.SHARPER_DATE
    return Rule.DATE_WITHDRAWN if old.refines(new) else Rule.DATE_CHANGED
