"""What settles a change that no date of its rows decides: events, sources, items, senders, witnesses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from diplomap.diffing.changes import Change
from diplomap.diffing.diff import diff
from diplomap.diffing.editions_history import history
from diplomap.diffing.witnesses import Witness
from diplomap.model.dataset import Dataset
from diplomap.model.events import Event, EventKind
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.model.statements import Source
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

OLD, NEW = date(2020, 1, 1), date(2024, 1, 1)


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def post(id_: str, receiving: str = "ESP", opened: str = "", closed: str = "", **told: Any) -> Mission:
    period = Period(day(opened) if opened else None, day(closed) if closed else End.OPEN)
    sending = told.pop("sending", "PRK")
    return Mission(
        id_, (sending,), receiving, (Spell(told.pop("kind", Kind.EMBASSY), period=period, **told),)
    )


def happened(kind: EventKind, when: str | None, mission: str, **detail: str) -> Event:
    told = None if when is None else day(when)
    return Event(f"{mission}-{kind}", told, kind, ("PRK",), "ESP", mission, tuple(detail.items()))


def said(old: Dataset, new: Dataset, **more: Any) -> list[tuple[str, str, str]]:
    return [(str(c.kind), str(c.nature), c.rule) for c in diff(old, new, **more).changes]


def only(old: Dataset, new: Dataset, **more: Any) -> Change:
    (change,) = diff(old, new, **more).changes
    return change


MOVED = (post("a", seat="Madrid"), post("a", seat="Toledo"))
CLOSED = (post("a"), post("a", status=Status.CLOSED))


@pytest.mark.parametrize(
    ("when", "in_old", "expected"),
    [
        ("2022", False, ("world", "event-after")),
        ("2022", True, ("world", "event-after")),
        ("2015", False, ("revision", "event-before")),
        ("2015", True, ("revision", "event-told")),
        (None, True, ("revision", "event-told")),
        (None, False, ("undetermined", "no-evidence")),
        ("2020", False, ("undetermined", "no-evidence")),
        ("2025", False, ("undetermined", "no-evidence")),
    ],
)
def test_an_event_dates_a_move_and_a_closing(
    when: str | None, in_old: bool, expected: tuple[str, str]
) -> None:
    for (was, now), kind, change in (
        (MOVED, EventKind.RELOCATED, "relocated"),
        (CLOSED, EventKind.CLOSED, "closed"),
    ):
        events = [happened(kind, when, "a")]
        old = Dataset([was], OLD, events=events if in_old else ())
        new = Dataset([now], NEW, events=() if in_old else events)
        assert said(old, new) == [(change, *expected)]


def test_an_event_that_dates_a_closing_gives_its_date() -> None:
    new = Dataset([CLOSED[1]], NEW, events=[happened(EventKind.CLOSED, "2022-05", "a")])
    assert str(only(Dataset([CLOSED[0]], OLD), new).when) == "2022-05"


def test_an_event_of_another_city_or_two_that_disagree_decide_nothing() -> None:
    elsewhere = [happened(EventKind.RELOCATED, "2022", "a", city="Sevilla")]
    there = [happened(EventKind.RELOCATED, "2022", "a", city="toledo")]
    both = [*there, Event("again", day("2015"), EventKind.RELOCATED, ("PRK",), "ESP", "a")]
    old = Dataset([MOVED[0]], OLD)
    rules = [only(old, Dataset([MOVED[1]], NEW, events=told)).rule for told in (elsewhere, there, both)]
    assert rules == ["no-evidence", "event-after", "no-evidence"]


def test_an_event_of_the_id_s_former_post_is_not_heeded() -> None:
    # The id stands for another post in the new edition, and its events are of that one.
    old = Dataset([post("a", "ESP", seat="Madrid")], OLD)
    new = Dataset(
        [post("a", "CUB", seat="Havana", sending="FRA")],
        NEW,
        events=[happened(EventKind.CLOSED, "2022", "a")],
    )
    assert ("gone", "undetermined", "no-evidence") in said(old, new)


def test_an_event_tells_whether_a_new_row_opened_and_a_lost_row_closed() -> None:
    new = Dataset([post("a")], NEW, events=[happened(EventKind.OPENED, "2022-03", "a")])
    opened = only(Dataset([], OLD), new)
    assert (str(opened.kind), opened.rule, str(opened.when)) == ("opened", "event-after", "2022-03")
    before = Dataset([post("a")], NEW, events=[happened(EventKind.OPENED, "1990", "a")])
    assert said(Dataset([], OLD), before) == [("appeared", "coverage", "event-began")]
    complete = Dataset([], OLD, {"senders": ["PRK"], "complete": True})
    assert said(complete, before) == [("appeared", "revision", "was-looked-for")]
    gone = Dataset([], NEW, events=[happened(EventKind.CLOSED, "2022", "a")])
    assert said(Dataset([post("a")], OLD), gone) == [("gone", "world", "event-after")]
    known = Dataset([post("a")], OLD, events=[happened(EventKind.CLOSED, "2015", "a")])
    assert said(known, Dataset([], NEW)) == [("gone", "revision", "event-told")]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("2019",), ("revision", "source-before")),
        (("2018", "2019"), ("revision", "source-before")),
        (("2022",), ("undetermined", "source-after")),
        (("2019", "2022"), ("undetermined", "no-evidence")),
        (("2020",), ("undetermined", "no-evidence")),
        ((), ("undetermined", "no-evidence")),
    ],
)
def test_sources_that_are_new_tell_whether_both_could_have_known(
    dates: tuple[str, ...], expected: tuple[str, str]
) -> None:
    sources = [Source(f"s{place}", date=day(text)) for place, text in enumerate(dates)]
    cited = tuple(source.id for source in sources)
    old = Dataset([post("a", seat="Madrid", sources=("old",))], OLD)
    new = Dataset([post("a", seat="Toledo", sources=("old", *cited))], NEW, sources=sources)
    found = [told for told in said(old, new) if told[0] == "relocated"]
    assert found == [("relocated", *expected)]


def test_a_source_that_both_cite_tells_nothing_new() -> None:
    sources = [Source("s", date=day("2019"))]
    old = Dataset([post("a", seat="Madrid", sources=("s",))], OLD, sources=sources)
    new = Dataset([post("a", seat="Toledo", sources=("s",))], NEW, sources=sources)
    assert only(old, new).rule == "no-evidence"


def test_a_source_older_than_what_it_tells_announced_it() -> None:
    sources = [Source("s", date=day("2019-06"))]
    old = Dataset([post("a")], OLD)
    new = Dataset([post("a", closed="2019-07..2020-06", sources=("s",))], NEW, sources=sources)
    assert ("closed", "undetermined", "no-evidence") in said(old, new)


def test_a_row_that_an_old_source_lists_was_merely_not_looked_for() -> None:
    sources = [Source("s", date=day("2019")), Source("t", date=day("2022"))]
    new = Dataset([post("a", sources=("t", "s"))], NEW, sources=sources)
    assert said(Dataset([], OLD), new) == [("appeared", "coverage", "source-lists")]


def items(*numbers: int, opened: str = "") -> list[Mission]:
    return [post(f"Q{number}", "ESP", opened, seat=f"city {number}") for number in numbers]


def test_an_item_numbered_before_the_last_of_the_old_edition_stood() -> None:
    old = Dataset(items(1, 100), OLD)
    dated = items(*range(10, 15), opened="1990")
    new = Dataset([*old.missions, *dated, *items(50, 150)], NEW)
    rules = {c.mission: c.rule for c in diff(old, new).changes}
    assert (rules["Q50"], rules["Q150"]) == ("item-existed", "no-evidence")


@pytest.mark.parametrize(
    "dated",
    [
        items(*range(10, 14), opened="1990"),
        [*items(*range(10, 15), opened="1990"), *items(20, opened="2022")],
    ],
    ids=["too few bear it out", "one contradicts it"],
)
def test_items_tell_nothing_unless_dated_posts_bear_it_out(dated: list[Mission]) -> None:
    old = Dataset(items(1, 100), OLD)
    new = Dataset([*old.missions, *dated, *items(50)], NEW)
    assert {c.rule for c in diff(old, new).changes if c.mission == "Q50"} == {"no-evidence"}


def several(sender: str, number: int, **told: Any) -> list[Mission]:
    return [
        post(f"{sender}{place}", to, sending=sender, **told)
        for place, to in enumerate(["ESP", "ITA", "GBR", "DEU"][:number])
    ]


@pytest.mark.parametrize(
    ("sender", "number", "rule"),
    [
        ("FRA", 3, "sender-not-listed"),
        ("FRA", 2, "no-evidence"),
        # It became independent three years before the old day of this test.
        ("SSD", 3, "no-evidence"),
        ("Atlantis", 3, "no-evidence"),
    ],
)
def test_a_state_does_not_open_three_posts_at_once(sender: str, number: int, rule: str) -> None:
    old, there = date(2014, 7, 1), [post("x")]
    came = several(sender, number)
    told = diff(Dataset(there, old), Dataset([*there, *came], NEW)).changes
    assert {change.rule for change in told} == {rule}
    gone = diff(Dataset([*there, *came], date(2001, 1, 1)), Dataset(there, old)).changes
    assert {change.rule for change in gone} == {rule}


def test_a_sender_of_which_one_post_is_known_to_have_stood_was_not_listed() -> None:
    new = Dataset([post("a", opened="1990"), post("b", "ITA")], NEW)
    rules = {change.mission: change.rule for change in diff(Dataset([], OLD), new).changes}
    assert rules == {"a": "not-looked-for", "b": "sender-not-listed"}


def test_a_witness_dates_what_the_editions_do_not() -> None:
    old, new = Dataset([], OLD), Dataset([post("a", "ITA", seat="Rome"), post("b", "CUB")], NEW)
    told = Dataset([post("y", "ITA", "2000", seat="Rome"), post("z", "CUB", "2022")], NEW)
    changes = diff(old, new, witnesses=[Witness("list", told)]).changes
    assert [(c.mission, str(c.kind), c.rule, c.witness) for c in changes] == [
        ("b", "opened", "witness-after", "list"),
        ("a", "appeared", "witness-before", "list"),
    ]


def test_a_witness_that_may_mean_two_posts_tells_nothing() -> None:
    old, new = Dataset([], OLD), Dataset([post("a", "ITA", seat="Rome"), post("b", "ITA", seat="Rome")], NEW)
    told = Dataset([post("y", "ITA", "2000", seat="Rome")], NEW)
    assert {c.rule for c in diff(old, new, witnesses=[Witness("list", told)]).changes} == {"no-evidence"}


def test_other_editions_of_a_history_are_witnesses() -> None:
    first, second = Dataset([post("x", "CUB")], OLD), Dataset([post("x", "CUB"), post("a")], NEW)
    third = Dataset([post("x", "CUB"), post("a", opened="1990")], date(2025, 1, 1))
    line = history([first, second, third], of="PRK").total
    assert line.identity() == "+1 = 0 world + 0 revision + 1 coverage"
    ((_, entry),) = line.gains()
    assert (entry.changes[0].rule, entry.changes[0].witness) == ("witness-before", "2025-01-01")


def test_what_an_earlier_edition_listed_came_back_by_revision() -> None:
    first, second = Dataset([post("x", "CUB"), post("a")], date(2019, 1, 1)), Dataset([post("x", "CUB")], OLD)
    line = history([first, second, anew(first, NEW)], of="PRK").total
    assert [(str(e.nature), e.changes[0].rule) for _, e in line.gains()] == [("revision", "listed-earlier")]


def anew(dataset: Dataset, as_of: date) -> Dataset:
    return Dataset(list(dataset.missions), as_of)


def test_seen_backwards_nothing_is_settled_by_evidence() -> None:
    old = Dataset([post("a")], NEW, events=[happened(EventKind.CLOSED, "2022", "a")])
    assert {change.rule for change in diff(old, Dataset([], OLD)).changes} == {"no-evidence"}
