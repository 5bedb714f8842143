"""`diplomap diff`: what changed between two editions, with a ledger whose counts add up."""

from __future__ import annotations

import json
from collections.abc import Sequence

from diplomap.cli.diff_text import Report
from diplomap.cli.errors import FOUND, OK, Misuse, asking
from diplomap.cli.inputs import edition_names, loaded, refuse_stdin_twice
from diplomap.cli.ledger_text import Story
from diplomap.cli.options import (
    SOURCE_HELP,
    Options,
    Parser,
    add_exit_zero,
    add_format,
    add_layout,
    add_profile,
    day,
    examples,
)
from diplomap.cli.record_text import records_text
from diplomap.cli.terminal import Terminal
from diplomap.counting.naming import party_id
from diplomap.diffing.account_keys import BY_PARTY
from diplomap.diffing.accounts import BYS
from diplomap.diffing.change_rows import changes_csv
from diplomap.diffing.changes import Change
from diplomap.diffing.diff import Diff, diff
from diplomap.diffing.ledger import Ledger
from diplomap.diffing.record_changes import parties_of
from diplomap.diffing.shapes import change_dict, diff_dict, record_change_dict
from diplomap.model.dataset import Dataset


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("old", metavar="OLD", help=SOURCE_HELP)
    parser.add_argument("new", metavar="NEW", help="likewise")
    parser.add_argument("--of", metavar="PARTY", help="tell this party's changes and account alone")
    parser.add_argument(
        "--by", choices=BYS, default=BYS[0], help="whose counts the ledger keeps (default: by sending party)"
    )
    add_profile(parser)
    parser.add_argument(
        "--at", metavar="DAY", type=day, help="count both on this day (default: each on its own day)"
    )
    parser.add_argument("--ignore-ids", action="store_true", help="pair missions by what they are, not by id")
    parser.add_argument(
        "--causes",
        action="store_true",
        help="tell the causes that somebody claims for each change; in json and csv, these alone",
    )
    add_layout(parser)
    add_format(parser, "text", "json", "csv", "markdown", "html", "patch")
    add_exit_zero(parser)
    parser.epilog = examples(
        (
            "North Korea's closures in late 2023, as the ministry in Seoul counts",
            "diff dprk@2023-10-01 dprk@2024-01-30 --of PRK --profile mofa-kr",
        ),
        ("two editions of a table, and every sender's account", "diff 2020.csv 2021.csv"),
        (
            "a page with a chart",
            "diff dprk@2023-10-01 dprk@2024-01-30 --of PRK --format html > prk.html",
        ),
        ("the same for another program", "diff 2020.csv 2021.csv --format json"),
        ("a patch, for `diplomap apply`", "diff old/ new/ --format patch > changes.json"),
        ("and who claims which causes", "diff dprk@2023-10-01 dprk@2024-01-30 --of PRK --causes"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Tell the difference. Gives 1 where there is one; with `--of`, where there is one of that party."""
    refuse_stdin_twice((given.old, given.new))
    if given.format == "patch" and (given.of is not None or given.causes):
        raise Misuse("a patch holds the whole difference, and goes with neither --of nor --causes")
    old = loaded(given.old, terminal, layout=given.layout).dataset
    new = loaded(given.new, terminal, layout=given.layout).dataset
    with asking():
        of = None if given.of is None else party_id(given.of, new)
    if given.format == "patch":
        return _patch(old, new, given, terminal)
    key, sender = (of, None) if given.by in BY_PARTY else (None, of)
    with terminal.progress("comparing"):
        found = diff(old, new, ignore_ids=given.ignore_ids)
        ledger = found.ledger(key, by=given.by, at=given.at, profile=given.profile, sending=sender)
        changes = found.changes if of is None else [c for c in found.changes if _is_of(c, of, given.by)]
        told = _told(found, ledger, changes, of, given, terminal)
    {"json": terminal.say_json, "text": terminal.say}.get(given.format, terminal.say_csv)(told)
    moved = any(account.entries for account in ledger)
    differs = changes or moved or (of is None and (found or found.columns.renamed))
    return FOUND if differs and not given.exit_zero else OK


def _patch(old: Dataset, new: Dataset, given: Options, terminal: Terminal) -> int:
    from diplomap.diffing.patch.patch_json import patch_text

    with asking(), terminal.progress("comparing"):
        patch = diff(old, new, ignore_ids=given.ignore_ids).patch
        text = patch_text(patch)
    terminal.say_json(text)
    return FOUND if patch and not given.exit_zero else OK


def _told(
    found: Diff,
    ledger: Ledger,
    changes: Sequence[Change],
    of: str | None,
    given: Options,
    terminal: Terminal,
) -> str:
    if not given.causes:
        return _told_plainly(found, ledger, changes, of, given, terminal)
    from diplomap.cli.causes_text import causes_csv, causes_text
    from diplomap.history.attribution import Explained, explain_changes

    wanted = {id(change) for change in changes}
    explained = Explained(one for one in explain_changes(found) if id(one.change) in wanted)
    if given.format == "json":
        return json.dumps(explained.to_dict(), ensure_ascii=False, indent=1) + "\n"
    if given.format == "csv":
        return causes_csv(explained)
    return _told_plainly(found, ledger, changes, of, given, terminal) + causes_text(explained, terminal)


def _told_plainly(
    found: Diff,
    ledger: Ledger,
    changes: Sequence[Change],
    of: str | None,
    given: Options,
    terminal: Terminal,
) -> str:
    records = [c for c in found.record_changes if of is None or of in parties_of(c.table, c.subject)]
    if given.format == "json":
        told = diff_dict(found, ledger)
        if of is not None:
            told["changes"] = [change_dict(change) for change in changes]
            told["record_changes"] = [record_change_dict(change) for change in records]
            told["record_ambiguous"] = []
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    if given.format == "csv":
        return changes_csv(changes, records)
    if given.format in ("html", "markdown"):
        return _for_readers(found, ledger, changes, given)
    if given.of is not None and given.by in BY_PARTY:
        story = Story(found, ledger, ledger[0], changes, terminal).text()
        return story + "".join(records_text(records, (), terminal))
    return Report(found, ledger, changes, (given.old, given.new), terminal).text()


def _for_readers(found: Diff, ledger: Ledger, changes: Sequence[Change], given: Options) -> str:
    old, new = edition_names((given.old, given.new))
    if given.format == "html":
        from diplomap.pictures.ledger_page import ledger_html

        return ledger_html(found, ledger, changes, (old, new))
    from diplomap.pictures.markdown import ledger_markdown

    return ledger_markdown(found, ledger, changes, (old, new))


def _is_of(change: Change, party: str, by: str) -> bool:
    told = [mission for mission in (change.old, change.new) if mission is not None]
    if by == "receiving":
        return any(party == mission.receiving for mission in told)
    if by == "host":
        return any(party == mission.host_of(spell) for mission in told for spell in mission.spells)
    return any(party in mission.sending for mission in told)
