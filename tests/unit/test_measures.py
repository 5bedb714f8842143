"""Numbers with a unit, a bound or thousands set apart: told in words, mended, and mapped column by column."""

from __future__ import annotations

import io

import pytest

from diplomap.checking.check import check
from diplomap.checking.fixing import fix
from diplomap.model.figures import Comparison, Unit
from diplomap.tables.mapping.guess import guess_layout
from diplomap.tables.measures import measure_in
from diplomap.tables.reading import load

HEAD = "id,quantity,of,comparison,value,unit\n"


def named(text: str) -> io.BytesIO:
    stream = io.BytesIO(text.encode())
    stream.name = "figures.csv"
    return stream


@pytest.mark.parametrize(
    ("text", "number", "unit", "comparison"),
    [
        ("45 %", "45", "%", None),
        ("45%", "45", "%", None),
        ("12.5 per cent", "12.5", "per cent", None),
        ("12 staff", "12", "staff", None),
        ("1,200 km", "1200", "km", None),
        ("1 200", "1200", "", None),
        ("1’234’567", "1234567", "", None),
        ("ca. 30", "30", "", Comparison.ABOUT),
        ("about 20 percent", "20", "percent", Comparison.ABOUT),
        ("more than 150", "150", "", Comparison.MORE_THAN),
        (">150", "150", "", Comparison.MORE_THAN),
        ("up to 10", "10", "", Comparison.AS_MANY_AS),
    ],
)
def test_what_stands_beside_a_number_is_told_apart(
    text: str, number: str, unit: str, comparison: Comparison | None
) -> None:
    found = measure_in(text)
    assert found is not None
    assert (found.number, found.unit, found.comparison) == (number, unit, comparison)


@pytest.mark.parametrize(
    "text", ["", "12", "12.5", "8..10", "-3", "3/4/2019", "2019-05-03", "1,20", "12 a|b", "x", "1e5"]
)
def test_what_is_a_number_alone_or_none_is_left(text: str) -> None:
    assert measure_in(text) is None


@pytest.mark.parametrize(
    ("row", "message", "mended"),
    [
        ("f1,missions,PRK,,45 %,", "the number 45 in value and percent in", "f1,missions,PRK,,45,percent"),
        ("f1,missions,PRK,,ca. 30,", "30 in value and about in comparison", "f1,missions,PRK,about,30,"),
        ("f1,missions,PRK,,\"1,200\",", "write the number 1200 in value", 'f1,missions,PRK,,"1200",'),
        ("f1,missions,PRK,,12 staff,", "12 in value and what it counts (staff) in words", None),
        ("f1,missions,PRK,exactly,ca. 30,", "30 in value and about in comparison", None),
    ],
)  # fmt: skip
def test_a_figure_says_what_goes_where(row: str, message: str, mended: str | None) -> None:
    [finding] = load(named(f"{HEAD}{row}\n")).findings
    assert (finding.code, finding.origin.column) == ("DM122", "value")
    assert message in finding.message
    done = fix(named(f"{HEAD}{row}\n"), unsafe=True)
    assert done.data("figures.csv").decode() == f"{HEAD}{mended or row}\n"
    assert not fix(named(f"{HEAD}{row}\n")).edits


def test_a_column_of_one_unit_is_mapped_without_it() -> None:
    text = 'id,quantity,of,value\nf1,missions,PRK,45 %\nf2,missions,ESP,"1,200 %"\nf3,missions,ITA,7%\n'
    found = guess_layout(named(text), "figures", known=False)
    assert found.layout is not None
    assert (found.layout.units, found.layout.constants) == ({"value": "%"}, {"unit": "percent"})
    figures = load(named(text), layout=found.layout).dataset.figures
    assert [(one.value, one.unit) for one in figures] == [
        ((45.0, 45.0), Unit.PERCENT),
        ((1200.0, 1200.0), Unit.PERCENT),
        ((7.0, 7.0), Unit.PERCENT),
    ]


def test_a_cell_of_another_unit_than_its_column_is_left_to_a_person() -> None:
    text = "id,quantity,of,value\n" + "".join(f"f{n},missions,PRK,{n}0 %\n" for n in range(1, 9))
    found = guess_layout(named(text), "figures", known=False).layout
    reading = load(named(text + "f9,missions,PRK,4 staff\n"), layout=found)
    assert [(one.code, one.origin.line) for one in reading.findings] == [("DM122", 10)]
    assert check(named(text), layout=found).quarantine == ()


def test_a_column_of_staff_is_told_with_its_unit_and_kept() -> None:
    rows = "Chili;Santiago;Ambassade;12 agents\nItalie;Rome;Ambassade;7 agents\n"
    text = f"Pays;Ville;Type de poste;Personnel\n{rows}"
    found = guess_layout(io.StringIO(text), constants={"sending": "BEL"})
    assert any("Personnel: numbers with the unit 'agents'" in told for told in found.remarks)
    assert found.layout is not None
    [one, _] = load(io.StringIO(text), layout=found.layout).dataset.missions
    assert dict(one.spells[0].extra)["Personnel"] == "12 agents"
