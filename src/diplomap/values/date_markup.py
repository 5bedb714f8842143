"""Taking a date out of wiki templates, footnotes and markup, saying what was left aside."""

from __future__ import annotations

import re
from html import unescape

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-", "\ufe63": "-", "\uff0d": "-"})
_REFERENCE = re.compile(
    r"<ref[^<>]*/>|<ref[^<>]*>.*?(?:</ref>|$)|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL
)
_REMARK = re.compile(
    r"\{\{\s*(?:fact|cn|citation needed|dubious|efn|refn|sfn|clarify|when|better source needed|note)\b"
    r"[^{}]*(?:\}\}|$)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\[(?:[0-9]{1,3}|[a-z]{1,2}|(?:note|n|nb)\s?[0-9]+|[a-z ]+ needed)\]", re.IGNORECASE)
_RAISED = re.compile("(?<=[0-9])[⁰¹²³⁴⁵⁶⁷⁸⁹]+$|[†‡*]{1,9}$")
_TEMPLATE = re.compile(r"\{\{([^{}|]*)(?:\|([^{}]*))?(?:\}\}|$)")
_TAG = re.compile(r"</?(?:small|nowrap|span|b|i|br|sup|sub)\b[^<>]*>|'{2,}|\[\[|\]\]", re.IGNORECASE)

# Wiki templates that hold one date and say nothing about it, and those that say "about".
_DATED = frozenset(
    (
        *(
            "dts",
            "dta",
            "dtsa",
            "date table sorting",
            "date",
            "sort date",
            "sortdate",
            "nowrap",
            "nobr",
            "small",
        ),
        *("start date", "start date and age", "end date", "end date and age", "start-date", "sda"),
    )
)
_ROUGH = frozenset(("circa", "c.", "c", "ca", "ca.", "approx"))
_SETTING = re.compile(
    r"(?:format|link|df|mf|abbr|nowrap|lk)\s*=\s*\w*|dmy|mdy|ymd|iso|off|long", re.IGNORECASE
)
_PART = re.compile(r"[0-9]{1,4}|[^\W\d_]{3,9}\.?")


def without_markup(text: str, notes: list[str]) -> str:
    """The text of a date alone; each thing left aside is added to the notes.

    A wiki template that is not known to hold just a date stays as it is, and nobody reads it.

    >>> said: list[str] = []
    >>> without_markup("12 March 1999[3]", said), without_markup("format=dmy|1999|3|12", said)
    ('12 March 1999', '1999-3-12')
    >>> said
    ["'[3]' left aside", 'wiki template']
    >>> without_markup("{{circa|1974}}", said)
    'c. 1974'
    """
    plain = _INVISIBLE.sub("", unescape(text) if "&" in text else text).translate(_HYPHENS)
    for pattern in (_REFERENCE, _REMARK, _FOOTNOTE, _RAISED):
        for found in pattern.findall(plain):
            # A footnote or a reference never stands alone: what does is left for a person to see.
            if found.strip() != plain.strip():
                notes.append(f"{found!r} left aside")
                plain = plain.replace(found, " ", 1)
    plain = _TAG.sub(" ", plain)
    if "{{" in plain:
        unfolded = _TEMPLATE.sub(lambda match: f" {_unfolded(match[1], match[2], match[0])} ", plain)
        if "{{" not in unfolded:
            notes.append("wiki template")
        plain = unfolded
    elif "|" in plain:
        name, _, rest = plain.partition("|")
        named = name.strip().casefold() in _DATED | _ROUGH
        plain = _unfolded(name, rest, plain) if named else _unfolded("dts", plain, plain)
        notes.append("wiki template")
    return " ".join(plain.split())


def _unfolded(name: str, body: str | None, whole: str) -> str:
    if body is None:
        return name
    word = name.strip().casefold()
    if word not in _DATED and word not in _ROUGH:
        return whole
    parts = [part.strip() for part in body.split("|")]
    kept = [part for part in parts if part and not _SETTING.fullmatch(part)]
    about = "c. " if word in _ROUGH else ""
    if len(kept) == 1:
        return about + kept[0]
    if 1 < len(kept) <= 3 and all(_PART.fullmatch(part) for part in kept):
        return about + ("-" if all(part.isdigit() for part in kept) else " ").join(kept)
    return whole
