"""Rules on sources: cited and not listed, listed and never cited, older than what they are cited for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from diplomap.checking.cited import FACTS, SAID, accreditations, citing, dates_of, is_address, too_old
from diplomap.checking.dangling import unanswered
from diplomap.checking.registry import Check, dataset_rule, table_rule
from diplomap.checking.spell_table import SpellTable
from diplomap.checking.wording import listed
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Example, Rule
from diplomap.values.dates import PartialDate

_MISSIONS = "id,sending,receiving,kind,status,city,opened,closed,sources\n"
_SOURCES = "id,title,publisher,date,url\n"
_LIST = "list,List of posts,Ministry,2024-01-30,https://example.org/list\n"
_POST = "m1,ESP,POL,embassy,,Warsaw,1977,,{}\n"
_OTHER = "m2,ESP,GRC,embassy,,Athens,1980,,list\n"

NOT_LISTED = Rule(
    "DM801",
    "source-not-listed",
    Severity.ERROR,
    "sources",
    "A record cites an id that sources.csv does not list. An address (https://…, doi:…) may be cited as it "
    "is, and a table without sources.csv may cite what it likes.",
    "A reader who wants to know where a fact is from finds nothing.",
    "Add the source to sources.csv, or put the id right.",
    example=Example(
        (("missions.csv", _MISSIONS + _POST.format("list|lsit")), ("sources.csv", _SOURCES + _LIST)),
        (("missions.csv", _MISSIONS + _POST.format("list")), ("sources.csv", _SOURCES + _LIST)),
    ),
)
UNCITED = Rule(
    "DM802",
    "uncited",
    Severity.NOTE,
    "sources",
    "A record tells a fact and cites no source, in a folder that lists its sources. Of a figure or an "
    "attribution the sources of its statement are enough.",
    "A fact without a source cannot be weighed against another one that disputes it.",
    "Name in `sources` where the fact is from; several ids are parted by |.",
    example=Example(
        (
            ("missions.csv", _MISSIONS + _OTHER + _POST.format("")),
            ("sources.csv", _SOURCES + _LIST),
        ),
        (
            ("missions.csv", _MISSIONS + _OTHER + _POST.format("list")),
            ("sources.csv", _SOURCES + _LIST),
        ),
    ),
)
OLDER_THAN_ITS_CLAIM = Rule(
    "DM803",
    "source-older-than-its-claim",
    Severity.WARNING,
    "sources",
    "A record tells of a date that lies after every source it cites, as surely as the dates are known. "
    "Nothing is said where one of them is undated or not listed.",
    "A source cannot report what came after it; it may have announced it, and what was announced need not "
    "have happened.",
    "Cite a source that reports it, put the date right, or tell it as announced (status closing).",
    example=Example(
        (
            ("missions.csv", _MISSIONS + "m1,ESP,POL,embassy,,Warsaw,1977,2025-03,list\n"),
            ("sources.csv", _SOURCES + _LIST),
        ),
        (
            ("missions.csv", _MISSIONS + "m1,ESP,POL,embassy,,Warsaw,1977,2023-03,list\n"),
            ("sources.csv", _SOURCES + _LIST),
        ),
    ),
)


@table_rule(NOT_LISTED)
def not_listed_in_missions(table: SpellTable) -> Iterable[Finding]:
    """Each row of missions that cites what the list of sources lacks."""
    known = table.dataset.sources.by_id
    if known:
        wrong = table.by_text("sources", lambda cited: _lacking(cited, known))
        if any(wrong.values()):
            for row, text in enumerate(table.column("sources").texts):
                if wrong[text]:
                    yield NOT_LISTED.at(table.origin(row, "sources"), _not_listed(wrong[text]))


@dataset_rule(NOT_LISTED, tables=("sources",))
def not_listed_in_records(dataset: Dataset) -> Iterable[Finding]:
    """Each other record that cites what the list of sources lacks."""
    known = dataset.sources.by_id
    for held, place, record in citing(dataset, (*FACTS, *SAID, "sources")):
        if wrong := _lacking(record.sources, known):
            yield NOT_LISTED.at(held.origin(place, "sources"), _not_listed(wrong))
    for origin, cited in accreditations(dataset):
        if wrong := _lacking(cited, known):
            yield NOT_LISTED.at(origin, _not_listed(wrong))


@table_rule(UNCITED)
def uncited_in_missions(table: SpellTable) -> Iterable[Finding]:
    """Each row of missions that cites nothing."""
    if table.dataset.sources:
        bare = table.by_text("sources", lambda cited: not cited)
        if any(bare.values()):
            for row, text in enumerate(table.column("sources").texts):
                if bare[text]:
                    yield UNCITED.at(table.origin(row, "sources"), _uncited())


@dataset_rule(UNCITED, tables=("sources",))
def uncited_in_records(dataset: Dataset) -> Iterable[Finding]:
    """Each other record that cites nothing; statements have a rule of their own."""
    for held, place, record in citing(dataset, FACTS):
        if not record.sources:
            yield UNCITED.at(held.origin(place, "sources"), _uncited())
    for held, place, record in citing(dataset, ("figures", "attributions")):
        if not record.sources and not getattr(record, "statement", ""):
            yield UNCITED.at(held.origin(place, "sources"), _uncited())
    for origin, cited in accreditations(dataset):
        if not cited:
            yield UNCITED.at(origin, _uncited())


@table_rule(OLDER_THAN_ITS_CLAIM)
def older_than_its_claim_in_missions(table: SpellTable) -> Iterable[Finding]:
    """Each row of missions with a date after all that it cites."""
    sources = dict(table.dataset.sources.by_id)
    if not sources:
        return
    columns = [table.column(name) for name in ("sources", "opened", "closed")]
    told: dict[tuple[object, ...], str | None] = {}
    for row, texts in enumerate(zip(*(column.texts for column in columns), strict=True)):
        if texts not in told:
            cited, opened, closed = (table.value(row, name) for name in ("sources", "opened", "closed"))
            claims = [end for end in (opened, closed) if isinstance(end, PartialDate)]
            told[texts] = too_old(claims, cited, sources)
        if (message := told[texts]) is not None:
            column = "closed" if message.startswith(f"{table.value(row, 'closed')} ") else "opened"
            yield OLDER_THAN_ITS_CLAIM.at(
                table.origin(row, column), message, related=(table.origin(row, "sources"),)
            )


@dataset_rule(OLDER_THAN_ITS_CLAIM, tables=("sources",))
def older_than_its_claim_in_records(dataset: Dataset) -> Iterable[Finding]:
    """Each other record, statements among them, with a date after all that it cites."""
    sources = dict(dataset.sources.by_id)
    for held, place, record in citing(dataset, (*FACTS, "statements")):
        message = too_old(dates_of(record), record.sources, sources)
        if message is not None:
            yield OLDER_THAN_ITS_CLAIM.at(held.origin(place, "sources"), message)


@dataset_rule(
    Rule(
        "DM811",
        "source-never-cited",
        Severity.NOTE,
        "sources",
        "A source stands in sources.csv, and nothing cites it.",
        "Either a fact lost its citation, or the list holds more than the dataset was made from.",
        "Cite it where it was used, or delete its row.",
        example=Example(
            (
                (
                    "sources.csv",
                    _SOURCES + _LIST + "map,Map of posts,Ministry,2020,https://example.org/map\n",
                ),
                ("missions.csv", _MISSIONS + _POST.format("list")),
            ),
            (
                ("sources.csv", _SOURCES + _LIST),
                ("missions.csv", _MISSIONS + _POST.format("list")),
            ),
        ),
    ),
    tables=("sources",),
)
def never_cited(dataset: Dataset) -> Iterable[Finding]:
    """Each source that nothing cites."""
    cited = set(_all_cited(dataset))
    for place, one in enumerate(dataset.sources):
        if one.id not in cited:
            message = f"nothing cites {one.id}"
            yield never_cited.rule.at(dataset.sources.origin(place, "id"), message)


@dataset_rule(
    Rule(
        "DM812",
        "source-not-to-be-found",
        Severity.WARNING,
        "sources",
        "A source has neither a title nor an address, so that nobody could look it up by its id alone.",
        "A citation is there to be followed.",
        "Give its `title` and its `publisher`, or its `url`.",
        example=Example(
            (
                ("sources.csv", _SOURCES + "list,,Ministry,2024-01-30,\n"),
                ("missions.csv", _MISSIONS + _POST.format("list")),
            ),
            (("sources.csv", _SOURCES + _LIST), ("missions.csv", _MISSIONS + _POST.format("list"))),
        ),
    ),
    tables=("sources",),
)
def not_to_be_found(dataset: Dataset) -> Iterable[Finding]:
    """Each source without a title and an address."""
    for place, one in enumerate(dataset.sources):
        if not (one.title or one.url or is_address(one.id)):
            message = f"{one.id} has neither a title nor an address"
            yield not_to_be_found.rule.at(dataset.sources.origin(place, "title"), message)


CHECKS: tuple[Check, ...] = (
    not_listed_in_missions,
    not_listed_in_records,
    uncited_in_missions,
    uncited_in_records,
    older_than_its_claim_in_missions,
    older_than_its_claim_in_records,
    never_cited,
    not_to_be_found,
)


def _all_cited(dataset: Dataset) -> Iterator[str]:
    for cited in SpellTable(dataset).by_text("sources", tuple).values():
        yield from cited
    for _, _, record in citing(dataset, (*FACTS, *SAID, "sources")):
        yield from record.sources
    for _, cited in accreditations(dataset):
        yield from cited


def _lacking(cited: tuple[str, ...], known: Container[str]) -> list[str]:
    return unanswered(cited, lambda source: source in known or is_address(source))


def _not_listed(wrong: list[str]) -> str:
    return f"the list of sources has no {listed(wrong, 'or')}"


def _uncited() -> str:
    return "no source is cited"
