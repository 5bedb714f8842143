"""The laws of reading dates as people type them."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from diplomap.values.dates import OPEN_HI, OPEN_LO, PartialDate, Precision
from diplomap.values.reading_dates import DateFault, DayOrder, column_order, read_date

FIRST, LAST = date(1000, 1, 1), date(9999, 12, 31)
days = st.one_of(st.dates(date(1895, 1, 1), date(2030, 12, 31)), st.dates(FIRST, LAST))
orders = st.sampled_from([None, *DayOrder])

# What people write for a date: mostly sense, in many shapes, with words of doubt and bounds around it.
SHAPES = (
    *(
        "{d} {B} {y}",
        "{B} {d}, {y}",
        "{d} {b}. {y}",
        "{d}-{b}-{y}",
        "{B} {y}",
        "{y} {B}",
        "{y}",
        "{y}-{m}",
        "{y}/{m}",
    ),
    *(
        "{d}/{m}/{y}",
        "{m}/{d}/{y}",
        "{d}.{m}.{y}",
        "{y}-{m}-{d}",
        "{y}.{m}.{d}",
        "{m}/{y}",
        "{y}{m:02}{d:02}",
    ),
    *(
        "{y}s",
        "early {y}s",
        "{c}th century",
        "{t}X",
        "{c}XX",
        "{y}–{s:02}",
        "{y}-{s:02}",
        "{y}/{s}",
        "{y}–{y2}",
    ),
    *(
        "spring {y}",
        "winter {y}/{s:02}",
        "Q3 {y}",
        "first half of {y}",
        "mid-{B} {y}",
        "late {y}",
        "{d}–{m} {B} {y}",
    ),
    *(
        "{B}–{B2} {y}",
        "{A} {d} {B} {y}",
        "{{{{dts|{y}|{m}|{d}}}}}",
        "{y}|{m}|{d}|format=dmy",
        "{d} {B}",
        "{d} {m} {y}",
    ),
)
BEFORE = (
    *(
        "",
        "",
        "",
        "c. ",
        "about ",
        "~",
        "probably ",
        "before ",
        "after ",
        "by ",
        "since ",
        "not before ",
        "[",
        "(",
    ),
    *("Unknown (", "between ", "from ", "pre-", "?", "the ", "early ", "10:00 ", "../"),
)
AFTER = (
    *(
        "",
        "",
        "",
        "?",
        "~",
        " or before",
        " or later",
        " (?)",
        " (Paris)",
        "[1]",
        ".",
        "–",
        " 10:00",
        "T10:00Z",
        "]",
    ),
    *(
        ")",
        " (or {y})",
        " or {B2} {y2}",
        " to {y2}",
        " – {d} {B2} {y2}",
        " and {y2}",
        " (3)",
        " {d}",
        "/..",
        " (not {y})",
    ),
)


def fill(day: date, other: date, before: str, shape: str, after: str) -> str:
    facts = {
        "d": day.day,
        "m": day.month,
        "y": f"{day.year:04}",
        "s": other.year % 100,
        "y2": f"{other.year:04}",
    }
    words = {"B": f"{day:%B}", "b": f"{day:%b}", "A": f"{day:%A}", "B2": f"{other:%B}"}
    stems = {"c": f"{day.year // 100:02}", "t": f"{day.year // 10:03}"}
    return before + (shape + after).format(**facts, **words, **stems)


sense = st.builds(fill, days, days, st.sampled_from(BEFORE), st.sampled_from(SHAPES), st.sampled_from(AFTER))
TOKENS = (
    *(
        "1",
        "03",
        "13",
        "25",
        "30",
        "31",
        "00",
        "19",
        "74",
        "1974",
        "1992",
        "2000",
        "2019",
        "May",
        "Feb",
        "août",
    ),
    *(
        "Friday",
        "spring",
        "winter",
        "c.",
        "~",
        "?",
        "%",
        "before",
        "after",
        "or",
        "by",
        "to",
        "and",
        "between",
        "mid",
    ),
    *(
        "early",
        "of",
        "th",
        "s",
        "X",
        "XX",
        "century",
        "Q3",
        "AD",
        "BC",
        "unknown",
        "n.d.",
        "(Paris)",
        "(not",
        ")",
        "(",
    ),
    *(
        "[",
        "]",
        "[1]",
        "{{dts|",
        "{{circa|",
        "}}",
        "|",
        "<ref>",
        "''",
        "10:00",
        "T",
        "Z",
        "-",
        "–",
        "/",
        ".",
        "..",
    ),
    *(",", ";", ":", " ", "'", '"', "\n", "\u00a0", "年", "月", "&"),
)
noise = st.lists(st.sampled_from(TOKENS), max_size=8).flatmap(
    lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
)
typed = st.one_of(sense, sense, noise)


WRITINGS = (
    *("{d} {B} {y}", "{B} {d}, {y}", "{d}. {b}. {y}", "{d}-{b}-{y}", "{y} {B} {d}", "{A}, {d} {B} {y}"),
    *("{y}/{m}/{d}", "{y}.{m}.{d}", "{y}{m:02}{d:02}", "{y}-{m:02}-{d:02}", "{y}年{m}月{d}日"),
)


def write(day: date, writing: str) -> str:
    return fill(day, day, "", writing, "")


# Reading never raises, and ends in exactly one of three ways: a value, nothing there, or a problem.
@given(st.one_of(typed, st.text(max_size=60)), orders)
def test_reading_ends_in_one_of_three_ways(text: str, order: DayOrder | None) -> None:
    reading = read_date(text, order)
    assert [reading.value is not None, reading.missing, reading.problem is not None].count(True) == 1
    assert reading.text == text
    if reading.problem is not None:
        assert reading.problem.message
        assert reading.problem.suggestion
    elif reading.missing or text != str(reading.value):
        assert reading.note


# No year is invented: each year of a value stands in the text, or follows from one that does by a
# decade, a century, a run such as 1990–92, or a bound such as "before 1974".
@given(typed, orders)
def test_no_year_is_invented(text: str, order: DayOrder | None) -> None:
    value = read_date(text, order).value
    if value is None:
        return
    written = [int(year) for year in re.findall("(?=([0-9]{4}))", text)]
    stems = tuple(re.findall("(?=([0-9]{2,3}))", text))
    for year in map(int, re.findall("[0-9]{4}", value.text)):
        # "after 199X" begins a year past the decade, "before the 20th century" ends a year before it.
        told = any(f"{near:04}".startswith(stems) for near in (year - 1, year, year + 1))
        century = any((int(stem[:2]) - 1) * 100 <= year <= int(stem[:2]) * 100 + 1 for stem in stems)
        assert told or century or any(abs(year - other) <= 100 for other in written)
    if value.precision in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        assert value.text[:4] in text


# No day is invented: a date read to the day has its day among the numbers of the text.
@given(typed, orders)
def test_no_day_is_invented(text: str, order: DayOrder | None) -> None:
    value = read_date(text, order).value
    if value is not None and value.precision is Precision.DAY:
        assert str(int(value.text[8:10])) in text


# A date that was read is read again from its own text, without a note.
@given(typed, orders)
def test_what_was_read_reads_the_same_again(text: str, order: DayOrder | None) -> None:
    value = read_date(text, order).value
    if value is None:
        return
    again = read_date(str(value))
    assert again.value == value
    assert again.note == ""


# Spaces around a date change nothing but the note.
@given(typed, orders, st.sampled_from([" ", "  ", "\t", "\n", "\u00a0"]))
def test_spaces_around_change_nothing(text: str, order: DayOrder | None, space: str) -> None:
    plain, spaced = read_date(text, order), read_date(space + text + space, order)
    assert spaced.value == plain.value
    assert spaced.missing == plain.missing


# All common ways of writing one day are read as that day.
@given(days, st.sampled_from(WRITINGS))
def test_a_day_in_many_writings(day: date, writing: str) -> None:
    assert read_date(write(day, writing)).value == PartialDate.of(day)
    if writing[-2:] in ("y}", "d}"):
        assert read_date(write(day, writing) + " 23:59:59 UTC").value == PartialDate.of(day)
    assert read_date(f"format=dmy|{day.year}|{day.month}|{day.day}").value == PartialDate.of(day)


# A word or sign that makes a bound of a date is never dropped, however the date is written.
@given(st.dates(date(1001, 1, 1), date(9998, 12, 31)), st.sampled_from(WRITINGS))
def test_bounds_are_never_dropped(day: date, writing: str) -> None:
    text = write(day, writing)
    number = day.toordinal()
    expected = {
        "before {}": (OPEN_LO, number - 1),
        "pre-{}": (OPEN_LO, number - 1),
        "{} or before": (OPEN_LO, number),
        "{} (or earlier)": (OPEN_LO, number),
        "by {}": (OPEN_LO, number),
        "../{}": (OPEN_LO, number),
        "after {}": (number + 1, OPEN_HI),
        "not before {}": (number, OPEN_HI),
        "{} or later": (number, OPEN_HI),
        "{}/..": (number, OPEN_HI),
    }
    for frame, ends in expected.items():
        value = read_date(frame.format(text)).value
        assert value is not None, frame
        assert (value.lo, value.hi) == ends


# Nor is a word or sign of doubt.
@given(days, st.sampled_from(WRITINGS))
def test_doubts_are_never_dropped(day: date, writing: str) -> None:
    text = write(day, writing)
    for frame in ("{}?", "{} ?", "{} (?)", "probably {}", "[{}?]", "? {}"):
        assert read_date(frame.format(text)).value == PartialDate.parse(f"{day}?")
    for frame in ("c. {}", "{}~", "about {}", "{} (approx.)", "~{}"):
        assert read_date(frame.format(text)).value == PartialDate.parse(f"{day}~")


# A part that is not told is never added: what lacks one is not read to the day.
@given(days)
def test_no_part_is_added(day: date) -> None:
    lacking = ("{d} {y}", "{y} {d}", "{A} {y}", "{A} {d} {y}", "10:00 {y}", "{B} 10:00 {y}", "{A} {B} {y}")
    for shape in (*lacking, "{d} {B}", "{B} {d} 10:00"):
        value = read_date(write(day, shape)).value
        assert value is None or value.precision is not Precision.DAY


# A number that belongs to nothing is not passed over.
@given(days, st.sampled_from(WRITINGS), st.integers(0, 99))
def test_no_number_is_passed_over(day: date, writing: str, number: int) -> None:
    for text in (f"{write(day, writing)} {number}", f"{write(day, writing)}, {number}"):
        assert read_date(text).value is None


# Of two dates in a cell none is chosen.
@given(days, days, st.sampled_from(WRITINGS), st.sampled_from(["{} ({})", "{} (not {})", "{} (closed {})"]))
def test_no_second_date_is_passed_over(one: date, two: date, writing: str, frame: str) -> None:
    reading = read_date(frame.format(write(one, writing), write(two, writing)))
    assert reading.problem is not None
    assert reading.problem.fault in (DateFault.AMBIGUOUS, DateFault.UNREADABLE)


# A weekday that does not fit the day is reported, wherever it stands.
@given(days, st.integers(1, 6))
def test_a_wrong_weekday_is_reported(day: date, shift: int) -> None:
    wrong = f"{date.fromordinal((day.toordinal() + shift - 1) % 3_000_000 + 1):%A}"
    assume(wrong != f"{day:%A}")
    for text in (
        f"{wrong}, {day.day} {day:%B} {day.year}",
        f"{day.day} {day:%B} {day.year} ({wrong})",
        f"{wrong[:3]} {day:%B} {day.day} 10:00:00 {day.year}",
    ):
        problem = read_date(text).problem
        assert problem is not None
        assert problem.fault is DateFault.IMPOSSIBLE
        assert problem.candidates == (PartialDate.of(day),)


# Two years joined as 1990–92 are never taken for a month where both are possible.
@given(st.integers(1000, 9999), st.integers(1, 12), st.sampled_from("–—/"))
def test_a_run_of_years_is_not_taken_for_a_month(year: int, number: int, sign: str) -> None:
    reading = read_date(f"{year}{sign}{number:02}")
    if year % 100 < number:
        assert reading.problem is not None
        assert reading.problem.fault is DateFault.AMBIGUOUS
        assert len(reading.problem.candidates) == 2
    else:
        assert str(reading.value) == f"{year}-{number:02}"


# A day by numbers is read where only one order makes a date, or the column tells the order;
# otherwise both readings are named and none is taken.
@given(days)
def test_the_order_of_day_and_month(day: date) -> None:
    day_first = f"{day.day}/{day.month}/{day.year:04}"
    month_first = f"{day.month}/{day.day}/{day.year:04}"
    expected = PartialDate.of(day)
    assert read_date(day_first, DayOrder.DAY_FIRST).value == expected
    assert read_date(month_first, DayOrder.MONTH_FIRST).value == expected
    for text in (day_first, month_first):
        reading = read_date(text)
        if day.day > 12 or day.day == day.month:
            assert reading.value == expected
        else:
            assert reading.problem is not None
            assert expected in reading.problem.candidates
            assert len(reading.problem.candidates) == 2


# A column written in one order never settles on the other.
@given(st.lists(days, max_size=6), st.sampled_from(list(DayOrder)))
def test_a_column_never_settles_on_the_wrong_order(column: list[date], order: DayOrder) -> None:
    pattern = "{0.day}/{0.month}/{0.year}" if order is DayOrder.DAY_FIRST else "{0.month}/{0.day}/{0.year}"
    found = column_order([pattern.format(day) for day in column])
    assert found in (None, order)
    assert (found is order) == any(day.day > 12 for day in column)


# A column in which both orders show settles on none.
@given(st.lists(days, max_size=4), days, days)
def test_a_column_in_both_orders_settles_nothing(column: list[date], one: date, two: date) -> None:
    cells = [f"{day.day}/{day.month}/{day.year}" for day in column]
    cells += [f"25/{one.month}/{one.year}", f"{two.month}/25/{two.year}"]
    assert column_order(cells) is None
    assert column_order(reversed(cells)) is None
