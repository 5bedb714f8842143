"""The arithmetic of a verdict in lines that a reader can follow, and what decided it."""

from __future__ import annotations

import attrs

from diplomap.history.figure_intervals import share_of
from diplomap.history.figure_quantities import Counted
from diplomap.history.verdicts import Answer, Verdict, refutable, unit_of
from diplomap.model.figures import Comparison, Modality, Quantity, ReportedFigure, Unit

_NOUN = {
    Quantity.MISSIONS: "missions",
    Quantity.OPENINGS: "opened",
    Quantity.CLOSURES: "closed",
    Quantity.NET_CHANGE: "opened less closed",
    Quantity.RELATIONS: "partners in relations",
    Quantity.RECEIVERS: "receivers of a mission",
    Quantity.RELATIONS_WITHOUT_MISSION: "partners in relations without a mission",
}
_SAID = {
    Comparison.AT_MOST: "at most",
    Comparison.AS_MANY_AS: "as many as",
    Comparison.AT_LEAST: "at least",
    Comparison.MORE_THAN: "more than",
    Comparison.FEWER_THAN: "fewer than",
}
_MOST_NAMES = 16


@attrs.frozen(slots=True)
class Measured:
    """What the data give for a figure: its quantity, and the base of which it is a share.

    `inside` says that every thing of the quantity is one of the base's.
    """

    part: Counted
    whole: Counted | None = None
    inside: bool = False


def said(figure: ReportedFigure) -> str:
    """A figure as it was said, in its own words or else in ours.

    >>> said(ReportedFigure("a", Quantity.CLOSURES, "PRK", Comparison.ABOUT, (20, 20), Unit.PERCENT))
    'about 20 percent'
    """
    if figure.words:
        return figure.words
    word = _SAID.get(figure.comparison, str(figure.comparison))
    if figure.value is None:
        return word
    low, high = figure.value
    ends = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{word} {ends}{' percent' if figure.unit is Unit.PERCENT else ''}"


def arithmetic(found: Verdict, measured: Measured) -> tuple[str, ...]:
    """The lines of the arithmetic: what was counted, out of what, what may be missing, what was claimed.

    >>> from fractions import Fraction
    >>> from diplomap.history.figure_intervals import Interval
    >>> from diplomap.values.counts import Count
    >>> figure = ReportedFigure("a", Quantity.CLOSURES, "PRK", Comparison.AS_MANY_AS, (10, 10))
    >>> closed = Counted(Quantity.CLOSURES, Count(9), when="from 2023-10 to 2024-01")
    >>> bare = Verdict(figure=figure, verdict=Answer.SUPPORTED, profile="all", why="",
    ...                claimed=Interval(Fraction(0), Fraction(10)), interval=closed.interval)
    >>> arithmetic(bare, Measured(closed))
    ('North Korea: 9 closed from 2023-10 to 2024-01, counted by all', '“as many as 10” allows 0–10')
    """
    part, whole, figure = measured.part, measured.whole, found.figure
    lines = [f"{_name(figure.of)}: {_counted(part, figure)}{_by(found)}{_names(part)}"]
    if whole is not None:
        lines.append(_of_base(measured))
    for told in (part, whole):
        if told is not None and told.why and not any(told.why in line for line in lines):
            least = "more than listed" if told.low_stands else "more or fewer than listed"
            lines.append(f"there may be {least}: {told.why}")
    unit = unit_of(figure)
    if found.claimed is not None:
        lines.append(f"“{said(figure)}” allows {found.claimed.told(unit)}")
    return tuple(lines)


def why(found: Verdict, measured: Measured) -> str:
    """What decided a verdict, or what would."""
    figure, unit = found.figure, unit_of(found.figure)
    prefix = "a forecast, judged by what came to pass: " if figure.modality is not Modality.FACT else ""
    if found.claimed is None:
        told = _of_base(measured) if measured.whole is not None else _counted(measured.part, figure)
        return f"“{said(figure)}” says no number; the data give {told}"
    if found.interval is None:
        return f"there is nothing of which it could be a share: {_NOUN[_base(measured)]} are none"
    data, words = found.interval.told(unit), found.claimed.told(unit)
    if found.claimed.low == found.claimed.high and found.verdict is not Answer.UNDECIDABLE:
        same = found.verdict is Answer.SUPPORTED
        return f"{prefix}the data give {data}, {'as was said' if same else f'not {words}'}"
    if found.verdict is Answer.SUPPORTED:
        return f"{prefix}{data} lies within {words}"
    if found.verdict is Answer.CONTRADICTED:
        return f"{prefix}{data} lies outside {words}"
    if found.interval.apart(found.claimed) and not refutable(figure):
        return f"{data} lies outside {words}, yet it was said only as what may be, which refutes nothing"
    if found.claimed.low == found.claimed.high:
        return f"{prefix}the data allow {data}, and {words} was said; {_would_decide(found, measured)}"
    return f"{prefix}{data} lies partly within {words}; {_would_decide(found, measured)}"


def _would_decide(found: Verdict, measured: Measured) -> str:
    listed, words = found.listed, found.claimed
    gaps = [told.why for told in (measured.part, measured.whole) if told is not None and told.why]
    if gaps and listed is not None and words is not None and (listed.within(words) or listed.apart(words)):
        what = "fits" if listed.within(words) else "does not fit"
        return f"what is listed ({listed.told(unit_of(found.figure))}) {what}, but {gaps[0]}"
    doubtful = [one.name for one in measured.part.things if not one.count.exact]
    if doubtful:
        more = f" and {len(doubtful) - 5} more" if len(doubtful) > 5 else ""
        return f"it would be decided by exact dates or statuses of {', '.join(doubtful[:5])}{more}"
    return gaps[0] if gaps else "it would be decided by sharper data"


def _counted(part: Counted, figure: ReportedFigure) -> str:
    among = f" among {figure.among}" if figure.among else ""
    return f"{_number(part)} {_NOUN[part.quantity]}{among} {part.when}".rstrip()


def _of_base(measured: Measured) -> str:
    part, whole = measured.part, measured.whole
    assert whole is not None, "told of a share only"
    share = share_of(part.listed, whole.listed, inside=measured.inside)
    told = "" if share is None else f" = {share.told(' %')}"
    noun = _NOUN[part.quantity]
    return f"{_number(part)} {noun} of {_number(whole)} {_NOUN[whole.quantity]} {whole.when}{told}"


def _number(counted: Counted) -> str:
    return str(counted.count).replace("-", "−")


def _name(party_id: str) -> str:
    from diplomap.parties.registry import get

    party = get(party_id)
    return party_id if party is None else party.name


def _base(measured: Measured) -> Quantity:
    return Quantity.MISSIONS if measured.whole is None else measured.whole.quantity


def _by(found: Verdict) -> str:
    return "" if found.figure.quantity is Quantity.RELATIONS else f", counted by {found.profile}"


def _names(part: Counted) -> str:
    if not part.things or len(part.things) > _MOST_NAMES:
        return ""
    told = [f"perhaps {one.name}" if not one.count.low else one.name for one in part.things]
    return f": {', '.join(told)}"
