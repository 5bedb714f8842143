"""Laws of the registry, the lives of parties, their codes and their groups."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.parties import codes, existence, groups, registry
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth

PARTIES = st.sampled_from(sorted(registry.ids()))
DAYS = st.dates(date(1800, 1, 1), date(2040, 12, 31))
SYSTEMS = st.sampled_from(codes.systems())
ENDED = st.sampled_from(
    [
        one.id
        for one in registry.all_parties()
        if one.lives and one.lives[-1].successors and isinstance(one.lives[-1].period.end, PartialDate)
    ]
)
GROUPS = st.sampled_from([one.id for one in groups.all_groups()])


@st.composite
def _turning_days(draw: st.DrawFn, party_id: str) -> date:
    """A day near a beginning or an end of the party's lives, where errors hide."""
    periods = [life.period for life in registry.party(party_id).lives]
    bounds = [p.start for p in periods if p.start] + [
        p.end for p in periods if isinstance(p.end, PartialDate)
    ]
    days = [day for one in bounds for day in (one.earliest, one.latest) if day is not None]
    if not days:
        return draw(DAYS)
    return draw(st.sampled_from(days)) + timedelta(draw(st.integers(-2, 2)))


@st.composite
def _moments(draw: st.DrawFn, day: date) -> tuple[PartialDate, PartialDate]:
    """The same day, told more and less exactly."""
    texts = [f"{day}", f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y}"[:3] + "X", f"..{day}", f"{day}.."]
    less = draw(st.integers(1, len(texts) - 1))
    more = draw(st.integers(0, less if less < 4 else 0))
    return PartialDate.parse(texts[more]), PartialDate.parse(texts[less])


def _allows(vague: Truth, exact: Truth) -> bool:
    return vague is UNKNOWN or vague is exact


@given(PARTIES, st.data())
def test_telling_the_time_more_exactly_never_turns_an_answer_round(
    party_id: str, data: st.DataObject
) -> None:
    """More precision may settle UNKNOWN, but TRUE stays TRUE and FALSE stays FALSE."""
    exact, vague = data.draw(_moments(data.draw(_turning_days(party_id))))
    assert _allows(existence.existed(party_id, vague), existence.existed(party_id, exact))


@given(PARTIES, st.data())
def test_a_party_that_may_have_existed_needs_no_other_in_its_place(
    party_id: str, data: st.DataObject
) -> None:
    """Others stand in its place only where it certainly did not exist, and they certainly did."""
    day = PartialDate.of(data.draw(_turning_days(party_id)))
    others = existence.in_place_of(party_id, day)
    if others:
        assert existence.existed(party_id, day) is FALSE
    assert party_id not in others
    assert all(existence.existed(other, day) is TRUE for other in others)


@given(ENDED)
def test_between_an_ended_party_and_its_successors_no_day_is_lost(party_id: str) -> None:
    """On the first day on which an ended party was surely over, one of its successors may exist."""
    last = registry.party(party_id).lives[-1]
    assert isinstance(last.period.end, PartialDate)
    assert last.period.end.latest is not None
    day = last.period.end.latest
    assert existence.existed(party_id, day) is FALSE
    assert any(existence.existed(other, day) is not FALSE for other in last.successors)


@st.composite
def _codes_near_a_change(draw: st.DrawFn) -> tuple[str, str, date]:
    """A system, one of its parties, and a day near the beginning or end of one of the party's codes."""
    system = draw(SYSTEMS)
    one = draw(st.sampled_from(codes.crosswalk(system)))
    period = one.period
    bounds = [bound for bound in (period.start, period.end) if isinstance(bound, PartialDate)]
    days = [day for bound in bounds for day in (bound.earliest, bound.latest) if day is not None]
    day = draw(st.sampled_from(days)) + timedelta(draw(st.integers(-400, 400))) if days else draw(DAYS)
    return system, one.party, day


@settings(max_examples=300)
@given(_codes_near_a_change())
def test_a_code_read_back_at_the_same_time_names_its_party(found: tuple[str, str, date]) -> None:
    """`to` then `from_code` gives the party back, alone where both codes' days are known.

    ISO gives only the year in which it withdrew some codes that it used again (AI, GE, SK).
    """
    system, party_id, day = found
    code = codes.to(system, party_id, day)
    if code is not None:
        holders = codes.from_code(system, code, day)
        assert party_id in holders
        assert len(holders) == 1 or system in ("iso2", "isonumeric", "m49")


@given(SYSTEMS, st.data(), DAYS)
def test_a_party_read_from_a_code_has_a_code_at_that_time(
    system: str, data: st.DataObject, day: date
) -> None:
    """A code understood on a day is its party's code then, or one that is only read."""
    one = data.draw(st.sampled_from(codes.crosswalk(system)))
    for party_id in codes.from_code(system, one.code, day):
        written = codes.to(system, party_id, day)
        assert written == one.code or one.reading_only or written is None


@settings(max_examples=300)
@given(_codes_near_a_change(), st.data())
def test_telling_the_time_more_exactly_keeps_a_code(
    found: tuple[str, str, date], data: st.DataObject
) -> None:
    """A code given for a month or a year is the only one its days can have."""
    system, party_id, day = found
    exact, vague = data.draw(_moments(day))
    code = codes.to(system, party_id, vague)
    if code is not None:
        assert codes.to(system, party_id, exact) in (code, None)


@given(st.sampled_from([one.id for one in registry.territories()]), st.data(), DAYS)
def test_telling_the_time_more_exactly_keeps_a_host(territory: str, data: st.DataObject, day: date) -> None:
    """A host given for a month or a year is the only one its days can have."""
    exact, vague = data.draw(_moments(day))
    host = registry.host_of(territory, vague)
    if host is not None:
        assert registry.host_of(territory, exact) in (host, None)


@given(GROUPS, PARTIES, st.data(), DAYS)
def test_telling_the_time_more_exactly_never_turns_a_membership_round(
    name: str, party_id: str, data: st.DataObject, day: date
) -> None:
    """More precision may settle UNKNOWN, but TRUE stays TRUE and FALSE stays FALSE."""
    exact, vague = data.draw(_moments(day))
    assert _allows(groups.is_member(name, party_id, vague), groups.is_member(name, party_id, exact))


@given(GROUPS, DAYS)
def test_members_have_not_ceased_to_exist(name: str, day: date) -> None:
    """Who certainly was a member on a day did not certainly not exist."""
    for party_id, truth in groups.members(name, day).items():
        assert truth is not TRUE or existence.existed(party_id, day) is not FALSE, party_id
