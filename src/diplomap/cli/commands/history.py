"""`diplomap history`: a count through many editions, with what moved it in each step, by nature."""

from __future__ import annotations

import json

from diplomap.cli.errors import OK, Misuse, asking
from diplomap.cli.history_text import HistoryText
from diplomap.cli.inputs import edition_names, loaded, refuse_stdin_twice
from diplomap.cli.options import SOURCE_HELP, Options, Parser, add_format, add_layout, add_profile, examples
from diplomap.cli.terminal import Terminal
from diplomap.counting.naming import party_id
from diplomap.diffing.account_keys import BY_PARTY
from diplomap.diffing.accounts import BYS
from diplomap.diffing.editions_history import History, history
from diplomap.diffing.history_shapes import history_csv, history_dict
from diplomap.model.dataset import Dataset
from diplomap.tables.reading import load
from diplomap.tables.sources import bundled_names

NONE = "none"


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("editions", metavar="EDITION", nargs="+", help=SOURCE_HELP)
    parser.add_argument("--of", metavar="PARTY", help="this party's missions alone")
    parser.add_argument(
        "--by", choices=BYS, default=BYS[0], help="whose counts are told (default: by sending party)"
    )
    add_profile(parser)
    parser.add_argument(
        "--witness",
        metavar="DATASET",
        action="append",
        help="a dataset whose dates tell of posts that the editions do not date (default: the bundled "
        "datasets that cover the sender asked for); none: only the editions tell",
    )
    parser.add_argument("--ignore-ids", action="store_true", help="pair missions by what they are, not by id")
    add_layout(parser)
    add_format(parser, "text", "json", "csv", "markdown", "html")
    parser.epilog = examples(
        (
            "how many of North Korea's new posts opened, and how many were only listed later",
            "history 2020.csv 2021.csv 2022.csv --of PRK",
        ),
        ("three days of one dataset", "history dprk@2010 dprk@2020 dprk --of PRK --profile mofa-kr"),
        ("a page with charts", "history 2020.csv 2021.csv 2022.csv --of PRK --format html > prk.html"),
        ("every sender, as a table", "history 2020.csv 2021.csv 2022.csv --format csv"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Tell the history."""
    refuse_stdin_twice(given.editions)
    if len(given.editions) < 2:
        raise Misuse("a history is of two editions or more; for two days of one dataset write dprk@2010 dprk")
    names = edition_names(given.editions)
    held = {
        name: loaded(source, terminal, layout=given.layout).dataset
        for name, source in zip(names, given.editions, strict=True)
    }
    with asking(), terminal.progress("comparing"):
        found = _history(held, given, terminal)
        told = _told(found, given, terminal)
    {"json": terminal.say_json, "text": terminal.say}.get(given.format, terminal.say_csv)(told)
    return OK


def _history(held: dict[str, Dataset], given: Options, terminal: Terminal) -> History:
    last = [*held.values()][-1]
    of = None if given.of is None else party_id(given.of, last, last.as_of)
    key, sender = (of, None) if given.by in BY_PARTY else (None, of)
    covered = of if given.by not in ("receiving", "host") else None
    return history(
        held,
        of=key,
        by=given.by,
        profile=given.profile,
        sending=sender,
        ignore_ids=given.ignore_ids,
        witnesses=_witnesses(given, covered, terminal),
    )


def _witnesses(given: Options, sender: str | None, terminal: Terminal) -> dict[str, Dataset]:
    if given.witness is not None:
        asked = [name for name in given.witness if name != NONE]
        return {name: loaded(name, terminal, layout=None).dataset for name in asked}
    if sender is None:
        return {}
    own = {source.partition("@")[0] for source in given.editions}
    bundled = {name: load(name).dataset for name in bundled_names() if name not in own}
    return {name: ds for name, ds in bundled.items() if sender in (ds.coverage.get("senders") or ())}


def _told(found: History, given: Options, terminal: Terminal) -> str:
    if given.format == "json":
        return json.dumps(history_dict(found), ensure_ascii=False, indent=1) + "\n"
    if given.format == "csv":
        return history_csv(found)
    if given.format == "html":
        from diplomap.pictures.history_page import history_html

        return history_html(found)
    if given.format == "markdown":
        from diplomap.pictures.markdown import history_markdown

        return history_markdown(found)
    return HistoryText(found, terminal).text()
