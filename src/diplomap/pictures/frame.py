"""The page around a difference or a history."""

from __future__ import annotations

from collections.abc import Iterable

from diplomap.checking.reports.html_findings import told
from diplomap.checking.reports.html_frame import framed


def page(title: str, body: Iterable[str]) -> str:
    """A whole page that stands alone; `title` is plain text, the parts of the body are HTML.

    >>> made = page("2020 to <b>", ["<p>nothing</p>"])
    >>> "<title>2020 to &lt;b&gt;</title>" in made, "default-src 'none'" in made
    (True, True)
    """
    parts = [
        '<a class="skip" href="#main">Skip to the content</a>',
        f'<header><h1>{told(title)}</h1></header><main id="main" tabindex="-1">',
        *body,
        "</main>",
    ]
    return framed(told(title), ["page.css", "charts.css"], "tables.js", parts)
