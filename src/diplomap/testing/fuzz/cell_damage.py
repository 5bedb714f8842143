"""Damage to a table as people and programs do it: odd cells, rows and headers that do not fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from diplomap.testing.fuzz.plain_tables import PlainTable, every_name, plain_table

ODD_CELLS: Sequence[str] = (
    *(
        "",
        " ",
        "\t",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\x00",
        "a\x00b",
        "\x1a",
        "\x7f",
        "\x85",
        "\u2028",
        "\x0b",
    ),
    *('"', '""', '"a', 'a"b', "'", "a\nb", "a\r\nb", "a\rb", "\n", ",", ";", "|", "||", "a|b", "|a"),
    *("a||b",),
    *("=1+1", "@x", "-", "--", "n/a", "NA", "None", "null", "nan", "inf", "TRUE", "#REF!", "#N/A", "?"),
    *("3/4/2019", "25/4/2019", "4/25/2019", "31 June 1990", "43588", "43588.5", "0", "-1", "1e999", "1_0"),
    *(
        "2019-02-30",
        "9999-12-31",
        "0000-00-00",
        "10000-01-01",
        "-0044-03-15",
        "199X",
        "19XX",
        "2019?",
        "Y170",
    ),
    *(
        "2019-05-03T12:00:00Z",
        "..1974",
        "1974..",
        "1974/1980",
        "1985~",
        "unknown",
        "today",
        "n.d.",
        "May 3rd",
    ),
    *("8..10", "10..8", "1..2..3", "٣", "１９９０", "²", "½", "1,5", "1.000.000", "12 [a]", "2003*", "45 %"),
    *("Korea", "Congo", "Spainn", "PRK|PRK", "prk", "North  Korea", "Côte d'Ivoire", "Co\u0302te d'Ivoire"),
    *("embasy", "EMBASSY", "British High Commission", "Ambassade", "大使馆", "سفارة", "посольство", "ἐ", "İ"),
    *("a=b|a=c", "=x", "kind=", "S/RES/1718 (soon)", "()", "(2006)", "X (2006-10-14)|", "+", "a+b=c+d"),
    *(
        "DM105",
        "DM105: so",
        "sep=;",
        "{}",
        "[]",
        "{{x}}",
        "%s",
        "\\",
        "\\n",
        "\ud83d\ude00",
        "\U0001f1f0\U0001f1f5",
    ),
    *(
        "id",
        "missions",
        "sending",
        "e\u0301",
        "A" * 300,
        "9" * 400,
        "(" * 50,
        "zq90x",
        "zq91x zq92x",
        "x" * 20000,
    ),
)
_LETTERS = "abcXYZ019 -./|,;\"'=()\n\té\u0300\u202e\x00\U0001f600"
_HEADERS = (
    "id",
    "ID ",
    "Id",
    "note",
    "",
    " ",
    "kind",
    "Note (2)",
    "column 2",
    "zq80x",
    "sep=;",
    "a\nb",
    "ignore",
)
Damage = Callable[[Random, PlainTable], None]


def odd_cell(random: Random) -> str:
    """A text that nobody expects in a cell.

    >>> odd_cell(Random(5)) == odd_cell(Random(5))
    True
    """
    if random.random() < 0.8:
        return random.choice(ODD_CELLS)
    return "".join(random.choices(_LETTERS, k=random.randint(1, 12)))


def _row(random: Random, table: PlainTable) -> list[str]:
    if not table.rows:
        table.rows.append([""] * len(table.header))
    return random.choice(table.rows)


def _cell(random: Random, table: PlainTable) -> None:
    row = _row(random, table)
    if row:
        row[random.randrange(len(row))] = odd_cell(random)


def _edited_cell(random: Random, table: PlainTable) -> None:
    row = _row(random, table)
    if row:
        place = random.randrange(len(row))
        at = random.randint(0, len(row[place]))
        row[place] = row[place][:at] + odd_cell(random) + row[place][at + random.randint(0, 1) :]


def _moved_cell(random: Random, table: PlainTable) -> None:
    row, other = _row(random, table), _row(random, table)
    if row and other:
        one, two = random.randrange(len(row)), random.randrange(len(other))
        row[one], other[two] = other[two], row[one]


def _column(random: Random, table: PlainTable) -> None:
    place, text = random.randrange(max(1, len(table.header))), odd_cell(random)
    for row in table.rows:
        if place < len(row):
            row[place] = text


def _lost_cell(random: Random, table: PlainTable) -> None:
    row = _row(random, table)
    if row:
        del row[random.randrange(len(row)) if random.random() < 0.5 else -1]


def _more_cells(random: Random, table: PlainTable) -> None:
    row = _row(random, table)
    for _ in range(random.randint(1, 4)):
        row.insert(random.randint(0, len(row)), odd_cell(random))


def _cut_row(random: Random, table: PlainTable) -> None:
    row = _row(random, table)
    del row[random.randint(0, len(row)) :]


def _row_again(random: Random, table: PlainTable) -> None:
    table.rows.insert(random.randint(0, len(table.rows)), [*_row(random, table)])


def _blank_row(random: Random, table: PlainTable) -> None:
    width = random.choice((0, 1, len(table.header)))
    table.rows.insert(random.randint(0, len(table.rows)), [random.choice(("", " ", "-"))] * width)


def _header_row(random: Random, table: PlainTable) -> None:
    table.rows.insert(random.randint(0, len(table.rows)), [*table.header])


def _foreign_row(random: Random, table: PlainTable) -> None:
    other = plain_table(random.choice(every_name()))
    table.rows.insert(random.randint(0, len(table.rows)), random.choice([other.header, *other.rows]))


def _shuffled(random: Random, table: PlainTable) -> None:
    random.shuffle(table.rows)


def _no_rows(random: Random, table: PlainTable) -> None:
    del table.rows[random.randint(0, 1) :]


def _renamed(random: Random, table: PlainTable) -> None:
    if table.header:
        place = random.randrange(len(table.header))
        name = table.header[place]
        table.header[place] = random.choice(
            (*_HEADERS, name.upper(), f" {name} ", f"{name}s", name[::-1], f"\ufeff{name}", odd_cell(random))
        )


def _repeated(random: Random, table: PlainTable) -> None:
    if table.header:
        table.header[random.randrange(len(table.header))] = random.choice(table.header)


def _missing(random: Random, table: PlainTable) -> None:
    if table.header:
        place = random.randrange(len(table.header))
        del table.header[place]
        for row in table.rows:
            if place < len(row) and random.random() < 0.9:
                del row[place]


def _moved_columns(random: Random, table: PlainTable) -> None:
    width = len(table.header)
    if width and all(len(row) == width for row in table.rows):
        order = random.sample(range(width), width)
        table.header = [table.header[place] for place in order]
        table.rows = [[row[place] for place in order] for row in table.rows]


def _new_column(random: Random, table: PlainTable) -> None:
    place = random.randint(0, len(table.header))
    table.header.insert(place, random.choice(_HEADERS))
    for number, row in enumerate(table.rows):
        row.insert(min(place, len(row)), random.choice((f"zq7{number}x", "", odd_cell(random))))


def _no_header(random: Random, table: PlainTable) -> None:
    table.header = table.rows.pop(0) if table.rows else []


def _title(random: Random, table: PlainTable) -> None:
    table.rows.insert(0, table.header)
    table.header = random.choice((["Our missions"], ["", ""], ["A", "B"], ["sep=,"], [odd_cell(random)]))


_OFTEN: Sequence[Damage] = (_cell, _cell, _cell, _edited_cell, _column)
_SELDOM: Sequence[Damage] = (
    *(_moved_cell, _lost_cell, _more_cells, _cut_row, _row_again, _blank_row, _header_row, _foreign_row),
    *(_shuffled, _no_rows, _renamed, _repeated, _missing, _moved_columns, _new_column, _no_header, _title),
)


def damage_cells(random: Random, table: PlainTable) -> None:
    """Do a few things to a table that make it odd.

    >>> table = plain_table("groups")
    >>> damage_cells(Random(3), table)
    >>> table == plain_table("groups")
    False
    """
    for _ in range(random.choice((1, 1, 2, 3, 5))):
        random.choice(_OFTEN if random.random() < 0.5 else _SELDOM)(random, table)
