"""Reading a dataset strictly: any error in it raises."""

from __future__ import annotations

from diplomap.checking.check import check
from diplomap.checking.settings import Settings
from diplomap.model.dataset import Dataset
from diplomap.tables.layouts import Layout
from diplomap.tables.reading_result import DatasetError
from diplomap.tables.sources import SourceLike


def read(
    source: SourceLike, *, layout: str | Layout | None = None, settings: Settings | None = None
) -> Dataset:
    """The dataset of a source in which nothing is wrong; see `diplomap.tables.reading.load` for sources.

    Warnings and notes do not raise. To work with a table that has errors, use `check`, whose result has
    the dataset of all that could be typed. With `settings`, what is an error is what they call one; a rule
    that they turn off does not raise, though rows that could not be typed stay in quarantine.

    >>> str(read("dprk").as_of)
    '2024-01-30'

    Raises DatasetError, which carries every finding, where one is an error; UnreadableError where there
    is no table.
    """
    result = check(source, layout=layout, settings=settings)
    if not result.ok:
        raise DatasetError(result.findings)
    return result.dataset
