"""Running cases of a reader: by a seeded chance, which is quick, and by hypothesis."""

from __future__ import annotations

import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import attrs

from diplomap.testing.fuzz.fuzzed import Fuzzed, Reader
from diplomap.testing.fuzz.judging import REFUSED, Outcome

_SLOW, _HANGS = 10.0, 60
_BATCH = 200
Each = Callable[[str, Fuzzed, Outcome], None]


@attrs.define(slots=True)
class Tally:
    """What came of the cases of a reader: counts of cases and rows, and why those that failed did."""

    reader: str
    cases: int = 0
    refused: int = 0
    rows: int = 0
    typed: int = 0
    quarantined: int = 0
    seconds: float = 0.0
    failed: dict[str, str] = attrs.field(factory=dict)

    def add(self, case: str, outcome: Outcome) -> None:
        """Count one case more."""
        self.cases += 1
        self.refused += outcome.refused
        self.rows += outcome.read
        self.typed += outcome.typed
        self.quarantined += outcome.quarantined
        if outcome.failure:
            self.failed.setdefault(case, outcome.failure)


class _GivenUp(BaseException):
    """A reader does not end; no exception, so that no reader takes it for one of its own."""


@contextmanager
def _given_up_after(seconds: int) -> Iterator[None]:
    """Break off what takes longer, where the system has alarms and this is its main thread."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(*_: object) -> None:
        raise _GivenUp

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def outcome_of(reader: Reader, file: Fuzzed) -> Outcome:
    """What comes of a file: any exception but those by which a reader refuses in words is a failure, and so
    is what takes too long."""
    before = time.perf_counter()
    try:
        with _given_up_after(_HANGS):
            outcome = reader.read(file)
    except _GivenUp:
        outcome = Outcome(failure=f"given up after {_HANGS} seconds")
    except reader.refusals as error:
        outcome = REFUSED if str(error).strip() else Outcome(failure="refused without a word")
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{place.filename.rpartition('/')[2]}:{place.lineno}"
        outcome = Outcome(failure=f"{type(error).__name__} at {where}: {str(error)[:200]}")
    took = time.perf_counter() - before
    return Outcome(failure=f"took {took:.1f} seconds") if took > _SLOW and not outcome.failure else outcome


def case_by_chance(reader: Reader, case: str) -> Fuzzed:
    """The file of a case ``SEED/READER/NUMBER``, the same each time.

    >>> from diplomap.testing.fuzz.table_readers import table_readers
    >>> reader = next(table_readers())
    >>> case_by_chance(reader, "1/missions.csv/7") == case_by_chance(reader, "1/missions.csv/7")
    True
    """
    return reader.make(Random(case))


def run(reader: Reader, cases: int, seed: str, by_hypothesis: float = 0.1, each: Each | None = None) -> Tally:
    """Run cases of a reader, a share of them drawn by hypothesis; `each` is told of every case."""
    tally = Tally(reader.name)
    before = time.perf_counter()

    def tell(case: str, file: Fuzzed) -> None:
        outcome = outcome_of(reader, file)
        tally.add(case, outcome)
        if each is not None:
            each(case, file, outcome)

    drawn = round(cases * by_hypothesis)
    for number in range(cases - drawn):
        case = f"{seed}/{reader.name}/{number}"
        tell(case, case_by_chance(reader, case))
    batch = 0
    while (left := drawn - (tally.cases - (cases - drawn))) > 0:
        draw(reader, f"{seed}/{reader.name}/h{batch}", min(left, _BATCH), tell)
        batch += 1
    tally.seconds = time.perf_counter() - before
    return tally


def draw(reader: Reader, case: str, many: int, tell: Callable[[str, Fuzzed], None]) -> None:
    """A batch of files drawn by hypothesis, the same for the same name of the batch.

    It is hypothesis that draws and we that judge, so that one failure does not hide the next.
    """
    from hypothesis import HealthCheck, Phase, given, seed, settings

    from diplomap.testing.fuzz.drawn import drawn_files

    done = 0

    @seed(case)
    @settings(
        max_examples=many,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn_files(reader))
    def every(file: Fuzzed) -> None:
        nonlocal done
        done += 1
        if done <= many:
            tell(f"{case}:{done}", file)

    every()
    if not done:
        raise RuntimeError(f"{case}: nothing was drawn")
