"""What a guess at a layout is: columns with their evidence, what is lacking, what is doubtful."""

from __future__ import annotations

import attrs

from diplomap.tables.layouts import Layout


@attrs.frozen(slots=True)
class GuessedColumn:
    """One column of the file: what it is taken for, if anything, how surely (0 to 1), and on what evidence.

    `candidates` are other columns of ours that it might be, with their scores, the likeliest first.
    """

    header: str
    place: int
    ours: str | None = None
    score: float = 0.0
    evidence: tuple[str, ...] = ()
    candidates: tuple[tuple[str, float], ...] = ()


@attrs.frozen(slots=True)
class Lacking:
    """A column of ours that a row must have and the file has not: what to do, and a constant that may fit."""

    ours: str
    told: str
    suggestion: str | None = None


@attrs.frozen(slots=True)
class Doubt:
    """Something that a person has to decide: of which column of ours or header, and between what."""

    about: str
    told: str
    candidates: tuple[str, ...] = ()


@attrs.frozen(slots=True)
class GuessedLayout:
    """A guess at the layout of a table.

    `columns` are those of the file in their order, `lacking` what no row can do without and the file does
    not tell, `doubtful` what a person should look at, `remarks` what was settled and how. `refused` says why
    the table is none of missions (or of the table asked for), if it is not; there is no layout then.
    """

    file: str
    table: str
    rows: int
    columns: tuple[GuessedColumn, ...]
    layout: Layout | None = None
    lacking: tuple[Lacking, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    remarks: tuple[str, ...] = ()
    refused: str = ""

    @property
    def unused(self) -> tuple[str, ...]:
        """The headers that are taken for no column of ours; reading keeps them beside the missions."""
        return tuple(column.header for column in self.columns if column.ours is None)

    @property
    def mapping(self) -> dict[str, str]:
        """The header for each column of ours that was found."""
        return {column.ours: column.header for column in self.columns if column.ours is not None}

    @property
    def ok(self) -> bool:
        """Whether the layout can be used as it is: nothing lacks, and nothing is doubtful."""
        return self.layout is not None and not self.lacking and not self.doubtful
