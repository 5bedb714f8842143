"""The HTML page, parsed: well formed, nothing hostile gets out of its cell, nothing is left out unsaid."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.checking.check import Result, check
from diplomap.checking.reports import report
from diplomap.checking.reports.html_page import SHOWN
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Fix, Severity
from diplomap.values.origins import Origin

HEAD = "id,sending,receiving,kind,status,city,opened,closed,note\n"
VOID = {"meta", "input"}


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, and its texts; each element has to be closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("style", "script"):
            self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def made(*findings: Finding) -> Page:
    return Page(report(Result(Dataset(), findings), "html"))


def test_the_page_of_every_mistake_is_well_formed_and_links_lead_somewhere() -> None:
    result = check("practice")
    page = Page(result.report("html"))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for link in page.all("a"):
        assert str(link["href"])[1:] in ids
    for _, attrs in page.elements:
        assert attrs.get("aria-labelledby", ids[0]) in ids
        assert not [name for name in attrs if name.startswith("on") or name in ("style", "src")]
    items = [attrs for attrs in page.all("li") if "data-file" in attrs]
    assert len(items) == len(result.findings)
    assert {attrs["data-rule"] for attrs in page.all("section")} == {one.code for one in result.findings}


def test_each_finding_shows_its_row_with_the_cell_marked(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(HEAD + "m1,ESP,ITA,embasy,,Rome,1977,,\n", encoding="utf-8")
    page = Page(check(tmp_path / "m.csv").report("html"))
    text = "|".join(one for one in page.texts if one.strip())
    assert len(page.all("mark")) == 1
    assert "kind| (this cell)|embasy" in text
    assert "id|m1|sending|ESP|receiving|ITA" in text
    assert "3 blank" in text
    assert "Line 2, column |kind" in text


def test_spaces_at_the_ends_of_the_marked_cell_can_be_seen(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(HEAD + "m1,ESP,ITA,embassy,,  Rome ,1977,,\n", encoding="utf-8")
    assert "␣␣Rome␣" in Page(check(tmp_path / "m.csv").report("html")).texts


def test_the_explanation_of_a_rule_is_folded_in() -> None:
    page = Page(check("practice").report("html"))
    assert len(page.all("details")) == len(page.all("section"))
    assert not any("open" in attrs for attrs in page.all("details"))


def test_nothing_is_loaded_and_only_our_own_script_may_run() -> None:
    text = check("practice").report("html")
    page = Page(text)
    policy = next(str(one["content"]) for one in page.all("meta") if "http-equiv" in one)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert len(page.all("script")) == len(page.all("style")) == 1
    assert not {"img", "link", "iframe", "object", "embed", "base"} & {tag for tag, _ in page.elements}
    assert "http:" not in text
    assert re.findall(r"https:[^\s<\"]*", re.sub(r"<section.*</section>", "", text, flags=re.DOTALL)) == []


def test_rows_beyond_the_most_shown_are_counted_and_every_file_has_its_share() -> None:
    found = [
        Finding("DM105", Severity.ERROR, "x", Origin(f"{name}.csv", line, "kind", "x"))
        for name, lines in (("a", 5000), ("b", 3), ("c", 3))
        for line in range(2, lines + 2)
    ]
    page = made(*found)
    items = [attrs["data-file"] for attrs in page.all("li") if "data-file" in attrs]
    share = SHOWN // 3
    assert {file: items.count(file) for file in items} == {"0": share, "1": 3, "2": 3}
    text = " ".join(page.texts)
    assert f"{share + 6:,} of 5,006 are shown here." in text
    form = page.all("form")[0]
    assert (form["data-all"], form["data-on-page"]) == ("5006", str(share + 6))


def test_a_page_on_very_many_findings_of_many_rules_keeps_its_size() -> None:
    found = [
        Finding(f"X{rule}", Severity.NOTE, "odd", Origin("m.csv", line, "kind", "x"))
        for rule in range(150)
        for line in range(2, 302)
    ]
    page = made(*found)
    assert len([attrs for attrs in page.all("li") if "data-file" in attrs]) == 6000
    assert page.all("form")[0]["data-all"] == "45000"
    assert sum(text.startswith("40 of 300 are shown") for text in page.texts) == 150


def test_a_long_row_is_cut_around_the_cell_and_says_how_much_is_missing(tmp_path: Path) -> None:
    wide = [f"extra{number}" for number in range(40)]
    head = HEAD.strip() + "," + ",".join(wide)
    row = "m1,ESP,ITA,embasy,,Rome,1977,," + "," + ",".join(wide)
    (tmp_path / "m.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    text = " ".join(Page(check(tmp_path / "m.csv").report("html")).texts)
    assert "40 more columns" in text
    assert "embasy" in text


@pytest.mark.parametrize(
    ("severity", "meaning"), [(Severity.ERROR, "cannot be true"), (Severity.NOTE, "worth a look")]
)
def test_severities_are_explained_in_words(severity: Severity, meaning: str) -> None:
    page = made(Finding("X1", severity, "odd", Origin("m.csv", 2)))
    assert meaning in page.texts


def test_nothing_to_report_is_said_so_without_filters() -> None:
    page = made()
    assert "Nothing to report." in page.texts
    assert page.all("form") == []


# Whatever text stands in a cell, a column, a file's name or a message, the page keeps its form: the same
# elements as for a harmless text, and the text itself is there to read where all its letters can be seen.
@settings(max_examples=60)
@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_changes_the_form_of_the_page(one: str, other: str) -> None:
    def shape(one: str, other: str) -> tuple[Page, list[str]]:
        origin = Origin(f"d/f{one}", 2, f"c{other}", f"r{one}")
        page = made(
            Finding("DM105", Severity.ERROR, f"m{other}", origin, Fix(f"f{other}"), (Origin(f"d/f{one}", 3),))
        )
        return page, [tag for tag, _ in page.elements]

    page, tags = shape(one, other)
    assert tags == shape("x", "y")[1]
    if other.isprintable():
        assert f"m{other}" in page.texts


@pytest.mark.parametrize(
    "text",
    [
        *("</script><script>alert(1)</script>", "<!--", "]]>", "\x00\x1b", "&lt;"),
        *("'\"><b>", "\u202e\u2066", "\ud800"),
    ],
)
def test_hostile_cells_stay_in_their_place(text: str) -> None:
    origin = Origin("m.csv", 2, text, text)
    page = made(Finding("DM105", Severity.ERROR, text, origin, Fix(text)))
    assert len(page.all("script")) == 1
    assert len(page.all("b")) == 1 + 3
    shown = "".join(page.texts)
    shown.encode("utf-8")
    assert not set(shown) & {"\x00", "\x1b", "\u202e", "\u2066"}
