"""Laws of checking: it does not matter how missions are kept, and overlaps are those of the periods."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.checking.check import check_rows
from diplomap.model.columns import ColumnStore
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.model.statuses import Status
from diplomap.tables.reading import load
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE
from diplomap.values.periods import OPEN, Period

COLUMNS = (
    "id",
    "sending",
    "receiving",
    "kind",
    "status",
    "city",
    "host",
    "opened",
    "closed",
    "accredited_to",
)
CELLS = (
    st.sampled_from(["m1", "m2", "m3", "m4"]),
    st.sampled_from(["FRA", "DDR", "ZMB", "FRA|DDR"]),
    st.sampled_from(["ITA", "VAT", "SUN", "KEN"]),
    st.sampled_from(["embassy", "high_commission", "consulate"]),
    st.sampled_from(["", "planned", "closed", "suspended", "closing"]),
    st.sampled_from(["", "Rome"]),
    st.sampled_from(["", "ITA", "DDR"]),
    st.sampled_from(["", "1950", "1970-01-01", "1990~", "1985..1995", "2030"]),
    st.sampled_from(["", "1960", "1990", "1992-05", "2035"]),
    st.just(""),
)
DAYS = st.sampled_from([None, date(1980, 1, 1), date(2024, 1, 1)])


def told(findings: list[Finding]) -> Counter[Finding]:
    return Counter(findings)


@settings(max_examples=150)
@given(st.lists(st.tuples(*CELLS), min_size=1, max_size=8), DAYS)
def test_missions_kept_as_columns_and_as_objects_give_the_same_findings(
    rows: list[tuple[str, ...]], as_of: date | None
) -> None:
    text = "\n".join([",".join(COLUMNS), *map(",".join, rows)]) + "\n"
    read = load(io.BytesIO(text.encode())).dataset
    assert isinstance(read.missions.store, ColumnStore)
    as_columns = Dataset(read.missions, as_of=as_of)
    as_objects = Dataset([*read.missions], as_of=as_of)
    assert told(check_rows(as_columns)) == told(check_rows(as_objects))


YEARS = st.sampled_from([None, "1950", "1951-06-03", "1950..1953", "..1951", "1952", "195X"])


def spells() -> st.SearchStrategy[Spell | None]:
    def made(start: str | None, end: str | None, status: Status, seat: str) -> Spell | None:
        try:
            period = Period(
                PartialDate.parse(start) if start else None, PartialDate.parse(end) if end else OPEN
            )
        except ValueError:
            return None
        return Spell(Kind.EMBASSY, status, seat, period=period)

    return st.builds(
        made, YEARS, YEARS, st.sampled_from([Status.OPERATING, Status.PLANNED]), st.sampled_from("ab")
    )


# A mission has an overlap exactly where two of its spells, which are no copies of each other and not
# planned, surely share a day by the logic of periods.
@settings(max_examples=300)
@given(st.lists(spells().filter(bool), min_size=1, max_size=6))
def test_spells_overlap_exactly_where_their_periods_surely_do(several: list[Spell]) -> None:
    findings = check_rows(Dataset([Mission("m", ("FRA",), "DNK", tuple(several))]))
    in_force = [spell for spell in dict.fromkeys(several) if spell.status is not Status.PLANNED]
    surely = any(one.period.overlaps(two.period) is TRUE for one, two in combinations(in_force, 2))
    assert any(finding.code == "DM303" for finding in findings) == surely
    copies = len(several) - len({*several})
    assert sum(finding.code == "DM302" for finding in findings) == copies


# Checking does not depend on the order of rows, but for which of two rows is called the later one.
@settings(max_examples=100)
@given(st.lists(st.tuples(*CELLS), min_size=1, max_size=6), st.randoms(use_true_random=False), DAYS)
def test_the_order_of_rows_does_not_decide_which_missions_are_at_fault(
    rows: list[tuple[str, ...]], random: Random, as_of: date | None
) -> None:
    shuffled = [*rows]
    random.shuffle(shuffled)

    def codes(told_rows: list[tuple[str, ...]]) -> Counter[str]:
        text = "\n".join([",".join(COLUMNS), *map(",".join, told_rows)]) + "\n"
        dataset = Dataset(load(io.BytesIO(text.encode())).dataset.missions, as_of=as_of)
        # How many overlaps are told in a mission of three rows and more depends on who is compared with whom.
        return Counter(finding.code for finding in check_rows(dataset) if finding.code != "DM303")

    assert codes(rows) == codes(shuffled)
