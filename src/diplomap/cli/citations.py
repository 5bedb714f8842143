"""Sources as a reader can look them up: what a dataset's list of sources says of an id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from diplomap.model.dataset import Dataset


def sources_of(*datasets: Dataset) -> dict[str, Mapping[str, str]]:
    """The sources of several datasets by id; where two tell one id, the first tells it."""
    found: dict[str, Mapping[str, str]] = {}
    for dataset in datasets:
        for source, told in dataset.sources.items():
            found.setdefault(source, told)
    return found


def citation(source: str, sources: Mapping[str, Mapping[str, str]]) -> str:
    """A source by its id, title, publisher, date and address, as far as they are told.

    >>> citation("a", {"a": {"id": "a", "title": "List of posts", "publisher": "Ministry", "date": "2024"}})
    'a: “List of posts”, Ministry, 2024'
    >>> citation("https://example.org/list", {})
    'https://example.org/list'
    """
    told = sources.get(source)
    if told is None:
        return source
    title = told.get("title", "").strip()
    parts = [
        f"“{title}”" if title else "",
        *(told.get(key, "").strip() for key in ("publisher", "date", "url")),
    ]
    shown = ", ".join(part for part in parts if part)
    return f"{source}: {shown}" if shown else source


def citations(cited: Iterable[str], sources: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The citations of several ids, each once.

    >>> citations(["a", "b", "a"], {})
    ['a', 'b']
    """
    return [citation(source, sources) for source in dict.fromkeys(cited)]
