"""The resolver on names picked by hand: traps, typing variants, phrases, and what it must not answer."""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

import pytest

from diplomap.parties import registry, resolver
from diplomap.parties.resolution import Ambiguous, NotAState, Resolution, Resolved, Unknown
from diplomap.parties.resolver import resolve
from diplomap.values.dates import DateSyntaxError, PartialDate

with (Path(__file__).parent / "resolver_traps.csv").open(encoding="utf-8", newline="") as stream:
    TRAPS = [tuple(row) for row in csv.reader(stream)][1:]


def told(answer: Resolution) -> tuple[str, str]:
    match answer:
        case Resolved(party):
            return "resolved", party
        case Ambiguous(parties):
            return "ambiguous", "|".join(parties)
        case NotAState(party):
            return "not_a_state", party or ""
        case Unknown():
            return "unknown", ""


def test_there_are_many_traps_of_each_sort() -> None:
    assert len(TRAPS) >= 150
    assert {outcome for _, _, outcome, _ in TRAPS} == {"resolved", "ambiguous", "not_a_state", "unknown"}


@pytest.mark.parametrize(("text", "at", "outcome", "party"), TRAPS)
def test_trap(text: str, at: str, outcome: str, party: str) -> None:
    assert told(resolve(text, at or None)) == (outcome, party)


def test_every_answer_names_only_parties_of_the_registry() -> None:
    named = {one for _, _, _, party in TRAPS for one in party.split("|") if one}
    assert named <= registry.ids()


def test_the_name_found_is_given_as_it_is_written() -> None:
    assert resolve("cote divoire") == Resolved("CIV", "Cote dIvoire")
    assert resolve("COTE D'IVOIRE") == Resolved("CIV", "Côte d'Ivoire")
    assert resolve("Embassy of the Republic of Korea in Tokyo") == Resolved("KOR", "Republic of Korea")


@pytest.mark.parametrize("at", ["1980", PartialDate.parse("1980"), date(1980, 5, 1)])
def test_a_time_may_be_a_text_a_day_or_a_partial_date(at: str | PartialDate | date) -> None:
    assert told(resolve("Yemen", at)) == ("ambiguous", "XYA|YEM|YMD")


def test_a_time_in_another_notation_is_refused() -> None:
    with pytest.raises(DateSyntaxError):
        resolve("Yemen", at="3/4/1980")


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="a name is a text, not int"):
        resolve(408)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", " ", "\t", "the", "of the", "-", "?", "()", ",", "/", "[]", "(,)", "&"])
def test_a_text_without_a_name_is_unknown(text: str) -> None:
    assert resolve(text) == Unknown()


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "(" * 5000, "a/" * 5000, ", " * 5000, "of " * 5000, "Korea " * 2000, "\0", "\ud800"],
)
def test_a_monstrous_text_is_unknown_and_does_no_harm(text: str) -> None:
    assert isinstance(resolve(text), Unknown)


@pytest.mark.parametrize(
    "text",
    [
        "ministry of " * 24,
        "the honorary " * 22 + "x",
        "embassy of " * 27,
        "[[" * 150,
        "{{flag|" * 42,
        "(" * 300,
        "a[" * 150,
        "a[1]" * 75,
        "*" * 300,
        "a, " * 100,
        "republic of " * 25,
        "x or " * 60,
    ],
)
def test_a_long_text_is_read_in_no_time(text: str) -> None:
    start = time.perf_counter()
    resolver._fresh(text, None)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("text", ["408", "410", "255", "8", "Q0", "Q99999999", "KP1", "+850"])
def test_numbers_are_no_names(text: str) -> None:
    assert isinstance(resolve(text), Unknown)


@pytest.mark.parametrize(
    "text",
    ["in", "no", "is", "us embassy of", "can", "and", "per", "are", "to", "la", "de", "St.", "No.", "Is."],
)
def test_small_words_are_no_codes(text: str) -> None:
    assert not isinstance(resolve(text), Resolved)


@pytest.mark.parametrize(
    "text",
    ["Frnace", "Untied Kingdom", "Nigerria", "Gunea", "Autsralia", "Swizerland", "Untied States", "Kroea"],
)
def test_likeness_never_decides(text: str) -> None:
    assert isinstance(resolve(text), Unknown)


def test_suggestions_help_and_name_a_party_once() -> None:
    answer = resolve("Nort Korea")
    assert isinstance(answer, Unknown)
    assert answer.suggestions[0] == ("PRK", "North Korea")
    parties = [party for party, _ in answer.suggestions]
    assert len(parties) == len(set(parties)) <= 3


def test_why_is_always_said() -> None:
    for text, at, outcome, _ in TRAPS:
        answer = resolve(text, at or None)
        if isinstance(answer, Ambiguous | NotAState):
            assert answer.why, (text, outcome)


def test_more_texts_than_the_cache_holds_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolver, "_CACHE_SIZE", 4)
    monkeypatch.setattr(resolver, "_UNDATED", {})
    monkeypatch.setattr(resolver, "_DATED", {})
    for _ in range(2):
        for text in ("France", "Japan", "Cuba", "Chad", "Peru", "Mali", "Fiji"):
            assert isinstance(resolve(text), Resolved)
            assert isinstance(resolve(text, "1990"), Resolved)
    assert len(resolver._UNDATED) <= 4
