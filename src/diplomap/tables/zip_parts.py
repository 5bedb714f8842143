"""Replacing some files of a zip archive while every other byte of it stays as it is."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

import attrs

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_HEAD = struct.Struct("<4s5H3L2H")
_CENTRAL_HEAD = struct.Struct("<4s6H3L5H2L")
_END_HEAD = struct.Struct("<4s4H2LH")
_STORED, _DEFLATED = 0, 8
_LENGTH_FOLLOWS, _ENCRYPTED = 0x8, 0x1
_FULL, _FULL_COUNT = 0xFFFFFFFF, 0xFFFF
_WIDE = 0x0001


class OddArchiveError(ValueError):
    """An archive is put together in a way in which it is better not touched."""


@attrs.frozen(slots=True)
class _Entry:
    """One file of the archive: the fields of its record in the directory, and what follows them there."""

    name: str
    fields: tuple[int, ...]
    tail: bytes
    start: int

    @property
    def method(self) -> int:
        return self.fields[3]


def replaced(archive: bytes, parts: Mapping[str, bytes]) -> bytes:
    """An archive in which some files hold other bytes, in the same order and compressed in the same way.

    All other files are copied as they are, compressed bytes, times and comments included.

    >>> import io, zipfile
    >>> stream = io.BytesIO()
    >>> with zipfile.ZipFile(stream, "w") as made:
    ...     made.writestr("a.xml", "<a/>")
    ...     made.writestr("b.xml", "<b/>")
    >>> with zipfile.ZipFile(io.BytesIO(replaced(stream.getvalue(), {"a.xml": b"<c/>"}))) as again:
    ...     print(again.namelist(), again.read("a.xml"), again.read("b.xml"))
    ['a.xml', 'b.xml'] b'<c/>' b'<b/>'

    Raises OddArchiveError where it is encrypted, larger than 4 GB, in several pieces, has something before
    its first file, or names a file twice, KeyError where it lacks a file.
    """
    end, entries = _directory(archive)
    lacking = parts.keys() - {one.name for one in entries}
    if lacking:
        raise KeyError(min(lacking))
    stops = sorted([*(one.start for one in entries), end.offset])
    written: list[bytes] = []
    starts: dict[int, tuple[int, bytes, tuple[int, ...]]] = {}
    at = 0
    for one in sorted(entries, key=lambda one: one.start):
        piece = archive[one.start : stops[stops.index(one.start) + 1]]
        fields = one.fields
        if one.name in parts:
            piece, fields = _again(one, piece, parts[one.name])
        starts[one.start] = at, one.tail, fields
        written.append(piece)
        at += len(piece)
    directory = b"".join(
        _CENTRAL_HEAD.pack(_CENTRAL, *fields[:-1], start) + tail
        for start, tail, fields in (starts[one.start] for one in entries)
    )
    between = archive[end.offset + end.size : end.start]
    told = _END_HEAD.pack(_END, *end.fields[:4], len(directory), at, end.fields[6])
    return b"".join([*written, directory, between, told, archive[end.start + _END_HEAD.size :]])


@attrs.frozen(slots=True)
class _End:
    start: int
    fields: tuple[int, ...]

    @property
    def size(self) -> int:
        return self.fields[4]

    @property
    def offset(self) -> int:
        return self.fields[5]


def _directory(archive: bytes) -> tuple[_End, list[_Entry]]:
    start = archive.rfind(_END)
    if start < 0 or start + _END_HEAD.size > len(archive):
        raise OddArchiveError("it has no directory")
    _, *fields = _END_HEAD.unpack_from(archive, start)
    end = _End(start, tuple(fields))
    disk, first_disk, here, count = fields[:4]
    if disk or first_disk or here != count or _FULL_COUNT in fields[:4] or _FULL in (end.size, end.offset):
        raise OddArchiveError("it is in several pieces or very large")
    if end.offset + end.size > start:
        raise OddArchiveError("something stands before its first file")
    entries: list[_Entry] = []
    at = end.offset
    for _ in range(count):
        if archive[at : at + 4] != _CENTRAL:
            raise OddArchiveError("its directory is damaged")
        _, *told = _CENTRAL_HEAD.unpack_from(archive, at)
        tail_start = at + _CENTRAL_HEAD.size
        at = tail_start + sum(told[9:12])
        name = archive[tail_start : tail_start + told[9]].decode("utf-8" if told[2] & 0x800 else "cp437")
        if told[2] & _ENCRYPTED or _FULL in (told[7], told[8], told[15]):
            raise OddArchiveError("it is encrypted or very large")
        if archive[told[15] : told[15] + 4] != _LOCAL:
            raise OddArchiveError("something stands before its first file")
        entries.append(_Entry(name, tuple(told), archive[tail_start:at], told[15]))
    if len({one.name for one in entries}) < len(entries) or len({one.start for one in entries}) < len(
        entries
    ):
        raise OddArchiveError("it names one file twice")
    if not entries or min(one.start for one in entries):
        raise OddArchiveError("something stands before its first file")
    return end, entries


def _again(entry: _Entry, piece: bytes, data: bytes) -> tuple[bytes, tuple[int, ...]]:
    """The file with other bytes in it, and the fields of its record in the directory."""
    if entry.method == _DEFLATED:
        deflating = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = deflating.compress(data) + deflating.flush()
    elif entry.method == _STORED:
        packed = data
    else:
        raise OddArchiveError("it is compressed in an unusual way")
    made, needs, flags, method, time, day, _, _, _, *rest = entry.fields
    flags &= ~_LENGTH_FOLLOWS
    sizes = (zlib.crc32(data), len(packed), len(data))
    *_, name_length, extra_length = _LOCAL_HEAD.unpack_from(piece)
    name_end = _LOCAL_HEAD.size + name_length
    extra = _narrow(piece[name_end : name_end + extra_length])
    head = _LOCAL_HEAD.pack(_LOCAL, needs, flags, method, time, day, *sizes, name_length, len(extra))
    fields = (made, needs, flags, method, time, day, *sizes, *rest)
    return head + piece[_LOCAL_HEAD.size : name_end] + extra + packed, fields


def _narrow(extra: bytes) -> bytes:
    """What else is told of a file, without sizes of more than four bytes."""
    kept, at = [], 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind != _WIDE:
            kept.append(extra[at : at + 4 + length])
        at += 4 + length
    return b"".join(kept) + extra[at:]
