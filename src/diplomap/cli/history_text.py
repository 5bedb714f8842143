"""A history of editions as text: the count in each, what moved it by nature, and the apparent openings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from diplomap.cli.answers import named
from diplomap.cli.diff_text import key_named
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned, plain, wrapped
from diplomap.diffing.change_kinds import ChangeKind, Nature
from diplomap.diffing.editions_history import History
from diplomap.diffing.ledger import Entry
from diplomap.diffing.reasons import rule_told
from diplomap.model.missions import Mission
from diplomap.pictures.history_words import ALWAYS, TOLD, estimate, kinds_counted, natures_of, posts_said
from diplomap.values.counts import Count, Effect

_ROLE = {"sending": "", "receiving": "sent to ", "host": "on the soil of "}
_MEANT = {
    Nature.WORLD: "the posts opened",
    Nature.REVISION: "the record was mended",
    Nature.REFINEMENT: "the same facts told more exactly",
    Nature.COVERAGE: "they stood before, and the old edition did not list them",
    Nature.REKEY: "other identifiers",
    Nature.UNDETERMINED: "nothing in these tables decides it",
}


@attrs.frozen(slots=True)
class HistoryText:
    """A history told in text."""

    history: History
    terminal: Terminal

    def text(self) -> str:
        """The whole of it."""
        return "".join([*self._title(), *self._editions(), *self._steps(), *self._gains(), *self._lines()])

    def _title(self) -> Iterator[str]:
        told = self.history
        first, last = told.editions[0], told.editions[-1]
        yield self.terminal.paint(
            f"{self._whose()}: {len(told.editions)} editions, {plain(first.name)} to {plain(last.name)}, "
            f"counted by profile {told.profile}",
            "title",
        )
        yield "\n"
        for name in told.witnesses:
            yield self._line(
                f"witness: {plain(name)}, whose dates tell of posts that the editions do not date"
            )

    def _whose(self) -> str:
        told = self.history
        asked = [
            f"{before}{named(party)}"
            for before, party in (
                ("", told.asked.sending),
                ("to ", told.asked.receiving),
                ("in ", told.asked.host),
            )
            if party is not None
        ]
        key = [] if told.of is None else [_ROLE.get(told.by, "") + key_named(told.of, told.by)]
        return ", ".join([*key, *asked]) or "every party"

    def _editions(self) -> Iterator[str]:
        told, line = self.history, self.history.total
        head = ("edition", "as of", "count", "change", *map(_words, TOLD), "other")
        rows = []
        empty: dict[tuple[ChangeKind, Nature], int] = {}
        for place, edition in enumerate(told.editions):
            moves = line.moves[place - 1] if place else empty
            rows.append(
                (
                    plain(edition.name),
                    "" if edition.day is None else edition.day.isoformat(),
                    _count(line.listed[place], line.known[place]),
                    str(line.accounts[place - 1].effect) if place else "",
                    *(str(number) if place else "" for number in kinds_counted(moves)),
                )
            )
        yield "\n" + self._table(rows, head, right=range(2, len(head)))

    def _steps(self) -> Iterator[str]:
        told, line = self.history, self.history.total
        natures = natures_of(account.by_nature() for account in line.accounts)
        head = ("what moved the count", "change", *map(str, natures))
        rows = [
            (
                f"{plain(step.old.name)} to {plain(step.new.name)}",
                str(account.effect),
                *_effects(account.by_nature(), natures),
            )
            for step, account in zip(told.steps, line.accounts, strict=True)
        ]
        rows.append(("all steps", str(line.effect), *_effects(line.by_nature(), natures)))
        yield "\n" + self._table(rows, head, right=range(1, len(head)))
        yield f"{line.listed[0]} to {line.listed[-1]}: {line.identity()}\n"

    def _gains(self) -> Iterator[str]:
        gained = list(self.history.total.gains())
        yield "\n" + self.terminal.paint(f"apparent openings: {posts_said(gained)}", "title") + "\n"
        yield self._line("what an edition counts and the one before did not")
        rows = [
            (str(nature), f"{number:,}", _MEANT[nature])
            for nature, number in _counted(entry for _, entry in gained).items()
        ]
        yield aligned(rows, right={1}, roles=("", "count"), paint=self.terminal.paint, indent="  ")
        guess = estimate(self.history)
        if guess:
            yield self._line(guess)
        if self.history.of is not None or self.history.asked.party is not None:
            for place, entry in gained:
                yield self._entry(place, entry)
        lost = list(self.history.total.losses())
        yield "\n" + self.terminal.paint(f"apparent closings: {posts_said(lost)}", "title") + "\n"
        rows = [
            (str(nature), f"{number:,}", "")
            for nature, number in _counted(entry for _, entry in lost).items()
            if number or nature in ALWAYS
        ]
        yield aligned(rows, right={1}, roles=("", "count"), paint=self.terminal.paint, indent="  ")
        if self.history.of is not None or self.history.asked.party is not None:
            for place, entry in lost:
                yield self._entry(place, entry)

    def _entry(self, place: int, entry: Entry) -> str:
        mission = (entry.new or entry.old)[0]
        step = self.history.steps[place]
        rules = ", ".join(dict.fromkeys(rule_told(change) for change in entry.changes if change.rule))
        judged = f"{entry.nature}: {plain(rules) or 'dates'}"
        told = f"{plain(step.new.name)}: {_post(mission)}: {entry.why} ({judged})"
        return self._line(told, "  - ")

    def _lines(self) -> Iterator[str]:
        if self.history.of is not None or not len(self.history):
            return
        natures = natures_of(line.by_nature() for line in self.history)
        head = (f"by {self.history.by}", "first", "last", "change", *map(str, natures))
        moved = [line for line in self.history if any(account.entries for account in line.accounts)]
        rows = [
            (
                key_named(line.key, self.history.by),
                _count(line.listed[0], line.known[0]),
                _count(line.listed[-1], line.known[-1]),
                str(line.effect),
                *_effects(line.by_nature(), natures),
            )
            for line in moved
        ]
        yield "\n" + self._table(rows, head, right=range(1, len(head)))
        if len(moved) < len(self.history):
            yield f"{len(self.history) - len(moved):,} others, none moved\n"

    def _table(self, rows: Sequence[Sequence[str]], head: Sequence[str], *, right: Iterable[int]) -> str:
        return aligned(
            rows,
            head=head,
            right={*right},
            width=self.terminal.width,
            roles=("", *["count"] * (len(head) - 1)),
            paint=self.terminal.paint,
        )

    def _line(self, text: str, indent: str = "  ") -> str:
        return wrapped(text, width=self.terminal.width, indent=indent, hanging=" " * (len(indent) + 2))


def _counted(entries: Iterable[Entry]) -> dict[Nature, int]:
    found = dict.fromkeys(ALWAYS, 0)
    for entry in entries:
        found[entry.nature] = found.get(entry.nature, 0) + 1
    return {nature: found[nature] for nature in Nature if nature in found}


def _effects(parts: dict[Nature, Effect], natures: Iterable[Nature]) -> Iterator[str]:
    return (str(parts.get(nature, Effect(0, 0))) for nature in natures)


def _count(listed: Count, known: Count | None) -> str:
    return "unknown" if known is None else str(listed)


def _words(kind: ChangeKind) -> str:
    return str(kind).replace("_", " ")


def _post(mission: Mission) -> str:
    spell = mission.latest
    seat = f" in {plain(spell.seat)}" if spell.seat else ""
    senders = " and ".join(map(named, mission.sending))
    return f"{_kind(mission)}{seat} of {senders} to {named(mission.receiving)} [{plain(mission.id)}]"


def _kind(mission: Mission) -> str:
    return str(mission.latest.kind).replace("_", " ")
