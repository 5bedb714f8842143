"""`diplomap fix`: mend what can be mended in a table's own file, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from diplomap.checking.fixing import SCHEMA, Edit, Fixed, Why, fix
from diplomap.checking.settings import Settings
from diplomap.checking.settings_file import find_settings, read_settings
from diplomap.cli.errors import FOUND, OK, Misuse, asking
from diplomap.cli.inputs import refuse_stdin_twice
from diplomap.cli.options import Options, Parser, add_format, add_layout, examples
from diplomap.cli.terminal import Terminal

_LEFT = {
    Why.NO_FIX: "{} no fix is known",
    Why.UNSAFE: "{} the fix may change what was meant (--unsafe applies it)",
    Why.NOT_SELECTED: "{} the fix was not selected",
    Why.NOT_PROVEN: "{} the fix is not proven",
    Why.NO_TEXT: "{} the fix cannot be written where the text stands",
}
_LONGEST = 60


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="a table, or a folder of them")
    parser.add_argument("--diff", action="store_true", help="show what would change, and write nothing")
    parser.add_argument(
        "--unsafe", action="store_true", help="also apply fixes that may change what was meant"
    )
    parser.add_argument(
        "--select",
        metavar="RULES",
        help="clear findings of these rules only: codes, their beginnings, names or families",
    )
    parser.add_argument(
        "--codes",
        action="store_true",
        help="also write names of parties as codes, and words for kinds, statuses and heads as ours",
    )
    add_layout(parser)
    parser.add_argument(
        "--settings",
        metavar="FILE",
        help="default: the nearest diplomap.toml, or pyproject.toml with [tool.diplomap]",
    )
    parser.add_argument("--no-settings", action="store_true", help="read no file of settings")
    add_format(parser, "text", "json")
    parser.epilog = examples(
        ("what would be mended in the practice table", "fix practice --diff"),
        ("mend dates and spaces, and nothing else", "fix missions.csv --select DM117,DM120"),
        ("also what may have been meant otherwise, shown first", "fix missions.csv --unsafe --diff"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Mend each source. Nothing is written before all of them were looked at and can be written."""
    refuse_stdin_twice(given.sources)
    select = None if given.select is None else [one.strip() for one in given.select.split(",")]
    done: list[Fixed] = []
    for source in given.sources:
        with terminal.progress(f"fixing {source}"), asking():
            done.append(
                fix(
                    source,
                    unsafe=given.unsafe,
                    select=select,
                    codes=given.codes,
                    layout=given.layout,
                    settings=_settings(given, source),
                )
            )
    if not given.diff:
        _write(done)
    if given.format == "json":
        terminal.say_json(_json(done, written=not given.diff))
    elif given.diff:
        terminal.say("".join(one.diff() for one in done))
        terminal.note(_summary(done, "to be mended"))
    else:
        terminal.say("".join(line for one in done for line in _listed(one, terminal)))
        terminal.say(_summary(done, "mended") + "\n")
    return FOUND if any(one.edits for one in done) else OK


def _settings(given: Options, source: str) -> Settings:
    if given.settings and given.no_settings:
        raise Misuse("--settings and --no-settings cannot stand together")
    if given.no_settings:
        return Settings()
    return read_settings(given.settings) if given.settings else find_settings(source)


def _write(done: Sequence[Fixed]) -> None:
    for one in done:
        why = one.why_not_written()
        if why:
            raise Misuse(why)
    for one in done:
        one.write()


def _json(done: Sequence[Fixed], *, written: bool) -> str:
    told = [one.to_dict() for one in done]
    names = ("files", "changed", "edits", "left")
    every = {name: [entry for one in told for entry in one[name]] for name in names}
    diff = "".join(one.diff() for one in done)
    whole = {"schema": SCHEMA, "written": written, **every, "diff": diff}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _listed(one: Fixed, terminal: Terminal) -> Iterator[str]:
    for file, edits in groupby(one.edits, key=lambda edit: edit.file):
        yield f"{terminal.paint(file, 'file')}\n"
        for edit in edits:
            yield f"  {terminal.paint(_place(edit), 'place')}: {_told(edit)}  {edit.code}\n"


def _place(edit: Edit) -> str:
    place = edit.cell if edit.cell is not None and "!" in edit.cell else str(edit.line)
    return place if edit.column is None else f"{place} {edit.column}"


def _told(edit: Edit) -> str:
    if edit.after is None:
        return f"row taken out: {_short(edit.before)}"
    return f"{_short(edit.before) or '(blank)'} → {_short(edit.after) or '(blank)'}"


def _short(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def _summary(done: Sequence[Fixed], what: str) -> str:
    edits = [edit for one in done for edit in one.edits]
    files = {edit.file for edit in edits}
    rows = sum(edit.after is None for edit in edits)
    cells = len(edits) - rows
    told = f"{cells:,} cell{'' if cells == 1 else 's'}"
    if rows:
        told += f" {what} and {rows:,} row{'' if rows == 1 else 's'} taken out"
    else:
        told += f" {what}"
    told = f"{told} in {len(files):,} file{'' if len(files) == 1 else 's'}" if edits else "Nothing to mend"
    left = Counter(finding.why for one in done for finding in one.left)
    if not left:
        return f"{told}; no findings left."
    number = sum(left.values())
    why = ", ".join(_LEFT[one].format(f"of {left[one]:,}") for one in Why if left[one])
    return f"{told}; {number:,} finding{'' if number == 1 else 's'} left: {why}."
