"""The examples of the documentation are shown without colour, whatever the environment asks for."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
