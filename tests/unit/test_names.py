"""The compiled tables of names: whole, of known parties, sourced, and as the script would write them."""

from __future__ import annotations

import csv
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from diplomap.parties import registry
from diplomap.parties.folding import exact_key, key, without_and
from diplomap.parties.name_tables import Shared, lines, tables
from diplomap.parties.names import Sort, names_of
from diplomap.parties.registry import UnknownPartyError
from diplomap.parties.resolution import NotAState
from diplomap.values.dates import PartialDate

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "diplomap" / "data" / "parties"


def test_every_party_has_a_common_name_in_english() -> None:
    for party in registry.all_parties():
        common = [name for name in names_of(party.id) if name.sort is Sort.COMMON and name.language == "en"]
        assert party.name in {name.text for name in common}, party.id


def test_names_are_of_parties_that_the_registry_has() -> None:
    assert {row[0] for row in lines("names.tsv")} == registry.ids()
    assert {row[1] for row in lines("name_keys.tsv")} <= registry.ids()
    assert {row[0] for row in lines("not_states.tsv")} - {""} <= registry.ids()
    for _, _, parties, *_ in lines("shared_names.tsv"):
        assert set(parties.removeprefix("-").split("|")) - {"", "?"} <= registry.ids()


def test_an_unknown_party_has_no_names() -> None:
    with pytest.raises(UnknownPartyError, match="PRK"):
        names_of("PKR")


def test_every_name_has_a_known_source() -> None:
    known = set()
    for table in ("sources.csv", "name_sources.csv"):
        with (DATA / table).open(encoding="utf-8", newline="") as stream:
            known |= {row["id"] for row in csv.DictReader(stream)}
    for party, _, _, _, source, *_ in lines("names.tsv"):
        assert set(source.split("|")) <= known, party


def test_dates_are_in_our_notation() -> None:
    for _, _, since, until, *_ in lines("names.tsv"):
        for cell in (since, until):
            assert not cell or PartialDate.parse(cell)


def test_the_keys_are_those_of_the_names() -> None:
    """A key is what a name folds to: the two tables cannot drift apart."""
    shared = {found for _, _, _, _, *keys in lines("shared_names.tsv") for found in keys}
    folded: dict[str, set[str]] = {}
    for party, sort, _, _, _, *items in lines("names.tsv"):
        if sort != "code":
            texts = {item.partition("|")[0] for item in items}
            keys = {key(text) for text in texts}
            folded.setdefault(party, set()).update(keys, map(without_and, keys), map(exact_key, texts))
    for kind, party, *keys in lines("name_keys.tsv"):
        if kind == "name":
            assert set(keys) <= folded[party], party
    for party in folded:
        kept = {found for kind, one, *keys in lines("name_keys.tsv") if one == party for found in keys}
        for name in names_of(party):
            if name.sort is not Sort.CODE:
                assert key(name.text) in kept | shared or exact_key(name.text) in kept, name


def test_no_key_means_two_things() -> None:
    seen: dict[str, str] = {}
    for kind, party, *keys in lines("name_keys.tsv"):
        for found in keys:
            assert seen.setdefault(f"{kind} {found}", party) == party, found


def test_no_name_in_capitals_is_the_code_of_another_party() -> None:
    codes = tables().by_code
    for found, entry in tables().by_key.items():
        code = codes.get(found.upper())
        if isinstance(entry, str) and isinstance(code, str):
            assert entry == code, found


def test_shared_names_cover_all_time() -> None:
    shared = [entry for entry in tables().by_key.values() if isinstance(entry, Shared)]
    assert len(shared) > 300
    for entry in shared:
        assert entry.undated() is not None
        assert entry.at(0, 4_000_000) is not None


def test_what_is_no_state_says_what_it_is() -> None:
    for entry in tables().by_key.values():
        if isinstance(entry, NotAState):
            assert entry.why


def test_the_tables_are_small() -> None:
    names = ("names.tsv", "name_keys.tsv", "shared_names.tsv", "not_states.tsv")
    assert sum((DATA / name).stat().st_size for name in names) < 1_000_000


def test_loading_needs_no_other_package() -> None:
    code = (
        "import sys; from diplomap.parties.resolver import resolve; resolve('Korea, Republic of');"
        "assert not {'pycountry', 'rapidfuzz', 'babel', 'dateutil'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.skipif(
    find_spec("babel") is None or not (ROOT / "scripts").is_dir(), reason="babel is needed only to compile"
)
def test_the_tables_are_as_the_script_writes_them() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "compile_names.py"), "--check"],
        capture_output=True,
        text=True,
    )
    if done.returncode == 2:
        pytest.skip(done.stderr)
    assert done.returncode == 0, "run python scripts/compile_names.py\n" + done.stderr[-2000:]
