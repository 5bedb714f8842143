"""The options by which a reader describes a figure that stands in no table."""

from __future__ import annotations

from argparse import ArgumentTypeError

from diplomap.cli.errors import Misuse
from diplomap.cli.options import Options, Parser
from diplomap.counting.naming import party_id
from diplomap.model.dataset import Dataset
from diplomap.model.figures import Comparison, Modality, Quantity, ReportedFigure, Unit
from diplomap.values.dates import PartialDate

_WORDS = {
    Comparison.EXACTLY: "exactly so many",
    Comparison.ABOUT: "about so many; see docs/reference/verification.md for how far that reaches",
    Comparison.AT_MOST: "at most so many",
    Comparison.AS_MANY_AS: "as many as that, which says: up to",
    Comparison.AT_LEAST: "at least so many",
    Comparison.MORE_THAN: "more than that",
    Comparison.FEWER_THAN: "fewer than that",
}


def add_figure(parser: Parser) -> None:
    """The options of a figure of one's own."""
    group = parser.add_argument_group("a figure that stands in no table")
    group.add_argument("--of", metavar="PARTY", help="whose missions or relations it counts")
    group.add_argument(
        "--quantity",
        choices=[str(one) for one in Quantity],
        help="what it counts (default: closures between --since and --until, missions where no --since)",
    )
    group.add_argument("--since", metavar="DATE", type=partial_date, help="the beginning of what it counts")
    group.add_argument("--until", metavar="DATE", type=partial_date, help="its end, or the date of a count")
    group.add_argument("--among", metavar="GROUP", help="only among this group of receiving parties")
    group.add_argument("--percent", action="store_true", help="the number is a share in percent")
    group.add_argument(
        "--base", choices=[str(one) for one in Quantity], help="of what it is a share (default: missions)"
    )
    group.add_argument(
        "--modality", choices=[str(one) for one in Modality], default="fact", help="default: fact"
    )
    numbers = group.add_mutually_exclusive_group()
    for comparison, words in _WORDS.items():
        option = f"--{str(comparison).replace('_', '-')}"
        numbers.add_argument(option, metavar="N", type=number, dest=str(comparison), help=words)


def asked_figure(given: Options, dataset: Dataset) -> ReportedFigure | None:
    """The figure that the options describe; None where they describe none.

    Raises Misuse where a part of the figure is missing, ValueError for a party that is not resolved.
    """
    told = [(one, value) for one in _WORDS if (value := getattr(given, str(one))) is not None]
    described = (given.of, given.quantity, given.since, given.until, given.among, given.base)
    if not told:
        if any(described) or given.percent:
            options = ", ".join(f"--{str(one).replace('_', '-')}" for one in _WORDS)
            raise Misuse(f"say how many, with one of {options}")
        return None
    if given.of is None:
        raise Misuse("say whose figure it is, with --of")
    comparison, value = told[0]
    moves = given.since is not None
    quantity = Quantity(given.quantity or (Quantity.CLOSURES if moves else Quantity.MISSIONS))
    return ReportedFigure(
        id="asked",
        quantity=quantity,
        of=party_id(given.of, dataset),
        comparison=comparison,
        value=value,
        unit=Unit.PERCENT if given.percent else Unit.COUNT,
        base=None if given.base is None else Quantity(given.base),
        since=given.since,
        until=given.until,
        modality=Modality(given.modality),
        among=given.among or "",
    )


def number(text: str) -> tuple[float, float]:
    """A number, or a range of two.

    >>> number("10"), number("8..10")
    ((10.0, 10.0), (8.0, 10.0))
    """
    try:
        ends = [float(part) for part in text.split("..")]
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no number; write 10, or 8..10") from None
    if len(ends) > 2 or not all(abs(end) < float("inf") for end in ends) or ends[0] > ends[-1]:
        raise ArgumentTypeError(f"{text!r} is no number; write 10, or 8..10")
    return ends[0], ends[-1]


def partial_date(text: str) -> PartialDate:
    """A date, told as exactly as it is known.

    >>> partial_date("2023-11")
    PartialDate('2023-11')
    """
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None
