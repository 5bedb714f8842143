"""`fix` on five real editions: nothing is lost, what is left says why, a second run changes nothing."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from pathlib import Path

import pytest

from diplomap.checking.check import check
from diplomap.checking.fixing import Why, fix

EDITIONS = ("2020-10-10", "2020-12-24", "2021-04-22", "2021-11-13", "2022-06-23")


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest, real_data: Path, tmp_path: Path) -> Path:
    path = tmp_path / f"{request.param}.csv"
    shutil.copyfile(real_data / "database-of-embassies" / path.name, path)
    return path


@pytest.mark.parametrize("unsafe", [False, True])
def test_a_real_edition(edition: Path, unsafe: bool) -> None:
    old = edition.read_bytes()
    done = fix(edition, unsafe=unsafe)
    if done.edits:
        done.write()
    new = edition.read_bytes()

    # A program made these editions, so that there is no slip of a hand to be mended safely.
    assert bool(done.edits) is unsafe
    lines = old.split(b"\n"), new.split(b"\n")
    assert len(lines[0]) == len(lines[1])
    unlike = [number for number, pair in enumerate(zip(*lines, strict=True), 1) if pair[0] != pair[1]]
    assert unlike == sorted({edit.line for edit in done.edits})

    assert done.result.rows.read == done.before.rows.read
    assert len(done.left) == len(done.before.findings) - len(done.edits)
    left = {one.why for one in done.left}
    assert left <= ({Why.NO_FIX, Why.NOT_PROVEN} if unsafe else {Why.NO_FIX, Why.UNSAFE})
    unproven = [one for one in done.left if one.why is Why.NOT_PROVEN]
    assert all(one.because.startswith("it would bring DM") for one in unproven)

    again = fix(edition, unsafe=unsafe)
    assert not again.edits
    assert edition.read_bytes() == new


def test_slips_planted_in_a_real_edition_are_mended_to_the_byte(edition: Path) -> None:
    """Spaces and unseen characters put into cells at many places are taken out again, and nothing else."""
    clean = edition.read_bytes()
    lines = clean.decode().split("\n")
    planted = Counter[str]()
    for number in range(3, len(lines) - 1, 37):
        cells = lines[number].split(";")
        if '"' in lines[number] or not cells[-1].endswith(tuple("0123456789")):
            continue
        cells[0], what = (cells[0] + " ", "space") if number % 2 else ("\u00a0" + cells[0], "no-break space")
        planted[what] += 1
        lines[number] = ";".join(cells)
    edition.write_bytes("\n".join(lines).encode())
    done = fix(edition)
    # Where a Wikidata item says which party is meant, the name beside it is not read, and a space there is
    # no finding; in the two editions of 2020 that is so of one name.
    unread = 1 if edition.stem < "2021" else 0
    assert len(done.edits) == planted.total() - unread > 100
    mended = done.data(str(edition)).split(b"\n")
    unlike = [pair for pair in zip(mended, clean.split(b"\n"), strict=True) if pair[0] != pair[1]]
    assert len(unlike) == unread


def test_a_table_typed_by_many_hands(real_data: Path, tmp_path: Path) -> None:
    """Dates of encyclopedia pages: each that is read is written in our notation, and nothing else changes."""
    path = tmp_path / "diplomatic_relations_dates.csv"
    shutil.copyfile(real_data / "foreign-relations" / path.name, path)
    old = path.read_bytes()
    done = fix(path)
    done.write()
    assert len(done.edits) > 17_000
    assert {edit.column for edit in done.edits} == {"date_raw"}
    lines = old.split(b"\n"), path.read_bytes().split(b"\n")
    unlike = [number for number, pair in enumerate(zip(*lines, strict=True), 1) if pair[0] != pair[1]]
    assert unlike == sorted({edit.line for edit in done.edits})
    assert done.before.tables == done.result.tables
    assert len(done.left) == len(done.before.findings) - len(done.edits)
    assert not fix(path).edits


def test_the_cost_is_that_of_a_few_checks(edition: Path) -> None:
    def seconds(run: object) -> float:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            run()  # type: ignore[operator]
            times.append(time.perf_counter() - start)
        return min(times)

    # Three times is the target on a quiet machine; four leaves room for a busy one.
    assert seconds(lambda: fix(edition)) <= 4 * seconds(lambda: check(edition))
