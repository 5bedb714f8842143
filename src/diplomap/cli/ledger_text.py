"""One party between two editions as text: opening count, what moved it, who says so, closing count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from diplomap.cli.answers import named
from diplomap.cli.citations import citation, sources_of
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned, wrapped
from diplomap.counting.footprint import Footprint, footprint
from diplomap.diffing.change_kinds import Nature
from diplomap.diffing.changes import Change
from diplomap.diffing.diff import Diff
from diplomap.diffing.ledger import Account, Entry, Ledger
from diplomap.diffing.reasons import phrase
from diplomap.values.counts import Effect
from diplomap.values.dates import OPEN_HI, OPEN_LO, PartialDate, Precision

_LEAVE, _COME = "closed", "opened"
_DEEPER = " " * 6
_BY = {"sending": "of", "receiving": "receiving", "host": "host"}
_ROLE = {"sending": "", "receiving": "sent to ", "host": "on the soil of "}


@attrs.frozen(slots=True)
class Story:
    """A difference told of one party: its account, its footprints on both days, its other changes."""

    diff: Diff
    ledger: Ledger
    account: Account
    changes: Sequence[Change]
    terminal: Terminal

    def text(self) -> str:
        """The whole of it."""
        before, after = self._footprints()
        return "".join(
            [
                *self._count(before, opening=True),
                *self._movements(),
                *self._sums(),
                *self._count(after, opening=False),
                *self._others(),
            ]
        )

    def _footprints(self) -> tuple[Footprint, Footprint]:
        what = {_BY[self.ledger.by]: self.account.party}
        days, profile = self.ledger.days, self.ledger.profile
        return (
            footprint(self.diff.old, at=days[0], profile=profile, **what),
            footprint(self.diff.new, at=days[1], profile=profile, **what),
        )

    def _count(self, counted: Footprint, *, opening: bool) -> Iterator[str]:
        paint = self.terminal.paint
        count = self.account.opening if opening else self.account.closing
        when = "among what is open" if counted.at is None else f"on {counted.at}"
        whose = _ROLE[self.ledger.by] + named(self.account.party)
        profile = counted.profile
        yield "" if opening else "\n"
        yield paint(f"{whose}: {count} {when}, counted by profile {profile.name}", "title") + "\n"
        if opening:
            yield self._line(f"{profile.name}: {profile.title}", "  ")
        parts = sorted(counted.by("kind").items(), key=lambda part: (-part[1].high, part[0]))
        kinds = [(kind.replace("_", " ").replace("|", " or "), str(number)) for kind, number in parts]
        yield aligned(kinds, right={1}, roles=("", "count"), paint=paint, indent="  ")

    def _movements(self) -> Iterator[str]:
        sources = sources_of(self.diff.new, self.diff.old)
        cited: set[str] = set()
        for label, entries in _by_label(self.account.entries).items():
            role = "loss" if label == _LEAVE else "gain" if label == _COME else "title"
            yield f"\n{self.terminal.paint(f'{label}: {len(entries)}', role)}\n"
            for entry in entries:
                yield self._movement(entry, label)
                for source in dict.fromkeys(entry.sources):
                    # A source that stands behind many entries is told in full once.
                    told = f"{source} (see above)" if source in cited else citation(source, sources)
                    cited.add(source)
                    yield self._line(f"source {told}", _DEEPER)

    def _movement(self, entry: Entry, label: str) -> str:
        usual = {_LEAVE: Effect(-1, -1), _COME: Effect(1, 1)}.get(label)
        effect = "" if entry.effect == usual else f" [{entry.effect}]"
        when = "" if entry.when is None else f"{in_words(entry.when)}: "
        line = self._line(f"{when}{self._posts(entry)}{effect}", "  - ")
        if entry.when is None or usual is None or entry.nature is not Nature.WORLD:
            line += self._line(f"{entry.why} ({entry.nature})", _DEEPER)
        return line

    def _posts(self, entry: Entry) -> str:
        by = self.ledger.by
        told = []
        for mission in entry.new or entry.old:
            spell = mission.latest
            parties = [] if by == "sending" else ["of " + " and ".join(map(named, mission.sending))]
            parties += [] if by == "receiving" else [f"to {named(mission.receiving)}"]
            kind = str(spell.kind).replace("_", " ")
            seat = f" in {spell.seat}" if spell.seat else ""
            told.append(f"{kind}{seat}, {' '.join(parties)} [{mission.id}]")
        return "; ".join(told)

    def _line(self, text: str, indent: str) -> str:
        return wrapped(text, width=self.terminal.width, indent=indent, hanging=" " * (len(indent) + 2))

    def _sums(self) -> Iterator[str]:
        account = self.account
        rows = [("opening", str(account.opening))]
        rows += [(label, str(_sum(entries))) for label, entries in _by_label(account.entries).items()]
        rows.append(("closing", str(account.closing)))
        yield f"\n{self.terminal.paint('ledger', 'title')}\n"
        yield aligned(rows, right={1}, roles=("", "count"), paint=self.terminal.paint, indent="  ")
        yield f"  opening − closed + opened = closing: {account.statement()}\n"
        if account.entries:
            yield f"  by nature: {account.identity()}\n"

    def _others(self) -> Iterator[str]:
        moved = {id(change) for entry in self.account.entries for change in entry.changes}
        others = [change for change in self.changes if id(change) not in moved]
        if not others:
            return
        yield f"\n{self.terminal.paint(f'changes that move no count by {self.ledger.profile}', 'title')}\n"
        for change in others:
            yield self._line(f"{change.mission}: {phrase(change)} ({change.nature})", "  - ")


def in_words(when: PartialDate) -> str:
    """A date as a reader says it.

    >>> in_words(PartialDate.parse("2023-10-25..2023-12-05")), in_words(PartialDate.parse("..1974"))
    ('between 2023-10-25 and 2023-12-05', '1974 or earlier')
    """
    first, _, last = when.text.partition("..")
    if when.precision is Precision.RANGE:
        return f"between {first} and {last}"
    if when.lo == OPEN_LO:
        return f"{last} or earlier"
    return f"{first} or later" if when.hi == OPEN_HI else when.text


def _by_label(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {_LEAVE: [], _COME: []}
    for entry in sorted(entries, key=lambda entry: OPEN_HI if entry.when is None else entry.when.lo):
        label = ", ".join(str(kind).replace("_", " ") for kind in entry.kinds) or "undetermined"
        found.setdefault(label, []).append(entry)
    return found


def _sum(entries: Iterable[Entry]) -> Effect:
    total = Effect(0, 0)
    for entry in entries:
        total = total + entry.effect
    return total
