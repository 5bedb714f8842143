"""Names resolved a second: every known name typed in several ways, distinct and seen before."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from diplomap.parties import resolver
from diplomap.parties.names import names_of
from diplomap.parties.registry import ids
from diplomap.parties.resolver import resolve

WAYS: dict[str, Callable[[str], str]] = {
    "as they are known": str,
    "in capitals": str.upper,
    "with an article": "the {}".format,
    "as an embassy": "Embassy of {}".format,
}


def rate(given: list[str], rounds: int, *, warm: bool) -> float:
    """Texts a second in the best of several rounds, each beginning with nothing remembered unless `warm`."""
    best = float("inf")
    for _ in range(rounds):
        if not warm:
            resolver._UNDATED.clear()
        begun = time.perf_counter()
        for text in given:
            resolve(text)
        best = min(best, time.perf_counter() - begun)
    return len(given) / best


def main() -> None:
    """Print one line a measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the best counts (default 5)")
    asked = parser.parse_args()
    begun = time.perf_counter()
    resolve("nobody knows this one")
    print(f"first call, with all tables read: {(time.perf_counter() - begun) * 1000:.0f} ms")
    known = list(dict.fromkeys(name.text for party in sorted(ids()) for name in names_of(party)))
    print(f"{'what':<34}{'texts':>9}{'texts a second':>18}")
    for way, typed in WAYS.items():
        given = [typed(name) for name in known]
        print(f"{'distinct, ' + way:<34}{len(given):>9,}{rate(given, asked.rounds, warm=False):>18,.0f}")
    print(f"{'seen before':<34}{len(known):>9,}{rate(known, asked.rounds, warm=True):>18,.0f}")


if __name__ == "__main__":
    main()
