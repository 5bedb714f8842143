"""Laws of settings and baselines: they part findings, and change none that they do not name."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.checking.baseline import Baseline
from diplomap.checking.check import Result, check
from diplomap.checking.registry import rules
from diplomap.checking.selection import Selection
from diplomap.checking.settings import Settings
from diplomap.model.findings import Finding

HEAD = "id,sending,receiving,kind,status,city,opened,closed,ignore\n"
CELLS = (
    st.sampled_from(["m1", "m2", "m3", ""]),
    st.sampled_from(["FRA", "DDR", " PRK", "Korea", "FRA|DDR"]),
    st.sampled_from(["ITA", "VAT", "SUN", "Narnia", "PRK"]),
    st.sampled_from(["embassy", "high_commission", "embasy", "consulate"]),
    st.sampled_from(["", "planned", "closed", "shut"]),
    st.sampled_from(["", "Rome", " Rome"]),
    st.sampled_from(["", "1950", "1970-01-01", "3 May 1960", "3/4/1960"]),
    st.sampled_from(["", "1960", "1992-05", "2035"]),
    st.sampled_from(["", "", "", "DM105: so told", "DM120: so told", "DM120", "DM302: twice", "DM9999: x"]),
)
ROWS = st.lists(st.tuples(*CELLS), min_size=1, max_size=7)
CODES = [rule.code for rule in rules() if rule.default]
FAMILIES = sorted({rule.family for rule in rules()})
TERMS = st.lists(st.sampled_from([*CODES, *FAMILIES, "DM1", "DM3", "DM4", "DM02"]), min_size=1, max_size=3)


def checked(rows: list[tuple[str, ...]], given: Settings | None = None) -> Result:
    return check(io.BytesIO((HEAD + "".join(f"{','.join(row)}\n" for row in rows)).encode()), settings=given)


# Selecting every rule that is on by default, or every family, is the same as saying nothing.
@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_selecting_everything_equals_the_default(rows: list[tuple[str, ...]]) -> None:
    whole = checked(rows)
    assert checked(rows, Settings(select=CODES)).findings == whole.findings
    assert checked(rows, Settings(select=FAMILIES)).findings == whole.findings


def told(findings: Iterable[Finding]) -> Counter[Finding]:
    return Counter(one for one in findings if one.code != "DM023")


# Ignoring some rules takes their findings away and changes no other; selecting them gives just those. Only
# whether a cell of the column "ignore" is idle (DM023) hangs by its nature on whether its rule is asked.
@settings(max_examples=40, deadline=None)
@given(ROWS, TERMS)
def test_ignoring_rules_changes_no_other_finding(rows: list[tuple[str, ...]], terms: list[str]) -> None:
    whole = checked(rows).findings
    without = checked(rows, Settings(ignore=terms)).findings
    only = checked(rows, Settings(select=terms)).findings
    off = checked(rows, Settings(severity=dict.fromkeys(terms, "off"))).findings
    assert off == without
    assert told(without) + told(only) == told(whole)
    assert list(without) == [one for one in whole if one in set(without)]
    named = {one.message.split()[0] for one in {*whole} - {*without} if one.code == "DM023"}
    chosen = Selection(Settings(ignore=terms))
    assert not chosen.is_on("DM023") or not any(map(chosen.is_on, named))


# Naming a severity moves no finding and changes nothing of it but how bad it is.
@settings(max_examples=40, deadline=None)
@given(ROWS, TERMS, st.sampled_from(["error", "warning", "note"]))
def test_a_severity_changes_nothing_but_how_bad_findings_are(
    rows: list[tuple[str, ...]], terms: list[str], level: str
) -> None:
    def bare(result: Result) -> list[tuple[object, ...]]:
        return [(one.code, one.message, one.origin, one.fix, one.related) for one in result.findings]

    assert bare(checked(rows, Settings(severity=dict.fromkeys(terms, level)))) == bare(checked(rows))


# What a table leaves aside is what would be told without its column: nothing is lost, nothing is added.
@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_findings_left_aside_are_those_that_would_be_told(rows: list[tuple[str, ...]]) -> None:
    heeded, unheeded = checked(rows), checked(rows, Settings(suppress_column=""))
    of_the_column = ("DM021", "DM022", "DM023")
    told = [one for one in heeded.findings if one.code not in of_the_column]
    aside = [one.finding for one in heeded.suppressed]
    assert Counter(told) + Counter(aside) == Counter(unheeded.findings)


# A baseline leaves nothing of the result that it was made of, and nothing of the baseline is gone.
@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_a_baseline_applied_to_its_own_result_leaves_nothing(rows: list[tuple[str, ...]]) -> None:
    result = checked(rows)
    applied = Baseline.of(result).applied(result)
    assert (applied.findings, applied.known, applied.gone) == ((), len(result.findings), 0)


# A baseline parts findings: each is known or new, and new findings stay in their order.
@settings(max_examples=40, deadline=None)
@given(ROWS, ROWS)
def test_a_baseline_parts_findings_into_known_and_new(
    old: list[tuple[str, ...]], new: list[tuple[str, ...]]
) -> None:
    baseline, result = Baseline.of(checked(old)), checked(new)
    applied = baseline.applied(result)
    assert applied.known is not None
    assert applied.gone is not None
    assert applied.known + len(applied.findings) == len(result.findings)
    assert applied.known + applied.gone == baseline.known.total()
    kept = iter(result.findings)
    assert all(one in kept for one in applied.findings)


# In another order of rows, a baseline knows all that it knew, and the findings of single rows read the same.
@settings(max_examples=60, deadline=None)
@given(st.data(), ROWS)
def test_the_order_of_rows_does_not_matter_to_a_baseline(
    data: st.DataObject, rows: list[tuple[str, ...]]
) -> None:
    moved = data.draw(st.permutations(rows))
    before, after = checked(rows), checked(moved)
    applied = Baseline.of(before).applied(after)
    assert (applied.findings, applied.gone) == ((), 0)
