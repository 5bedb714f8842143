"""The same work with pydantic models for rows and a diff of dicts."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated, Literal

import plain
from plain_states import STATES
from pydantic import AfterValidator, BaseModel, StringConstraints, ValidationError, model_validator

Kind = Literal[tuple(sorted(plain.KINDS))]  # type: ignore[valid-type]
Status = Literal[tuple(sorted(plain.STATUSES))]  # type: ignore[valid-type]
Day = Annotated[str, StringConstraints(pattern=rf"^(?:{plain.DATE.pattern})?$")]


def _known(code: str) -> str:
    if code not in STATES:
        raise ValueError("unknown state")
    return code


State = Annotated[str, AfterValidator(_known)]


class MissionRow(BaseModel):
    """One row, with the checks of the plain loop."""

    id: str
    sending: State
    receiving: State
    kind: Kind
    city: str
    opened: Day
    closed: Day
    status: Status
    sources: str

    @model_validator(mode="after")
    def _consistent(self) -> MissionRow:
        if self.sending == self.receiving:
            raise ValueError("sent to itself")
        if self.opened and self.closed and self.closed < self.opened[: len(self.closed)]:
            raise ValueError("closed before opened")
        return self


def read(path: Path) -> tuple[dict[str, MissionRow], int]:
    """The rows by id and the number of errors."""
    rows: dict[str, MissionRow] = {}
    errors = 0
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            try:
                made = MissionRow.model_validate(row)
            except ValidationError as error:
                errors += error.error_count()
                continue
            errors += made.id in rows
            rows[made.id] = made
    return rows, errors


def run(old: Path, new: Path) -> int:
    """All of it."""
    (one, found), (two, more) = read(old), read(new)
    changed = 0
    for id_, row in one.items():
        other = two.get(id_)
        if other is not None and other != row:
            before, after = row.__dict__, other.__dict__
            changed += sum(before[name] != after[name] for name in before)
    return changed + len(one.keys() ^ two.keys()) + found + more
