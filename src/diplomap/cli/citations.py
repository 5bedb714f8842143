"""Sources as a reader can look them up: what a dataset's list of sources says of an id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from diplomap.model.dataset import Dataset
from diplomap.model.statements import Source


def sources_of(*datasets: Dataset) -> dict[str, Source]:
    """The sources of several datasets by id; where two tell one id, the first tells it."""
    found: dict[str, Source] = {}
    for dataset in datasets:
        for one in dataset.sources:
            found.setdefault(one.id, one)
    return found


def citation(source: str, sources: Mapping[str, Source]) -> str:
    """A source by its id, title, publisher, date and address, as far as they are told.

    >>> citation("a", {"a": Source("a", "List of posts", "Ministry")})
    'a: “List of posts”, Ministry'
    >>> citation("https://example.org/list", {})
    'https://example.org/list'
    """
    told = sources.get(source)
    return source if told is None else str(told)


def citations(cited: Iterable[str], sources: Mapping[str, Source]) -> list[str]:
    """The citations of several ids, each once.

    >>> citations(["a", "b", "a"], {})
    ['a', 'b']
    """
    return [citation(source, sources) for source in dict.fromkeys(cited)]


def source_as_dict(source: Source) -> dict[str, str]:
    """A source as JSON tells it: every column as text, foreign ones too.

    >>> source_as_dict(Source("a", "List of posts", extra=(("shelf", "B 3"),)))["shelf"]
    'B 3'
    """
    date = "" if source.date is None else str(source.date)
    return {
        **dict(source.extra),
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "date": date,
        "url": source.url,
        "accessed": source.accessed,
        "licence": source.licence,
        "place": source.place,
        "note": source.note,
    }
