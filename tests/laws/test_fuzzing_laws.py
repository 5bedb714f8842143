"""Laws of reading, tried on damaged files: every reader reads or refuses in words, and no row is lost.

The long runs are made by scripts/fuzz_readers.py; here are a few cases of every reader.
"""

from __future__ import annotations

from random import Random

import pytest

from diplomap.testing.fuzz.fuzzed import Fuzzed, Reader
from diplomap.testing.fuzz.judging import Outcome
from diplomap.testing.fuzz.other_readers import other_readers
from diplomap.testing.fuzz.running import case_by_chance, outcome_of, run
from diplomap.testing.fuzz.table_readers import table_readers

READERS = {reader.name: reader for reader in (*table_readers(), *other_readers())}
CASES = 24


# Damage never ends in a traceback, and never loses a row or what stood in its cells.
@pytest.mark.parametrize("name", READERS)
def test_damaged_files_are_read_or_refused_and_no_row_is_lost(name: str) -> None:
    tally = run(READERS[name], CASES, "law", 0.25)
    assert tally.failed == {}
    assert tally.cases == CASES


# Undamaged files are read whole: a fuzzer that only ever sees refusals proves nothing.
@pytest.mark.parametrize("name", [name for name in READERS if name not in ("rows", "check", "zip", "gzip")])
def test_plain_files_are_read(name: str) -> None:
    outcome = outcome_of(READERS[name], READERS[name].plain(Random(0)))
    assert (outcome.failure, outcome.refused) == ("", False)
    assert outcome.read == outcome.typed or name in ("map", "json", "jsonl", "yaml", "toml", "set aside")


# A failure can be repeated by its name.
def test_a_case_is_the_same_each_time() -> None:
    reader = READERS["missions.csv"]
    assert case_by_chance(reader, "1/missions.csv/5") == case_by_chance(reader, "1/missions.csv/5")
    assert case_by_chance(reader, "1/missions.csv/5") != case_by_chance(reader, "1/missions.csv/6")


# What is lost, miscounted, raised or refused without a word is told as a failure.
@pytest.mark.parametrize(
    ("read", "why"),
    [
        (lambda _: Outcome(failure="zq1x stood in the file and is not given back"), "zq1x"),
        (lambda _: 1 / 0, "ZeroDivisionError"),
        (lambda _: [].pop(), "IndexError"),
    ],
)
def test_a_reader_that_fails_is_told(read: object, why: str) -> None:
    broken = Reader("broken", 1, READERS["json"].plain, READERS["json"].make, read, (ValueError,))  # type: ignore[arg-type]
    tally = run(broken, 4, "x", 0)
    assert len(tally.failed) == 4
    assert all(told.startswith(why) for told in tally.failed.values())


# A refusal has to say something.
def test_a_refusal_without_a_word_is_a_failure() -> None:
    def refuse(_: Fuzzed) -> Outcome:
        raise ValueError

    broken = Reader("broken", 1, READERS["json"].plain, READERS["json"].make, refuse, (ValueError,))
    assert "without a word" in outcome_of(broken, Fuzzed("a.json", b"")).failure
