"""Charts drawn as SVG: a waterfall of one account by nature, and a count through many editions.

No meaning hangs on colour alone: each bar is named and told, and what is uncertain is paler and dashed.
The colours are those of Okabe and Ito (2008), which the colour-blind can tell apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from diplomap.checking.reports.html_findings import told
from diplomap.diffing.change_kinds import Nature
from diplomap.pictures.scales import Scale, places
from diplomap.values.counts import Count, Effect

_WIDTH, _LEFT, _RIGHT = 760, 56, 24
_LONGEST = 18
# About as wide as a letter is, and a name at most.
_LETTER, _WIDE = 8.0, 150


def figure(anchor: str, caption: str, drawn: str) -> Iterator[str]:
    """A chart with its caption."""
    yield f'<figure id="{anchor}"><figcaption>{told(caption)}</figcaption>'
    yield f'<div class="scroll">{drawn}</div></figure>'


def waterfall(opening: Count, closing: Count, parts: Mapping[Nature, Effect], ends: tuple[str, str]) -> str:
    """How a count went from the old edition to the new one, a bar for each nature that moved it.

    >>> drawn = waterfall(Count(17), Count(27), {Nature.COVERAGE: Effect(10, 10)}, ("2020", "2022"))
    >>> "from 17 to 27: coverage +10" in drawn
    True
    """
    running = opening.low, opening.high
    slots = [_Slot(ends[0], str(opening), "total", None, running)]
    for nature, effect in parts.items():
        after = running[0] + effect.low, running[1] + effect.high
        slots.append(_Slot(str(nature), str(effect), str(nature), running, after))
        running = after
    slots.append(_Slot(ends[1], str(closing), "total", None, (closing.low, closing.high)))
    tops = [bound for slot in slots for bound in slot.after]
    scale = Scale.over(tops, 28, 220, far=25)
    each = (_WIDTH - _LEFT - _RIGHT) / len(slots)
    body = [*_axis(scale)]
    for place, slot in enumerate(slots):
        left = _LEFT + place * each
        body.extend(_bar(slot, scale, left, each))
        if place + 1 < len(slots):
            height = scale.at(max(slot.after))
            body.append(
                f'<path class="link" d="M{left + each * 0.85:.1f} {height}H{left + each * 1.15:.1f}"/>'
            )
    moved = ", ".join(f"{nature} {effect}" for nature, effect in parts.items()) or "nothing moved it"
    return _svg("What moved the count", f"A waterfall from {opening} to {closing}: {moved}.", body, 300)


def counts(
    names: Sequence[str], days: Sequence[int | None], listed: Sequence[Count], known: Sequence[bool]
) -> str:
    """A count in each edition, with a band between its bounds; where it is unknown there is a gap.

    >>> drawn = counts(["a", "b"], [None, None], [Count(1), Count(2, 3)], [True, True])
    >>> "a: 1; b: 2–3" in drawn, 'class="band"' in drawn
    (True, True)
    """
    scale = Scale.over([bound for one in listed for bound in (one.low, one.high)], 28, 210)
    gap = min(_WIDE, 12 + _LETTER * max(len(_short(name)) for name in names))
    along = places(days, _LEFT + 44, _WIDTH - _LEFT - _RIGHT - 88, gap)
    body = [*_axis(scale)]
    for first, last in _runs(known):
        stretch = range(first, last)
        tops = [f"{along[k]:.1f} {scale.at(listed[k].high)}" for k in stretch]
        lows = [f"{along[k]:.1f} {scale.at(listed[k].low)}" for k in stretch]
        if any(listed[k].low != listed[k].high for k in stretch):
            body.append(f'<path class="band" d="M{"L".join(tops)}L{"L".join(reversed(lows))}Z"/>')
            body.append(f'<path class="line high" d="M{"L".join(tops)}"/>')
        body.append(f'<path class="line" d="M{"L".join(lows)}"/>')
    shown = _every(along, gap)
    for place, (name, count) in enumerate(zip(names, listed, strict=True)):
        x = f"{along[place]:.1f}"
        said = str(count) if known[place] else "?"
        if known[place]:
            body.append(f'<circle class="point" cx="{x}" cy="{scale.at(count.low)}" r="4.5"/>')
        if place in shown:
            y = scale.at(count.high if known[place] else scale.least) - 10
            body.append(_value(x, y, said))
            body.append(f'<text x="{x}" y="262" text-anchor="middle">{told(_short(name))}</text>')
    pairs = zip(names, listed, known, strict=True)
    said = "; ".join(f"{name}: {count if sure else 'unknown'}" for name, count, sure in pairs)
    return _svg("The count in each edition", f"{said}.", body, 276)


def steps(names: Sequence[str], labels: Sequence[str], moved: Sequence[Mapping[Nature, Effect]]) -> str:
    """What moved the count in each step: gains above the line, losses beneath it, a stretch for each nature.

    `labels` are the short names that stand beneath. Of a movement with two bounds the larger one is drawn.

    >>> parts = {Nature.COVERAGE: Effect(4, 4), Nature.WORLD: Effect(-1, -1)}
    >>> drawn = steps(["2020 to 2021"], ["to 2021"], [parts])
    >>> "2020 to 2021: coverage +4, world −1" in drawn
    True
    """
    ups = [sum(max(0, _size(one)) for one in parts.values()) for parts in moved]
    downs = [sum(min(0, _size(one)) for one in parts.values()) for parts in moved]
    scale = Scale.over([0, 1, *ups, *downs], 28, 190)
    each = (_WIDTH - _LEFT - _RIGHT) / len(moved)
    body = [*_axis(scale), f'<path class="axis" d="M{_LEFT} {scale.at(0)}H{_WIDTH - _RIGHT}"/>']
    shown = _every([_LEFT + each * (place + 0.5) for place in range(len(moved))], _WIDE)
    for place, (label, parts) in enumerate(zip(labels, moved, strict=True)):
        left, up, down = _LEFT + each * (place + 0.25), 0, 0
        for nature, effect in parts.items():
            size = _size(effect)
            base = up if size > 0 else down
            body.append(_rect(str(nature), left, each * 0.5, scale.at(base), scale.at(base + size)))
            up, down = (up + size, down) if size > 0 else (up, down + size)
        if place in shown:
            middle = f"{left + each * 0.25:.1f}"
            whole = Effect(sum(e.low for e in parts.values()), sum(e.high for e in parts.values()))
            body.append(_value(middle, scale.at(up) - 8, str(whole)))
            body.append(f'<text x="{middle}" y="242" text-anchor="middle">{told(_short(label))}</text>')
    body.extend(_legend([nature for nature in Nature if any(nature in parts for parts in moved)], 268))
    said = "; ".join(f"{name}: {_moved(parts)}" for name, parts in zip(names, moved, strict=True))
    return _svg("What moved the count in each step", f"{said}.", body, 284)


@attrs.frozen(slots=True)
class _Slot:
    name: str
    said: str
    look: str
    before: tuple[int, int] | None
    after: tuple[int, int]


def _bar(slot: _Slot, scale: Scale, left: float, each: float) -> Iterator[str]:
    base = (scale.least, scale.least) if slot.before is None else slot.before
    wide, x, tops = each * 0.7, left + each * 0.15, slot.after
    if base[0] == base[1] and tops[0] == tops[1]:
        yield _rect(slot.look, x, wide, scale.at(base[0]), scale.at(tops[0]))
    else:
        yield _rect(slot.look, x, wide / 2, scale.at(base[0]), scale.at(tops[0]))
        yield _rect(f"{slot.look} perhaps", x + wide / 2, wide / 2, scale.at(base[1]), scale.at(tops[1]))
    middle, top = f"{left + each / 2:.1f}", scale.at(max(*base, *tops)) - 8
    yield _value(middle, top, slot.said)
    yield f'<text x="{middle}" y="272" text-anchor="middle">{told(_short(slot.name))}</text>'


def _rect(look: str, left: float, wide: float, one: float, two: float) -> str:
    top, height = min(one, two), max(abs(one - two), 0.75)
    hatch = f'<path fill="url(#hatch)" d="M{left:.1f} {top}h{wide:.1f}v{height:.1f}h-{wide:.1f}z"/>'
    drawn = f'<rect class="bar {look}" x="{left:.1f}" y="{top}" width="{wide:.1f}" height="{height:.1f}"/>'
    return drawn + (hatch if look.startswith("undetermined") else "")


def _value(x: str, y: float, said: str) -> str:
    return f'<text class="value" x="{x}" y="{y:.1f}" text-anchor="middle">{said}</text>'


def _axis(scale: Scale) -> Iterator[str]:
    for tick in scale.ticks:
        y = scale.at(tick)
        yield f'<path class="axis" d="M{_LEFT} {y}H{_WIDTH - _RIGHT}"/>'
        yield f'<text class="faint" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{_minus(tick)}</text>'
    if scale.least > 0:
        yield f'<text class="faint" x="{_LEFT}" y="14">the axis begins at {scale.least:,}</text>'


def _legend(natures: Iterable[Nature], y: int) -> Iterator[str]:
    x = float(_LEFT)
    for nature in natures:
        yield _rect(str(nature), x, 14, y, y + 12)
        yield f'<text x="{x + 20:.0f}" y="{y + 11}">{nature}</text>'
        x += 34 + 7.2 * len(str(nature))


def _svg(title: str, said: str, body: Iterable[str], height: int) -> str:
    hatch = (
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path d="M0 0V6" stroke="currentColor" stroke-width="1.5" '
        'stroke-opacity=".55"/></pattern></defs>'
    )
    return (
        f'<svg class="chart" role="img" viewBox="0 0 {_WIDTH} {height}" '
        f'aria-label="{told(title)}. {told(said, 2000)}">{hatch}{"".join(body)}</svg>'
    )


def _runs(known: Sequence[bool]) -> Iterator[tuple[int, int]]:
    first = None
    for place, sure in enumerate([*known, False]):
        if sure and first is None:
            first = place
        elif not sure and first is not None:
            yield first, place
            first = None


def _every(along: Sequence[float], gap: float) -> set[int]:
    """The places whose names fit side by side."""
    kept: list[int] = []
    for place, x in enumerate(along):
        if not kept or x - along[kept[-1]] >= gap:
            kept.append(place)
    return set(kept)


def _size(effect: Effect) -> int:
    return max(effect.low, effect.high, key=abs)


def _moved(parts: Mapping[Nature, Effect]) -> str:
    return ", ".join(f"{nature} {effect}" for nature, effect in parts.items()) or "nothing"


def _minus(number: int) -> str:
    return f"{number:,}".replace("-", "−")


def _short(name: str, longest: int = _LONGEST) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
