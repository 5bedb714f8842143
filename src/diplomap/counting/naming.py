"""From what a person writes for a party to its id, or to an error that says why not."""

from __future__ import annotations

from datetime import date

from diplomap.model.dataset import Dataset


def party_id(text: str, dataset: Dataset, day: date | None = None) -> str:
    """The id of the party meant by an id, a code or a name; an id that the dataset uses is taken as it is.

    >>> party_id("PRK", Dataset())
    'PRK'

    Raises ValueError with the resolver's answer where the text names no one party.
    """
    from diplomap.parties.registry import get

    if get(text) is not None or text in _used(dataset):
        return text
    from diplomap.parties.resolution import Ambiguous, NotAState, Resolved
    from diplomap.parties.resolver import resolve

    answer = resolve(text, at=None if day is None else day.isoformat())
    if isinstance(answer, Resolved):
        return answer.party
    if isinstance(answer, Ambiguous):
        why = f"may be {' or '.join(answer.parties)}{f': {answer.why}' if answer.why else ''}"
    elif isinstance(answer, NotAState):
        of = f", of {answer.party}" if answer.party else ""
        why = f"is no party: {answer.why}{of}"
    else:
        near = [f"{name} ({party})" for party, name in answer.suggestions]
        why = f"is no party known here{f'; did you mean {_listed(near)}?' if near else ''}"
    raise ValueError(f"{text!r} {why}")


def _used(dataset: Dataset) -> frozenset[str]:
    store = dataset.missions.store
    senders = {party for parties in set(store.senders) for party in parties}
    return frozenset(senders.union(store.receivers))


def _listed(names: list[str]) -> str:
    return " or ".join(names)
