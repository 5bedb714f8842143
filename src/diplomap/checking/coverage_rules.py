"""Rules on what a dataset says that it covers: only on this ground does absence count as zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from diplomap.checking.registry import Check, dataset_rule, table_rule
from diplomap.checking.spell_table import SpellTable
from diplomap.checking.wording import listed, named
from diplomap.model.columns import ColumnStore
from diplomap.model.dataset import RECORD_TABLES, Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Example, Rule
from diplomap.values.dates import DateSyntaxError, PartialDate
from diplomap.values.origins import Origin

_MISSIONS = ("missions.csv", "id,sending,receiving,kind,city,opened\nm1,PRK,ESP,embassy,Madrid,2013-10\n")
_PACKAGE = "datapackage.json"
_EVERYBODY = "all"
_PARTIES = ("senders", "receivers", "hosts")
_SPAN = ("from", "to", "complete", "note", "count")
_KEYS = frozenset({*_PARTIES, *_SPAN, "complete_for", "accreditations", *RECORD_TABLES})
_TABLE_KEYS = frozenset({"parties", *_SPAN, "complete_for"})


def _told(coverage: str) -> tuple[str, str]:
    return (_PACKAGE, f'{{"as_of": "2024-01-30", "coverage": {coverage}}}')


def _rule(
    code: str, name: str, severity: Severity, what: str, why: str, mend: str, bad: str, good: str
) -> Rule:
    example = Example((_told(bad), _MISSIONS), (_told(good), _MISSIONS))
    source = "docs/reference/counting.md, what a dataset covers"
    return Rule(code, name, severity, "coverage", what, why, mend, source, example)


def _place(dataset: Dataset) -> Origin:
    """The package of a dataset, which stands beside its tables."""
    store = dataset.missions.store
    file = store.head.file if isinstance(store, ColumnStore) else ""
    if not file:
        heads = (record.row.head.file for record in dataset.records if record.row is not None)
        file = next(heads, "")
    parent = PurePath(file).parent.as_posix()
    return Origin(_PACKAGE if parent in ("", ".") else f"{parent}/{_PACKAGE}", 1)


def _parts(dataset: Dataset) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The coverage itself, and what it says of single tables, each with how to call it."""
    if not dataset.coverage:
        return
    yield "coverage", dataset.coverage
    for name in ("accreditations", *RECORD_TABLES):
        part = dataset.coverage.get(name)
        if isinstance(part, Mapping):
            yield f"coverage of {name}", part


@dataset_rule(
    _rule(
        "DM901",
        "unknown-key-in-coverage",
        Severity.WARNING,
        "The coverage in datapackage.json has a key that nothing reads.",
        "What it says is not heard: with `sender` for `senders` nobody's missions were looked for.",
        "Correct the key; put remarks under `note`.",
        '{"sender": ["PRK"], "complete": true}',
        '{"senders": ["PRK"], "complete": true}',
    )
)
def unknown_key_in_coverage(dataset: Dataset) -> Iterator[Finding]:
    """Each key of the coverage that is none of ours."""
    for what, part in _parts(dataset):
        known = _KEYS if part is dataset.coverage else _TABLE_KEYS
        for key in part:
            if key not in known:
                message = f"{what}: {key!r} is not known; there are {listed(sorted(known))}"
                yield unknown_key_in_coverage.rule.at(_place(dataset), message)


@dataset_rule(
    _rule(
        "DM902",
        "coverage-window-wrong",
        Severity.ERROR,
        "A `from` or `to` of the coverage is no date, or the stretch ends before it begins.",
        "Without a stretch that can be read no day counts as covered, and no absence as zero.",
        "Write the first and the last day covered as 2023-10-01.",
        '{"senders": ["PRK"], "from": "2024-01-30", "to": "2023-10-01"}',
        '{"senders": ["PRK"], "from": "2023-10-01", "to": "2024-01-30"}',
    )
)
def coverage_window_wrong(dataset: Dataset) -> Iterator[Finding]:
    """A stretch that is none."""
    for what, part in _parts(dataset):
        ends: dict[str, PartialDate] = {}
        for key in ("from", "to"):
            if part.get(key) is not None:
                try:
                    ends[key] = PartialDate.parse(str(part[key]))
                except DateSyntaxError as error:
                    yield coverage_window_wrong.rule.at(_place(dataset), f"{what}: {key} is {error}")
        if len(ends) == 2 and ends["to"].hi < ends["from"].lo:
            message = f"{what}: it runs from {ends['from']} to {ends['to']}, which is earlier"
            yield coverage_window_wrong.rule.at(_place(dataset), message)


@dataset_rule(
    _rule(
        "DM903",
        "coverage-of-nobody-known",
        Severity.ERROR,
        "The coverage names a party by something else than its id.",
        "Coverage is looked up by ids: under another name the party counts as not looked for.",
        "Write the id, such as PRK; `diplomap resolve NAME` tells it. `all` stands for everybody.",
        '{"senders": ["North Korea"]}',
        '{"senders": ["PRK"]}',
    )
)
def coverage_of_nobody_known(dataset: Dataset) -> Iterator[Finding]:
    """Each name in the coverage that is no party's id."""
    for what, part in _parts(dataset):
        for key in (*_PARTIES, "parties"):
            for name in _names(part.get(key)):
                if not _known(name):
                    message = f"{what}: {name!r} among the {key} is no party's id"
                    yield coverage_of_nobody_known.rule.at(_place(dataset), message)


@table_rule(
    Rule(
        "DM904",
        "sender-not-covered",
        Severity.WARNING,
        "coverage",
        "A party sends missions here that the coverage, which calls itself complete, does not name among the "
        "senders looked at. Told once a sender, at its first row; nothing is said where the coverage names "
        "hosts or receivers too.",
        "Its missions are counted, and every count says that nobody looked for them: the coverage is behind "
        "the table, or the sender is mistaken.",
        "Add the party to `senders` of the coverage, or correct the sending party.",
        "docs/reference/counting.md, what a dataset covers",
        Example(
            (_MISSIONS, _told('{"senders": ["KOR"], "complete": true}')),
            (_MISSIONS, _told('{"senders": ["KOR", "PRK"], "complete": true}')),
        ),
    )
)
def sender_not_covered(table: SpellTable) -> Iterable[Finding]:
    """The first row of each sender that the coverage does not name."""
    coverage = table.dataset.coverage
    covered = set(_names(coverage.get("senders")))
    if coverage.get("complete") is not True or not covered or _EVERYBODY in covered:
        return
    if any(coverage.get(key) for key in ("receivers", "hosts")):
        return
    # A name that is no id is told by DM903, and may be that of a sender.
    if not all(map(_known, covered)):
        return
    strangers = {
        text: senders
        for text, senders in table.by_text("sending", lambda told: told).items()
        if covered.isdisjoint(senders)
    }
    told: set[str] = set()
    for row, text in enumerate(table.column("sending").texts if strangers else ()):
        for sender in strangers.get(text, ()):
            if sender not in told:
                told.add(sender)
                yield sender_not_covered.rule.at(
                    table.origin(row, "sending"),
                    f"{named(sender)} sends missions here, and the coverage does not name it as a sender",
                )


@dataset_rule(
    _rule(
        "DM905",
        "coverage-after-the-day-of-the-table",
        Severity.WARNING,
        "The coverage runs on after the day for which the dataset speaks.",
        "Nobody has looked at days to come; counts of them would say that somebody had.",
        "Correct `to`, or bring `as_of` up to date.",
        '{"senders": ["PRK"], "from": "2023-10-01", "to": "2025-01-30"}',
        '{"senders": ["PRK"], "from": "2023-10-01", "to": "2024-01-30"}',
    )
)
def coverage_after_the_day_of_the_table(dataset: Dataset) -> Iterator[Finding]:
    """A stretch that ends in the future of the dataset."""
    for what, part in _parts(dataset):
        try:
            last = PartialDate.parse(str(part["to"])) if part.get("to") is not None else None
        except DateSyntaxError:
            continue  # told by DM902
        if last is not None and dataset.as_of is not None and last.lo > dataset.as_of.toordinal():
            message = f"{what}: it runs to {last}, and the dataset speaks for {dataset.as_of}"
            yield coverage_after_the_day_of_the_table.rule.at(_place(dataset), message)


@dataset_rule(
    _rule(
        "DM906",
        "complete-neither-true-nor-false",
        Severity.ERROR,
        '`complete` of the coverage is neither true nor false, such as "yes".',
        "Only true is taken for complete; anything else leaves every absence unknown.",
        "Write true or false, without quotes.",
        '{"senders": ["PRK"], "complete": "yes"}',
        '{"senders": ["PRK"], "complete": true}',
    )
)
def complete_neither_true_nor_false(dataset: Dataset) -> Iterator[Finding]:
    """A claim of completeness that is not heard."""
    for what, part in _parts(dataset):
        told = part.get("complete")
        if told is not None and not isinstance(told, bool):
            message = f"{what}: complete is {told!r}, and should be true or false"
            yield complete_neither_true_nor_false.rule.at(_place(dataset), message)


def _known(name: str) -> bool:
    from diplomap.parties.registry import ids

    return name == _EVERYBODY or name in ids()


def _names(told: object) -> tuple[str, ...]:
    if told is None:
        return ()
    if isinstance(told, str):
        return (told,)
    return tuple(map(str, told)) if isinstance(told, list | tuple) else ()


CHECKS: tuple[Check, ...] = (
    *(unknown_key_in_coverage, coverage_window_wrong, coverage_of_nobody_known, sender_not_covered),
    *(coverage_after_the_day_of_the_table, complete_neither_true_nor_false),
)
