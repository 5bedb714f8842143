"""A page that stands alone: nothing to load, no script but its own, cells shown as text and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from diplomap.checking.reports.html_findings import told


def page(title: str, body: Iterable[str]) -> str:
    """A whole page; `title` is plain text, the parts of the body are HTML.

    >>> made = page("2020 to <b>", ["<p>nothing</p>"])
    >>> "<title>2020 to &lt;b&gt;</title>" in made, "default-src 'none'" in made
    (True, True)
    """
    style, script = _ours("page.css") + _ours("charts.css"), _ours("tables.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{told(title)}</title><style>{style}</style></head><body>",
            '<a class="skip" href="#main">Skip to the content</a>',
            f'<header><h1>{told(title)}</h1></header><main id="main" tabindex="-1">',
            *body,
            f"</main><script>{script}</script></body></html>",
            "",
        ]
    )


def _ours(name: str) -> str:
    return (Path(__file__).parents[1] / "data" / "reports" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    import base64
    import hashlib

    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
