"""The way in: version, help, wrong use, and what becomes of errors."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diplomap.cli import running
from diplomap.cli.commands import COMMANDS
from diplomap.cli.errors import INTERRUPTED, PIPE_CLOSED, WRONG
from diplomap.cli.main import main
from diplomap.version import __version__

Run = Callable[..., Any]


def test_version_is_said_with_the_package_s_number(run: Run) -> None:
    for option in ("--version", "-V"):
        ran = run(option)
        assert (ran.status, ran.out, ran.err) == (0, f"diplomap {__version__}\n", "")


def test_help_lists_every_command_and_the_exit_statuses(run: Run) -> None:
    ran = run("--help")
    assert ran.status == 0
    assert ran.err == ""
    for name, summary in COMMANDS.items():
        assert name in ran.out
        assert summary in ran.out
    assert "exit status: 0 nothing to report, 1 findings or differences, 2 wrong use" in ran.out


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_examples_of_itself(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert ran.status == 0
    assert f"usage: diplomap {name}" in ran.out
    assert f"  diplomap {name}" in ran.out.partition("examples:")[2]
    assert run("help", name).out == ran.out


def test_each_command_has_a_module_and_each_module_is_a_command() -> None:
    folder = Path(running.__file__).parent / "commands"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name a command"),
        (("chek", "practice"), "did you mean check?"),
        (("--verison",), "--verison"),
        (("check",), "SOURCE"),
        (("check", "practice", "--format", "xml"), "'xml'"),
        (("check", "practice", "--layout", "lowwy"), "no layout is called 'lowwy'; there are"),
        (("check", "practise"), "did you mean practice?"),
        (("check", "-", "-"), "one dataset only"),
        (("diff", "dprk"), "NEW"),
        (("diff", "-", "-"), "one dataset only"),
        (("diff", "dprk", "dprk", "--profile", "lowwy"), "no counting profile is called 'lowwy'"),
        (("footprint", "dprk", "--of"), "--of"),
        (("footprint", "dprk", "--of", "Korea"), "'Korea' may be"),
        (("footprint", "dprk", "--of", "PRK", "--by", "size"), "'size'"),
        (("footprint", "dprk", "--of", "PRK", "--at", "yesterday"), "'yesterday'"),
        (("footprint", "dprk", "--of", "PRK", "--at", "..1974"), "no first day"),
        (("show", "dprk", "prk-epp"), "did you mean prk-esp"),
        (("show", "dprk", "--of", "Narnia"), "'Narnia'"),
        (("resolve",), "name something"),
        (("resolve", "Burma", "--at", "soon"), "'soon'"),
        (("explain", "DM999x"), "no rule or family is called 'DM999x'"),
        (("convert", "dprk"), "TARGET"),
    ],
)
def test_wrong_use_says_what_is_wrong_and_gives_2(run: Run, arguments: tuple[str, ...], words: str) -> None:
    ran = run(*arguments)
    assert ran.status == WRONG
    assert ran.out == ""
    assert ran.err.startswith("diplomap: ")
    assert words in ran.err


def raising(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object) -> int:
        raise error

    monkeypatch.setattr(running, "_run", fail)


def test_an_interrupt_is_told_in_a_word(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    raising(monkeypatch, KeyboardInterrupt())
    ran = run("datasets")
    assert (ran.status, ran.err) == (INTERRUPTED, "diplomap: stopped\n")


def test_a_reader_who_went_away_is_told_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    raising(monkeypatch, BrokenPipeError())
    ran = run("datasets")
    assert (ran.status, ran.err) == (PIPE_CLOSED, "")


def test_want_of_memory_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIPLOMAP_TRACEBACK")
    raising(monkeypatch, MemoryError())
    ran = run("datasets")
    assert (ran.status, ran.err) == (WRONG, "diplomap: there is not enough memory for this input\n")


def test_a_fault_of_ours_is_owned_without_a_trace(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIPLOMAP_TRACEBACK")
    raising(monkeypatch, RuntimeError("no such thing"))
    ran = run("datasets")
    assert ran.status == WRONG
    assert "a fault of diplomap itself, not of your input: RuntimeError: no such thing" in ran.err
    assert "Traceback" not in ran.err


def test_the_trace_is_there_for_who_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    raising(monkeypatch, RuntimeError("no such thing"))
    with pytest.raises(RuntimeError):
        main(["datasets"])


def test_a_full_disk_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    raising(monkeypatch, OSError(28, "No space left on device"))
    ran = run("datasets")
    assert (ran.status, ran.err) == (WRONG, "diplomap: no space left on device\n")


def test_it_runs_where_there_is_no_output_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["datasets"]) == 0
    assert main(["chek"]) == WRONG


def test_output_that_cannot_be_written_is_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", encoding="utf-8") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert main(["datasets"]) == PIPE_CLOSED
        monkeypatch.undo()


def test_standard_input_is_read_where_it_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"id,sending,receiving,kind\na,PRK,ESP,embassy\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    ran = run("show", "-", "--format", "json")
    assert ran.status == 0
    assert [mission["id"] for mission in ran.json()["missions"]] == ["a"]
    assert ran.json()["missions"][0]["spells"][0]["line"] == 2
