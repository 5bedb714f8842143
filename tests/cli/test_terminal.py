"""Colour, width and encoding: what is written where."""

from __future__ import annotations

import io
import json
import sys
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomap.cli.terminal import Terminal, ascii_json
from diplomap.cli.text_tables import aligned, cut, plain, width_of, wrapped

Run = Callable[..., Any]


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(out: Any, colour: str = "auto", **environment: str) -> Terminal:
    return Terminal(out, io.StringIO(), colour, environment)


@pytest.mark.parametrize(
    ("out", "colour", "environment", "coloured"),
    [
        (io.StringIO, "auto", {}, False),
        (Screen, "auto", {}, True),
        (Screen, "auto", {"NO_COLOR": "1"}, False),
        (Screen, "auto", {"NO_COLOR": ""}, True),
        (Screen, "auto", {"TERM": "dumb"}, False),
        (io.StringIO, "auto", {"FORCE_COLOR": "1"}, True),
        (io.StringIO, "auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (io.StringIO, "always", {"NO_COLOR": "1"}, True),
        (Screen, "never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_used_where_it_is_wanted(
    out: type[io.StringIO], colour: str, environment: dict[str, str], coloured: bool
) -> None:
    shown = terminal(out(), colour, **environment)
    assert shown.coloured is coloured
    assert ("\x1b[" in shown.paint("x", "error")) is coloured
    assert shown.paint("x", "no such role") == "x"


def test_nothing_is_cut_in_a_pipe_and_lines_fit_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert terminal(io.StringIO()).width is None
    assert terminal(Screen()).width == 60


def test_a_table_fits_its_terminal_and_is_whole_in_a_pipe(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run("show", "dprk").out
    assert "…" not in whole
    monkeypatch.setenv("COLUMNS", "80")
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    run("show", "dprk", "--color", "never")
    lines = screen.getvalue().splitlines()
    assert max(map(width_of, lines)) <= 80
    assert any("…" in line for line in lines)
    assert len(lines) == len(whole.splitlines())


def test_colour_is_refused_and_asked_for_on_the_command_line(run: Run) -> None:
    assert "\x1b[" not in run("check", "practice").out
    coloured = run("check", "practice", "--color", "always").out
    assert "\x1b[1;31m" in coloured
    assert run("check", "practice", "--color", "always", "--format", "json").json()["findings"]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8", "utf-16-le"])
@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_no_encoding_of_the_output_ends_in_an_error(
    encoding: str, form: str, monkeypatch: pytest.MonkeyPatch, table: Any
) -> None:
    from diplomap.cli.main import main

    path = table("a,PRK,CHN,embassy,operating,평양 Bogotá,,")
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["show", str(path), "--format", form]) == 0
    out.flush()
    told = raw.getvalue().decode(encoding)
    if form == "json":
        assert json.loads(told)["missions"][0]["spells"][0]["city"] == "평양 Bogotá"
    else:
        assert ("평양" if encoding.startswith("utf") else "\\ud3c9\\uc591") in told


# JSON says the same whether its letters are written out or escaped.
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_json_says_the_same(text: str) -> None:
    escaped = ascii_json(json.dumps(text, ensure_ascii=False))
    assert escaped.isascii()
    assert json.loads(escaped) == text


# No cell of a file can steer a terminal, or break a line of a table.
@given(st.text())
def test_plain_text_stays_on_one_line_and_holds_no_control(text: str) -> None:
    shown = plain(text)
    assert not any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in shown)
    assert len(shown) == len(text)


# Every line of a table takes the same columns up to its last cell, and none is wider than allowed.
@given(
    st.lists(st.lists(st.text(max_size=30), min_size=3, max_size=3), min_size=1, max_size=6),
    st.integers(40, 90),
)
def test_tables_are_aligned_and_fit(rows: list[list[str]], width: int) -> None:
    bars = [[cell, cell, "|"] for cell, *_ in rows]
    lines = aligned(bars, width=width).splitlines()
    assert len(lines) == len(bars)
    assert len({width_of(line) for line in lines}) == 1
    assert max(map(width_of, lines)) <= width


# Prose in the last column is never cut: all its words are there, below one another.
@given(st.lists(st.text("abc ", min_size=1, max_size=120), min_size=1, max_size=5), st.integers(50, 90))
def test_prose_goes_on_below(texts: list[str], width: int) -> None:
    rows = [["mission", "embassy", text] for text in texts]
    lines = aligned(rows, width=width, prose=True).splitlines()
    assert max(map(width_of, lines)) <= max(
        width, len("mission  embassy  ") + max(map(len, " ".join(texts).split()), default=0)
    )
    words = [word for line in lines for word in line.split() if word not in ("mission", "embassy")]
    assert "".join(words) == "".join("".join(text.split()) for text in texts)


def test_text_is_cut_by_what_it_takes_on_the_screen() -> None:
    assert cut("평양직할시", 5) == "평양…"
    assert width_of(cut("평양직할시", 6)) <= 6
    assert cut("Bogotá", 6) == "Bogotá"


def test_paragraphs_are_wrapped_only_where_there_is_a_width() -> None:
    text = "one two three four five six seven eight nine ten"
    assert wrapped(text, width=None, indent="  ") == f"  {text}\n"
    lines = wrapped(text, width=20, indent="  ").splitlines()
    assert len(lines) > 1
    assert all(line.startswith("  ") and len(line) <= 20 for line in lines)


def test_long_work_is_told_to_who_watches_and_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    from diplomap.cli import terminal as module

    monkeypatch.setattr(module, "_PATIENCE", 0.01)
    for err, told in ((Screen(), True), (io.StringIO(), False)):
        shown = Terminal(io.StringIO(), err, environment={})
        with shown.progress("reading m.csv"):
            time.sleep(0.1)
        assert ("reading m.csv …" in err.getvalue()) is told
        assert not told or err.getvalue().endswith("\r")


def test_short_work_is_not_mentioned() -> None:
    err = Screen()
    with Terminal(io.StringIO(), err, environment={}).progress("reading m.csv"):
        pass
    assert err.getvalue() == ""
