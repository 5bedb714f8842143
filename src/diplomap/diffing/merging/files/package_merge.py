"""Merging the description of a dataset, datapackage.json, key by key."""

from __future__ import annotations

import json
from typing import Any

from diplomap.diffing.merging.cells import merged_mapping, put
from diplomap.diffing.merging.conflicts import Sides, What
from diplomap.diffing.merging.settling import Settling, Subject

_NAMED = "\0named"


def merge_package(name: str, versions: Sides[bytes], settling: Settling) -> bytes | None:
    """The merged description; None where a version is no JSON object.

    Lists of things with names, resources and their fields, are merged by the names.

    >>> from diplomap.diffing.merging.policies import policy_of
    >>> told = Sides(b'{"a": 1}', b'{"a": 2}', b'{"a": 1, "b": 3}')
    >>> merge_package("datapackage.json", told, Settling(policy_of(None))).split()
    [b'{', b'"a":', b'2,', b'"b":', b'3', b'}']
    """
    try:
        told = [json.loads(data) for data in (versions.base or b"{}", versions.ours, versions.theirs)]
    except (ValueError, RecursionError):
        return None
    if not all(isinstance(one, dict) for one in told):
        return None
    merged, clashes = merged_mapping(Sides(*(_keyed(one) for one in told)))
    subject = Subject(name, "")
    for path, values in clashes.items():
        why = "both changed it, not alike"
        shown = values.map(_plain)
        choice = settling.choice(subject.conflict(What.CHANGED, shown, why, ".".join(path)))
        put(merged, path, values.of(choice))
    result = _plain(merged)
    for one, data in ((told[1], versions.ours), (told[2], versions.theirs)):
        if one == result:
            return data
    return (json.dumps(result, indent=2, ensure_ascii=False) + "\n").encode()


def _keyed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _keyed(one) for key, one in value.items()}
    if isinstance(value, list) and value and all(isinstance(one, dict) and "name" in one for one in value):
        names = [str(one["name"]) for one in value]
        if len(set(names)) == len(names):
            return {_NAMED: True, **{name: _keyed(one) for name, one in zip(names, value, strict=True)}}
    return value


def _plain(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    told = {key: _plain(one) for key, one in value.items()}
    return [*told.values()] if told.pop(_NAMED, False) else told
