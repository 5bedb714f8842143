"""The frame of a page that stands alone: nothing to load, no script but its own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def framed(title: str, styles: Iterable[str], script: str, body: Iterable[str]) -> str:
    """A whole page of HTML parts; `styles` and `script` are the names of files of ours.

    The page's own policy lets no other style or script run than these.

    >>> made = framed("A &amp; B", ["page.css"], "page.js", ["<p>nothing</p>"])
    >>> "<title>A &amp; B</title>" in made, "default-src 'none'" in made
    (True, True)
    """
    style, code = "".join(map(_ours, styles)), _ours(script)
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(code)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{title}</title><style>{style}</style></head><body>",
            *body,
            f"<script>{code}</script></body></html>",
            "",
        ]
    )


def _ours(name: str) -> str:
    return (Path(__file__).parents[2] / "data" / "reports" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    import base64
    import hashlib

    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
