"""`diplomap git`: what git calls to show the differences of tables, and how git is told of it."""

from __future__ import annotations

from pathlib import Path

from diplomap.cli.cell_changes import cell_changes, table_lines
from diplomap.cli.diff_text import Report
from diplomap.cli.errors import OK, Misuse
from diplomap.cli.options import Options, Parser, examples
from diplomap.cli.terminal import Terminal
from diplomap.diffing.diff import diff
from diplomap.diffing.merging.files.table_text import TableText
from diplomap.model.dataset import Dataset
from diplomap.tables.reading import load
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.sources import MAIN, Source, TableFile

_VERBS = ("setup", "diff", "textconv")
# What git names in the stead of a file that is not there.
_NOTHING = ("/dev/null", "nul")
_SETUP = """\
git config merge.diplomap.name "tables of missions, row by row and cell by cell"
git config merge.diplomap.driver "diplomap merge %O %A %B -o %A --name %P --marker-size %L"
git config diff.diplomap.command "diplomap git diff"
git config diff.diplomap.textconv "diplomap git textconv"
echo '*.csv diff=diplomap merge=diplomap' >> .gitattributes
"""


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument(
        "verb",
        choices=_VERBS,
        help="setup: tell how git is to be set up; diff, textconv: what git then calls",
    )
    parser.add_argument("arguments", nargs="*", metavar="ARGUMENT", help="what git gives")
    parser.epilog = examples(
        ("the commands that set a repository up, told and not run", "git setup"),
        ("run in the repository", "git setup | sh"),
        ("one table with each cell on a line of its own", "git textconv missions.csv"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Do what git asks. Gives 0 whatever differs, for git takes any other status for a failure."""
    if given.verb == "setup":
        terminal.say(_SETUP)
    elif given.verb == "textconv":
        if len(given.arguments) != 1:
            raise Misuse("`diplomap git textconv` takes one file")
        _textconv(Path(given.arguments[0]), terminal)
    else:
        _diff(given.arguments, terminal)
    return OK


def _textconv(path: Path, terminal: Terminal) -> None:
    data = path.read_bytes()
    try:
        told = table_lines(path.name, data)
    except UnreadableError:
        # Git shows what it is given, and a file that is no table is best shown as it stands.
        terminal.say(data.decode("utf-8", "replace"))
    else:
        terminal.say(told)


def _diff(arguments: list[str], terminal: Terminal) -> None:
    """Git gives an external diff the path, then file, id and mode of either side."""
    if len(arguments) == 1:
        terminal.say(f"* Unmerged path {arguments[0]}\n")
        return
    if len(arguments) not in (7, 8, 9):
        raise Misuse("`diplomap git diff` is what git calls; `diplomap git setup` tells how to make it")
    path, old_file, old_id, _, new_file, new_id, _ = arguments[:7]
    now = arguments[7] if len(arguments) > 7 else path
    terminal.say(terminal.paint(f"diplomap diff {path} {now}", "title") + "\n")
    old, new = _bytes(old_file), _bytes(new_file)
    names = f"{path}@{old_id[:7]}", f"{now}@{new_id[:7]}" if new_id.strip("0.") else now
    if old is None or new is None:
        terminal.say(_one_sided(path if new is None else now, old, new))
        return
    try:
        terminal.say(_told(now, names, old, new, terminal))
    except UnreadableError as error:
        terminal.say(f"{error}\n{_plain_diff(names, old, new)}")


def _told(name: str, names: tuple[str, str], old: bytes, new: bytes, terminal: Terminal) -> str:
    one, two = (_dataset(name, data) for data in (old, new))
    found = diff(one, two)
    if not found.changes:
        return cell_changes(name, old, new) or "no cell changed\n"
    told = Report(found, found.ledger(), found.changes, names, terminal).told()
    return told + _set_aside(one, two)


def _dataset(name: str, data: bytes) -> Dataset:
    return load(Source({MAIN: TableFile(name, data)})).dataset


def _set_aside(old: Dataset, new: Dataset) -> str:
    """The rows that could not be typed and that only one of the two has."""
    was, now = ([held.text for held in one.quarantine] for one in (old, new))
    lines = [f"- {text}" for text in was if text not in set(now)]
    lines += [f"+ {text}" for text in now if text not in set(was)]
    return "".join(f"{line}\n" for line in ["\nrows that could not be typed", *lines]) if lines else ""


def _one_sided(name: str, old: bytes | None, new: bytes | None) -> str:
    data = old if new is None else new
    try:
        rows = f"{len(TableText.read(name, data or b'')):,} rows"
    except UnreadableError:
        rows = "no table that can be read"
    return f"the file is {'gone' if new is None else 'new'}: {rows}\n"


def _plain_diff(names: tuple[str, str], old: bytes, new: bytes) -> str:
    from difflib import unified_diff

    was, now = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
    return "".join(f"{line}\n" for line in unified_diff(was, now, *names, lineterm=""))


def _bytes(path: str) -> bytes | None:
    return None if path in _NOTHING else Path(path).read_bytes()
