"""Two people's random edits of one real table: what can be kept is kept, every conflict is told."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import attrs
import pytest

from diplomap.diffing.merging.conflicts import Sides
from diplomap.diffing.merging.files.file_merge import merge_file
from diplomap.diffing.merging.merge import merge
from diplomap.tables.reading import load

EDITS = 200
POOL = 150
EDITABLE = ("city", "address", "phone", "website", "type", "image", "picture", "email")
DATES = ("inception", "creationDate", "creation")
KINDS = ("embassy", "consulate", "consulate general", "high commission")
MARKERS = ("<<<<<<< ours", "=======", ">>>>>>> theirs")
Cells = list[str]


@attrs.define
class Table:
    """A table as lines; those under `rows` may be edited, by their id. All others are opaque."""

    header: Cells
    lines: list[tuple[str, Cells]]

    @property
    def rows(self) -> dict[str, Cells]:
        return {key: cells for key, cells in self.lines if key}

    def data(self) -> bytes:
        told = [";".join(self.header), *(";".join(cells) for _, cells in self.lines)]
        return ("\r\n".join(told) + "\r\n").encode()


def read(path: Path, chance: random.Random) -> Table:
    """The table, with some hundred rows that can be edited: whole ones without a quote, their id unique."""
    header, *lines = path.read_text(encoding="utf-8").split("\n")
    names = header.split(";")
    place = names.index("QID")
    parted = [line.rstrip("\r").split(";") for line in lines if line]
    width = Counter(map(len, parted)).most_common(1)[0][0]
    times = Counter(cells[place] for cells in parted if len(cells) == width)
    able = [
        n
        for n, cells in enumerate(parted)
        if len(cells) == width and times[cells[place]] == 1 and not any('"' in cell for cell in cells)
    ]
    chosen = set(chance.sample(able, POOL))
    keyed = [(cells[place] if n in chosen else "", cells) for n, cells in enumerate(parted)]
    return Table(names, keyed)


def new_post(base: Table, number: int, kind: str) -> tuple[str, Cells]:
    """A row that nobody could take for another: of a sender that has few posts, in a town of its own."""
    told = dict.fromkeys(base.header, "")
    told["operator"], told["country"] = "Tuvalu", base.lines[100 * number][1][base.header.index("country")]
    told["city"], told["type"] = f"Newtown {number}", kind
    told["QID"] = f"http://www.wikidata.org/entity/Q9{number:08}"
    return told["QID"], [told[name] for name in base.header[: len(base.lines[0][1])]]


def edited(base: Table, chance: random.Random, shared: random.Random) -> Table:
    """A person's version: some hundred random edits; `shared` makes some that both make alike."""
    lines = [(key, list(cells)) for key, cells in base.lines]
    keys = [key for key, _ in lines if key]
    places = [base.header.index(name) for name in EDITABLE if name in base.header]
    kind = base.header.index("type")
    date = next(base.header.index(name) for name in DATES if name in base.header)
    for number in range(EDITS):
        who = shared if number < EDITS // 10 else chance
        where = {key: n for n, (key, _) in enumerate(lines) if key}
        what = who.choices(["cell", "date", "add", "remove", "move"], [12, 3, 2, 2, 1])[0]
        key, place, value = who.choice(keys), who.choice(places), who.randrange(4)
        spot, day = who.randrange(len(lines)), f"19{who.randrange(50, 53)}-0{who.randrange(1, 4)}"
        if what == "add":
            row = new_post(base, who.randrange(40), who.choice(KINDS))
            if row[0] not in where:
                lines.insert(spot, row)
        elif key not in where:
            continue
        elif what == "remove":
            del lines[where[key]]
        elif what == "move":
            lines.insert(spot, lines.pop(where[key]))
        elif what == "date":
            lines[where[key]][1][date] = day
        elif place == kind:
            lines[where[key]][1][place] = KINDS[value]
        else:
            lines[where[key]][1][place] = f"{base.header[place]} {value}"
    return Table(base.header, lines)


@attrs.frozen
class Truth:
    """What the merge must be, worked out from the cells of the three versions alone."""

    rows: dict[str, Cells]
    conflicts: set[tuple[str, str | None]]


def truth(base: Table, ours: Table, theirs: Table) -> Truth:
    was, mine, yours = base.rows, ours.rows, theirs.rows
    rows: dict[str, Cells] = {}
    conflicts: set[tuple[str, str | None]] = set()
    for key in {*was, *mine, *yours}:
        a, b, c = was.get(key), mine.get(key), yours.get(key)
        if a is not None and b is not None and c is not None:
            unlike = {
                base.header[n] for n, cell in enumerate(a) if b[n] != c[n] and b[n] != cell and c[n] != cell
            }
            conflicts.update((key, name) for name in unlike)
            if not unlike:
                rows[key] = [c[n] if b[n] == cell else b[n] for n, cell in enumerate(a)]
        elif a is not None:
            if (b, c) != (None, None) and a not in (b, c):
                conflicts.add((key, None))
        elif b is not None and c is not None and b != c:
            conflicts.add((key, None))
        else:
            rows[key] = b if b is not None else c or []
    return Truth(rows, conflicts)


@pytest.fixture(params=["2020-10-10", "2022-06-23"])
def edition(request: pytest.FixtureRequest, real_data: Path) -> Path:
    return real_data / "database-of-embassies" / f"{request.param}.csv"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_two_people_edit_one_real_table(edition: Path, seed: int, tmp_path: Path) -> None:
    base = read(edition, random.Random(seed))
    ours = edited(base, random.Random(f"ours {seed}"), random.Random(seed))
    theirs = edited(base, random.Random(f"theirs {seed}"), random.Random(seed))
    told = truth(base, ours, theirs)
    assert len(told.conflicts) > 15
    done = merge_file(edition.name, Sides(base.data(), ours.data(), theirs.data()))
    found = [(one.id, one.field) for one in done.conflicts]
    assert len(found) == len(set(found))
    assert set(found) == told.conflicts
    assert done.data is not None
    lines = done.data.decode().split("\r\n")
    kept, inside = [], False
    for line in lines[1:]:
        if line in MARKERS:
            inside = line == MARKERS[0] or (inside and line == MARKERS[1])
        elif line and not inside:
            kept.append(line)
    assert Counter(kept) == Counter(
        [";".join(cells) for key, cells in base.lines if not key]
        + [";".join(cells) for cells in told.rows.values()]
    )
    untouched = [";".join(cells) for key, cells in base.lines if not key]
    seen = set(untouched)
    assert [line for line in kept if line in seen] == untouched
    print(
        f"{edition.name}, seed {seed}: {len(base.lines)} rows; {len(told.conflicts)} conflicts, each told "
        f"once and no other; {len(told.rows)} other rows that were edited, {len(untouched)} more as they were"
    )
    datasets = []
    for name, table in (("base", base), ("ours", ours), ("theirs", theirs)):
        path = tmp_path / f"{name}.csv"
        path.write_bytes(table.data())
        datasets.append(load(path).dataset)
    together = merge(*datasets)
    # A row that cannot be typed is merged as one text, so that its cells are no matter of datasets.
    aside = {key for ds in datasets for one in ds.quarantine if one.row for key in one.row.cells}
    assert Counter(one.id for one in together.conflicts if one.id not in aside) == Counter(
        key.removeprefix("http://www.wikidata.org/entity/") for key, _ in told.conflicts if key not in aside
    )
