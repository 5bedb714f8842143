"""Feed damaged files to every reader: no traceback, no row lost, whatever stands in them.

Every case is a file. Nine in ten are made by a seeded chance: a table in which all is well (each of our
tables, of foreign layouts and of those that history reads) is damaged in its cells (odd texts, dates, serial
numbers, huge cells, quotes, NULs, rows and headers that are cut, repeated, renamed or missing), written as
CSV, JSON, JSON Lines, YAML, TOML, XLSX (part by part), zip or gzip, and then often damaged in its bytes (cut,
exchanged, spliced, junk, byte order marks, other encodings). One in ten (--by-hypothesis) is drawn by
hypothesis: any bytes, any text of the signs that formats are made of, a plain file with a stretch replaced, a
table of any texts.

Of each case these must hold: the reader reads the file or refuses it in words (UnreadableError,
SettingsError, BaselineError, ValueError for layouts); rows read = typed + repeated + quarantined; a file
whose number of records is known has so many rows; what writing gives back holds every mark that stood in a
cell of the file; what is written is read back the same; and no case takes longer than ten seconds.

The table printed counts, for each reader: cases, files refused, files read, rows read, typed and quarantined,
and failures. Each failure has a name by which it is run again: --repeat SEED/READER/NUMBER. The exit status
is 1 where something failed.

    python scripts/fuzz_readers.py --cases 10000 --seed 1
    python scripts/fuzz_readers.py --cases 1000 --seed 1 --reader xlsx
    python scripts/fuzz_readers.py --repeat 1/xlsx/17
"""

from __future__ import annotations

import argparse
import re
import sys
import warnings
from collections import Counter
from collections.abc import Sequence

from diplomap.testing.fuzz.fuzzed import Fuzzed, Reader
from diplomap.testing.fuzz.other_readers import other_readers
from diplomap.testing.fuzz.running import Tally, case_by_chance, draw, outcome_of, run
from diplomap.testing.fuzz.table_readers import table_readers

_HEAD = ("reader", "cases", "refused", "read", "rows", "typed", "quarantined", "failures", "cases/s")
_ALIKE = 5
_DIGITS = re.compile(r"[0-9]+")


def _line(cells: Sequence[object]) -> str:
    first, *rest = cells
    return f"{first!s:<30}" + "".join(f"{cell!s:>12}" for cell in rest)


def _told(tally: Tally) -> str:
    speed = f"{tally.cases / tally.seconds:.0f}" if tally.seconds else ""
    counts = (tally.rows, tally.typed, tally.quarantined, len(tally.failed), speed)
    return _line((tally.reader, tally.cases, tally.refused, tally.cases - tally.refused, *counts))


def _tell_failures(tally: Tally) -> None:
    """The first few of each sort of failure, since what fails once often fails a thousand times."""
    alike: Counter[str] = Counter()
    for case, why in tally.failed.items():
        sort = _DIGITS.sub("", why.split(":")[0])
        alike[sort] += 1
        if alike[sort] <= _ALIKE:
            print(f"    {case}: {why}", flush=True)


def _total(tallies: Sequence[Tally]) -> Tally:
    whole = Tally("all")
    for one in tallies:
        whole.cases, whole.refused, whole.rows = (
            whole.cases + one.cases,
            whole.refused + one.refused,
            whole.rows + one.rows,
        )
        whole.typed, whole.quarantined = whole.typed + one.typed, whole.quarantined + one.quarantined
        whole.seconds += one.seconds
        whole.failed.update(one.failed)
    return whole


def _repeat(case: str, readers: dict[str, Reader]) -> int:
    name, _, number = case.partition("/")[2].rpartition("/")
    reader = readers[name]
    found: list[tuple[str, Fuzzed]] = []
    if number.startswith("h"):
        batch, _, _ = case.rpartition(":")
        # A batch is drawn as a whole, so that its last file is the same as it was.
        draw(reader, batch, 200, lambda told, file: found.append((told, file)))
        found = [one for one in found if one[0] == case]
    else:
        found = [(case, case_by_chance(reader, case))]
    for told, file in found:
        outcome = outcome_of(reader, file)
        print(f"{told}: {file.name}\n{file.data!r}\n{outcome}")
        if outcome.failure:
            reader.read(file)
    return 0


def main() -> int:
    """Run the cases asked for and print what came of them."""
    readers = {reader.name: reader for reader in (*table_readers(), *other_readers())}
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=10_000, help="how many over all readers (default 10000)")
    parser.add_argument("--seed", default="1", help="what chance begins with (default 1)")
    parser.add_argument("--reader", choices=[*readers], help="one reader alone")
    parser.add_argument(
        "--by-hypothesis", type=float, default=0.1, help="the share drawn by hypothesis (default 0.1)"
    )
    parser.add_argument("--repeat", metavar="SEED/READER/NUMBER", help="run one case again and show it")
    given = parser.parse_args()
    warnings.simplefilter("error")
    if given.repeat:
        return _repeat(given.repeat, readers)
    asked = [readers[given.reader]] if given.reader else [*readers.values()]
    shares = sum(reader.share for reader in asked)
    print(_line(_HEAD), flush=True)
    tallies = []
    for reader in asked:
        many = max(1, round(given.cases * reader.share / shares))
        tallies.append(run(reader, many, given.seed, given.by_hypothesis))
        print(_told(tallies[-1]), flush=True)
        _tell_failures(tallies[-1])
    whole = _total(tallies)
    print(_told(whole))
    return 1 if whole.failed else 0


if __name__ == "__main__":
    sys.exit(main())
