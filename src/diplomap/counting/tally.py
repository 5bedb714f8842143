"""The counts of all parties at once, on one day; of many days see `diplomap.counting.sweep`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import compress
from typing import Any

from diplomap.counting.grouping import keys_of, units_of
from diplomap.counting.pairs import Pair, Pairs, accreditation_presence
from diplomap.counting.profiles import Profile
from diplomap.counting.profiles import profile as profile_of
from diplomap.counting.spell_columns import NO, YES, SpellColumns, gathered
from diplomap.counting.standings import CODE_OF, HIGH, LOW, day_of, judged_rows
from diplomap.model.dataset import Dataset
from diplomap.values.counts import Count


def tally(
    dataset: Dataset, *, at: date | str | None = None, profile: str | Profile = "all", by: str = "sending"
) -> dict[str, Count]:
    """How many missions count on a day, for every party (or kind, class, status) at once.

    `by` is sending, receiving, host, kind, class, status, or all (a dict of the one key "all"). A
    joint mission is counted once for each of its senders, and once in all. A mission that changed
    its kind or host some time in 2019 may count under either all through 2019. What counts nowhere
    is left out; whether there is then none is a question of coverage (see `footprint`).

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> ds = Dataset([Mission("a", ("NOR", "SWE"), "ISL", (Spell(Kind.EMBASSY),)),
    ...               Mission("b", ("SWE",), "FIN", (Spell(Kind.CONSULATE),))])
    >>> tally(ds), tally(ds, by="all")
    ({'NOR': Count(1), 'SWE': Count(2)}, {'all': Count(2)})

    Raises ValueError for an unknown profile or `by`, or a text that is no full date.
    """
    return counted(SpellColumns.of(dataset), profile_of(profile), day_of(at, dataset), dataset.as_of, by)


def counted(
    columns: SpellColumns, judged: Profile, day: date | None, as_of: date | None, by: str
) -> dict[str, Count]:
    """The tally of a table of spells."""
    keys = keys_of(columns, judged, by)
    units = units_of(columns, keys)
    codes = units.codes(columns, judged_rows(columns, judged, day, as_of))
    if judged.how == "posts":
        texts = gathered(keys.texts, units.firsts)
        low, high = (Counter(compress(texts, codes.translate(table))) for table in (LOW, HIGH))
        return as_counts(_of_keys(low, keys.meanings), _of_keys(high, keys.meanings))
    pairs = Pairs(columns, judged, keys, units, by)
    sure, may = (pairs.distinct(compress(pairs.texts, codes.translate(table))) for table in (LOW, HIGH))
    if judged.concurrent:
        anywhere = units.codes(columns, judged_rows(columns, judged, day, as_of, anywhere=True))
        for unit, accreditation, made in pairs.concurrent():
            code = anywhere[unit] & CODE_OF[accreditation_presence(accreditation, day, as_of)]
            sure.update(made if code == YES else ())
            may.update(made if code != NO else ())
    return as_counts(_of_pairs(sure), _of_pairs(may))


def as_counts(low: Mapping[str, int], high: Mapping[str, int]) -> dict[str, Count]:
    """The counts of lower and upper bounds by key, in the order of the keys; none of what cannot count.

    >>> as_counts({"B": 1}, {"B": 1, "A": 2, "C": 0})
    {'A': Count(0, 2), 'B': Count(1)}
    """
    return {key: Count(low.get(key, 0), most) for key, most in sorted(high.items()) if most}


def _of_keys(counted: Mapping[Any, int], meanings: Mapping[Any, tuple[str, ...]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for text, number in counted.items():
        for key in meanings[text]:
            found[key] = found.get(key, 0) + number
    return found


def _of_pairs(pairs: Iterable[Pair]) -> dict[str, int]:
    return Counter(key for key, _, _ in pairs)
