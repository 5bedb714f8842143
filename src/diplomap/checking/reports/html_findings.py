"""The findings of one rule on the page: its explanation folded in, each with its row and the cell marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from diplomap.checking.reports.statistics import RuleCount
from diplomap.checking.reports.subject import Subject
from diplomap.checking.reports.visible import shortened, visible
from diplomap.checking.suppression import Suppressed
from diplomap.model.findings import Finding
from diplomap.model.rows import Row
from diplomap.model.rules import Rule
from diplomap.values.origins import Origin

# Of a long row the first cells, which say which row it is, and those around the cell meant are shown.
_FIRST, _AROUND, _ALL = 3, 5, 16


class FileShown(NamedTuple):
    """A file on the page: its place among the files, and its name without the folder that all share."""

    place: int
    label: str


Files = Mapping[str, FileShown]


def told(text: str, longest: int = 400) -> str:
    """A text as HTML that shows it and does nothing else, not even turn the direction of what follows.

    >>> told("<b>Rome</b>")
    '&lt;b&gt;Rome&lt;/b&gt;'
    """
    return escape(shortened(text, longest))


def rule_section(
    anchor: str, one: RuleCount, found: Sequence[Finding], files: Files, subject: Subject
) -> Iterator[str]:
    """The part of the page on one rule; `found` are the findings shown of `one.count`."""
    rule = subject.rule(one.code)
    severity, title = str(one.severity), told(in_words(one))
    yield (
        f'<section class="rule {severity}" id="{anchor}" data-rule="{told(one.code)}" '
        f'data-severity="{severity}" aria-labelledby="{anchor}h">'
    )
    yield (
        f'<h2 id="{anchor}h"><span class="badge {severity}">{severity}</span> {title} '
        f'<span class="count">{told(one.code)} · found {_times(one.count)}</span></h2>'
    )
    if rule is not None:
        yield from _explained(rule)
    yield '<ol class="found">'
    for finding in found:
        yield from _item(finding, files, subject)
    yield "</ol>"
    if len(found) < one.count:
        yield (
            f'<p class="more"><strong>{len(found):,} of {one.count:,} are shown here.</strong> To see all, '
            "run <code>diplomap check</code> with <code>--format csv</code>, "
            "or mend these and check again.</p>"
        )
    yield "</section>"


def suppressed_section(suppressed: Sequence[Suppressed], most: int) -> Iterator[str]:
    """The part of the page on findings that the table leaves aside, folded in: what, where and why."""
    number = len(suppressed)
    title = "1 finding is" if number == 1 else f"{number:,} findings are"
    yield f'<details class="aside"><summary>{title} left aside in the table itself</summary><ul>'
    for one in suppressed[:most]:
        finding = one.finding
        place = f"{where(finding.origin)} in <bdi>{told(finding.origin.file)}</bdi>"
        yield (
            f"<li><strong>{place}</strong>: {told(finding.code)} {told(finding.message)} "
            f"<em>Left aside because:</em> <bdi>{told(one.reason)}</bdi></li>"
        )
    yield "</ul>"
    if number > most:
        yield f'<p class="more">{most:,} of {number:,} are shown here.</p>'
    yield "</details>"


def in_words(one: RuleCount) -> str:
    """The name of a rule as words, its code where it has no name."""
    words = one.name.replace("-", " ")
    return words[:1].upper() + words[1:] or one.code


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count:,} times"


def _explained(rule: Rule) -> Iterator[str]:
    yield f"<p>{told(rule.what, 4000)}</p>"
    yield "<details><summary>Why it matters and how to mend it</summary><div>"
    for title, text in (("Why", rule.why), ("How to mend it", rule.mend), ("Source", rule.source)):
        if text:
            yield f"<p><strong>{title}:</strong> {told(text, 4000)}</p>"
    if rule.example is not None:
        for title, side in (("Wrong", "bad"), ("Right", "good")):
            yield f'<p><strong>{title}:</strong></p><pre tabindex="0" aria-label="{title}">'
            yield escape("\n".join(map(visible, rule.example.shown(side).split("\n")))) + "</pre>"
    yield "</div></details>"


def _item(finding: Finding, files: Files, subject: Subject) -> Iterator[str]:
    origin, fix = finding.origin, finding.fix
    file = (
        f' <span class="file">in <bdi>{told(files[origin.file].label)}</bdi></span>' if len(files) > 1 else ""
    )
    yield f'<li data-file="{files[origin.file].place}"><p class="place">{where(origin)}{file}</p>'
    yield f'<p class="message">{told(finding.message, 1000)}</p>'
    row = subject.row(origin)
    if row is not None and row.cells:
        yield _row(row, origin)
    elif origin.raw:
        yield f'<dl class="row">{_cell(origin.column or "cell", origin.raw, True)}</dl>'
    if fix is not None:
        instead = (
            f"<code><bdi>{told(fix.replacement)}</bdi></code>"
            if fix.replacement
            else "nothing (leave it blank)"
        )
        sure = "<b>Write instead:</b>" if fix.safe else "<b>Perhaps meant:</b>"
        yield f'<p class="fix">{sure} {instead}</p>'
    if finding.related:
        related = "; ".join(_related(one, origin) for one in finding.related)
        yield f'<p class="related">See also: {related}</p>'
    yield "</li>"


def where(origin: Origin) -> str:
    """The place of a finding in its file, as HTML."""
    column = f", column <bdi>{told(origin.column)}</bdi>" if origin.column else ""
    place = f"Line {origin.line:,}" if origin.cell is None else f"Cell <bdi>{told(origin.cell)}</bdi>"
    return f"{place}{column}"


def _related(origin: Origin, beside: Origin) -> str:
    place = where(origin)
    place = place[0].lower() + place[1:]
    if origin.file != beside.file:
        place += f" in <bdi>{told(origin.file)}</bdi>"
    return f"{place}: <code><bdi>{told(origin.raw)}</bdi></code>" if origin.raw else place


def _row(row: Row, origin: Origin) -> str:
    names = row.head.names
    meant = names.index(origin.column) if origin.column in names else -1
    number = origin.column_number
    if number is not None and names[number - 1 : number] == (origin.column,):
        meant = number - 1
    places = range(len(row.cells))
    if len(places) > _ALL:
        near = range(max(0, meant - _AROUND), meant + _AROUND + 1) if meant >= 0 else range(_ALL - _FIRST)
        shown = [place for place in places if place < _FIRST or place in near]
    else:
        shown = [*places]
    cells, blank = [], 0
    for place in shown:
        if not row.cells[place] and place != meant:
            blank += 1
            continue
        name = names[place] if place < len(names) else "beyond the header"
        cells.append(_cell(name or "(no header)", row.cells[place], place == meant))
    left = [f"{blank} blank"] if blank else []
    if len(shown) < len(places):
        left.append(f"{len(places) - len(shown)} more columns")
    rest = (
        f'<div class="rest"><dt class="unseen">not shown</dt><dd>{", ".join(left)}</dd></div>' if left else ""
    )
    return f'<dl class="row">{"".join(cells)}{rest}</dl>'


def _cell(name: str, text: str, meant: bool) -> str:
    shown = f"<bdi>{told(text, 200)}</bdi>" if text else '<span class="faint">(blank)</span>'
    if not meant:
        return f"<div><dt><bdi>{told(name, 60)}</bdi></dt><dd>{shown}</dd></div>"
    return (
        f'<div class="meant"><dt><bdi>{told(name, 60)}</bdi><span class="unseen"> (this cell)</span></dt>'
        f"<dd><mark>{_edges(shown, text)}</mark></dd></div>"
    )


def _edges(shown: str, text: str) -> str:
    """The spaces at both ends of a cell made visible, as they may be what is wrong with it."""
    before, after = len(text) - len(text.lstrip(" ")), len(text) - len(text.rstrip(" "))
    if not text.strip(" ") or not (before or after):
        return shown
    inner = text.strip(" ")
    return f"<bdi>{'␣' * min(before, 20)}{told(inner, 200)}{'␣' * min(after, 20)}</bdi>"
