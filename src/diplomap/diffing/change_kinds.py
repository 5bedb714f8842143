"""The words for what became of a mission between two editions, and for what lies behind it."""

from __future__ import annotations

from enum import StrEnum


class ChangeKind(StrEnum):
    """What became of a mission. Sources: VCDR art. 2, 5, 6, 14 and 45, VCCR art. 4 and 9, and usage.

    `opened` and `closed` are said by the table; a row that merely is there or is no longer there has
    `appeared` or is `gone`. `suspended` is also said of an evacuated post (VCDR art. 45: recalled
    temporarily), and `reopened` of one that works again after either or after a closing.
    `closure_announced` is a closing that is still to come. `upgraded` and `downgraded` follow the rank
    of the kind, `renamed` is a kind of equal rank, `corrected` holds all other cells.

    >>> ChangeKind.UPGRADED.mirrored
    <ChangeKind.DOWNGRADED: 'downgraded'>
    """

    OPENED = "opened"
    CLOSED = "closed"
    REOPENED = "reopened"
    SUSPENDED = "suspended"
    CLOSURE_ANNOUNCED = "closure_announced"
    APPEARED = "appeared"
    GONE = "gone"
    UPGRADED = "upgraded"
    DOWNGRADED = "downgraded"
    RELOCATED = "relocated"
    RENAMED = "renamed"
    ACCREDITATION_GAINED = "accreditation_gained"
    ACCREDITATION_LOST = "accreditation_lost"
    REKEYED = "rekeyed"
    CORRECTED = "corrected"

    @property
    def mirrored(self) -> ChangeKind:
        """What the change of a paired mission is called when the two editions are exchanged.

        Exact for all kinds but those of a mission's life, of which several share one mirror. A mission
        that stands alone has `appeared` or `opened` one way, and is `gone` the other.
        """
        return _MIRRORED.get(self, self)

    def __str__(self) -> str:
        return self.value


_MIRRORED = {
    ChangeKind.OPENED: ChangeKind.CORRECTED,
    ChangeKind.GONE: ChangeKind.APPEARED,
    ChangeKind.APPEARED: ChangeKind.GONE,
    ChangeKind.CLOSED: ChangeKind.REOPENED,
    ChangeKind.REOPENED: ChangeKind.CLOSED,
    ChangeKind.SUSPENDED: ChangeKind.REOPENED,
    ChangeKind.CLOSURE_ANNOUNCED: ChangeKind.CORRECTED,
    ChangeKind.UPGRADED: ChangeKind.DOWNGRADED,
    ChangeKind.DOWNGRADED: ChangeKind.UPGRADED,
    ChangeKind.ACCREDITATION_GAINED: ChangeKind.ACCREDITATION_LOST,
    ChangeKind.ACCREDITATION_LOST: ChangeKind.ACCREDITATION_GAINED,
}


class Nature(StrEnum):
    """What lies behind a change: the world, or the record of it.

    `world`: the world changed. `revision`: an error or a gap of the record was mended. `refinement`: the
    same fact is told more exactly. `coverage`: the new edition looks where the old did not, or no
    longer does. `rekey`: identifiers only. `undetermined`: nothing in the two editions decides it.
    """

    WORLD = "world"
    REVISION = "revision"
    REFINEMENT = "refinement"
    COVERAGE = "coverage"
    REKEY = "rekey"
    UNDETERMINED = "undetermined"

    def __str__(self) -> str:
        return self.value
