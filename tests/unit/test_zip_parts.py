"""Replacing files of a zip archive: all other bytes stay, and odd archives are let alone."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from diplomap.tables.zip_parts import OddArchiveError, replaced


class Unseekable(io.RawIOBase):
    """A stream that can only be written on, so that sizes follow the files they are of."""

    def __init__(self) -> None:
        super().__init__()
        self.held = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.held += bytes(data)
        return len(data)


def archive(streamed: bool = False) -> bytes:
    stream: Any = Unseekable() if streamed else io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        told = zipfile.ZipInfo("é/a.xml", (2019, 5, 3, 12, 0, 0))
        told.compress_type, told.comment, told.external_attr = zipfile.ZIP_DEFLATED, b"noted", 0o644 << 16
        made.writestr(told, b"<a/>" * 40)
        made.writestr("stored.bin", b"12345", zipfile.ZIP_STORED)
        made.writestr("z.xml", b"<z/>" * 40, zipfile.ZIP_DEFLATED)
        made.comment = b"all of it"
    return stream.held if streamed else bytes(stream.getvalue())


@pytest.mark.parametrize("streamed", [False, True])
def test_only_the_files_named_change(streamed: bool) -> None:
    data = archive(streamed)
    assert replaced(data, {}) == data
    written = replaced(data, {"é/a.xml": b"<b/>", "stored.bin": b"1"})
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(written)) as new:
        assert new.testzip() is None
        assert new.namelist() == old.namelist()
        assert [new.read(name) for name in new.namelist()] == [b"<b/>", b"1", b"<z/>" * 40]
        assert new.comment == b"all of it"
        for one, other in zip(old.infolist(), new.infolist(), strict=True):
            for field in ("date_time", "compress_type", "comment", "external_attr", "create_version"):
                assert getattr(one, field) == getattr(other, field)
        start, end = (held.infolist()[2].header_offset for held in (old, new))
    length = 60
    assert data[start : start + length] == written[end : end + length]


def test_a_file_that_is_not_there_is_not_made() -> None:
    with pytest.raises(KeyError):
        replaced(archive(), {"b.xml": b""})


def twice() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("a", b"2")
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x05\x06", b"#!/bin/sh\n" + archive(), archive()[:-30], twice()],
    ids=["nothing", "broken off", "before", "cut", "twice"],
)
def test_an_odd_archive_is_let_alone(data: bytes) -> None:
    with pytest.raises(OddArchiveError):
        replaced(data, {})
