"""Taking a date out of wiki templates, footnotes and markup, saying what was left aside."""

from __future__ import annotations

import re
from html import unescape

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_REFERENCE = re.compile(
    r"<ref[^<>]*/>|<ref[^<>]*>.*?(?:</ref>|$)|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL
)
_REMARK = re.compile(
    r"\{\{\s*(?:fact|cn|citation needed|dubious|efn|refn|sfn|clarify|when|better source needed|note)\b"
    r"[^{}]*(?:\}\}|$)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\[(?:[0-9]{1,3}|[a-z]{1,2}|(?:note|n|nb)\s?[0-9]+|[a-z ]+ needed)\]", re.IGNORECASE)
_RAISED = re.compile("(?<=[0-9])[⁰¹²³⁴⁵⁶⁷⁸⁹]+$|[†‡*]+$")
_OPENING = re.compile(r"\{\{[^{}|]*\|")
_TAG = re.compile(r"</?(?:small|nowrap|span|b|i|br|sup|sub)\b[^<>]*>|'{2,}|\[\[|\]\]", re.IGNORECASE)


def without_markup(text: str, notes: list[str]) -> str:
    """The text of a date alone; each thing left aside is added to the notes.

    >>> said: list[str] = []
    >>> without_markup("12 March 1999[3]", said), without_markup("format=dmy|1999|3|12", said)
    ('12 March 1999', '1999-3-12')
    >>> said
    ["'[3]' left aside", 'wiki template']
    """
    plain = _INVISIBLE.sub("", unescape(text) if "&" in text else text)
    for pattern in (_REFERENCE, _REMARK, _FOOTNOTE, _RAISED):
        for found in pattern.findall(plain):
            # EDTF writes a set of one member in brackets too; a footnote never stands alone.
            if found != plain.strip():
                notes.append(f"{found!r} left aside")
                plain = plain.replace(found, " ", 1)
    plain = _TAG.sub(" ", plain)
    if "{{" in plain or "|" in plain:
        plain = _template(plain, notes)
    return " ".join(plain.split())


def _template(text: str, notes: list[str]) -> str:
    body = _OPENING.sub("", text).replace("}}", "").replace("{{", "")
    parts = [part.strip() for part in body.split("|")]
    kept = [part for part in parts if part and "=" not in part]
    notes.append("wiki template")
    if 1 < len(kept) <= 3 and all(part.isascii() and part.isdigit() for part in kept):
        return "-".join(kept)
    return " ".join(kept) if len(kept) == 1 else " | ".join(kept)
