"""One typed change of a mission, and the changes between two tellings of it, or of one that came or went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

import attrs

from diplomap.diffing.change_kinds import ChangeKind, Nature
from diplomap.diffing.editions import Editions
from diplomap.diffing.histories import steps_of_many, steps_since
from diplomap.diffing.natures import Rule, cell_rule, dated, end_rule, start_rule, undated, undone
from diplomap.diffing.spells import in_order, telling
from diplomap.diffing.stretches import Step, both_told, row_cells
from diplomap.model.missions import UNDATED, Accreditation, Mission, Spell
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE
from diplomap.values.periods import End

_NOTHING: Mapping[str, tuple[str, str]] = {}
_PLACE = {kind: place for place, kind in enumerate(ChangeKind)}


@attrs.frozen(slots=True)
class Change:
    """One thing that differs about one mission between two editions, typed.

    `fields` are the cells that changed, by column: (old text, new text), in the notation of our own
    layout whatever the file's. `old` and `new` are the mission in each edition, None where it does not stand
    in it. `when` is the date that an edition gives the change, `sources` what it cites, `rule` the
    name of the rule that decided its nature, `witness` the other dataset that it rests on, if any.
    """

    kind: ChangeKind
    nature: Nature
    old: Mission | None
    new: Mission | None
    fields: Mapping[str, tuple[str, str]] = attrs.field(default=_NOTHING, hash=False)
    when: PartialDate | None = None
    sources: tuple[str, ...] = ()
    rule: str = ""
    old_spell: Spell | None = attrs.field(default=None, eq=False, repr=False)
    new_spell: Spell | None = attrs.field(default=None, eq=False, repr=False)
    witness: str = ""

    @property
    def subject(self) -> Mission:
        """The mission as the new edition tells it, or the old one where it is gone."""
        told = self.old if self.new is None else self.new
        assert told is not None, "a change is of a mission"
        return told

    @property
    def mission(self) -> str:
        """The mission's id in the new edition, or in the old one where it is gone."""
        return self.subject.id

    @property
    def sending(self) -> tuple[str, ...]:
        """The mission's sending parties."""
        return self.subject.sending

    @property
    def receiving(self) -> str:
        """The party that it is sent to."""
        return self.subject.receiving


def in_canonical_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes by sender, receiver, mission and kind, whatever the order of the rows that told them."""
    keyed = sorted(((_by_mission(change), change) for change in changes), key=itemgetter(0))
    ordered: list[Change] = []
    for _, alike in groupby(keyed, key=itemgetter(0)):
        some = [change for _, change in alike]
        ordered.extend(_by_content(some) if len(some) > 1 else some)
    return tuple(ordered)


def _by_mission(change: Change) -> tuple[object, ...]:
    subject = change.subject
    return subject.sending, subject.receiving, subject.id, _PLACE[change.kind]


def _by_content(changes: list[Change]) -> list[Change]:
    tellings: dict[int, tuple[object, ...]] = {}
    # Most often they are all of one mission, which need not be told apart from others.
    if len({id(change.subject) for change in changes}) > 1:
        both = (told for change in changes for told in (change.new, change.old) if told is not None)
        tellings = {key: telling(told) for key, told in {id(told): told for told in both}.items()}

    def key(change: Change) -> tuple[object, ...]:
        apart = [tellings.get(id(told), ()) for told in (change.new, change.old)]
        return change.nature, str(change.when or ""), sorted(change.fields.items()), apart

    return sorted(changes, key=key)


def changes_between(old: Mission, new: Mission, editions: Editions) -> list[Change]:
    """The typed changes between two tellings of one mission; none where they say the same.

    >>> from datetime import date
    >>> from diplomap.model.kinds import Kind
    >>> was = Mission("a", ("PRK",), "ESP", (Spell(Kind.LEGATION, seat="Madrid"),))
    >>> now = Mission("a", ("PRK",), "ESP", (Spell(Kind.EMBASSY, seat="Madrid"),))
    >>> [(str(c.kind), dict(c.fields)) for c in changes_between(was, now, Editions())]
    [('upgraded', {'kind': ('legation', 'embassy')})]
    """
    changes = [] if old.id == new.id else [_rekeyed(old, new)]
    if old.sending != new.sending or old.receiving != new.receiving:
        changes.append(_parties(old, new, editions))
    if old.wikidata != new.wikidata and old.id == new.id:
        changes.append(_item(old, new, editions))
    if old.accreditations != new.accreditations:
        changes.extend(_accreditations(old, new, editions))
    if old.spells != new.spells:
        for step in _steps(old.spells, new.spells, editions):
            changes.append(_from_step(step, old, new))
    return changes


def change_of_new(mission: Mission, editions: Editions) -> list[Change]:
    """The changes told by a mission that stands in the new edition alone.

    It `opened` where the edition dates the opening after the old edition's day, else it has
    `appeared`. What its later spells tell of the time since that day follows.
    """
    spells = in_order(mission.spells)
    first, start = spells[0], spells[0].period.start
    rule = dated(start, editions)
    if start is None or rule is Rule.NO_EVIDENCE:
        rule = Rule.NOT_LOOKED_FOR if editions.old_looked(mission) is FALSE else undated(editions)
    if rule is Rule.DATED_BEFORE or rule is Rule.SAME_DAY:
        complete = editions.old_looked(mission) is TRUE
        rule = Rule.WAS_LOOKED_FOR if complete else Rule.NOT_LOOKED_FOR
    if mission.id in editions.old_aside:
        rule = Rule.WAS_UNREADABLE
    to_come = editions.new_day is not None and start is not None and start.lo > editions.new_day
    if to_come and rule is Rule.DATED_AFTER:
        rule = Rule.NO_EVIDENCE
    opened = rule is Rule.DATED_AFTER and first.status is not Status.PLANNED
    kind = ChangeKind.OPENED if opened else ChangeKind.APPEARED
    when = start if opened else None
    fields = row_cells(first, came=True)
    changes = [Change(kind, rule.nature, None, mission, fields, when, first.sources, str(rule), None, first)]
    changes.extend(_from_step(step, None, mission) for step in steps_since(spells, editions))
    return changes


def change_of_gone(mission: Mission, editions: Editions) -> Change:
    """The change of a mission that stands in the old edition alone: it is `gone`, and nobody says why.

    Its nature stays undetermined, unless the new edition speaks for a day before the post began, or
    does not look where it stood. A row of its id may be in quarantine there.
    """
    spells = in_order(mission.spells)
    start, last = spells[0].period.start, spells[-1]
    rule = undone(start, editions) if editions.backwards else Rule.NO_EVIDENCE
    if rule is not Rule.DATED_AFTER:
        left_out = editions.new_looked(mission) is FALSE
        rule = Rule.NOT_LOOKED_FOR if left_out else Rule.NO_EVIDENCE
    if mission.id in editions.new_aside:
        rule = Rule.NOW_UNREADABLE
    fields = row_cells(last, came=False)
    return Change(
        ChangeKind.GONE, rule.nature, mission, None, fields, None, last.sources, str(rule), last, None
    )


def cited(mission: Mission) -> tuple[str, ...]:
    """The sources of a mission, each once, in the order of its spells in time."""
    return tuple(dict.fromkeys(source for spell in in_order(mission.spells) for source in spell.sources))


def _from_step(step: Step, old: Mission | None, new: Mission | None) -> Change:
    spell = step.new if step.new is not None else step.old
    sources = () if spell is None else spell.sources
    rule = step.rule
    return Change(
        step.kind, rule.nature, old, new, step.fields, step.when, sources, str(rule), step.old, step.new
    )


def _steps(old: tuple[Spell, ...], new: tuple[Spell, ...], editions: Editions) -> list[Step]:
    if len(old) == len(new) == 1:
        return both_told(old[0], new[0], editions, life=True)
    return steps_of_many(in_order(old), in_order(new), editions)


def _rekeyed(old: Mission, new: Mission) -> Change:
    fields = {"id": (old.id, new.id)}
    if old.wikidata != new.wikidata:
        fields["wikidata"] = (old.wikidata, new.wikidata)
    rule = Rule.IDENTIFIER
    return Change(ChangeKind.REKEYED, rule.nature, old, new, fields, None, cited(new), str(rule))


def _item(old: Mission, new: Mission, editions: Editions) -> Change:
    fields = {"wikidata": (old.wikidata, new.wikidata)}
    filled = not old.wikidata or not new.wikidata
    rule = cell_rule("wikidata", old.wikidata, new.wikidata, editions) if filled else Rule.IDENTIFIER
    return Change(ChangeKind.CORRECTED, rule.nature, old, new, fields, None, cited(new), str(rule))


def _parties(old: Mission, new: Mission, editions: Editions) -> Change:
    fields: dict[str, tuple[str, str]] = {}
    if old.sending != new.sending:
        fields["sending"] = ("|".join(old.sending), "|".join(new.sending))
    if old.receiving != new.receiving:
        fields["receiving"] = (old.receiving, new.receiving)
    rule = undated(editions)
    return Change(ChangeKind.CORRECTED, rule.nature, old, new, fields, None, cited(new), str(rule))


def _accreditations(old: Mission, new: Mission, editions: Editions) -> Iterator[Change]:
    ours, yours = _by_party(old), _by_party(new)
    for party in {**ours, **yours}:
        before, after = ours.get(party, ()), yours.get(party, ())
        if before == after:
            continue
        texts = (_accredited(before), _accredited(after))
        kind, when = ChangeKind.CORRECTED, None
        if not before:
            kind, when = ChangeKind.ACCREDITATION_GAINED, after[0].period.start
            rule = Rule.COLUMN_ADDED if editions.lacked("accredited_to") else dated(when, editions)
        elif not after:
            kind = ChangeKind.ACCREDITATION_LOST
            began = before[0].period.start
            rule = Rule.COLUMN_DROPPED if editions.lacks("accredited_to") else undone(began, editions)
        else:
            kind, when, rule = _accredited_otherwise(before, after, editions)
        fields = {"accredited_to": texts}
        yield Change(kind, rule.nature, old, new, fields, when, cited(new), str(rule))


def _accredited_otherwise(
    before: tuple[Accreditation, ...], after: tuple[Accreditation, ...], editions: Editions
) -> tuple[ChangeKind, PartialDate | None, Rule]:
    """What became of an accreditation that both editions tell: it ended, or its dates were told otherwise."""
    if len(before) != 1 or len(after) != 1:
        return ChangeKind.CORRECTED, None, undated(editions)
    old, new = before[0].period, after[0].period
    if old.start != new.start:
        rule = start_rule(old.start, new.start, editions) if old.end == new.end else undated(editions)
        return ChangeKind.CORRECTED, None, rule
    if old.end == new.end:
        return ChangeKind.CORRECTED, None, undated(editions)
    rule = end_rule(old.end, new.end, editions)
    if isinstance(old.end, End) and isinstance(new.end, PartialDate):
        return ChangeKind.ACCREDITATION_LOST, new.end, rule
    if isinstance(old.end, PartialDate) and isinstance(new.end, End):
        return ChangeKind.ACCREDITATION_GAINED, None, rule
    return ChangeKind.CORRECTED, None, rule


def _by_party(mission: Mission) -> dict[str, tuple[Accreditation, ...]]:
    found: dict[str, tuple[Accreditation, ...]] = {}
    for accreditation in mission.accreditations:
        found[accreditation.to] = (*found.get(accreditation.to, ()), accreditation)
    return {party: tuple(sorted(them, key=_accreditation_text)) for party, them in found.items()}


def _accredited(accreditations: tuple[Accreditation, ...]) -> str:
    return "|".join(map(_accreditation_text, accreditations))


def _accreditation_text(accreditation: Accreditation) -> str:
    period = accreditation.period
    return accreditation.to if period == UNDATED else f"{accreditation.to} {period}"
