"""Tables under git itself: two branches merged by our driver, differences shown by our drivers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HEAD = "id,sending,receiving,kind,city,opened,closed,note\n"
ROWS = (
    "a,PRK,ESP,embassy,Madrid,2014,,\n",
    'b,PRK,ITA,embassy,"Rome",2001,,"x, y"\n',
    "c,PRK,CHN,embassy,Peking,1949,,\n",
)
BASE = HEAD + "".join(ROWS)
Git = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """A repository that is set up as `diplomap git setup` says, with a table on its branch main."""
    found = shutil.which("git")
    if found is None:
        pytest.skip("git is not installed")
    tools, home = tmp_path / "bin", tmp_path / "repository"
    tools.mkdir()
    home.mkdir()
    ours = tools / "diplomap"
    code = "import sys; from diplomap.cli.main import main; sys.exit(main())"
    ours.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{code}' \"$@\"\n", encoding="utf-8")
    ours.chmod(0o755)
    path = os.pathsep.join([str(tools), os.environ.get("PATH", "")])
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "PATH": path,
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_PAGER": "cat",
        "LC_ALL": "C.UTF-8",
    }

    def asked(*arguments: str, command: str = found) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [command, *arguments], cwd=home, env=environment, capture_output=True, text=True, encoding="utf-8"
        )

    asked("init", "-q", "-b", "main")
    asked("config", "user.name", "somebody")
    asked("config", "user.email", "somebody@example.org")
    setup = asked("git", "setup", command=str(ours))
    assert asked("-c", setup.stdout, command="sh").returncode == 0
    (home / "missions.csv").write_bytes(BASE.encode())
    asked("add", ".")
    assert asked("commit", "-q", "-m", "begin").returncode == 0
    return asked


@pytest.fixture
def table(git: Git, tmp_path: Path) -> Path:
    return tmp_path / "repository" / "missions.csv"


def branches(git: Git, table: Path, ours: str, theirs: str) -> subprocess.CompletedProcess[str]:
    """Commit each version on a branch of its own and merge theirs into ours."""
    git("checkout", "-q", "-b", "theirs")
    table.write_bytes(theirs.encode())
    assert git("commit", "-qam", "theirs").returncode == 0
    git("checkout", "-q", "main")
    table.write_bytes(ours.encode())
    assert git("commit", "-qam", "ours").returncode == 0
    return git("merge", "--no-edit", "theirs")


def test_edits_in_one_row_and_in_neighbours_merge(git: Git, table: Path) -> None:
    ours = BASE.replace("Madrid", "Toledo") + "d,PRK,FRA,embassy,Paris,,,\n"
    theirs = BASE.replace("2014", "2014-03") + "e,PRK,DEU,embassy,Berlin,,,\n"
    done = branches(git, table, ours, theirs)
    assert done.returncode == 0, done.stdout + done.stderr
    expected = BASE.replace("Madrid,2014", "Toledo,2014-03")
    expected += "d,PRK,FRA,embassy,Paris,,,\ne,PRK,DEU,embassy,Berlin,,,\n"
    assert table.read_bytes().decode() == expected
    assert git("status", "--porcelain").stdout == ""


def test_a_new_column_and_an_edit_merge(git: Git, table: Path) -> None:
    wider = BASE.replace("note\n", "note,phone\n").replace(",\n", ",,1\n").replace('y"\n', 'y",2\n')
    done = branches(git, table, wider, BASE.replace("Peking", "Beijing"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert table.read_bytes().decode() == wider.replace("Peking", "Beijing")


def test_a_conflict_is_marked_and_left_to_be_settled(git: Git, table: Path) -> None:
    done = branches(git, table, BASE.replace("Madrid", "Toledo"), BASE.replace("Madrid,2014", "Segovia,2015"))
    assert done.returncode == 1
    assert "missions a, city: both changed it, not alike (marked at missions.csv:2)" in done.stdout
    assert "CONFLICT (content): Merge conflict in missions.csv" in done.stdout
    hunk = "".join(
        [
            "<<<<<<< ours\n",
            ROWS[0].replace("Madrid,2014", "Toledo,2015"),
            "=======\n",
            ROWS[0].replace("Madrid,2014", "Segovia,2015"),
            ">>>>>>> theirs\n",
        ]
    )
    assert table.read_bytes().decode() == HEAD + hunk + ROWS[1] + ROWS[2]
    assert git("status", "--porcelain").stdout == "UU missions.csv\n"
    assert {"a  city: Toledo", "a  city: Segovia"} <= {
        line[2:].strip() for line in git("diff").stdout.splitlines()
    }
    table.write_bytes(BASE.replace("Madrid,2014", "Toledo,2015").encode())
    git("add", "missions.csv")
    assert git("commit", "-q", "--no-edit").returncode == 0


def test_a_file_that_is_no_table_is_left_to_a_person(git: Git, table: Path) -> None:
    done = branches(git, table, "\0\1\2\3\4\5\6" * 10, BASE.replace("Madrid", "Toledo"))
    assert done.returncode == 1
    assert git("status", "--porcelain").stdout == "UU missions.csv\n"


def test_a_difference_shows_what_happened_to_the_missions(git: Git, table: Path) -> None:
    table.write_bytes(BASE.replace("1949,,", "1949,2023-11,").replace("Madrid", "Toledo").encode())
    shown = git("diff").stdout
    assert shown.startswith("diplomap diff missions.csv missions.csv\n")
    for told in ("2 changes", "closed", "relocated", "c ", "Madrid", "Toledo"):
        assert told in shown, shown
    assert "ledger" not in shown


def test_a_difference_of_other_tables_shows_rows_and_cells(git: Git, table: Path) -> None:
    other = table.with_name("relations.csv")
    text = "party,with,kind,status,since\n"
    text += "PRK,ESP,diplomatic,established,2001\nPRK,ITA,diplomatic,established,\n"
    other.write_text(text, encoding="utf-8")
    git("add", ".")
    assert "the file is new: 2 rows" in git("diff", "--cached").stdout
    git("commit", "-qm", "relations")
    other.write_text(text.replace("2001", "2001-02").replace("PRK,ITA", "PRK,FRA"), encoding="utf-8")
    shown = git("diff").stdout
    assert "PRK ESP (line 2, now 2), since: 2001 → 2001-02\n" in shown
    assert "- line 3: PRK,ITA" in shown
    assert "+ line 3: PRK,FRA" in shown
    other.unlink()
    assert "the file is gone: 2 rows" in git("diff").stdout


def test_a_log_shows_cells_line_by_line(git: Git, table: Path) -> None:
    table.write_bytes(BASE.replace("Madrid", "Toledo").encode())
    git("commit", "-qam", "move")
    shown = git("log", "-1", "-p").stdout
    assert "-a  city: Madrid\n+a  city: Toledo\n" in shown
    table.write_bytes(b"")
    assert git("diff").returncode == 0


def test_what_git_did_not_ask_is_refused(git: Git, run: Callable[..., object]) -> None:
    from diplomap.cli.main import main

    assert main(["git", "diff", "a", "b"]) == 2
    assert main(["git", "textconv"]) == 2
    assert main(["git", "textconv", "no such file"]) == 2
