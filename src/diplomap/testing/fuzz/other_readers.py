"""The readers of what stands beside tables: layouts, settings, baselines, the tables that history reads."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

from diplomap.checking.baseline import Baseline, BaselineError, read_baseline
from diplomap.checking.check import Result, check
from diplomap.checking.settings import Settings
from diplomap.checking.settings_file import SettingsError, read_settings
from diplomap.history.lifetimes import read_lifetimes
from diplomap.history.transition_spell_tables import read_spells
from diplomap.history.transition_tables import read_transitions
from diplomap.tables.layout_files import layout_json, read_layout
from diplomap.tables.layouts import layout
from diplomap.tables.mapping.guess import guess_layout
from diplomap.tables.reading import load
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.sources import Source, TableFile
from diplomap.testing.fuzz.byte_damage import damage_bytes
from diplomap.testing.fuzz.cell_damage import damage_cells
from diplomap.testing.fuzz.fuzzed import Fuzzed, Reader
from diplomap.testing.fuzz.judging import Outcome, judged
from diplomap.testing.fuzz.plain_tables import plain_folder, plain_table
from diplomap.testing.fuzz.table_files import csv_file

_ODD: tuple[object, ...] = (
    None,
    5,
    -1,
    1.5,
    True,
    "",
    "x",
    "id",
    "Pays",
    [],
    {},
    ["id"],
    [["a"]],
    {"a": "b"},
    {"a": None},
    {"kind": ["Pays"]},
    {"Pays": {"x": None}},
)
_SETTINGS = (
    'select = ["DM1", "cells"]\nignore = ["DM117"]\nrules = []\nsuppress-column = "ignore"\n'
    '[severity]\nDM120 = "off"\n[kinds]\n"Botschaft" = "embassy"\n[parties]\n"The North" = "PRK"\n'
    '[per-file-ignores]\n"old/*.csv" = ["DM105"]\n'
)
_DAMAGED = "id,sending,receiving,kind,opened\nm1,PRK,Spainn,embasy,3/4/2019\nm1, PRK,ITA,embassy,1990\n"


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz-"))


def _written(file: Fuzzed) -> Path:
    path = _folder() / file.name
    path.write_bytes(file.data)
    return path


def _some_json(random: Random, told: dict[str, object], keys: tuple[str, ...]) -> bytes:
    """A JSON object with a few of its values of another sort, and now and then with damage to its text."""
    for _ in range(random.randint(0, 3)):
        told[random.choice((*told, *keys))] = random.choice(_ODD)
    data = json.dumps(told).encode()
    return damage_bytes(random, data) if random.random() < 0.4 else data


def _ministry() -> bytes:
    return csv_file(Random(3), plain_table("ministry"))[0]


@cache
def _layout_texts() -> tuple[str, ...]:
    found = guess_layout(io.BytesIO(_ministry()), constants={"sending": "BEL"}).layout
    known = [layout(name) for name in ("database-of-embassies", "foreign-relations", "korea-ties")]
    return tuple(map(layout_json, known if found is None else [found, found, *known]))


def _plain_layout(random: Random) -> Fuzzed:
    return Fuzzed("ministry.json", random.choice(_layout_texts()).encode())


def _layout(random: Random) -> Fuzzed:
    told = json.loads(random.choice(_layout_texts()))
    keys = (
        "skip",
        "footer",
        "rows",
        "panel",
        "values",
        "still",
        "marks",
        "years",
        "day_order",
        "joined",
        "make_id",
        "missing",
        "constants",
        "notes",
        "derive",
        "dates",
        "items",
        "as_of",
        "delimiter",
        "table",
        "kind_in_name",
    )
    return Fuzzed("ministry.json", _some_json(random, told, keys))


def _read_layout(file: Fuzzed) -> Outcome:
    found = read_layout(_written(file))
    (_folder() / "again.json").write_text(layout_json(found), encoding="utf-8", errors="surrogatepass")
    if read_layout(_folder() / "again.json") != found:
        return Outcome(failure="the layout written is not read back the same")
    name = (
        found.name
        if found.name in ("database-of-embassies", "foreign-relations", "korea-ties")
        else "ministry"
    )
    data = csv_file(Random(3), plain_table(name))[0]
    return judged(load(Source({"missions": TableFile("list.csv", data)}), layout=found), ())


def _settings(random: Random) -> Fuzzed:
    data = damage_bytes(random, _SETTINGS.encode())
    return Fuzzed("diplomap.toml", data)


def _read_settings(file: Fuzzed) -> Outcome:
    found = read_settings(_written(file))
    check(io.StringIO(_DAMAGED), settings=found)
    return Outcome()


@cache
def _result() -> Result:
    return check(io.StringIO(_DAMAGED), settings=Settings())


def _plain_baseline(random: Random) -> Fuzzed:
    return Fuzzed("baseline.json", Baseline.of(_result()).to_text().encode())


def _baseline(random: Random) -> Fuzzed:
    told = json.loads(Baseline.of(_result()).to_text())
    entry = random.choice(told["findings"])
    for _ in range(random.randint(0, 2)):
        entry[random.choice((*entry, "x"))] = random.choice(_ODD)
    return Fuzzed("baseline.json", _some_json(random, told, ("schema", "findings")))


def _read_baseline(file: Fuzzed) -> Outcome:
    found = read_baseline(_written(file))
    known = found.applied(_result())
    if (known.known or 0) + len(known.findings) != len(_result().findings):
        return Outcome(failure="the findings known and new are not those that there are")
    path = _folder() / "again.json"
    found.write(path)
    return Outcome(
        failure="" if read_baseline(path) == found else "a baseline written is not read back the same"
    )


def _history(random: Random, names: tuple[str, ...]) -> Fuzzed:
    table = plain_table(random.choice(names))
    if random.random() < 0.7:
        damage_cells(random, table)
    data, _ = csv_file(random, table)
    return Fuzzed("table.csv", damage_bytes(random, data) if random.random() < 0.5 else data)


def _plain_history(names: tuple[str, ...]) -> Callable[[Random], Fuzzed]:
    return lambda random: Fuzzed("table.csv", csv_file(random, plain_table(names[0]))[0])


def _accounted(rows: int, made: int, blamed: int) -> Outcome:
    failure = "" if made + blamed >= rows else f"{rows} rows, {made} of them read and {blamed} with a finding"
    return Outcome(False, rows, made, rows - made, failure)


def _read_transitions(file: Fuzzed) -> Outcome:
    found = read_transitions(file.stream())
    return _accounted(found.rows, len(found), len({one.origin.line for one in found.findings if str(one)}))


def _read_spells(file: Fuzzed) -> Outcome:
    found = read_spells(file.stream())
    return _accounted(found.rows, len(found), len({one.origin.line for one in found.findings if str(one)}))


def _read_states(file: Fuzzed) -> Outcome:
    found = read_lifetimes(file.stream())
    made = sum(1 for life in found if str(life))
    return Outcome(False, made, made)


def _checked(random: Random) -> Fuzzed:
    parts = []
    for name, table in plain_folder(random).items():
        damage_cells(random, table)
        parts.append((name, csv_file(random, table)[0]))
    return Fuzzed("folder", repr(parts).encode(), thing=parts)


def _read_checked(file: Fuzzed) -> Outcome:
    parts = file.thing if isinstance(file.thing, list) else [("missions", file.data)]
    result = check(Source({name: TableFile(f"{name}.csv", data) for name, data in parts}))
    if not all(str(finding) for finding in result.findings):
        return Outcome(failure="a finding says nothing")
    told = [*result.tables.values()]
    read, held = sum(one.read for one in told), sum(one.quarantined for one in told)
    return Outcome(False, read, read - held, held)


def other_readers() -> Iterator[Reader]:
    """The readers of all that is no table of ours, and checking as a whole.

    >>> [reader.name for reader in other_readers()][:2]
    ['layout file', 'settings']
    """
    unreadable = (UnreadableError,)
    yield Reader("layout file", 25, _plain_layout, _layout, _read_layout, (ValueError,))
    plain = lambda random: Fuzzed("diplomap.toml", _SETTINGS.encode())  # noqa: E731
    yield Reader("settings", 25, plain, _settings, _read_settings, (SettingsError,))
    yield Reader("baseline", 25, _plain_baseline, _baseline, _read_baseline, (BaselineError,))
    for name, names, read in (
        ("transitions", ("transitions", "dated transitions"), _read_transitions),
        ("spells", ("spells",), _read_spells),
        ("states", ("states",), _read_states),
    ):
        make = lambda random, names=names: _history(random, names)  # noqa: E731
        yield Reader(name, 20, _plain_history(names), make, read, unreadable)
    yield Reader("check", 30, _checked, _checked, _read_checked, unreadable)
