"""Files drawn by hypothesis: bytes, plain files with bytes in them, and tables of any texts."""

from __future__ import annotations

import csv
import io
from random import Random
from typing import TYPE_CHECKING

from diplomap.testing.fuzz.fuzzed import Fuzzed, Reader

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_SIGNS = "ab1 ,;|\"'\n\r\t:-[]{}=#&*?\x00é\ufeff"


def drawn_files(reader: Reader) -> SearchStrategy[Fuzzed]:
    """Files for a reader: any bytes, any text of the signs that formats are made of, a plain file in which a
    stretch is replaced, a table of any texts under its own header, or what the reader itself makes.

    >>> from diplomap.testing.fuzz.table_readers import table_readers
    >>> drawn_files(next(table_readers())).validate()
    """
    from hypothesis import strategies as st

    plain = reader.plain(Random(0))
    size = len(plain.data)

    def as_file(data: bytes) -> Fuzzed:
        return Fuzzed.of(plain.name, data) if plain.marks else Fuzzed(plain.name, data)

    def replaced(start: int, length: int, data: bytes) -> Fuzzed:
        return as_file(plain.data[:start] + data + plain.data[start + length :])

    def tabled(rows: list[list[str]]) -> Fuzzed:
        header = plain.data.decode("utf-8", "replace").split("\n", 1)[0]
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n", delimiter=";" if ";" in header else ",").writerows(rows)
        return as_file(f"{header}\n{out.getvalue()}".encode("utf-8", "surrogatepass"))

    signs = st.text(st.sampled_from(_SIGNS) | st.characters(), max_size=30).map(
        lambda text: text.encode("utf-8", "surrogatepass")
    )
    some = st.binary(max_size=30) | signs
    rows = st.lists(st.lists(st.text(max_size=6), min_size=1, max_size=12), max_size=3)
    made = st.integers(0, 2**32).map(lambda number: reader.make(Random(number)))
    return st.one_of(
        (st.binary(max_size=200) | signs).map(as_file),
        st.builds(replaced, st.integers(0, size), st.integers(0, 40), some),
        rows.map(tabled),
        made,
    )
