"""The dataset's datapackage.json: Data Package v2 with `as_of` and `coverage`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from diplomap.model.dataset import Dataset
from diplomap.tables.folding import folded
from diplomap.tables.layouts import OURS, REQUIRED
from diplomap.tables.record_tables import TABLES
from diplomap.tables.table_columns import Column
from diplomap.tables.written_records import records_of

_TOLD = {
    "id": "mission; its spells share it",
    "sending": "sending party or parties, parted by |",
    "receiving": "party it is sent to",
    "kind": "kind of mission",
    "status": "status in the spell; blank means operating",
    "city": "city of the seat",
    "host": "party on whose soil it stands, where not the receiving one",
    "opened": "first day of the spell, EDTF; blank: not known",
    "closed": "first day on which the spell is over, EDTF; blank: still so; unknown: nobody says",
    "head": "rank of the head of mission",
    "accredited_to": "further parties it is accredited to, parted by |",
    "sources": "ids of sources.csv, parted by |",
    "note": "what a reader should know",
    "wikidata": "Wikidata item of the mission",
}


def package_description(ds: Dataset, files: Iterable[str]) -> dict[str, Any]:
    """What datapackage.json says of a written dataset.

    >>> package_description(Dataset(title="My missions"), ["missions.csv"])["name"]
    'my-missions'
    """
    name = "".join(
        c
        for c in folded(ds.title or "missions").replace("_", "-")
        if c.isascii() and (c.isalnum() or c in "-.")
    )
    described: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name.strip("-.") or "missions",
        "title": ds.title or "Missions",
    }
    if ds.licence:
        described["licenses"] = [{"name": ds.licence}]
    if ds.as_of is not None:
        described["as_of"] = ds.as_of.isoformat()
    if ds.coverage:
        described["coverage"] = dict(ds.coverage)
    described["resources"] = [_resource(file, ds) for file in files if file.endswith(".csv")]
    return described


def _resource(file: str, ds: Dataset) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": file.removesuffix(".csv").casefold(),
        "path": file,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    }
    table = file.removesuffix(".csv")
    # A row in quarantine may stand in the table under a header of its own.
    if any(one.table == table for one in ds.quarantine):
        return resource
    if table == "missions":
        fields, extras = [_field(name) for name in OURS], list(ds.extra_columns)
    elif table in TABLES:
        resource["description"] = TABLES[table].what
        fields = [_of_column(column) for column in TABLES[table].columns]
        extras = list(dict.fromkeys(name for record, _ in records_of(ds, table) for name, _ in record.extra))
    else:
        return resource
    resource["type"] = "table"
    resource["schema"] = {"fields": [*fields, *({"name": name, "type": "string"} for name in extras)]}
    return resource


def _of_column(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": "string", "description": column.told}
    if column.required:
        field["constraints"] = {"required": True}
    return field


def _field(name: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": "string", "description": _TOLD[name]}
    if name in REQUIRED:
        field["constraints"] = {"required": True}
    return field
