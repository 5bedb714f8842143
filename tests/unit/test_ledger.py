"""The ledger: who gained and lost what, why, and that nothing is left over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from diplomap.counting.profiles import Profile
from diplomap.diffing.change_kinds import ChangeKind, Nature
from diplomap.diffing.diff import diff
from diplomap.diffing.ledger import Account, Entry, LedgerError
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.statuses import Status
from diplomap.values.counts import Count, Effect
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

OLD, NEW = date(2020, 1, 1), date(2024, 1, 1)


def post(id_: str, receiving: str = "ESP", opened: str = "1990", closed: str = "", **told: Any) -> Mission:
    start = PartialDate.parse(opened) if opened else None
    end = PartialDate.parse(closed) if closed else End.OPEN
    sending, accredited = told.pop("sending", "PRK"), told.pop("accredited", ())
    spell = Spell(told.pop("kind", Kind.EMBASSY), period=Period(start, end), **told)
    return Mission(id_, tuple(sending.split("|")), receiving, (spell,), tuple(map(Accreditation, accredited)))


def old(*missions: Mission, day: date | None = OLD) -> Dataset:
    return Dataset(missions, day)


def new(*missions: Mission, day: date | None = NEW) -> Dataset:
    return Dataset(missions, day)


def told(account: Account) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(str(e.effect), str(e.nature), e.missions) for e in account.entries]


def test_closings_and_openings_make_the_account() -> None:
    before = old(post("a"), post("b", "AGO"), post("c", "UGA"))
    after = new(
        post("a"), post("b", "AGO", closed="2023", sources=("s",)), post("c", "UGA"), post("d", "NIC", "2022")
    )
    account = diff(before, after).ledger("PRK").for_party("PRK")
    assert (account.opening, account.closing) == (Count(3), Count(3))
    assert told(account) == [("−1", "world", ("b",)), ("+1", "world", ("d",))]
    closing = account.entries[0]
    assert (closing.kinds, str(closing.when), closing.sources) == ((ChangeKind.CLOSED,), "2023", ("s",))
    assert closing.why == "closed 2023; counts on 2020-01-01, does not count on 2024-01-01"
    assert account.equation() == "3 − 1 + 1 = 3"
    assert account.by_nature() == {Nature.WORLD: Effect(0, 0)}


def test_a_ledger_that_does_not_balance_is_an_error_of_the_code() -> None:
    entry = Entry((), Nature.WORLD, Effect(-1, -1), "lost")
    with pytest.raises(LedgerError, match="PRK does not balance: 3 and 1 entries make 2–2, not 3"):
        Account("PRK", Count(3), Count(3), (entry,))


def test_changes_that_move_no_count_make_no_entry() -> None:
    found = diff(old(post("a", note="x", seat="Madrid")), new(post("a", note="y", seat="Toledo")))
    assert len(found.changes) == 2
    assert found.ledger().for_party("PRK").entries == ()


def test_a_correction_says_which_cells_moved_the_count() -> None:
    found = diff(old(post("a", note="x")), new(post("a", note="y", status=Status.PLANNED)))
    (entry,) = found.ledger().for_party("PRK").entries
    assert entry.kinds == (ChangeKind.CORRECTED,)
    assert entry.why.startswith("corrected: status operating → planned; counts on")
    assert "note" not in entry.why


def test_a_mission_of_another_sender_leaves_one_account_for_the_other() -> None:
    ledger = diff(old(post("a")), new(post("a", sending="KOR"))).ledger()
    assert ledger.parties == ("KOR", "PRK")
    assert [str(account.effect) for account in ledger] == ["+1", "−1"]
    assert [account.equation() for account in ledger] == ["0 − 0 + 1 = 1", "1 − 1 + 0 = 0"]


def test_a_joint_mission_counts_for_each_of_its_senders() -> None:
    ledger = diff(old(post("a", sending="NOR|SWE")), new(post("a", sending="SWE|FIN"))).ledger()
    assert [(a.party, str(a.effect), len(a.entries)) for a in ledger] == [
        ("FIN", "+1", 1),
        ("NOR", "−1", 1),
        ("SWE", "0", 0),
    ]


def test_hosts_and_receivers_have_accounts_of_their_own() -> None:
    before, after = old(post("a", "CHN", host="HKG")), new(post("a", "CHN", host="MAC"))
    assert [str(a.effect) for a in diff(before, after).ledger(by="host")] == ["−1", "+1"]
    assert [(a.party, a.entries) for a in diff(before, after).ledger(by="receiving")] == [("CHN", ())]


def test_a_move_to_another_host_in_a_spell_of_its_own() -> None:
    first = Spell(
        Kind.EMBASSY, host="DEU", period=Period(PartialDate.parse("1990"), PartialDate.parse("2022"))
    )
    second = Spell(Kind.EMBASSY, host="CHE", period=Period(PartialDate.parse("2022")))
    before = old(
        Mission("a", ("PRK",), "UN", (Spell(Kind.EMBASSY, host="DEU", period=Period(first.period.start)),))
    )
    after = new(Mission("a", ("PRK",), "UN", (first, second)))
    ledger = diff(before, after).ledger(by="host")
    assert [(a.party, str(a.effect)) for a in ledger] == [("CHE", "+1"), ("DEU", "−1")]
    assert [entry.kinds for a in ledger for entry in a.entries] == [(ChangeKind.RELOCATED,)] * 2


def test_a_mission_that_says_the_same_is_moved_by_the_days_alone() -> None:
    ds = Dataset([post("a", closed="2022", sources=("s",)), post("b", "AGO", "2021-05")], NEW)
    account = diff(ds, ds).ledger(at=("2020-01-01", "2024-01-01")).for_party("PRK")
    assert [(e.kinds, str(e.when), str(e.nature), str(e.effect)) for e in account.entries] == [
        ((ChangeKind.OPENED,), "2021-05", "world", "+1"),
        ((ChangeKind.CLOSED,), "2022", "world", "−1"),
    ]
    assert account.entries[1].why.startswith("closed 2022, between the two days; counts on")
    assert account.entries[1].sources == ("s",)
    back = diff(ds, ds).ledger(at=("2024-01-01", "2020-01-01")).for_party("PRK")
    assert [(e.kinds, str(e.effect)) for e in back.entries] == [
        ((ChangeKind.OPENED,), "−1"),
        ((ChangeKind.CLOSED,), "+1"),
    ]


def test_a_day_that_an_edition_does_not_speak_for_leaves_bounds() -> None:
    ds = Dataset([post("a", opened="")], NEW)
    account = diff(ds, ds).ledger(at=("2020-01-01", "2024-01-01")).for_party("PRK")
    (entry,) = account.entries
    assert (entry.effect, entry.kinds, entry.nature) == (Effect(1, 0), (), Nature.UNDETERMINED)
    assert entry.why == "the same in both; may count on 2020-01-01, counts on 2024-01-01"
    assert account.equation() == "0–1 − 0 + 0 (+1/0) = 1"


def test_a_date_that_may_fall_between_the_days_decides_nothing() -> None:
    ds = Dataset([post("a", closed="2020")], NEW)
    (entry,) = diff(ds, ds).ledger(at=("2020-06-01", "2024-01-01")).for_party("PRK").entries
    assert (entry.kinds, entry.nature, entry.effect) == (
        (ChangeKind.CLOSED,),
        Nature.UNDETERMINED,
        Effect(0, -1),
    )


def test_missions_that_stay_ambiguous_are_entered_together() -> None:
    found = diff(old(post("1"), post("2"), post("3")), new(post("4")))
    (entry,) = found.ledger().for_party("PRK").entries
    assert (entry.effect, entry.kinds, entry.nature) == (Effect(-2, -2), (), Nature.UNDETERMINED)
    assert entry.why.startswith("3 old and 1 new missions cannot be told apart")
    assert entry.missions == ("4", "1", "2", "3")
    assert diff(old(post("1"), post("2")), new(post("3"), post("4"))).ledger().for_party("PRK").entries == ()


def test_pairs_are_counted_once_however_many_missions_they_have() -> None:
    before = old(post("a"), post("b", kind=Kind.LEGATION), post("c", "AGO"))
    one_less = new(post("a", closed="2021"), post("b", kind=Kind.LEGATION), post("c", "AGO", closed="2022"))
    account = diff(before, one_less).ledger(profile="resident").for_party("PRK")
    assert told(account) == [("−1", "world", ("c",))]
    none = new(post("a", closed="2021"), post("b", kind=Kind.LEGATION, closed="2023"), post("c", "AGO"))
    account = diff(before, none).ledger(profile="resident").for_party("PRK")
    assert told(account) == [("−1", "world", ("a", "b"))]
    assert account.entries[0].why.startswith("closed 2021; closed 2023; counts on")


def test_concurrent_accreditations_make_pairs_where_the_profile_says_so() -> None:
    counts = Profile("both", "x", {Kind.EMBASSY}, accreditations="resident+concurrent", how="pairs")
    before, after = old(post("a", accredited=("AND",))), new(post("a", accredited=("PRT",)))
    account = diff(before, after).ledger(profile=counts).for_party("PRK")
    assert (account.opening, account.closing) == (Count(2), Count(2))
    assert sorted(str(entry.effect) for entry in account.entries) == ["+1", "−1"]
    assert {entry.kinds for entry in account.entries} == {
        (ChangeKind.ACCREDITATION_GAINED, ChangeKind.ACCREDITATION_LOST)
    }


def test_editions_without_a_day_are_compared_by_what_is_open() -> None:
    ledger = diff(
        old(post("a"), post("b"), day=None), new(post("a"), post("b", closed="2001"), day=None)
    ).ledger()
    assert ledger.days == (None, None)
    assert ledger.for_party("PRK").equation() == "2 − 1 + 0 = 1"
    assert ledger.for_party("PRK").entries[0].why == "closed 2001; counts, does not count"


def test_a_ledger_is_asked_for_by_any_name_of_a_party() -> None:
    found = diff(old(post("a")), new(post("a")))
    assert found.ledger("North Korea").parties == ("PRK",)
    assert found.ledger("France").for_party("FRA").equation() == "0 − 0 + 0 = 0"
    with pytest.raises(ValueError, match="'Korea' may be"):
        found.ledger("Korea")


def test_a_ledger_kept_of_everything_or_by_kind() -> None:
    before, after = old(post("a"), post("b", "AGO")), new(post("a", kind=Kind.CONSULATE))
    found = diff(before, after)
    assert [account.equation() for account in found.ledger(by="all")] == ["2 − 1 + 0 = 1"]
    assert [(a.party, a.equation()) for a in found.ledger(by="kind")] == [
        ("consulate", "0 − 0 + 1 = 1"),
        ("embassy", "2 − 2 + 0 = 0"),
    ]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"by": "colour"}, "colour"), ({"profile": "mine"}, "mine"), ({"at": "2020"}, "not a full date")],
)
def test_wrong_use_is_refused_in_plain_words(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        diff(old(), new()).ledger(**wrong)


def test_a_ledger_is_a_sequence_of_accounts() -> None:
    ledger = diff(old(post("a"), post("b", sending="KOR")), new(post("a"))).ledger(profile="all")
    assert (len(ledger), ledger[0].party, [a.party for a in ledger]) == (2, "KOR", ["KOR", "PRK"])
    assert repr(ledger) == "<Ledger by sending under all: 2 accounts>"
    assert [account["party"] for account in ledger.to_dict()] == ["KOR", "PRK"]
