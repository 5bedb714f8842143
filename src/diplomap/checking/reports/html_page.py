"""The findings of a check as one page that stands alone: opened in a browser, filtered, printed, sent on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diplomap.checking.reports.html_findings import (
    Files,
    FileShown,
    in_words,
    rule_section,
    suppressed_section,
    told,
    where,
)
from diplomap.checking.reports.html_frame import framed
from diplomap.checking.reports.statistics import (
    RuleCount,
    severity_totals,
    statistics,
    totals_in_words,
)
from diplomap.checking.reports.subject import Given, Subject
from diplomap.checking.reports.text import left_aside
from diplomap.model.findings import Finding, Severity

# Of one rule at most, and of all rules together about as many as a browser filters at once.
SHOWN, _ON_A_PAGE, _LEAST = 200, 6000, 20
_MEANING = {
    Severity.ERROR: "cannot be true",
    Severity.WARNING: "likely wrong",
    Severity.NOTE: "worth a look",
}


def html_report(given: Given) -> str:
    """One page with nothing to load: counts by rule and file, each finding with its row, filtered as wanted.

    Of each rule at most `SHOWN` findings are on the page, fewer where very many rules found much, from as
    many files as possible; the counts are those of all, and what is left out is said. Whatever stands in a
    cell is shown as text, and the page's own policy lets no other script run than its own.

    >>> from diplomap.checking.check import Result
    >>> from diplomap.model.dataset import Dataset
    >>> page = html_report(Result(Dataset(), files=("m.csv",)))
    >>> "<h1>Check of m.csv</h1>" in page, "Nothing to report" in page
    (True, True)
    """
    subject = Subject.of(given)
    files, folder = _files(subject)
    title = _title(files)
    return framed(title, ["page.css"], "page.js", _body(subject, title, files, folder))


def _title(files: Files) -> str:
    if len(files) == 1:
        return f"Check of {told(next(iter(files.values())).label)}"
    return f"Check of {len(files):,} files" if files else "Check"


def _body(subject: Subject, title: str, files: Files, folder: str) -> Iterator[str]:
    result = subject.result
    counted = statistics(subject.parts)
    grouped: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in result.findings:
        grouped.setdefault((finding.code, finding.severity), []).append(finding)
    most = max(_LEAST, min(SHOWN, _ON_A_PAGE // max(1, len(grouped))))
    shown = {key: _fairly(found, most) for key, found in grouped.items()}
    yield '<a class="skip" href="#findings">Skip to the findings</a>'
    yield f"<header><h1>{title}</h1>"
    if folder:
        yield f'<p class="faint">in <bdi>{told(folder)}</bdi></p>'
    yield from _totals(subject)
    yield "</header><main>"
    if counted:
        yield from _overview(counted, result.findings, files)
        yield from _filters(counted, files, len(result.findings), sum(map(len, shown.values())))
    yield '<div id="findings" tabindex="-1">'
    for place, one in enumerate(counted):
        yield from rule_section(f"r{place}", one, shown[one.code, one.severity], files, subject)
    yield "</div>"
    if result.suppressed:
        yield from suppressed_section(result.suppressed, SHOWN)
    yield "</main>"


def _files(subject: Subject) -> tuple[Files, str]:
    """The files by their names, and the folder that all of them share."""
    found = (finding.origin.file for finding in subject.result.findings)
    names = [*dict.fromkeys((*subject.result.files, *found))]
    shared = _folder(names[0]) if names else ""
    for name in names:
        while not name.startswith(shared):
            shared = _folder(shared[:-1])
    return {name: FileShown(place, name[len(shared) :]) for place, name in enumerate(names)}, shared


def _folder(name: str) -> str:
    return name[: max(name.rfind("/"), name.rfind("\\")) + 1]


def _fairly(found: list[Finding], most: int) -> list[Finding]:
    """At most so many of the findings of a rule, each file having its share."""
    if len(found) <= most:
        return found
    share = max(1, most // len({finding.origin.file for finding in found}))
    taken: dict[str, int] = {}
    kept = []
    for finding in found:
        file = finding.origin.file
        if taken.get(file, 0) < share:
            taken[file] = taken.get(file, 0) + 1
            kept.append(finding)
    return kept[:most]


def _totals(subject: Subject) -> Iterator[str]:
    result = subject.result
    rows = list(result.tables.values()) or [result.rows]
    read, aside = (sum(getattr(one, name) for one in rows) for name in ("read", "quarantined"))
    totals = severity_totals(result.findings)
    read_told = f"{read:,} row{'' if read == 1 else 's'} read"
    if aside:
        read_told += f"; {aside:,} of them could not be understood and take no part in counts until mended"
    if not result.findings:
        yield f"<p><strong>Nothing to report.</strong> {read_told}.{left_aside(result)}</p>"
        return
    yield f"<p>{totals_in_words(totals).capitalize()}. {read_told}.{left_aside(result)}</p>"
    yield '<ul class="totals">'
    for severity, number in totals.items():
        plural = "" if number == 1 else "s"
        yield (
            f'<li class="{severity}"><b>{number:,}</b> {severity}{plural} '
            f'<span class="faint">{_MEANING[severity]}</span></li>'
        )
    yield "</ul>"


def _overview(counted: Sequence[RuleCount], findings: Sequence[Finding], files: Files) -> Iterator[str]:
    yield '<div class="wide"><table><caption>What was found, by rule</caption><thead><tr>'
    yield '<th scope="col">Rule</th><th scope="col">How bad</th><th scope="col" class="number">How often</th>'
    yield '<th scope="col" class="number">Safe fixes</th><th scope="col">First at</th></tr></thead><tbody>'
    for place, one in enumerate(counted):
        file = f" of <bdi>{told(files[one.first.file].label)}</bdi>" if len(files) > 1 else ""
        yield (
            f'<tr><td><a href="#r{place}">{told(in_words(one))}</a> '
            f'<span class="faint">{told(one.code)}</span></td>'
            f'<td><span class="badge {one.severity}">{one.severity}</span></td>'
            f'<td class="number">{one.count:,}</td><td class="number">{one.mendable or "–"}</td>'
            f'<td class="where">{where(one.first)}{file}</td></tr>'
        )
    yield "</tbody></table></div>"
    if len(files) > 1:
        yield from _by_file(findings, files)


def _by_file(findings: Sequence[Finding], files: Files) -> Iterator[str]:
    counts = {file: dict.fromkeys(Severity, 0) for file in files}
    for finding in findings:
        counts[finding.origin.file][finding.severity] += 1
    yield '<div class="wide"><table><caption>What was found, by file</caption><thead><tr>'
    yield '<th scope="col">File</th>'
    yield "".join(f'<th scope="col" class="number">{str(one).title()}s</th>' for one in Severity)
    yield "</tr></thead><tbody>"
    for file, by_severity in counts.items():
        cells = "".join(f'<td class="number">{number:,}</td>' for number in by_severity.values())
        yield f'<tr><td class="where"><bdi>{told(files[file].label)}</bdi></td>{cells}</tr>'
    yield "</tbody></table></div>"


def _filters(counted: Sequence[RuleCount], files: Files, number: int, on_page: int) -> Iterator[str]:
    # Hidden until the script that makes it work has run.
    counts = f'data-all="{number}" data-on-page="{on_page}"'
    yield f'<form id="filters" hidden aria-label="Filter the findings" {counts}>'
    yield "<fieldset><legend>How bad</legend>"
    for severity in dict.fromkeys(one.severity for one in counted):
        yield f'<label><input type="checkbox" name="severity" value="{severity}" checked> {severity}s</label>'
    yield '</fieldset><label><span>Rule</span><select name="rule"><option value="">every rule</option>'
    for one in {one.code: one for one in counted}.values():
        yield f'<option value="{told(one.code)}">{told(in_words(one))} {told(one.code)}</option>'
    several = "" if len(files) > 1 else " hidden"
    yield f'</select></label><label{several}><span>File</span><select name="file">'
    yield '<option value="">every file</option>'
    for file in files.values():
        yield f'<option value="{file.place}">{told(file.label)}</option>'
    yield '</select></label><label><span>Words in it</span><input type="search" name="words"></label>'
    yield '<button type="button" id="clear">Show all again</button><p id="shown" role="status"></p></form>'
    yield '<p id="none" class="more" hidden>Nothing fits these filters. '
    yield '<button type="button" id="clear-too">Show all again</button></p>'
