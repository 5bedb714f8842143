"""Characters that look like others or like nothing, and the text that is meant by them."""

from __future__ import annotations

import re

# What can be seen by nobody: soft hyphen, zero-width spaces and joiners, marks of direction, byte order mark.
_UNSEEN = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
)
_SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, *range(9, 14)), " ")
_HYPHENS = dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63), "-")
_QUOTES = {ord(mark): "'" for mark in "‘’‛′`´ʼ"} | {ord(mark): '"' for mark in "“”„‟″"}
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SEEN = _UNSEEN | _SPACES | _HYPHENS | _QUOTES | _FULL_WIDTH

_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТХУаеіјорсухѕԁһԛԝ", "ABESIJKMHOPCTXYaeijopcyxsdhqw", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_TWINS = {ord(twin): letter for twin, letter in (_CYRILLIC | _GREEK).items()}
_LATIN = re.compile("[A-Za-z]")


def plain_characters(text: str) -> str:
    """A text without unseen characters, with plain spaces, hyphens and quotes, and letters of one script.

    Cyrillic and Greek letters are taken for their Latin twins only in a text that has Latin letters, and
    only where each of them has one.

    >>> plain_characters("em\\u200bbassy"), plain_characters("２０１９–05"), plain_characters(" S\\u00a0 p ")
    ('embassy', '2019-05', 'S p')
    >>> plain_characters("\\u0421uba"), plain_characters("\\u041a\\u0443\\u0431\\u0430").isascii()
    ('Cuba', False)
    """
    if text.isascii():
        return text
    seen = text.translate(_SEEN)
    if _LATIN.search(seen):
        twinned = seen.translate(_TWINS)
        if _one_script(twinned):
            seen = twinned
    return " ".join(seen.split())


def _one_script(text: str) -> bool:
    return not any("Ͱ" <= letter <= "ԯ" for letter in text)
