"""Our groups against the World Factbook's lists of members, and its codes against ours."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from diplomap.parties import codes, groups

# Where the Factbook and the groups themselves differ; each was looked up.
FACTBOOK_ONLY = {
    "NON_ALIGNED": {"CYP"},  # left on joining the European Union
    "EU": {"GBR"},  # left in 2020
    "G7": {"EU"},  # takes part, is no member
}
OURS_ONLY = {
    # Antigua is told there as an observer; the others are not told at all.
    "NON_ALIGNED": {"ATG", "FJI", "KNA", "PSE", "SSD"},
    "G77": {"PSE"},
    "BRICS": {"IDN"},
    # Suspended, which their membership outlasts; Guinea was suspended when the Factbook left it out.
    "AFRICAN_UNION": {"BFA", "GAB", "GIN", "MLI", "NER", "SDN"},
    "LAS": {"PSE"},
    "OIC": {"PSE"},
    "COMMONWEALTH": {"GAB", "GMB", "GRD", "MUS", "RWA", "TGO"},
    "G20": {"AFRICAN_UNION"},
}
ORGS = {
    "NAM": "NON_ALIGNED",
    "G-77": "G77",
    "BRICS": "BRICS",
    "ASEAN": "ASEAN",
    "NATO": "NATO",
    "AU": "AFRICAN_UNION",
    "LAS": "LAS",
    "OIC": "OIC",
    "C": "COMMONWEALTH",
    "EU": "EU",
    "UN": "UN",
    "G-20": "G20",
    "G-7": "G7",
}


@pytest.fixture(scope="module")
def told(real_data: Path) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    path = real_data / "factbook" / "organisation_membership.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            (party,) = codes.from_code("gec", row["gec"]) or ("?",)
            found[row["org"]][row["note"]].add(party)
    return found


def test_every_code_of_the_factbook_is_one_party(told: dict[str, dict[str, set[str]]]) -> None:
    parties = {party for notes in told.values() for ids in notes.values() for party in ids}
    assert "?" not in parties
    assert len(parties) == 239


@pytest.mark.parametrize("org", list(ORGS))
def test_members_agree(told: dict[str, dict[str, set[str]]], org: str) -> None:
    name = ORGS[org]
    theirs = told[org][""]
    ours = set(groups.members(name)) | set(groups.members(name, role="associated"))
    assert theirs - ours == FACTBOOK_ONLY.get(name, set())
    assert ours - theirs == OURS_ONLY.get(name, set())


def test_observers_of_the_non_aligned_agree(told: dict[str, dict[str, set[str]]]) -> None:
    ours = set(groups.members("NAM", role="observer"))
    assert told["NAM"]["observer"] - ours == {"ATG"}
    # Russia was granted its status in 2021; the factbook does not have it yet.
    assert ours - told["NAM"]["observer"] == {"MNE", "RUS"}
