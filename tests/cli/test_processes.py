"""The command line as a process of its own: statuses, pipes, encodings, and how soon it answers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "import sys; from diplomap.cli.main import main; sys.exit(main())"]
SHELL = Path("/bin/sh")


def ran(
    *arguments: str, data: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments],
        input=data,
        capture_output=True,
        env={**os.environ, **(environment or {})},
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("--version",), 0),
        (("check", "dprk"), 0),
        (("check", "practice"), 1),
        (("diff", "dprk", "dprk"), 0),
        (("diff", "dprk@2023-10-01", "dprk"), 1),
        (("footprint", "dprk", "--of", "PRK"), 0),
        (("resolve", "Korea"), 1),
        (("check", "no-such-file.csv"), 2),
        (("no-such-command",), 2),
        ((), 2),
    ],
)
def test_the_process_ends_with_the_status(arguments: tuple[str, ...], status: int) -> None:
    done = ran(*arguments)
    assert done.returncode == status
    assert b"Traceback" not in done.stdout + done.stderr
    assert bool(done.stderr) is (status == 2)


def test_standard_input_is_checked() -> None:
    done = ran("check", "-", "--format", "csv", data=b"id,sending,receiving,kind\na,PRK,ESP,embasy\n")
    assert done.returncode == 1
    assert b"<stdin>,2,kind,error,DM105" in done.stdout


@pytest.mark.parametrize("data", [b"", bytes(range(256)) * 9], ids=["nothing", "noise"])
def test_standard_input_that_is_no_table_is_told(data: bytes) -> None:
    done = ran("check", "-", data=data)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"diplomap: <stdin>: ")


@pytest.mark.skipif(not SHELL.exists(), reason="needs a shell")
@pytest.mark.parametrize("command", ["show dprk", "check practice --format json", "--help", "explain"])
def test_a_reader_who_goes_away_is_no_error(command: str, tmp_path: Path) -> None:
    line = f"{' '.join(map(quoted, COMMAND))} {command} 2>{tmp_path / 'err'} | true"
    subprocess.run([str(SHELL), "-c", line], capture_output=True, timeout=120, check=True)
    assert (tmp_path / "err").read_bytes() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["show", "dprk"], ["--version"], ["--help"]])
def test_a_full_disk_is_told(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, timeout=120, check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"diplomap: no space left on device\n"


@pytest.mark.skipif(not SHELL.exists(), reason="needs a shell")
def test_closed_streams_are_no_error() -> None:
    line = f"{' '.join(map(quoted, COMMAND))} check practice >&- 2>&-"
    done = subprocess.run([str(SHELL), "-c", line], capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_no_encoding_stops_it(encoding: str) -> None:
    for arguments in (("show", "dprk"), ("footprint", "dprk", "--of", "PRK", "--format", "json")):
        done = ran(*arguments, environment={"PYTHONIOENCODING": encoding})
        assert done.returncode == 0, done.stderr
        assert "prk-esp" in done.stdout.decode(encoding)


def test_nothing_is_coloured_in_a_pipe_unless_asked_for() -> None:
    plain = {"FORCE_COLOR": "", "NO_COLOR": ""}
    assert b"\x1b[" not in ran("check", "practice", environment=plain).stdout
    assert b"\x1b[" in ran("check", "practice", environment={**plain, "FORCE_COLOR": "1"}).stdout
    both = {"FORCE_COLOR": "1", "NO_COLOR": "1"}
    assert b"\x1b[" not in ran("check", "practice", environment=both).stdout


# What is never loaded cannot slow the start; times would depend on the machine.
def test_the_version_is_said_without_loading_much() -> None:
    told = (
        "import sys; before = {*sys.modules}; from diplomap.cli.main import main; main(['--version']); "
        "print(*sorted({*sys.modules} - before))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", told_path(told)], capture_output=True, check=True, text=True
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert loaded == {"__future__", "diplomap", "diplomap.cli", "diplomap.cli.main", "diplomap.version"}


@pytest.mark.parametrize("command", ["check", "diff", "footprint", "show", "resolve", "explain"])
def test_no_command_loads_what_it_does_not_need(command: str) -> None:
    arguments = {
        "check": ["check", "dprk"],
        "diff": ["diff", "dprk", "dprk"],
        "footprint": ["footprint", "dprk", "--of", "PRK"],
        "show": ["show", "dprk"],
        "resolve": ["resolve", "PRK"],
        "explain": ["explain", "DM201"],
    }[command]
    told = (
        f"import sys; from diplomap.cli.main import main; main({arguments}); "
        "heavy = {'pandas', 'polars', 'numpy', 'pycountry', 'hypothesis', 'babel', 'jsonschema'}; "
        "print('loaded', *sorted(heavy & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "loaded"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def told_path(code: str) -> str:
    # Without `site` the interpreter does not know where the package lies.
    import diplomap

    folder = str(Path(diplomap.__file__).resolve().parents[1])
    return f"import sys; sys.path.insert(0, {folder!r}); {code}"
