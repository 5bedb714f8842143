"""Damage to the bytes of a file: cut, exchanged, spliced, with junk in it, or in another encoding."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from random import Random

_BITS: Sequence[bytes] = (
    *(b"\x00", b"\x00\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"\xe9"),
    *(b"\xc3", b"\xed\xa0\x80"),
    *(b'"', b'""', b'"\n', b"'", b",", b";", b"\t", b"\n", b"\r", b"\r\n", b"\n\n", b" ", b"\x1a"),
    *(b"\x0c", b"\x85", b"|"),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b"[" * 2000,
        b"{" * 50,
        b'{"a":' * 1500,
        b":",
        b": ",
        b"- ",
        b"- " * 300,
        b"&a ",
        b"*a",
    ),
    *(b"<<: *a\n", b"!!python/object:os.system ", b"? ", b"---\n", b"...\n", b"#", b"# ", b"|-\n"),
    *(b">", b"%YAML 9.9\n"),
    *(
        b"null",
        b"true",
        b"NaN",
        b"-Infinity",
        b"1e999",
        b"9" * 5000,
        b"\\",
        b"\\u",
        b"\\ud800",
        b"\\x",
        b"[[x]]\n",
        b"[x]\n",
    ),
    *(b"=", b"a.b.c = 1\n", b'"""', b"'''", b"1979-05-27T07:32:00Z", b"07:32:00", b"0x1F", b"inf"),
    *(b"</c>", b"<c>", b"&amp;"),
    *(b"&x;", b"]]>", b"<!--", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"PK\x03\x04", b"\x1f\x8b"),
    *(b"PK\x05\x06", b"sep=;\n"),
)
_ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-8-sig",
    "latin-1",
    "cp1252",
    "cp1251",
    "shift_jis",
    "gb18030",
    "cp500",
    "utf-7",
)
Damage = Callable[[Random, bytes], bytes]


def _cut_end(random: Random, data: bytes) -> bytes:
    return data[: random.randint(0, len(data))]


def _cut_start(random: Random, data: bytes) -> bytes:
    return data[random.randint(0, len(data)) :]


def _span(random: Random, data: bytes) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.choice((1, 1, 2, 5, 20, 100)))


def _cut_out(random: Random, data: bytes) -> bytes:
    start, end = _span(random, data)
    return data[:start] + data[end:]


def _again(random: Random, data: bytes) -> bytes:
    start, end = _span(random, data)
    return data[:end] + data[start:end] * random.choice((1, 1, 2, 30)) + data[end:]


def _moved(random: Random, data: bytes) -> bytes:
    start, end = _span(random, data)
    rest = data[:start] + data[end:]
    at = random.randint(0, len(rest))
    return rest[:at] + data[start:end] + rest[at:]


def _junk(random: Random, data: bytes) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.randbytes(random.choice((1, 1, 2, 4, 40))) + data[at:]


def _flipped(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 2, 8)) if changed else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _bit(random: Random, data: bytes) -> bytes:
    at = random.choice((0, len(data), random.randint(0, len(data))))
    return data[:at] + random.choice(_BITS) + data[at:]


def _instead(random: Random, data: bytes) -> bytes:
    start, end = _span(random, data)
    return data[:start] + random.choice(_BITS) + data[end:]


def _exchanged(random: Random, data: bytes) -> bytes:
    """One sign for another all over the file."""
    pairs = (
        (b"\n", b"\r\n"),
        (b"\n", b"\r"),
        (b",", b";"),
        (b",", b"\t"),
        (b";", b","),
        (b'"', b"'"),
        (b"'", b'"'),
        (b"-", b"/"),
        (b" ", b"\xa0"),
        (b":", b"="),
        (b"\n", b""),
        (b"  ", b"\t"),
    )
    return data.replace(*random.choice(pairs))


def _encoded(random: Random, data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode(random.choice(_ENCODINGS), "replace")


def _line_encoded(random: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    place = random.randrange(len(lines))
    text = lines[place].decode("utf-8", "replace") + random.choice(("é", "ß€", "\x81", "ü"))
    lines[place] = text.encode(random.choice(("latin-1", "cp1252", "utf-8", "cp850")), "replace")
    return b"\n".join(lines)


def _marked(random: Random, data: bytes) -> bytes:
    marks = (
        codecs.BOM_UTF8,
        codecs.BOM_UTF8 * 2,
        codecs.BOM_UTF16_LE,
        codecs.BOM_UTF16_BE,
        codecs.BOM_UTF32_LE,
    )
    return random.choice(marks) + data


def _spaced(random: Random, data: bytes) -> bytes:
    return random.choice((b"\n\n", b" ", b"\r\n", b"\x0c", b"\n \n")) * random.randint(1, 3) + data


_WAYS: Sequence[Damage] = (
    *(_cut_end, _cut_start, _cut_out, _again, _moved, _junk, _flipped, _bit, _bit, _instead, _instead),
    *(_exchanged, _encoded, _line_encoded, _marked, _spaced),
)


def damage_bytes(random: Random, data: bytes, times: int | None = None) -> bytes:
    """The bytes after a few kinds of damage.

    >>> damage_bytes(Random(1), b"id,kind") == damage_bytes(Random(1), b"id,kind")
    True
    """
    for _ in range(random.choice((1, 1, 1, 2, 4)) if times is None else times):
        data = random.choice(_WAYS)(random, data)
    return data


def spliced(random: Random, data: bytes, other: bytes) -> bytes:
    """The beginning of one file and the end of another.

    >>> spliced(Random(2), b"aaaa", b"bbbb").strip(b"a").strip(b"b")
    b''
    """
    return data[: random.randint(0, len(data))] + other[random.randint(0, len(other)) :]
