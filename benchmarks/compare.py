"""Read, check and diff two editions: us, the plain loop and peers, each run in a fresh process."""

from __future__ import annotations

import argparse
import gc
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from contenders import CONTENDERS
from tables import make

SLOW = {"frictionless, check alone": 100_000, "pydantic + dict diff": 1_000_000}


def work(name: str, old: Path, new: Path) -> None:
    """Run one contender once and print what it took."""
    try:
        run = CONTENDERS[name]()
    except ImportError as error:
        print(json.dumps({"missing": str(error)}))
        return
    gc.collect()
    before = _peak(forget=True)
    start = time.perf_counter()
    found = run(old, new)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": (_peak() - before) / 1024, "found": found}))


def _peak(forget: bool = False) -> int:
    """The most memory the process has held since its peak was forgotten, in KiB.

    Linux hands a process the peak of its parent, so there the kernel's own mark is reset and read.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if forget:
        Path("/proc/self/clear_refs").write_text("5")
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    return int(lines["VmHWM"].split()[0])


def measure(old: Path, new: Path, rows: int, rounds: int) -> dict[str, dict[str, float]]:
    """The medians of each contender; rounds go through all in turn, so that noise meets each alike."""
    told: dict[str, list[dict[str, float]]] = {}
    for _ in range(rounds):
        for name in CONTENDERS:
            if rows > SLOW.get(name, sys.maxsize) or told.get(name) == []:
                continue
            command = [sys.executable, __file__, "--work", name, str(old), str(new)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(f"{name} failed:\n{done.stderr}")
            one = json.loads(done.stdout.splitlines()[-1])
            if "missing" in one:
                print(f"left out: {name} ({one['missing']})")
                told[name] = []
                continue
            told.setdefault(name, []).append(one)
    return {
        name: {key: median(run[key] for run in runs) for key in ("seconds", "megabytes", "found")}
        for name, runs in told.items()
        if runs
    }


def show(rows: int, found: dict[str, dict[str, float]]) -> None:
    """A table of one size."""
    print(f"\n{rows:,} rows")
    print(f"{'contender':28}{'seconds':>10}{'to plain':>10}{'MB':>9}{'to plain':>10}{'found':>10}")
    for name, one in found.items():
        base = found.get("plain, check alone" if name.endswith("check alone") else "plain", one)
        times, space = one["seconds"] / base["seconds"], one["megabytes"] / max(base["megabytes"], 0.1)
        print(
            f"{name:28}{one['seconds']:10.3f}{times:10.2f}{one['megabytes']:9.1f}{space:10.2f}{one['found']:10.0f}"
        )


def main() -> None:
    """Measure all sizes asked for, and how the time of each contender grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", nargs=3, metavar=("NAME", "OLD", "NEW"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        work(asked.work[0], Path(asked.work[1]), Path(asked.work[2]))
        return
    sizes: dict[int, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for rows in asked.rows:
            old, new = make(Path(folder), rows)
            sizes[rows] = measure(old, new, rows, asked.rounds)
            show(rows, sizes[rows])
    if len(sizes) > 1:
        first, last = min(sizes), max(sizes)
        print(f"\nexponent of growth from {first:,} to {last:,} rows")
        for name in sizes[first]:
            if name in sizes[last]:
                ratio = sizes[last][name]["seconds"] / sizes[first][name]["seconds"]
                print(f"{name:28}{math.log(ratio) / math.log(last / first):10.2f}")


if __name__ == "__main__":
    main()
