"""Rules on a dataset's own groups: members told twice, members out of their time, names that are taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diplomap.checking.lifetimes import lifetime
from diplomap.checking.registry import Check, dataset_rule
from diplomap.checking.wording import listed, named
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.memberships import Membership, Memberships
from diplomap.model.rules import Example, Rule
from diplomap.values.dates import OPEN_HI, OPEN_LO, PartialDate
from diplomap.values.logic import FALSE, TRUE
from diplomap.values.periods import End

_HEADER = "group,member,role,since,until\n"
_MISSIONS = ("missions.csv", "id,sending,receiving,kind\nm1,PRK,CHN,embassy\n")
_SHOWN = 5
_LASTS, _OVER = OPEN_HI + 1, OPEN_LO - 1


def _example(bad: str, good: str) -> Example:
    return Example((("groups.csv", _HEADER + bad), _MISSIONS), (("groups.csv", _HEADER + good), _MISSIONS))


@dataset_rule(
    Rule(
        "DM651",
        "member-twice",
        Severity.WARNING,
        "tables",
        "A party is told twice as a member of a group, in the same role, for periods that surely share a "
        "day.",
        "A party is a member once; the later row is a copy, or one of the dates is wrong.",
        "Delete the row that repeats, or put right the date at which the first membership ended.",
        example=_example(
            "KEY,CUB,,1960,\nKEY,CUB,,1970,\n",
            "KEY,CUB,,1960,1965\nKEY,CUB,,1970,\n",
        ),
    ),
    tables=("groups",),
)
def member_twice(dataset: Dataset) -> Iterable[Finding]:
    """Each membership that overlaps an earlier row's."""
    told: dict[tuple[str, str, str], list[int]] = {}
    groups = dataset.groups
    for place, one in enumerate(groups):
        told.setdefault((one.group, one.member, one.role), []).append(place)
    for places in told.values():
        for place, other in _overlapping(groups, places) if len(places) > 1 else ():
            later, earlier = max(place, other), min(place, other)
            yield member_twice.rule.at(
                groups.origin(later, "member"),
                f"{named(groups[later].member)} is a member of {groups[later].group} twice at once: "
                f"{groups[earlier].period} and {groups[later].period}",
                related=(groups.origin(earlier, "member"),),
            )


@dataset_rule(
    Rule(
        "DM652",
        "member-out-of-its-time",
        Severity.WARNING,
        "tables",
        "A party is told to have joined a group before it can have existed, to have joined or left it after "
        "it had ended, or to be a member still though it has ended.",
        "A state that is not there is no member; its seat was its predecessor's, or has become its "
        "successor's.",
        "Correct the date, or give the years to the party that was there.",
        example=_example(
            "KEY,DDR,,1994,\n",
            "KEY,DDR,,1974,1990\n",
        ),
    ),
    tables=("groups",),
)
def member_out_of_its_time(dataset: Dataset) -> Iterable[Finding]:
    """Each membership outside the life of its member."""
    today = OPEN_HI if dataset.as_of is None else dataset.as_of.toordinal()
    for place, one in enumerate(dataset.groups):
        if wrong := _out_of_time(one, today):
            column, message = wrong
            yield member_out_of_its_time.rule.at(
                dataset.groups.origin(place, column),
                message,
                related=(dataset.groups.origin(place, "member"),) if column != "member" else (),
            )


@dataset_rule(
    Rule(
        "DM653",
        "group-of-a-known-name",
        Severity.NOTE,
        "tables",
        "A group carries the name of a group that everybody knows, and on the day for which the dataset "
        "speaks the two surely have unlike members.",
        "A reader takes the name for the well-known group, and counts by it will differ from those of "
        "others.",
        "Give the group another name, or put its members right. Where the registry of groups is wrong or out "
        "of date, leave it and say so in `note`.",
        example=_example(
            "BRICS,CHN,,2009,\nBRICS,CUB,,2009,\n",
            "KEY,CHN,,2009,\nKEY,CUB,,2009,\n",
        ),
    ),
    tables=("groups",),
)
def group_of_a_known_name(dataset: Dataset) -> Iterable[Finding]:
    """The first row of each group whose members surely differ from those of its namesake."""
    from diplomap.parties.groups import find, members

    at = None if dataset.as_of is None else dataset.as_of.isoformat()
    first: dict[str, int] = {}
    ours: dict[str, dict[str, bool]] = {}
    for place, one in enumerate(dataset.groups):
        first.setdefault(one.group, place)
        if one.role in ("", "member"):
            sure, may = _holds(one, dataset)
            held = ours.setdefault(one.group, {})
            if may:
                held[one.member] = held.get(one.member, False) or sure
    for name, place in first.items():
        known = find(name)
        if known is None:
            continue
        theirs, held = members(known.id, at), ours.get(name, {})
        added = [party for party, sure in held.items() if sure and party not in theirs]
        missing = [party for party, truth in theirs.items() if truth is TRUE and party not in held]
        if added or missing:
            parts = [f"with {_some(added)} besides"] if added else []
            parts += [f"without {_some(missing)}"] if missing else []
            yield group_of_a_known_name.rule.at(
                dataset.groups.origin(place, "group"),
                f"{name} is {known.name} as everybody knows it, but {listed(parts)}",
            )


CHECKS: tuple[Check, ...] = (member_twice, member_out_of_its_time, group_of_a_known_name)


def _overlapping(groups: Memberships, places: list[int]) -> Iterator[tuple[int, int]]:
    spans = sorted((*_sure_span(groups[place]), place) for place in places)
    longest = (_OVER, -1)
    for begin, end, place in spans:
        if longest[0] > begin and end > begin:
            yield place, longest[1]
        longest = max(longest, (end, place))


def _sure_span(one: Membership) -> tuple[int, int]:
    start, end = one.period.start, one.period.end
    begin = OPEN_HI if start is None else start.hi
    return begin, end.lo if isinstance(end, PartialDate) else _LASTS if end is End.OPEN else _OVER


def _out_of_time(one: Membership, today: int) -> tuple[str, str] | None:
    life, start, end = lifetime(one.member), one.period.start, one.period.end
    name = named(one.member)
    if start is not None and start.hi < life.begun:
        return "since", f"joined {one.group} {start}, but {name} began {life.beginning}"
    if life.over == OPEN_HI or life.end is None:
        return None
    if start is not None and start.lo > life.over:
        return "since", f"joined {one.group} {start}, but {name} ended {life.end}"
    if isinstance(end, PartialDate) and end.lo > life.over + 1:
        return "until", f"left {one.group} {end}, but {name} ended {life.end}"
    if end is End.OPEN and today > life.over:
        return "member", f"is a member of {one.group} still, but {name} ended {life.end}"
    return None


def _holds(one: Membership, dataset: Dataset) -> tuple[bool, bool]:
    """Whether a membership surely holds on the dataset's day, and whether it may."""
    if dataset.as_of is None:
        return one.period.end is End.OPEN, not isinstance(one.period.end, PartialDate)
    if one.period.start is None and one.period.end is End.OPEN:
        return True, True
    holds = one.period.contains(dataset.as_of)
    return holds is TRUE, holds is not FALSE


def _some(parties: list[str]) -> str:
    shown = [named(party) for party in parties[:_SHOWN]]
    return listed([*shown, f"{len(parties) - _SHOWN} others"] if len(parties) > _SHOWN else shown)
