"""Write docs/reference/checking-measured.md from the figures measured: run it after one of them has changed.

The figures are written by scripts/measure_rules.py and scripts/measure_mutations.py; the judgements of
docs/reference/rule-judgements.csv were made by hand.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
PAGE = REFERENCE / "checking-measured.md"
Rows = list[dict[str, str]]
_INTRODUCTION = """\
# Checking, measured

How often the rules speak on tables that nobody here has prepared, how many of their findings are right, and
how many errors made by hand they find. The tables of this page are written by
`python scripts/write_measured_page.py`.

## Findings on real tables

Checked are five editions of the Database of Embassies (October 2020 to June 2022), the dates of diplomatic
relations as typed into the pages of 108 states, and the ties of both Koreas by year. *Rows* are those of
the tables on which a rule can speak. A finding there is mostly a mistake that is there: a rate is no rate
of false alarms, the judgements below are. Rules that are not listed said nothing; [rules](rules.md) tells
it of each.
"""
_JUDGED = """\
## A hundred findings judged

A hundred findings of the five editions were drawn by a seeded generator, at most eight of each rule and the
rest from all that were left, and judged by hand: from the row and those named beside it, from the row of
the same Wikidata item in the other editions, from the addresses of web sites in the rows, and from what is
known of the states. *Right* means that the cell told is wrong in that edition, or that one of the two rows
told is. The same fact may stand in several editions and be drawn more than once. Each verdict with its
reason is in [rule-judgements.csv](rule-judgements.csv).
"""
_DOUBTFUL = """\
The finding in doubt is an embassy told to stand in its sender's own capital: an ambassador who lives at
home may be told so on purpose. Its rule (DM414) has become a note that is off by default.

The sample is no blind test: a first run over the same editions had led to changes in three rules (DM234
took Texas and Hamburg for states, DM321 mixed up wards of Japanese cities, DM904 spoke where nothing was
wrong), DM414 was a warning when the hundred were drawn, and one person judged, without opening
the sites. Beside the hundred, 32 more findings of DM403, the rule that speaks most, were looked
at in the editions of 2021 and 2022: each was one post under two items, or one that had closed.
"""
_MUTATIONS = """\
## Errors injected

Into clean tables, errors of one kind are injected at random places, as they are made by hand. *Found*
counts those told at the very cell (of errors in the shape of a row: at its line); *blamed* are clean cells
at which an error or a warning stands that does not name the wrong row beside it: of two rows that
contradict each other, the later one is told. The tables are one made by chance (3,000 rows), the newest
edition of the Database of Embassies (9,499 rows) and the spells of the United States' missions (334 rows),
the latter two without the rows in which anything is found before. The goal is 99 in 100 found and fewer
than 1 in 1,000 clean cells blamed. After a first run one rule was added (DM207) and a list
of city names shortened, and the measure was mended too: what happens to be no error (two equal cells
exchanged, a name that still means the same state, a copied id that makes the row a plain copy) is not
counted as one. Everything is in [mutation-rates.csv](mutation-rates.csv), and a small version runs as a
test.
"""
_UNSEEN = """\
### What cannot be found

A value that is replaced by another likely one is as good as the right one to whoever has only the table:

{table}
They are found only where they contradict something else (spells that overlap, a second embassy, a state's
life). What helps is a second witness: an older edition (`diplomap diff`), relations and events beside the
missions, or sources.

- A slip of the pen may make another state's name in some language, its accent left out. A slip that makes
  another language's name of the same state is read as meant and is no error.
- A quote left open close to another one swallows the rows between: they are told at the first of the two
  lines.
- A wrong day within the life of the parties, a wrong city, a missing row and a closed post that nobody
  closed leave no trace.
"""


def page() -> str:
    """The page as it should be."""
    rates, judged = _read("rule-rates"), _read("rule-judgements")
    spoken = [row for row in rates if row["findings"] != "0"]
    parts = [
        _INTRODUCTION,
        _table(
            ("rule", "severity", "rows", "findings", "in 10,000"),
            [
                (
                    _rule(row),
                    row["severity"],
                    _number(row["rows"]),
                    _number(row["findings"]),
                    row["per_10000"],
                )
                for row in spoken
            ],
        ),
        _JUDGED,
        _judgements(judged, {row["code"]: row for row in rates}),
        _DOUBTFUL,
        _MUTATIONS,
        *_mutations(_read("mutation-rates")),
    ]
    return "\n".join(parts)


def _judgements(judged: Rows, rules: dict[str, dict[str, str]]) -> str:
    every = Counter(row["code"] for row in judged)
    right = Counter(row["code"] for row in judged if row["verdict"] == "right")
    lines: list[Sequence[str]] = [
        (_rule(rules[code]), rules[code]["severity"], str(many), str(right[code]))
        for code, many in sorted(every.items())
    ]
    for severity in ("error", "warning", "note"):
        mine = [row for row in judged if row["severity"] == severity]
        good = sum(row["verdict"] == "right" for row in mine)
        share = f"{good} ({good / len(mine):.1%})" if mine else "0"
        lines.append((f"**all {severity}s**", severity, str(len(mine)), share))
    return _table(("rule", "severity", "judged", "right"), lines)


def _mutations(rates: Rows) -> list[str]:
    from diplomap.testing.error_kinds import UNSEEN

    told = [row for row in rates if row["error"] not in UNSEEN]
    unseen = _UNSEEN.format(table=_shares([row for row in rates if row["error"] in UNSEEN]))
    return [_shares(told), unseen]


def _shares(rates: Rows) -> str:
    tables = list(dict.fromkeys(row["table"] for row in rates))
    cells = {(row["error"], row["table"]): row for row in rates}
    head = ["error", *(f"{name}: {what}" for name in tables for what in ("found", "blamed"))]
    lines = []
    for error in dict.fromkeys(row["error"] for row in rates):
        line = [error]
        for name in tables:
            one = cells.get((error, name))
            line += ["–", "–"] if one is None else [_found(one), f"{float(one['blamed_share']):.3%}"]
        lines.append(line)
    return _table(head, lines)


def _found(row: dict[str, str]) -> str:
    return f"{_number(row['found'])} of {_number(row['injected'])} ({float(row['share']):.1%})"


def _rule(row: dict[str, str]) -> str:
    return f"[{row['code']}](rules.md#{row['code'].lower()}-{row['name']}) {row['name']}"


def _number(text: str) -> str:
    return f"{int(text):,}"


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _read(name: str) -> Rows:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
