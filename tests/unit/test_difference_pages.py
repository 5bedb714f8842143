"""The pages of a ledger and of a history, in a real browser and as text; and the same in Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from real_browser import CONTRAST, NO_BROWSER, SETTLE, Browser

from diplomap.diffing.diff import diff
from diplomap.diffing.editions_history import history
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.pictures.history_page import history_html
from diplomap.pictures.ledger_page import ledger_html
from diplomap.pictures.markdown import history_markdown, ledger_markdown
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

in_a_browser = pytest.mark.skipif(NO_BROWSER, reason="no Chromium is installed: the page is only parsed")

HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
MARKS = "[x](http://x.example) @somebody #1 | `code`\n# heading"


def post(id_: str, receiving: str, opened: str = "", closed: str = "", seat: str = "") -> Mission:
    start = PartialDate.parse(opened) if opened else None
    end = PartialDate.parse(closed) if closed else End.OPEN
    return Mission(id_, ("PRK",), receiving, (Spell(Kind.EMBASSY, seat=seat, period=Period(start, end)),))


OLD = Dataset(
    [post("a", "AGO"), post("b", "ESP"), post("c", "CHN", "2019..2021")], date(2020, 1, 1), title=HOSTILE
)
NEW = Dataset(
    [
        post("a", "AGO", closed="2022"),
        post("b", "ESP", seat=HOSTILE),
        post("c", "CHN", "2019..2021"),
        post("d", "CUB", "2021", seat=HOSTILE),
        post(f"e {MARKS}", "SYR", "1966", seat=MARKS),
        post("f", "VNM", seat="x" * 3000),
    ],
    date(2024, 1, 1),
    title="new",
)
DIFF = diff(OLD, NEW)
HISTORY = history({HOSTILE: OLD, "new": NEW}, of="PRK")
PAGES = {
    "ledger": lambda: ledger_html(DIFF, DIFF.ledger("PRK"), names=(HOSTILE, "new")),
    "accounts": lambda: ledger_html(DIFF, DIFF.ledger(by="receiving"), names=("old", "new")),
    "groups": lambda: ledger_html(DIFF, DIFF.ledger(by="group")),
    "history": lambda: history_html(HISTORY),
    "lines": lambda: history_html(history([OLD, NEW], by="receiving")),
}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    started = Browser(tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    for name, made in PAGES.items():
        (folder / f"{name}.html").write_text(made(), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in PAGES}


@in_a_browser
@pytest.mark.parametrize("name", [*PAGES])
def test_nothing_in_a_cell_runs_and_nothing_is_loaded(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    browser.open(pages[name])
    assert browser.run("window.hacked === undefined")
    assert browser.run("document.querySelectorAll('img, iframe, object, link').length") == 0
    assert browser.run("document.scripts.length") == 1
    asked = [event for event in browser.events if event["method"] == "Network.requestWillBeSent"]
    assert [one["params"]["request"]["url"].partition(":")[0] for one in asked] == ["file"]
    methods = [event["method"] for event in browser.events]
    assert "Log.entryAdded" not in methods
    assert "Runtime.exceptionThrown" not in methods


ROWS = "[...document.querySelectorAll('#entries tbody tr')].filter(one => !one.hidden)"
STATUS = "document.querySelector('form[data-table=entries] [role=status]').textContent"


def choose(browser: Browser, field: str, value: str) -> None:
    browser.run(
        "(() => { const form = document.querySelector('form[data-table=entries]');"
        f" form.elements[{field!r}].value = {json.dumps(value)};"
        " form.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )
    browser.run(SETTLE)


@in_a_browser
def test_movements_are_filtered_by_nature_and_words(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["history"])
    every = browser.run(f"{ROWS}.length")
    assert browser.run(STATUS) == f"{every} of {every} rows shown"
    choose(browser, "nature", "world")
    assert browser.run(f"{ROWS}.map(one => one.querySelector('.nature').textContent)") == ["world", "world"]
    choose(browser, "words", "ANGOLA")
    assert browser.run(STATUS) == f"1 of {every} rows shown"
    choose(browser, "words", "no such words")
    assert browser.run(f"{ROWS}.length") == 0
    browser.run("document.querySelector('form[data-table=entries] button').click()")
    assert browser.run(f"{ROWS}.length") == every


@in_a_browser
def test_a_table_is_sorted_by_a_column_and_back_by_keyboard(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["accounts"])
    closing = (
        "[...document.querySelectorAll('#accounts tbody tr')].map(one => Number(one.cells[2].dataset.number))"
    )
    head = "document.querySelectorAll('#accounts th')[2]"
    for way in ("ascending", "descending"):
        browser.run(f"{head}.querySelector('button').focus()")
        browser.press("Enter", 13, "\r")
        assert browser.run(f"{head}.getAttribute('aria-sort')") == way
        told = browser.run(closing)
        assert told == sorted(told, reverse=way == "descending")
    assert len(set(browser.run(closing))) > 1


@in_a_browser
@pytest.mark.parametrize("name", [*PAGES])
def test_every_chart_and_control_has_a_name(browser: Browser, pages: dict[str, Path], name: str) -> None:
    browser.open(pages[name])
    tree = browser.ask("Accessibility.getFullAXTree")["nodes"]
    wanted = {"image", "button", "combobox", "searchbox", "table", "region", "heading", "form"}
    named = [
        (node["role"]["value"], node.get("name", {}).get("value", "").strip())
        for node in tree
        if not node.get("ignored") and node.get("role", {}).get("value") in wanted
    ]
    assert all(said for _, said in named)
    charts = browser.run("document.querySelectorAll('svg.chart').length")
    assert sum(role == "image" for role, _ in named) == charts
    assert charts == {"groups": 0, "history": 2, "lines": 2}.get(name, 1)


@in_a_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_and_the_page_fits_its_window(
    browser: Browser, pages: dict[str, Path], scheme: str
) -> None:
    browser.open(pages["history"])
    browser.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    try:
        ratio, where = browser.run(CONTRAST)
        assert ratio >= 4.5, where
        for width in (320, 1200):
            told = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
            browser.ask("Emulation.setDeviceMetricsOverride", **told)
            assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    finally:
        browser.ask("Emulation.clearDeviceMetricsOverride")
        browser.ask("Emulation.setEmulatedMedia", features=[])


@in_a_browser
def test_bars_and_names_of_a_chart_stay_within_it(browser: Browser, pages: dict[str, Path]) -> None:
    outside = (
        "[...document.querySelectorAll('svg.chart')].flatMap(chart => {"
        " const box = chart.getBoundingClientRect();"
        " return [...chart.querySelectorAll('rect, text, circle')].filter(one => {"
        " const own = one.getBoundingClientRect();"
        " return own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1"
        " || own.bottom > box.bottom + 1; }).map(one => one.outerHTML); })"
    )
    for page in pages.values():
        browser.open(page)
        assert browser.run(outside) == []


@pytest.mark.parametrize("name", [*PAGES])
def test_whatever_stands_in_a_cell_is_text(name: str) -> None:
    page = PAGES[name]()
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "default-src 'none'" in page


def test_a_page_says_the_identity_and_what_moved_the_count() -> None:
    page = PAGES["history"]()
    assert HISTORY.total.identity() in page
    first, last = HISTORY.total.listed[0], HISTORY.total.listed[-1]
    assert not first.exact
    assert f"{first} to {last}: " in page
    assert "What moved the count in each step" in page


@pytest.mark.parametrize("told", [ledger_markdown(DIFF, DIFF.ledger()), history_markdown(HISTORY)])
def test_markdown_shows_marks_as_they_are(told: str) -> None:
    lines = told.splitlines()
    assert [line for line in lines if line.startswith("# ")] == lines[:1]
    assert "@somebody" not in told
    assert "http://" not in told
    assert "<img" not in told.replace("\\<img", "")
    table = [line for line in lines if line.startswith("|")]
    assert all(line.endswith("|") for line in table)


def test_markdown_counts_what_it_does_not_show() -> None:
    posts = [post(f"m{place}", "CHN", seat=f"city {place}") for place in range(70)]
    between = diff(Dataset([], date(2020, 1, 1)), Dataset(posts, date(2024, 1, 1)))
    told = ledger_markdown(between, between.ledger())
    assert told.count("20 more are not shown.") == 2
    assert "**0 to 70: +70 = 0 world + 0 revision + 70 coverage**" in told
