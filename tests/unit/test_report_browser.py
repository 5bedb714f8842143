"""The HTML page in a real browser: filters, keyboard, names for screen readers, colours, hostile cells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from real_browser import CONTRAST, NO_BROWSER, SETTLE, Browser

from diplomap.checking.check import check
from diplomap.checking.reports import report

pytestmark = pytest.mark.skipif(NO_BROWSER, reason="no Chromium is installed: the page is only parsed")

HEAD = "id,sending,receiving,kind,status,city,opened,closed,note\n"
HOSTILE = (
    'm1,ESP,ITA,embasy,,Rome,1977,,"</script><script>window.hacked=1</script>"\n'
    'm2,ESP,POL,"<img src=x onerror=window.hacked=1>",,Warsaw,1977,,"]]> \'"" & \x1b[31m"\n'
    'm3,ESP,FRA,embassy,, Paris,1850,,"two\nlines \u202e olleh 👩‍👩‍👧"\n'
    "m4,ESP,\u202e\u2067evil,embassy,,Bonn,1990,1980,\n"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    started = Browser(tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page on a hostile table, and on the bundled one that has a mistake of every kind."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "hostile.csv").write_text(HEAD + HOSTILE, encoding="utf-8")
    written = folder / "report.html"
    results = [check(folder / "hostile.csv"), check("practice")]
    written.write_text(report(results, "html"), encoding="utf-8")
    return written


@pytest.fixture
def opened(browser: Browser, page: Path) -> Browser:
    browser.open(page)
    return browser


VISIBLE = "[...document.querySelectorAll('.found > li')].filter(one => one.checkVisibility()).length"
STATUS = "document.getElementById('shown').textContent"


def choose(browser: Browser, name: str, value: str) -> None:
    browser.run(
        f"(() => {{ const field = document.getElementById('filters').elements[{name!r}];"
        f" field.value = {json.dumps(value)};"
        " field.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )
    browser.run(SETTLE)


def test_nothing_in_a_cell_runs_and_nothing_is_loaded(opened: Browser) -> None:
    assert opened.run("window.hacked === undefined")
    assert opened.run("document.querySelectorAll('img, iframe, object, link').length") == 0
    assert opened.run("document.scripts.length") == 1
    asked = [event for event in opened.events if event["method"] == "Network.requestWillBeSent"]
    assert [one["params"]["request"]["url"].partition(":")[0] for one in asked] == ["file"]
    methods = [event["method"] for event in opened.events]
    assert "Log.entryAdded" not in methods
    assert "Runtime.exceptionThrown" not in methods


def test_a_cell_is_shown_as_it_was_typed(opened: Browser) -> None:
    shown = opened.run("[...document.querySelectorAll('.row dd')].map(one => one.textContent)")
    assert "</script><script>window.hacked=1</script>" in shown
    assert "<img src=x onerror=window.hacked=1>" in shown
    assert "]]> '\" & ␛[31m" in shown
    assert "two↵lines <U+202E> olleh 👩‍👩‍👧" in shown


def test_findings_are_filtered_by_severity_rule_file_and_words(opened: Browser) -> None:
    every = opened.run(VISIBLE)
    assert every > 30
    assert opened.run(STATUS) == f"{every} of {every} findings shown"
    choose(opened, "file", "0")
    here = opened.run(VISIBLE)
    assert 0 < here < every
    assert opened.run(STATUS) == f"{here} of {every} findings shown"
    choose(opened, "rule", "DM105")
    assert opened.run(VISIBLE) == 2
    choose(opened, "words", "WARSAW")
    assert opened.run(VISIBLE) == 1
    choose(opened, "words", "no such words")
    assert opened.run(VISIBLE) == 0
    assert opened.run("document.getElementById('none').checkVisibility()")
    opened.run("document.getElementById('clear-too').click()")
    assert opened.run(VISIBLE) == every
    opened.run("document.querySelector('input[value=error]').click()")
    opened.run(SETTLE)
    errors = opened.run("document.querySelectorAll('.rule.error .found > li').length")
    assert opened.run(VISIBLE) == every - errors
    assert opened.run("document.querySelectorAll('.rule.error:not([hidden])').length") == 0


def test_a_link_to_a_rule_that_is_filtered_away_shows_it_again(opened: Browser) -> None:
    choose(opened, "rule", "DM105")
    opened.run("document.querySelector('a[href=\"#r0\"]').click()")
    opened.run(SETTLE)
    assert opened.run("document.getElementById('r0').checkVisibility()")


def test_all_of_it_is_done_by_keyboard(opened: Browser) -> None:
    focused = "document.activeElement.outerHTML.slice(0, 200)"
    opened.press("Tab", 9)
    assert 'class="skip"' in opened.run(focused)
    assert opened.run("document.activeElement.getBoundingClientRect().left >= 0")
    met = []
    for _ in range(80):
        opened.press("Tab", 9)
        met.append(opened.run("document.activeElement.name || document.activeElement.id || ''"))
        if met[-1] == "clear":
            break
    assert [name for name in dict.fromkeys(met) if name] == ["severity", "rule", "file", "words", "clear"]
    before = opened.run(VISIBLE)
    opened.run("document.querySelector('input[value=error]').focus()")
    opened.press(" ", 32, " ")
    opened.run(SETTLE)
    assert opened.run(VISIBLE) < before
    opened.run("[...document.querySelectorAll('summary')].find(one => one.checkVisibility()).focus()")
    opened.press("Enter", 13, "\r")
    assert opened.run("document.activeElement.parentElement.open")


def test_every_control_and_part_has_a_name_for_a_screen_reader(opened: Browser) -> None:
    tree = opened.ask("Accessibility.getFullAXTree")["nodes"]
    named = {
        role: [
            node.get("name", {}).get("value", "").strip()
            for node in tree
            if not node.get("ignored") and node.get("role", {}).get("value") == role
        ]
        for role in (
            *("checkbox", "combobox", "searchbox", "button"),
            *("form", "region", "table", "heading", "link"),
        )
    }
    assert named["checkbox"] == ["errors", "warnings", "notes"]
    assert named["combobox"] == ["Rule", "File"]
    assert named["searchbox"] == ["Words in it"]
    assert named["form"] == ["Filter the findings"]
    assert named["table"] == ["What was found, by rule", "What was found, by file"]
    assert all(name for names in named.values() for name in names)
    assert len(named["region"]) == opened.run("document.querySelectorAll('.rule').length")
    marks = opened.run("[...document.querySelectorAll('.meant dt')].map(one => one.textContent)")
    assert marks
    assert all(mark.endswith("(this cell)") for mark in marks)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_light_and_dark(opened: Browser, scheme: str) -> None:
    # 4.5 to 1 is what WCAG 2.2 asks of text at level AA (1.4.3).
    opened.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    opened.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    ground = opened.run("getComputedStyle(document.body).backgroundColor")
    assert (int(ground.partition("(")[2].partition(",")[0]) < 100) == (scheme == "dark")
    ratio, where = opened.run(CONTRAST)
    assert ratio >= 4.5, where


@pytest.mark.parametrize("width", [320, 768, 1600])
def test_the_page_fits_its_window(opened: Browser, width: int) -> None:
    opened.ask(
        "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False
    )
    try:
        assert opened.run("document.documentElement.scrollWidth <= innerWidth")
    finally:
        opened.ask("Emulation.clearDeviceMetricsOverride")


def test_without_script_the_filters_are_not_there_and_all_else_is(browser: Browser, page: Path) -> None:
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(page)
        root = browser.ask("DOM.getDocument", depth=-1)["root"]["nodeId"]
        form = browser.ask("DOM.querySelector", nodeId=root, selector="#filters[hidden]")["nodeId"]
        shown = browser.ask("DOM.querySelectorAll", nodeId=root, selector=".found > li:not([hidden])")
        assert form
        assert len(shown["nodeIds"]) > 30
    finally:
        browser.ask("Emulation.setScriptExecutionDisabled", value=False)
