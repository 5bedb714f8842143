"""The rooms of the design: imports point one way, import stays light, modules stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import diplomap

PACKAGE = Path(diplomap.__file__).parent
# For each room the rooms that it may import, itself apart; the design's section 11, read downwards.
MAY_IMPORT: dict[str, set[str]] = {
    "values": set(),
    "parties": {"values"},
    "model": {"values", "parties"},
    "tables": {"values", "parties", "model"},
    "events": {"values", "parties", "model"},
    "checking": {"values", "parties", "model", "tables", "events"},
    "counting": {"values", "parties", "model"},
    "diffing": {"values", "parties", "model", "tables", "counting"},
    "history": {"values", "parties", "model", "tables", "events", "counting", "diffing"},
    "pictures": {"values", "parties", "model", "tables", "counting", "diffing", "checking"},
}
_INNER = {"values", "parties", "model", "tables", "events", "checking", "counting", "diffing", "history"}
MAY_IMPORT |= {"testing": _INNER, "cli": _INNER | {"pictures"}}
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
HEAVY = ("pandas", "polars", "numpy", "pycountry", "dateutil", "hypothesis", "rapidfuzz", "babel", "cattrs")


def imported_by(path: Path) -> set[str]:
    """Every module that a file imports, at its top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    if room not in MAY_IMPORT:
        assert path.parent == PACKAGE, f"{room} is no room of the design"
        return
    ours = {name.split(".")[1] for name in imported_by(path) if name.startswith("diplomap.")}
    allowed = MAY_IMPORT[room] | {room, "version"}
    assert ours <= allowed, f"{room} may not import {sorted(ours - allowed)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_one_idea_and_says_which(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module says in its docstring what it is about"
    assert len(text.splitlines()) <= 280


def loaded_after(statement: str) -> set[str]:
    """The modules that are loaded in a fresh process after a statement."""
    code = f"{statement}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import diplomap",
        "import diplomap.tables.reading, diplomap.checking.check, diplomap.diffing.diff",
        "import diplomap.cli.main",
    ],
)
def test_importing_loads_nothing_heavy(statement: str) -> None:
    loaded = loaded_after(statement)
    assert not [name for name in HEAVY if name in loaded]


def test_the_way_in_opens_every_door_and_no_other() -> None:
    assert len(diplomap.__all__) == len(set(diplomap.__all__))
    for name in diplomap.__all__:
        assert getattr(diplomap, name) is not None
        assert name in dir(diplomap)
    assert set(diplomap._HOME_OF) | {"__version__"} == set(diplomap.__all__)
    with pytest.raises(AttributeError, match="diplomap has no 'embassy'"):
        diplomap.embassy  # noqa: B018
