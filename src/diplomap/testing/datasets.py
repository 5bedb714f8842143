"""Strategies for missions and whole datasets, as a table can hold them."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.statuses import HeadRank, Status
from diplomap.testing.values import periods

# A few parties only, so that missions meet: states, a territory, an organisation and a state that ended.
PARTIES = ("PRK", "CHN", "ESP", "ITA", "VAT", "HKG", "UN", "DDR")
LETTERS = st.characters(exclude_categories=["Cs", "Cc"])


def table_texts(max_size: int = 8) -> st.SearchStrategy[str]:
    """Texts without spaces around them, as a table keeps them; hostile letters are among them.

    >>> from hypothesis import find
    >>> find(table_texts(), lambda text: '"' in text)
    '"'
    """
    return st.text(LETTERS | st.sampled_from(';,"|\\'), max_size=max_size).map(str.strip)


def spells() -> st.SearchStrategy[Spell]:
    """Spells of every kind, status and period.

    >>> from hypothesis import Phase, find, settings
    >>> unshrunk = settings(phases=[Phase.generate], database=None, derandomize=True)
    >>> find(spells(), lambda spell: spell.status is Status.SUSPENDED, settings=unshrunk).status.value
    'suspended'
    """
    names = st.sampled_from(["phone", "Web site", "x;y"])
    extra = st.dictionaries(names, st.text(LETTERS, min_size=1, max_size=4), max_size=2)
    return st.builds(
        Spell,
        st.sampled_from(Kind),
        st.sampled_from(Status),
        table_texts(),
        st.none() | st.sampled_from(PARTIES),
        st.none() | st.sampled_from(HeadRank),
        periods(),
        st.lists(st.sampled_from(["a", "b", "c d"]), max_size=2, unique=True).map(tuple),
        st.text(LETTERS | st.sampled_from('\n"'), max_size=6),
        extra.map(lambda told: tuple(sorted(told.items()))),
    )


@st.composite
def missions(draw: st.DrawFn, mission_id: str | None = None) -> Mission:
    """Missions of one to three spells, some of them joint, some with concurrent accreditations."""
    receiving = draw(st.sampled_from(PARTIES))
    others = st.sampled_from([party for party in PARTIES if party != receiving])
    return Mission(
        mission_id or draw(table_texts().filter(bool)),
        tuple(draw(st.lists(others, min_size=1, max_size=2, unique=True))),
        receiving,
        tuple(draw(st.lists(spells(), min_size=1, max_size=3))),
        tuple(Accreditation(party) for party in draw(st.lists(others, max_size=2, unique=True))),
        draw(st.sampled_from(["", "Q1", "Q2"])),
    )


def datasets(max_size: int = 5) -> st.SearchStrategy[Dataset]:
    """Datasets that a folder can hold; ids may stand twice with other parties.

    >>> from hypothesis import Phase, find, settings
    >>> unshrunk = settings(phases=[Phase.generate], database=None, derandomize=True)
    >>> len(find(datasets(), lambda ds: len(ds.missions) == 2, settings=unshrunk).missions)
    2
    """

    def key(mission: Mission) -> tuple[str, tuple[str, ...], str]:
        return mission.id, mission.sending, mission.receiving

    ids = st.sampled_from(["m1", "m2", "m3", "m4"]) | table_texts().filter(bool)
    several = st.lists(ids.flatmap(lambda id_: missions(id_)), max_size=max_size, unique_by=key)
    days = st.none() | st.dates(date(1950, 1, 1), date(2030, 1, 1))
    coverage = st.sampled_from([{}, {"senders": ["PRK"], "complete": True}])
    return st.builds(Dataset, several, days, coverage)
