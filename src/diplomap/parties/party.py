"""The parties of the diplomatic map: states, territories, organisations and groups, with dated lives."""

from __future__ import annotations

from enum import StrEnum

import attrs

from diplomap.values.periods import Period


class UnStatus(StrEnum):
    """How a state stands to the United Nations; UN Charter art. 3 and 4, and the list of observers."""

    MEMBER = "member"
    OBSERVER = "observer"
    NONE = "none"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class Life:
    """A stretch in which a party existed as such, who came before and after it, and who says so.

    `note` tells what kind of beginning or end it was (independence, dissolution, union, occupation).
    """

    period: Period
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    note: str = ""
    source: str = ""


@attrs.frozen(slots=True)
class Party:
    """Anything that sends, receives or belongs.

    `id` is the ISO 3166-1 alpha-3 code, for former states that of ISO 3166-3, else a code of ours
    with its reason in `note`. `name` is the common English name, `official` the full one. `lives` are
    its dated spells; none means that nobody here knows when it began. Its codes in other systems are
    in `diplomap.parties.codes`, its names in `diplomap.parties.names`.
    """

    id: str
    name: str
    official: str = ""
    lives: tuple[Life, ...] = ()
    note: str = ""
    source: str = ""


@attrs.frozen(slots=True)
class State(Party):
    """A state, recognised by all, by some or by few, or one that has ended."""

    un: UnStatus = UnStatus.NONE


@attrs.frozen(slots=True)
class Hosting:
    """Which state a territory belonged to, and when."""

    state: str
    period: Period
    source: str = ""


@attrs.frozen(slots=True)
class Territory(Party):
    """A territory that is no state of its own and may still host or send posts, such as Hong Kong."""

    hosts: tuple[Hosting, ...] = ()


@attrs.frozen(slots=True)
class Organisation(Party):
    """An international organisation to which missions are sent; `seats` are the host states' ids."""

    seats: tuple[str, ...] = ()


@attrs.frozen(slots=True)
class Membership:
    """One party's membership in a group: since when, as what ("member", "observer"), and who says so."""

    party: str
    period: Period
    role: str = "member"
    source: str = ""


@attrs.frozen(slots=True)
class Group(Party):
    """A group of parties with dated members, such as the Non-Aligned Movement."""

    members: tuple[Membership, ...] = ()
