"""The typed changes of a mission: what each is called, what lies behind it, which cells it tells."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from diplomap.diffing.change_kinds import ChangeKind, Nature
from diplomap.diffing.changes import Change, change_of_gone, change_of_new, changes_between
from diplomap.diffing.editions import Editions
from diplomap.diffing.reasons import phrase
from diplomap.diffing.stretches import Life, kind_change, life_change
from diplomap.model.kinds import Kind
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.statuses import HeadRank, Status
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

OLD, NEW = date(2020, 1, 1), date(2024, 1, 1)
EDITIONS = Editions(OLD.toordinal(), NEW.toordinal())
UNDATED = Editions()
BACKWARDS = Editions(NEW.toordinal(), OLD.toordinal())
SAME_DAY = Editions(NEW.toordinal(), NEW.toordinal())


def spell(kind: Kind = Kind.EMBASSY, opened: str = "1990", closed: str = "", **told: Any) -> Spell:
    start = PartialDate.parse(opened) if opened else None
    end = {"": End.OPEN, "unknown": End.UNKNOWN}.get(closed) or PartialDate.parse(closed)
    return Spell(kind, seat=told.pop("seat", "Madrid"), period=Period(start, end), **told)


def post(*spells: Spell, id_: str = "a", **told: Any) -> Mission:
    return Mission(id_, told.pop("sending", ("PRK",)), told.pop("receiving", "ESP"), spells, **told)


def told(changes: list[Change]) -> list[tuple[str, str]]:
    return [(str(change.kind), str(change.nature)) for change in changes]


def between(one: Spell | Mission, two: Spell | Mission, editions: Editions = EDITIONS) -> list[Change]:
    before, after = (post(told) if isinstance(told, Spell) else told for told in (one, two))
    return changes_between(before, after, editions)


def test_nothing_changed() -> None:
    assert between(spell(), spell()) == []


@pytest.mark.parametrize(
    ("closed", "nature", "rule"),
    [
        ("2021", "world", "dated-after"),
        ("2020-01-02", "world", "dated-after"),
        ("2019", "revision", "dated-before"),
        ("2020-01-01", "revision", "dated-before"),
        ("2020", "undetermined", "no-evidence"),
        ("..2021", "undetermined", "no-evidence"),
    ],
)
def test_a_closing_is_of_the_world_where_it_is_dated_after_the_old_edition(
    closed: str, nature: str, rule: str
) -> None:
    (change,) = between(spell(), spell(closed=closed, status=Status.CLOSED, sources=("s",)))[:1]
    assert (change.kind, change.nature, change.rule) == (ChangeKind.CLOSED, nature, rule)
    assert change.fields == {"closed": ("", closed), "status": ("operating", "closed")}
    assert str(change.when) == closed
    assert change.sources == ("s",)


def test_a_closing_that_nobody_dates_stays_undetermined() -> None:
    (change,) = between(spell(), spell(closed="unknown", status=Status.CLOSED))
    assert (change.kind, change.nature, change.when) == (ChangeKind.CLOSED, Nature.UNDETERMINED, None)
    assert told(between(spell(), spell(closed="2021"), UNDATED)) == [("closed", "undetermined")]


def test_two_editions_of_one_day_differ_by_revision_alone() -> None:
    two = spell(Kind.LEGATION, closed="2021", status=Status.CLOSED, seat="Toledo")
    assert {change.nature for change in between(spell(), two, SAME_DAY)} == {Nature.REVISION}


def test_a_closing_still_to_come_is_announced() -> None:
    (change,) = between(spell(), spell(closed="2025"))
    assert (change.kind, str(change.when)) == (ChangeKind.CLOSURE_ANNOUNCED, "2025")
    assert told(between(spell(), spell(status=Status.CLOSING))) == [("closure_announced", "undetermined")]


def test_an_announced_closing_that_came_is_a_closing() -> None:
    (change,) = between(spell(closed="2022"), spell(closed="2022", status=Status.CLOSED))
    assert (change.kind, change.nature, str(change.when)) == (ChangeKind.CLOSED, Nature.WORLD, "2022")


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (Status.OPERATING, Status.SUSPENDED, "suspended"),
        (Status.OPERATING, Status.EVACUATED, "suspended"),
        (Status.SUSPENDED, Status.OPERATING, "reopened"),
        (Status.CLOSED, Status.OPERATING, "reopened"),
        (Status.CLOSED, Status.SUSPENDED, "reopened"),
        (Status.OPERATING, Status.CLOSED, "closed"),
        (Status.SUSPENDED, Status.CLOSED, "closed"),
        (Status.OPERATING, Status.CLOSING, "closure_announced"),
        (Status.CLOSING, Status.OPERATING, "corrected"),
        (Status.SUSPENDED, Status.EVACUATED, "corrected"),
        (Status.OPERATING, Status.PLANNED, "corrected"),
        (Status.OPERATING, Status.UNKNOWN, "corrected"),
    ],
)
def test_statuses_tell_the_life_of_a_post(before: Status, after: Status, kind: str) -> None:
    changes = between(spell(status=before), spell(status=after))
    assert told(changes) == [(kind, "undetermined")]
    assert changes[0].fields == {"status": (before.value, after.value)}


def test_a_planned_post_that_works_has_opened() -> None:
    (change,) = between(spell(opened="", status=Status.PLANNED), spell(opened="2022"))
    assert (change.kind, change.nature, str(change.when)) == (ChangeKind.OPENED, Nature.WORLD, "2022")
    assert set(change.fields) == {"status", "opened"}
    assert told(between(spell(status=Status.PLANNED), spell())) == [("opened", "revision")]
    undated = between(spell(opened="", status=Status.PLANNED), spell(opened=""))
    assert told(undated) == [("opened", "undetermined")]


def test_a_status_first_told_is_a_refinement() -> None:
    assert told(between(spell(status=Status.UNKNOWN), spell())) == [("corrected", "refinement")]


def test_a_closing_taken_back_is_a_revision_of_the_record() -> None:
    (change,) = between(spell(closed="2001", status=Status.CLOSED), spell())
    assert (change.kind, change.nature, change.rule) == (ChangeKind.REOPENED, "revision", "date-withdrawn")


def test_a_row_that_now_tells_a_later_opening_reopened() -> None:
    (change,) = between(spell(closed="2001", status=Status.CLOSED), spell(opened="2022"))
    assert (change.kind, change.nature, str(change.when)) == (ChangeKind.REOPENED, Nature.WORLD, "2022")
    assert set(change.fields) == {"status", "closed", "opened"}


def test_what_happened_between_the_days_is_the_world_seen_backwards_too() -> None:
    (change,) = between(spell(closed="2022"), spell(), BACKWARDS)
    assert (change.kind, change.nature) == (ChangeKind.REOPENED, Nature.WORLD)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (Kind.LEGATION, Kind.EMBASSY, "upgraded"),
        (Kind.LIAISON_OFFICE, Kind.EMBASSY, "upgraded"),
        (Kind.CONSULATE, Kind.CONSULATE_GENERAL, "upgraded"),
        (Kind.CONSULATE_GENERAL, Kind.EMBASSY, "upgraded"),
        (Kind.DE_FACTO_EMBASSY, Kind.EMBASSY, "upgraded"),
        (Kind.TRADE_OFFICE, Kind.CONSULATE, "upgraded"),
        (Kind.EMBASSY, Kind.INTERESTS_SECTION, "downgraded"),
        (Kind.EMBASSY, Kind.HIGH_COMMISSION, "renamed"),
        (Kind.CONSULATE, Kind.ASSISTANT_HIGH_COMMISSION, "renamed"),
        (Kind.EMBASSY, Kind.PERMANENT_MISSION, "corrected"),
    ],
)
def test_kinds_go_up_and_down_by_class_and_rank(before: Kind, after: Kind, kind: str) -> None:
    (change,) = between(spell(before), spell(after))
    assert (str(change.kind), change.fields) == (kind, {"kind": (before.value, after.value)})
    assert change.nature is Nature.UNDETERMINED


def test_every_step_of_kinds_is_mirrored() -> None:
    for one in Kind:
        for two in Kind:
            if one is not two:
                assert kind_change(one, two).mirrored is kind_change(two, one)


def test_a_life_that_goes_on_is_no_change() -> None:
    assert all(life_change(life, life) is None for life in Life)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"seat": "Madrid"}, {"seat": "Toledo"}, ("relocated", "undetermined", {"city"})),
        (
            {"seat": "Bonn", "host": "DEU"},
            {"seat": "Bern", "host": "CHE"},
            ("relocated", "undetermined", {"city", "host"}),
        ),
        ({"seat": "", "host": "DEU"}, {"seat": "", "host": "CHE"}, ("relocated", "undetermined", {"host"})),
        ({"seat": "Hong Kong"}, {"seat": "Hong Kong", "host": "HKG"}, ("corrected", "refinement", {"host"})),
        ({"seat": "Cordoba"}, {"seat": "Córdoba"}, ("corrected", "revision", {"city"})),
        ({"seat": ""}, {"seat": "Madrid"}, ("corrected", "refinement", {"city"})),
        ({"seat": "Madrid"}, {"seat": ""}, ("corrected", "undetermined", {"city"})),
    ],
)
def test_a_post_moves_where_the_place_is_another(
    before: dict[str, str], after: dict[str, str], expected: tuple[str, str, set[str]]
) -> None:
    (change,) = between(spell(**before), spell(**after))
    assert (str(change.kind), str(change.nature), set(change.fields)) == expected


@pytest.mark.parametrize(
    ("before", "after", "nature", "rule"),
    [
        ("1990", "1990-05", "refinement", "sharper-date"),
        ("1990~", "1990", "refinement", "sharper-date"),
        ("", "1990", "refinement", "blank-filled"),
        ("", "2022", "revision", "listed-before"),
        ("1990", "1991", "revision", "date-changed"),
        ("1990-05", "1990", "revision", "date-withdrawn"),
        ("1990", "", "revision", "date-withdrawn"),
    ],
)
def test_another_opening_date_is_never_of_the_world(before: str, after: str, nature: str, rule: str) -> None:
    (change,) = between(spell(opened=before), spell(opened=after))
    assert (change.kind, change.nature, change.rule) == (ChangeKind.CORRECTED, nature, rule)
    assert change.fields == {"opened": (before, after)}


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("2019", "2019-05", "sharper-date"),
        ("2019", "2018", "date-changed"),
        ("unknown", "2019", "blank-filled"),
    ],
)
def test_another_closing_date_of_a_closed_post_corrects_it(before: str, after: str, rule: str) -> None:
    one, two = (spell(closed=closed, status=Status.CLOSED) for closed in (before, after))
    assert [(str(c.kind), c.rule) for c in between(one, two)] == [("corrected", rule)]


def test_an_end_nobody_tells_any_longer_is_a_matter_of_coverage() -> None:
    assert told(between(spell(), spell(closed="unknown"))) == [("corrected", "coverage")]


def test_a_beginning_by_some_later_day_says_no_more_than_a_blank() -> None:
    assert between(spell(opened="..2024-01-01"), spell(opened="")) == []
    assert between(spell(opened=""), spell(opened="..2019")) != []


def test_other_cells_are_corrected_by_the_evidence_of_each() -> None:
    one = spell(sources=("a",), note="x", extra=(("phone", "1"),), head=HeadRank.CHARGE)
    two = spell(sources=("a", "b"), note="y", extra=(("web", "w"),), head=HeadRank.AMBASSADOR)
    changes = {change.rule: dict(change.fields) for change in between(one, two)}
    assert changes == {
        "further-source": {"sources": ("a", "a|b")},
        "no-evidence": {"head": ("charge", "ambassador"), "note": ("x", "y"), "phone": ("1", "")},
        "blank-filled": {"web": ("", "w")},
    }


def test_a_column_that_one_table_lacks_is_a_matter_of_coverage() -> None:
    editions = attrs.evolve(EDITIONS, old_columns=frozenset({"phone"}), new_columns=frozenset({"web"}))
    one, two = spell(extra=(("phone", "1"),)), spell(extra=(("web", "w"),))
    changes = {
        change.rule: (str(change.nature), set(change.fields)) for change in between(one, two, editions)
    }
    assert changes == {"column-added": ("coverage", {"web"}), "column-dropped": ("coverage", {"phone"})}


def test_a_renamed_column_is_no_change() -> None:
    editions = attrs.evolve(EDITIONS, renamed={"image": "picture"})
    one, two = (spell(extra=((name, "x"), ("web", "w"))) for name in ("image", "picture"))
    assert between(one, two, editions) == []


def test_accreditations_are_gained_and_lost_one_by_one() -> None:
    one = post(spell(), accreditations=(Accreditation("AND"), Accreditation("PRT")))
    since = Period(PartialDate.parse("2022"))
    two = post(
        spell(), accreditations=(Accreditation("PRT"), Accreditation("ITA", since), Accreditation("MLT"))
    )
    changes = between(one, two)
    assert told(changes) == [
        ("accreditation_lost", "undetermined"),
        ("accreditation_gained", "world"),
        ("accreditation_gained", "undetermined"),
    ]
    assert [dict(change.fields) for change in changes][:2] == [
        {"accredited_to": ("AND", "")},
        {"accredited_to": ("", "ITA 2022/..")},
    ]
    assert str(changes[1].when) == "2022"


def test_another_id_is_a_rekeying_and_takes_the_wikidata_item_with_it() -> None:
    (change,) = between(post(spell(), wikidata="Q1"), post(spell(), id_="b", wikidata="Q2"))
    assert (change.kind, change.nature, change.mission) == (ChangeKind.REKEYED, Nature.REKEY, "b")
    assert change.fields == {"id": ("a", "b"), "wikidata": ("Q1", "Q2")}


def test_another_wikidata_item_is_of_identifiers_and_a_first_one_a_refinement() -> None:
    one, two, none = (post(spell(), wikidata=item) for item in ("Q1", "Q2", ""))
    assert told(between(one, two)) == [("corrected", "rekey")]
    assert told(between(none, two)) == [("corrected", "refinement")]


def test_other_parties_are_corrected() -> None:
    (change,) = between(post(spell()), post(spell(), sending=("KOR",), receiving="AND"))
    assert change.kind is ChangeKind.CORRECTED
    assert change.fields == {"sending": ("PRK", "KOR"), "receiving": ("ESP", "AND")}
    assert (change.sending, change.receiving) == (("KOR",), "AND")


def test_a_legation_followed_by_an_embassy_was_upgraded() -> None:
    one = post(spell(Kind.LEGATION, "1950"))
    two = post(spell(Kind.EMBASSY, "2021-03", seat="Toledo"), spell(Kind.LEGATION, "1950", "2021-03"))
    changes = between(one, two)
    assert told(changes) == [("upgraded", "world"), ("relocated", "world")]
    assert changes[0].fields == {
        "closed": ("", "2021-03"),
        "kind": ("legation", "embassy"),
        "opened": ("", "2021-03"),
    }
    assert changes[1].fields == {"city": ("Madrid", "Toledo")}
    assert {str(change.when) for change in changes} == {"2021-03"}
    assert told(between(two, one)) == [("downgraded", "undetermined"), ("relocated", "undetermined")]


def test_a_post_that_ended_and_began_again_closed_and_reopened() -> None:
    one = post(spell(opened="1990"))
    two = post(spell(opened="1990", closed="2021", status=Status.CLOSED), spell(opened="2023"))
    changes = between(one, two)
    assert [(str(c.kind), str(c.nature), str(c.when)) for c in changes] == [
        ("closed", "world", "2021"),
        ("reopened", "world", "2023"),
    ]


def test_a_suspension_told_as_a_spell_of_its_own() -> None:
    one = post(spell(opened="1990"))
    two = post(spell(opened="1990", closed="2021"), spell(opened="2021", status=Status.SUSPENDED))
    assert told(between(one, two)) == [("suspended", "world")]
    three = post(
        *two.spells[:1], spell(opened="2021", closed="2022", status=Status.SUSPENDED), spell(opened="2022")
    )
    assert told(between(two, three)) == [("reopened", "world")]


def test_a_last_day_and_the_next_first_day_leave_no_gap() -> None:
    one = post(spell(Kind.LEGATION, "1950"))
    first = spell(Kind.LEGATION, "1950", "2021-05-31")
    assert told(between(one, post(first, spell(Kind.EMBASSY, "2021-06-01")))) == [("upgraded", "world")]
    assert told(between(one, post(first, spell(Kind.EMBASSY, "2021-06-02")))) == [
        ("closed", "world"),
        ("reopened", "world"),
    ]


def test_history_told_for_the_first_time_is_no_news_of_the_world() -> None:
    one = post(spell(opened="1960"))
    two = post(spell(Kind.LEGATION, "1950", "1960"), spell(opened="1960"))
    (change,) = between(one, two)
    assert (change.kind, change.nature) == (ChangeKind.CORRECTED, Nature.REVISION)
    assert change.fields["kind"] == ("", "legation")
    (back,) = between(two, one)
    assert back.fields["kind"] == ("legation", "")


def test_spells_in_another_order_are_no_change() -> None:
    first, second = spell(opened="1950", closed="1960"), spell(opened="1960")
    assert between(post(first, second), post(second, first)) == []


def test_a_new_row_opened_where_it_says_so() -> None:
    (change,) = change_of_new(post(spell(opened="2021-05", sources=("s",))), EDITIONS)
    assert (change.kind, change.nature, str(change.when)) == (ChangeKind.OPENED, Nature.WORLD, "2021-05")
    assert change.sources == ("s",)
    assert change.fields["opened"] == ("", "2021-05")


@pytest.mark.parametrize(
    ("opened", "coverage", "nature", "rule"),
    [
        ("", {}, "undetermined", "no-evidence"),
        ("2020", {}, "undetermined", "no-evidence"),
        ("2025", {}, "undetermined", "no-evidence"),
        ("1990", {}, "coverage", "not-looked-for"),
        ("1990", {"senders": ["PRK"], "complete": True}, "revision", "was-looked-for"),
        ("", {"senders": ["KOR"]}, "coverage", "not-looked-for"),
        ("", {"senders": ["PRK"], "complete": True}, "undetermined", "no-evidence"),
    ],
)
def test_a_new_row_that_did_not_open_in_between_appeared(
    opened: str, coverage: dict[str, Any], nature: str, rule: str
) -> None:
    editions = attrs.evolve(EDITIONS, old_coverage=coverage)
    (change,) = change_of_new(post(spell(opened=opened)), editions)
    assert (change.kind, change.nature, change.rule) == (ChangeKind.APPEARED, nature, rule)
    assert change.when is None


def test_a_planned_post_has_not_opened() -> None:
    (change,) = change_of_new(post(spell(opened="2021", status=Status.PLANNED)), EDITIONS)
    assert change.kind is ChangeKind.APPEARED


def test_a_new_row_tells_what_happened_since() -> None:
    new = post(spell(Kind.LEGATION, "2021", "2022"), spell(opened="2022", closed="2023"))
    assert told(change_of_new(new, EDITIONS)) == [
        ("opened", "world"),
        ("upgraded", "world"),
        ("closed", "world"),
    ]
    long_closed = post(spell(opened="1990", closed="1995"), spell(opened="2021"))
    assert told(change_of_new(long_closed, EDITIONS)) == [("appeared", "coverage"), ("reopened", "world")]


def test_a_row_that_vanished_is_gone_and_nobody_says_why() -> None:
    change = change_of_gone(post(spell(closed="2019", sources=("s",))), EDITIONS)
    assert (change.kind, change.nature, change.new) == (ChangeKind.GONE, Nature.UNDETERMINED, None)
    assert (change.mission, change.sources, change.when) == ("a", ("s",), None)


def test_what_is_gone_was_left_out_or_had_not_begun() -> None:
    narrower = attrs.evolve(EDITIONS, new_coverage={"senders": ["KOR"]})
    assert change_of_gone(post(spell()), narrower).nature is Nature.COVERAGE
    assert change_of_gone(post(spell(opened="2021")), BACKWARDS).nature is Nature.WORLD
    assert change_of_gone(post(spell(opened="2021")), EDITIONS).nature is Nature.UNDETERMINED


def test_a_change_in_a_few_words() -> None:
    legation, embassy = spell(Kind.LEGATION, "1950", "2021-03"), spell(Kind.EMBASSY, "2021-03")
    (upgraded,) = between(post(spell(Kind.LEGATION, "1950")), post(legation, embassy))
    assert phrase(upgraded) == "upgraded 2021-03: kind legation → embassy"
    assert phrase(between(spell(), spell(closed="2021"))[0]) == "closed 2021"
    assert phrase(between(spell(), spell(status=Status.CLOSED))[0]) == "closed, no date told"
    (suspended,) = between(spell(), spell(status=Status.SUSPENDED))
    assert phrase(suspended) == "suspended: status operating → suspended"
    assert phrase(between(spell(), spell(note="n"))[0]) == "corrected: note (blank) → n"
    assert phrase(change_of_gone(post(spell()), EDITIONS)) == "gone: no row in the new edition"
    assert phrase(change_of_new(post(spell()), EDITIONS)[0]) == "appeared: no row in the old edition"


def test_a_row_in_quarantine_is_neither_a_closing_nor_an_opening() -> None:
    aside = attrs.evolve(EDITIONS, old_aside=frozenset({"a"}), new_aside=frozenset({"a"}))
    gone, (appeared,) = change_of_gone(post(spell()), aside), change_of_new(post(spell(opened="2021")), aside)
    assert (gone.kind, gone.nature, gone.rule) == (ChangeKind.GONE, "undetermined", "now-unreadable")
    assert (appeared.kind, appeared.nature, appeared.rule) == (
        ChangeKind.APPEARED,
        "revision",
        "was-unreadable",
    )
    assert phrase(gone) == "gone: its row in the new edition is in quarantine"
    assert phrase(appeared) == "appeared: its row in the old edition is in quarantine"
