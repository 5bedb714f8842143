"""Cells made safe to show: what cannot be seen, or would steer the page it stands on, is shown as a sign."""

from __future__ import annotations

_SIGNS = {"\n": "↵", "\r": "␍", "\t": "⇥", "\x7f": "␡", **{chr(n): chr(0x2400 + n) for n in range(9)}}
_SIGNS |= {chr(n): chr(0x2400 + n) for n in range(0x0B, 0x20) if chr(n) not in _SIGNS}
# The joiners hold emoji and Persian words together and steer nothing.
_KEPT = ("\u200c", "\u200d")


def visible(text: str) -> str:
    r"""A text on one line in which every character can be seen and none steers the text around it.

    Line breaks, tabs and control characters become signs. What else is no printable character (marks of
    direction, odd spaces, halves of surrogate pairs) is told by its number.

    >>> visible("Bogotá\tcol\nx\x00")
    'Bogotá⇥col↵x␀'
    >>> visible("Paris\u202e")
    'Paris<U+202E>'
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter in _KEPT else _sign(letter) for letter in text)


def _sign(letter: str) -> str:
    return _SIGNS.get(letter) or f"<U+{ord(letter):04X}>"


def shortened(text: str, longest: int = 200) -> str:
    """A visible text cut to a length; where it is cut, how long it was is said.

    >>> shortened("a" * 300, 5)
    'aaaaa… (300 characters)'
    """
    shown = visible(text[:longest])
    return shown if len(text) <= longest else f"{shown}… ({len(text):,} characters)"
