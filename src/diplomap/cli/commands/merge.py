"""`diplomap merge`: two people's edits of one table in one file, with conflicts marked and told."""

from __future__ import annotations

import json
from pathlib import Path

from diplomap.checking.fix_writing import write_files
from diplomap.cli.errors import FOUND, OK, Misuse, asking
from diplomap.cli.merge_text import conflicts_csv, conflicts_text, summary
from diplomap.cli.options import Options, Parser, add_format, add_layout, examples
from diplomap.cli.terminal import Terminal
from diplomap.diffing.merging.conflicts import Sides
from diplomap.diffing.merging.files.file_merge import MARKER_SIZE
from diplomap.diffing.merging.files.path_merge import PathMerge, merge_paths
from diplomap.diffing.merging.policies import POLICIES
from diplomap.diffing.merging.shapes import merge_dict
from diplomap.tables.layouts import layout


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("base", metavar="BASE", help="what both started from: a CSV file, or a folder")
    parser.add_argument("ours", metavar="OURS", help="our version of it")
    parser.add_argument("theirs", metavar="THEIRS", help="the other's version of it")
    parser.add_argument(
        *("-o", "--output"),
        metavar="OUT",
        help="where the merged file or folder is written, OURS too (default: nowhere, conflicts are told)",
    )
    parser.add_argument(
        "--policy",
        choices=[name.replace(" ", "-") for name in POLICIES],
        help="which version stands in a conflict (default: none, the conflict is marked)",
    )
    parser.add_argument(
        "--name", metavar="NAME", help="what the file is called, where its path does not say (git: %%P)"
    )
    parser.add_argument(
        "--marker-size",
        metavar="N",
        type=int,
        default=MARKER_SIZE,
        help="letters of a conflict's marker (git: %%L)",
    )
    add_layout(parser)
    add_format(parser, "text", "json", "csv")
    parser.epilog = examples(
        ("two people's edits of one table", "merge base.csv ours.csv theirs.csv -o merged.csv"),
        ("what is in conflict, and nothing written", "merge base.csv ours.csv theirs.csv --format json"),
        (
            "folders, the younger source winning",
            "merge old/ ours/ theirs/ -o merged/ --policy newest-source",
        ),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Merge, write, and tell what is in conflict. Gives 1 where a conflict stays open."""
    if "-" in (given.base, given.ours, given.theirs):
        raise Misuse("a merge reads files and folders, not standard input")
    if given.marker_size < 1:
        raise Misuse("--marker-size is a number from 1")
    paths = Sides(Path(given.base), Path(given.ours), Path(given.theirs))
    with asking(), terminal.progress("merging"):
        chosen = None if given.layout is None else layout(given.layout)
        done = merge_paths(
            paths, name=given.name, layout=chosen, policy=given.policy, marker_size=given.marker_size
        )
    if given.output is not None:
        _write(done, Path(given.output))
    _tell(done, given, terminal)
    return FOUND if done.conflicts else OK


def _tell(done: PathMerge, given: Options, terminal: Terminal) -> None:
    conflicts, settled = done.conflicts, done.settled
    if given.format == "json":
        told = merge_dict(conflicts, settled, output=given.output)
        terminal.say_json(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    elif given.format == "csv":
        terminal.say_csv(conflicts_csv(conflicts, settled))
    else:
        target = None if given.output is None or done.folder else given.name or given.output
        terminal.say(conflicts_text(conflicts, settled, terminal, target))
        written = "" if given.output is None else f"; wrote {given.name or given.output}"
        terminal.say(f"{summary(conflicts, settled)}{written}\n")


def _write(done: PathMerge, target: Path) -> None:
    if not done.folder:
        [merged] = done.files.values()
        _put(target, merged.data)
        return
    target.mkdir(parents=True, exist_ok=True)
    for name, file in done.files.items():
        _put(target / name, file.data)


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    elif path.exists():
        write_files({str(path): data})
    else:
        path.write_bytes(data)
