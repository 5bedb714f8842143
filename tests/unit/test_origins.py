"""Origins: where a value came from, said so that a person finds the place."""

from __future__ import annotations

import pytest

from diplomap.values.origins import Origin


@pytest.mark.parametrize(
    ("origin", "text"),
    [
        (Origin("missions.csv", 7), "missions.csv:7"),
        (Origin("missions.csv", 7, "opened"), "missions.csv:7, column opened"),
        (Origin("missions.csv", 7, "opened", "3/4/2019"), "missions.csv:7, column opened: '3/4/2019'"),
        (Origin("missions.csv", 7, None, ""), "missions.csv:7: ''"),
    ],
)
def test_an_origin_names_its_place(origin: Origin, text: str) -> None:
    assert str(origin) == text


def test_an_origin_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Origin("missions.csv", 7).line = 8  # type: ignore[misc]
