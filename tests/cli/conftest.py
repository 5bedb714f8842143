"""What the tests of the command line share: running it in this process, and small tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from diplomap.cli.main import main

HEAD = "id,sending,receiving,kind,status,city,opened,closed\n"


@attrs.frozen
class Ran:
    """What a run of the command line left behind."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colour from the outside, and faults of ours raise here instead of being told."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DIPLOMAP_TRACEBACK", "1")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process."""

    def ran(*arguments: object) -> Ran:
        status = main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return ran


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Write a small table in our layout: its rows, under a header of its own where one is given."""

    def written(*rows: str, name: str = "missions.csv", head: str = HEAD) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    return written
