"""Making a ledger: which missions, or pairs of parties, stand otherwise in the new edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import attrs

from diplomap.counting.entries import Asked
from diplomap.counting.grouping import BYS as COUNTED_BY
from diplomap.counting.grouping import DYAD
from diplomap.counting.naming import party_id
from diplomap.counting.profiles import Profile
from diplomap.counting.profiles import profile as profile_of
from diplomap.counting.spell_columns import NO
from diplomap.counting.standings import day_of
from diplomap.diffing.account_keys import key_of, looked_of
from diplomap.diffing.change_kinds import Nature
from diplomap.diffing.changes import Change, in_canonical_order
from diplomap.diffing.diff import Diff
from diplomap.diffing.group_sides import GROUP, Belonging, GroupDyads, GroupPosts
from diplomap.diffing.ledger import Account, Entry, Ledger
from diplomap.diffing.reasons import Reason, belonging_reason, reason_of
from diplomap.diffing.sides import NOTHING, Counted, DyadSide, PostSide
from diplomap.diffing.spells import telling
from diplomap.model.missions import Mission
from diplomap.values.counts import Count, Effect

BYS = (*COUNTED_BY, DYAD, GROUP)
Days = tuple[date | None, date | None]
Given = date | str | None


@attrs.frozen(slots=True)
class Subject:
    """Missions of both editions, by their places, whose standings are taken together."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    why: str = ""


def make_ledger(
    diff: Diff,
    of: str | None,
    *,
    by: str,
    at: Given | tuple[Given, Given],
    profile: str | Profile,
    asked: Asked,
) -> Ledger:
    """The ledger of a difference; see `diplomap.diffing.diff.Diff.ledger`."""
    told = profile_of(profile)
    given = at if isinstance(at, tuple) else (at, at)
    days = day_of(given[0], diff.old), day_of(given[1], diff.new)
    asked = _resolved(asked, diff, days[1])
    judged, plain = asked.narrow(told), "receiving" if by == GROUP else by
    old, new = Counted(diff.old, judged, days[0], plain), Counted(diff.new, judged, days[1], plain)
    maker = _Maker(diff, days, concurrent=judged.concurrent)
    known = Belonging(diff.old, days[0]), Belonging(diff.new, days[1])
    if judged.how == "posts":
        lengths = len(diff.old.missions), len(diff.new.missions)
        posts: tuple[PostSide, PostSide]
        if by == GROUP:
            maker.grouped = GroupPosts(old, lengths[0], known[0]), GroupPosts(new, lengths[1], known[1])
            posts = maker.grouped
        else:
            posts = PostSide(old, lengths[0]), PostSide(new, lengths[1])
        opening, closing = (side.counts for side in posts)
        maker.of = key_of(of, by, {*opening, *closing}, diff.new, days[1])
        maker.posts(*posts)
    else:
        if by == GROUP:
            dyads: tuple[DyadSide, DyadSide] = GroupDyads(old, known[0]), GroupDyads(new, known[1])
        else:
            dyads = DyadSide(old), DyadSide(new)
        opening, closing = (side.counts for side in dyads)
        maker.of = key_of(of, by, {*opening, *closing}, diff.new, days[1])
        maker.dyads(*dyads)
    parties = sorted({*opening, *closing, *maker.entries}) if maker.of is None else [maker.of]
    accounts = tuple(
        Account(
            party,
            opening.get(party, NOTHING),
            closing.get(party, NOTHING),
            tuple(sorted(maker.entries.get(party, ()), key=_order)),
            (
                looked_of(party, by, diff.old, days[0], told.name, asked),
                looked_of(party, by, diff.new, days[1], told.name, asked),
            ),
        )
        for party in parties
    )
    return Ledger(accounts, by, judged.name, days, asked)


def _resolved(asked: Asked, diff: Diff, day: date | None) -> Asked:
    given = (asked.sending, asked.receiving, asked.host)
    return Asked(*(None if text is None else party_id(text, diff.new, day) for text in given))


class _Maker:
    """The entries of each party, as they are found."""

    def __init__(self, diff: Diff, days: Days, *, concurrent: bool) -> None:
        self.diff, self.days, self.concurrent = diff, days, concurrent
        self.of: str | None = None
        self.grouped: tuple[GroupPosts, GroupPosts] | None = None
        self.entries: dict[str, list[Entry]] = {}

    def posts(self, old: PostSide, new: PostSide) -> None:
        for subject in self._moved(old, new):
            before = _together(old.stance(place) for place in subject.old)
            after = _together(new.stance(place) for place in subject.new)
            for party in {**before, **after}:
                if self.of is None or party == self.of:
                    was, now = before.get(party, NOTHING), after.get(party, NOTHING)
                    self._enter(party, [subject], was, now)

    def _moved(self, old: PostSide, new: PostSide) -> Iterator[Subject]:
        pairing = self.diff.pairing
        codes, keys = old.codes, old.keys
        new_codes, new_keys = new.codes, new.keys
        several_old, several_new = set(old.several), set(new.several)
        several = bool(several_old or several_new)
        for i, j in zip(pairing.old, pairing.new, strict=True):
            other = codes[i] != new_codes[j] or keys[i] != new_keys[j]
            if other or (several and (i in several_old or j in several_new)):
                yield Subject((i,), (j,))
        yield from (Subject((i,), ()) for i in pairing.only_old if codes[i] != NO or i in several_old)
        yield from (Subject((), (j,)) for j in pairing.only_new if new_codes[j] != NO or j in several_new)
        yield from (Subject(group.old, group.new, group.why) for group in pairing.undecided)

    def dyads(self, old: DyadSide, new: DyadSide) -> None:
        changed = {
            pair
            for pair in (old.sure ^ new.sure) | (old.may ^ new.may)
            if self.of is None or pair[0] == self.of
        }
        if not changed:
            return
        old_members, new_members = old.members(changed), new.members(changed)
        subject_of_old, subject_of_new = self._subjects()
        # One mission may make several pairs, whose entries say the same.
        for pair in sorted(changed, key=str):
            subjects = [subject_of_old(place) for place in old_members.get(pair, ())]
            subjects += [subject_of_new(place) for place in new_members.get(pair, ())]
            self._enter(pair[0], list(dict.fromkeys(subjects)), old.stands(pair), new.stands(pair))

    def _subjects(self) -> tuple[Callable[[int], Subject], Callable[[int], Subject]]:
        pairing = self.diff.pairing
        partner = dict(zip(pairing.old, pairing.new, strict=True))
        partner_of_new = dict(zip(pairing.new, pairing.old, strict=True))
        groups = [Subject(group.old, group.new, group.why) for group in pairing.undecided]
        grouped_old = {i: group for group in groups for i in group.old}
        grouped_new = {j: group for group in groups for j in group.new}

        def of_old(place: int) -> Subject:
            if place in grouped_old:
                return grouped_old[place]
            return Subject((place,), (partner[place],) if place in partner else ())

        def of_new(place: int) -> Subject:
            if place in grouped_new:
                return grouped_new[place]
            return Subject((partner_of_new[place],) if place in partner_of_new else (), (place,))

        return of_old, of_new

    def _enter(self, party: str, subjects: list[Subject], before: Count, after: Count) -> None:
        effect = Effect.between(before, after)
        if not effect:
            return
        old = _in_order(self.diff.old.missions[place] for one in subjects for place in one.old)
        new = _in_order(self.diff.new.missions[place] for one in subjects for place in one.new)
        reason = self._belonging(party, subjects, old, new, before, after)
        reason = reason or self._reason(subjects, old, new, before, after)
        entry = Entry(
            reason.kinds,
            reason.nature,
            effect,
            reason.why,
            reason.when,
            reason.sources,
            old,
            new,
            reason.changes,
        )
        self.entries.setdefault(party, []).append(entry)

    def _belonging(
        self,
        group: str,
        subjects: list[Subject],
        old: tuple[Mission, ...],
        new: tuple[Mission, ...],
        before: Count,
        after: Count,
    ) -> Reason | None:
        """Why a group's count moved though its missions stand as before: its members are others."""
        if self.grouped is None or len(old) != 1 or len(new) != 1 or subjects[0].why:
            return None
        was, now = self.grouped
        ((i,), (j,)) = subjects[0].old, subjects[0].new
        belonged, belongs = (dict(side.keys[k]).get(group, NO) for side, k in ((was, i), (now, j)))
        alone = was.codes[i] == now.codes[j]
        joined, left = belonged == NO != was.codes[i], belongs == NO != now.codes[j]
        if was.receivers[i] != now.receivers[j] or not (alone or joined or left):
            return None
        return belonging_reason(group, now.receivers[j], self.days, before, after)

    def _reason(
        self,
        subjects: list[Subject],
        old: tuple[Mission, ...],
        new: tuple[Mission, ...],
        before: Count,
        after: Count,
    ) -> Reason:
        unclear = [one for one in subjects if one.why]
        if unclear:
            told = f"{len(old)} old and {len(new)} new missions cannot be told apart ({unclear[0].why})"
            return Reason((), Nature.UNDETERMINED, None, (), told)
        changes: list[Change] = []
        for one in subjects:
            place = one.old[0] if one.old else None, one.new[0] if one.new else None
            changes.extend(self.diff.changes_of.get(place, ()))
        if len(subjects) > 1:
            changes = list(in_canonical_order(changes))
        return reason_of(changes, old, new, self.days, before, after, concurrent=self.concurrent)


def _together(stances: Iterable[dict[str, Count]]) -> dict[str, Count]:
    found: dict[str, Count] = {}
    for stance in stances:
        for party, count in stance.items():
            found[party] = found[party] + count if party in found else count
    return found


def _in_order(missions: Iterable[Mission]) -> tuple[Mission, ...]:
    told = tuple(missions)
    return told if len(told) < 2 else tuple(sorted(told, key=telling))


def _order(entry: Entry) -> tuple[object, ...]:
    mission = (entry.new or entry.old)[0]
    parties = mission.sending, mission.receiving, mission.id
    return *parties, entry.effect.low, entry.effect.high, entry.why, str(entry.when), entry.sources


__all__ = ["BYS", "Days", "Subject", "make_ledger"]
