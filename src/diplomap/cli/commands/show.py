"""`diplomap show`: missions and their spells."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from diplomap.cli.answers import named
from diplomap.cli.citations import citations, source_as_dict, sources_of
from diplomap.cli.errors import OK, Misuse, asking
from diplomap.cli.inputs import loaded
from diplomap.cli.options import SOURCE_HELP, Options, Parser, add_format, add_layout, examples
from diplomap.cli.shown_missions import COLUMNS, closed, mission_as_dict, opened, rows_of
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned, plain, wrapped
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Mission, Spell
from diplomap.tables.reading_result import Reading

SCHEMA = "diplomap/show/1"
_LISTED = ("id", "sending", "receiving", "kind", "status", "city", "host", "opened", "closed")


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument("ids", nargs="*", metavar="MISSION-ID", help="the missions to show in full")
    parser.add_argument("--of", metavar="PARTY", help="only the missions that this party sends")
    parser.add_argument("--to", metavar="PARTY", help="only those sent to this party")
    parser.add_argument("--in", dest="host", metavar="PARTY", help="only those on its soil")
    add_layout(parser)
    add_format(parser, "text", "json", "csv")
    parser.epilog = examples(
        ("North Korea's missions", "show dprk"),
        ("one mission with its spells and their sources", "show dprk prk-esp"),
        ("the posts in Hong Kong, as a table", "show dprk --in HKG --format csv"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Show the missions asked for."""
    reading = loaded(given.source, terminal, layout=given.layout)
    dataset = reading.dataset
    wanted = _Wanted(given.ids, *(_id(text, dataset) for text in (given.of, given.to, given.host)))
    chosen = wanted.among(dataset)
    if given.format == "json":
        terminal.say_json(json.dumps(as_dict(reading, chosen), ensure_ascii=False, indent=2) + "\n")
    elif given.format == "csv":
        terminal.say_csv(_csv(chosen))
    elif given.ids:
        terminal.say("\n".join(_in_full(mission, dataset, terminal) for mission in chosen))
    else:
        terminal.say(_listed(chosen, terminal))
    return OK


def as_dict(reading: Reading, missions: Iterable[Mission]) -> dict[str, Any]:
    """The missions shown as JSON tells them, with what their dataset says of itself."""
    dataset, rows = reading.dataset, reading.rows
    known = dataset.sources.by_id
    cited = {s: known[s] for m in missions for s in m.sources if s in known}
    return {
        "schema": SCHEMA,
        "dataset": {
            "title": dataset.title,
            "licence": dataset.licence,
            "as_of": None if dataset.as_of is None else dataset.as_of.isoformat(),
            "layout": reading.layout,
            "files": [*reading.files],
        },
        "rows": {"read": rows.read, "typed": rows.typed, "quarantined": rows.quarantined},
        "missions": [mission_as_dict(mission) for mission in missions],
        "sources": {source: source_as_dict(told) for source, told in cited.items()},
    }


@attrs.frozen
class _Wanted:
    """The missions asked for: by id, sender, receiver and host; each narrows the others."""

    ids: Sequence[str]
    of: str | None
    to: str | None
    host: str | None

    def among(self, dataset: Dataset) -> list[Mission]:
        missions = dataset.missions
        if self.ids:
            unknown = [wanted for wanted in self.ids if wanted not in missions.places]
            if unknown:
                raise Misuse(f"no mission has the id {unknown[0]!r}{_near(unknown[0], missions.places)}")
            chosen: Sequence[Mission] = [one for wanted in self.ids for one in missions.under(wanted)]
        elif self.of is not None:
            chosen = missions.of(self.of)
        elif self.to is not None:
            chosen = missions.to(self.to)
        else:
            chosen = missions if self.host is None else missions.in_(self.host)
        return [one for one in chosen if self._fits(one)]

    def _fits(self, mission: Mission) -> bool:
        return (
            (self.of is None or self.of in mission.sending)
            and (self.to is None or self.to == mission.receiving)
            and (self.host is None or any(self.host == mission.host_of(spell) for spell in mission.spells))
        )


def _id(text: str | None, dataset: Dataset) -> str | None:
    from diplomap.counting.naming import party_id

    with asking():
        return None if text is None else party_id(text, dataset)


def _near(wanted: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(wanted, known, n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(found)}?" if found else ""


def _csv(missions: Iterable[Mission]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    rows = [row for mission in missions for row in rows_of(mission)]
    names = [*dict.fromkeys((*COLUMNS, *(name for row in rows for name in row)))]
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return out.getvalue()


def _listed(missions: Sequence[Mission], terminal: Terminal) -> str:
    rows = [row for mission in missions for row in rows_of(mission)]
    shown = [name for name in _LISTED if name != "host" or any(row["host"] for row in rows)]
    cells = [[row[name] for name in shown] for row in rows]
    told = f"{len(missions):,} mission{'' if len(missions) == 1 else 's'}"
    if len(rows) != len(missions):
        told += f", {len(rows):,} spells"
    table = aligned(cells, head=shown, width=terminal.width, roles=("count",), paint=terminal.paint)
    return (table if rows else "") + terminal.paint(told, "faint") + "\n"


def _in_full(mission: Mission, dataset: Dataset, terminal: Terminal) -> str:
    senders = " and ".join(map(named, mission.sending))
    kind = str(mission.latest.kind).replace("_", " ")
    lines = [
        f"{terminal.paint(plain(mission.id), 'title')}  {kind} of {senders} to {named(mission.receiving)}\n"
    ]
    if mission.wikidata:
        lines.append(f"  Wikidata: {plain(mission.wikidata)}\n")
    if mission.accreditations:
        also = ", ".join(named(one.to) for one in mission.accreditations)
        lines.append(wrapped(f"accredited to {also} as well", width=terminal.width, indent="  "))
    for spell in mission.spells:
        lines.extend(_spell(mission, spell, dataset, terminal))
    return "".join(lines)


def _spell(mission: Mission, spell: Spell, dataset: Dataset, terminal: Terminal) -> Iterable[str]:
    host = mission.host_of(spell)
    facts = [
        str(spell.kind).replace("_", " "),
        spell.seat + (f" ({named(host)})" if host != mission.receiving else ""),
        str(spell.status),
        f"opened {opened(spell.period) or 'nobody says when'}",
        f"closed {closed(spell.period)}" if closed(spell.period) else "",
        "" if spell.head is None else f"head: {spell.head}",
    ]
    yield wrapped("; ".join(filter(str.strip, facts)), width=terminal.width, indent="  - ")
    for column, text in (("note", spell.note), *spell.extra):
        if text:
            yield wrapped(f"{column}: {text}", width=terminal.width, indent="      ", hanging=" " * 8)
    for cited in citations(spell.sources, sources_of(dataset)):
        yield wrapped(f"source {cited}", width=terminal.width, indent="      ", hanging=" " * 8)
    if spell.row is not None:
        yield f"      {terminal.paint(plain(f'{spell.row.head.file}:{spell.row.line}'), 'place')}\n"
