"""The laws of the ledger: it balances for every party, day, profile and way of counting, and is real."""

from __future__ import annotations

from collections import Counter
from datetime import date

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.counting.group_membership import GroupsOnDay
from diplomap.counting.profiles import Profile, profile, profiles
from diplomap.counting.standings import day_of, standing
from diplomap.counting.tally import tally
from diplomap.diffing.accounts import BYS
from diplomap.diffing.diff import diff
from diplomap.diffing.ledger import STILL, Account, Entry, Ledger
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.testing.editions import DAYS, as_columns, shuffled, two_editions
from diplomap.values.counts import Count, Effect
from diplomap.values.logic import FALSE, TRUE

Editions = tuple[Dataset, Dataset]
# Bundled profiles, and one of ours that counts concurrent accreditations as pairs too.
CONCURRENT = Profile(
    "concurrent", "Pairs, concurrent ones too", set(Kind), accreditations="resident+concurrent", how="pairs"
)
ALL_PROFILES = [*map(profile, profiles()), CONCURRENT]
any_profile = st.sampled_from(ALL_PROFILES)
any_by = st.sampled_from(BYS)
any_day = st.none() | st.sampled_from(DAYS)
any_days = st.tuples(any_day, any_day)
Days = tuple[date | None, date | None]


# For every party the opening count and the effects of the entries make the closing count, and both are
# the counts that counting itself gives.
@given(two_editions(), any_profile, any_by, any_days, st.booleans())
@settings(max_examples=300)
def test_the_ledger_balances(editions: Editions, judged: Profile, by: str, days: Days, ignore: bool) -> None:
    ledger = diff(*editions, ignore_ids=ignore).ledger(by=by, at=days, profile=judged)
    counts = [_counted(one, day, judged, by) for one, day in zip(editions, days, strict=True)]
    assert set(ledger.parties) >= {*counts[0], *counts[1]}
    for account in ledger:
        assert account.opening == counts[0].get(account.party, Count(0))
        assert account.closing == counts[1].get(account.party, Count(0))
        whole = STILL
        for entry in account.entries:
            whole = whole + entry.effect
        assert account.opening.moved(whole) == account.closing
        assert whole == account.effect


# Two days of one dataset are two editions like any others.
@given(two_editions(), any_profile, any_by, st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_two_days_of_one_dataset_balance(
    editions: Editions, judged: Profile, by: str, one: date, two: date
) -> None:
    before, after = editions[0].at(one), editions[0].at(two)
    for account in diff(before, after).ledger(by=by, profile=judged):
        assert account.opening == _counted(before, None, judged, by).get(account.party, Count(0))
        assert account.closing == _counted(after, None, judged, by).get(account.party, Count(0))


# Exchanging the editions turns every effect round.
@given(two_editions(), any_profile, any_by, any_days)
def test_the_ledger_turns_round(editions: Editions, judged: Profile, by: str, days: Days) -> None:
    there = diff(*editions).ledger(by=by, at=days, profile=judged)
    back = diff(*reversed(editions)).ledger(by=by, at=(days[1], days[0]), profile=judged)
    assert there.parties == back.parties
    for one, two in zip(there, back, strict=True):
        assert (one.opening, one.closing) == (two.closing, two.opening)
        assert _moves(one.entries) == Counter(
            {(old, new, -effect): times for (new, old, effect), times in _moves(two.entries).items()}
        )


# Every entry moves its count, and stands on missions of the editions that concern the party.
@given(two_editions(), any_profile, any_by, any_days)
def test_entries_are_real(editions: Editions, judged: Profile, by: str, days: Days) -> None:
    between = diff(*editions)
    for account in between.ledger(by=by, at=days, profile=judged):
        for entry in account.entries:
            assert entry.effect
            assert entry.why
            assert entry.old or entry.new
            for told, edition in ((entry.old, editions[0]), (entry.new, editions[1])):
                assert all(mission in list(edition.missions) for mission in told)
            assert set(entry.changes) <= set(between.changes)
            assert {change.kind for change in entry.changes} <= set(entry.kinds)
            concerned = {
                "sending": {party for m in (*entry.old, *entry.new) for party in m.sending},
                "receiving": {
                    party
                    for m in (*entry.old, *entry.new)
                    for party in (m.receiving, *(one.to for one in m.accreditations))
                },
                "host": {m.host_of(spell) for m in (*entry.old, *entry.new) for spell in m.spells},
            }
            assert by not in concerned or account.party in concerned[by]


# Where posts are counted, each mission is in one entry of a party at most, and its effect is what the
# standings of its missions say, each judged by itself.
@given(two_editions(), st.sampled_from(["all", "lowy", "consular", "diplomatic"]), any_days)
def test_effects_are_those_of_the_standings(editions: Editions, name: str, days: Days) -> None:
    judged = profile(name)
    between = diff(*editions)
    told = [day_of(day, one) for day, one in zip(days, editions, strict=True)]
    for account in between.ledger(at=days, profile=judged):
        for entry in account.entries:
            before, after = (
                [
                    standing(mission, judged, day, edition.as_of)
                    for mission in missions
                    if account.party in mission.sending
                ]
                for missions, day, edition in zip((entry.old, entry.new), told, editions, strict=True)
            )
            low = sum(one is TRUE for one in after) - sum(one is TRUE for one in before)
            high = sum(one is not FALSE for one in after) - sum(one is not FALSE for one in before)
            assert entry.effect == Effect(low, high)


# The account of one party is the same whether it is asked for alone or among all; nobody is left out.
@given(two_editions(), any_profile, any_by, any_days)
def test_one_party_and_all_agree(editions: Editions, judged: Profile, by: str, days: Days) -> None:
    between = diff(*editions)
    whole = between.ledger(by=by, at=days, profile=judged)
    if by not in ("sending", "receiving", "host"):
        return
    for party in ("PRK", "CHN", "ESP", "HKG", "FRA"):
        alone = between.ledger(party, by=by, at=days, profile=judged)
        assert alone.parties == (party,)
        assert alone.for_party(party) == whole.for_party(party)


# What the entries of each nature do adds up to the whole movement.
@given(two_editions(), any_profile, any_by, any_days)
def test_natures_add_up(editions: Editions, judged: Profile, by: str, days: Days) -> None:
    for account in diff(*editions).ledger(by=by, at=days, profile=judged):
        whole = STILL
        for effect in account.by_nature().values():
            whole = whole + effect
        assert whole == account.effect
        assert account.identity().startswith(f"{whole} = ")


# What an edition does not list, and nobody says he looked for, is unknown and not zero.
@given(two_editions(), any_profile, any_by, any_days)
def test_nothing_listed_is_zero_only_where_somebody_looked(
    editions: Editions, judged: Profile, by: str, days: Days
) -> None:
    for account in diff(*editions).ledger(by=by, at=days, profile=judged):
        assert account.looked is not None
        for count, known, looked in zip(
            (account.opening, account.closing), account.known, account.looked, strict=True
        ):
            assert (known is None) == (count == Count(0) and looked.answer is not TRUE)
            assert known in (None, count)


# The accounts of dyads of one sender add up to that sender's account, where posts are counted.
@given(two_editions(), st.sampled_from(["all", "lowy", "diplomatic"]), any_days)
def test_dyads_add_up_to_the_sender(editions: Editions, name: str, days: Days) -> None:
    between = diff(*editions)
    senders = between.ledger(by="sending", at=days, profile=name)
    dyads = between.ledger(by="dyad", at=days, profile=name)
    for party in senders.parties:
        own = [account for account in dyads if account.party.startswith(f"{party}→")]
        assert sum(account.opening.low for account in own) == senders.for_party(party).opening.low
        assert sum(account.closing.high for account in own) == senders.for_party(party).closing.high


# The order of rows changes no account.
@given(two_editions(), any_profile, any_by, st.data())
def test_order_does_not_matter_to_the_ledger(
    editions: Editions, judged: Profile, by: str, data: st.DataObject
) -> None:
    one = diff(*editions).ledger(by=by, profile=judged)
    two = diff(*(data.draw(shuffled(edition)) for edition in editions)).ledger(by=by, profile=judged)
    assert list(map(_account, one)) == list(map(_account, two))


# Editions kept as columns give the accounts that the same editions kept as objects give.
@given(two_editions(), any_profile, any_by, any_days)
def test_columns_and_objects_give_one_ledger(
    editions: Editions, judged: Profile, by: str, days: Days
) -> None:
    columns = tuple(map(as_columns, editions))
    objects = tuple(attrs.evolve(one, missions=list(one.missions)) for one in columns)
    one, two = (diff(*both).ledger(by=by, at=days, profile=judged) for both in (columns, objects))
    assert _figures(one) == _figures(two)


# A group's count is that of its members, each counted as a receiver by counting itself.
def _counted(ds: Dataset, day: date | None, judged: Profile, by: str) -> dict[str, Count]:
    if by != "group":
        return tally(ds, at=day, profile=judged, by=by)
    known = GroupsOnDay(ds, day_of(day, ds))
    found: dict[str, Count] = {}
    for receiver, count in tally(ds, at=day, profile=judged, by="receiving").items():
        for group, member in known.of(receiver).items():
            low = count.low if member is TRUE else 0
            found[group] = found.get(group, Count(0)) + Count(low, count.high)
    return {group: count for group, count in found.items() if count.high}


def _moves(entries: tuple[Entry, ...]) -> Counter[tuple[object, object, Effect]]:
    return Counter((entry.new, entry.old, entry.effect) for entry in entries)


def _account(account: Account) -> object:
    entries = [
        (entry.kinds, entry.nature, entry.effect, entry.why, entry.when, entry.sources, entry.missions)
        for entry in account.entries
    ]
    return account.party, account.opening, account.closing, entries


def _figures(ledger: Ledger) -> list[object]:
    return [
        (a.party, a.opening, a.closing, Counter((e.missions, e.effect, e.kinds) for e in a.entries))
        for a in ledger
    ]
