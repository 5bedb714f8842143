"""`fix` on JSON, JSON Lines, YAML and TOML: a value changes in its own quotes, and no other byte."""

from __future__ import annotations

import io
from typing import Any

import pytest

from diplomap.checking.fixing import Fixed, Why, fix


def mended(text: str | bytes, name: str, *, unsafe: bool = False, **options: Any) -> Fixed:
    stream = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    stream.name = name
    return fix(stream, unsafe=unsafe, **options)


JSON = '{"id": "%s", "sending":"PRK" , "receiving": "%s", "kind": "%s", "opened": %s}'
DATE, MENDED = '"3 May 2019"', '"2019-05-03"'


def record(id_: str = "a", kind: str = "embassy", opened: str = '"1990"') -> str:
    return JSON % (id_, {"a": "ESP", "b": "ITA"}[id_], kind, opened)


def test_a_value_of_json_changes_where_it_stands() -> None:
    text = "\ufeff[\r\n\t" + record(opened=DATE, kind="embassy\\t") + " ,\r\n" + record("b") + " ]\r\n"
    done = mended(text, "m.json")
    assert done.data("m.json") == text.replace(DATE, MENDED).replace("embassy\\t", "embassy").encode()
    assert [(one.line, one.column, one.cell, one.before) for one in done.edits] == [
        (2, "kind", "[0].kind", "embassy\t"),
        (2, "opened", "[0].opened", "3 May 2019"),
    ]
    assert not done.left
    assert not mended(done.data("m.json"), "m.json").edits


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_json_keeps_its_encoding(encoding: str) -> None:
    text = '[{"city": "Málaga", ' + record(opened=DATE)[1:] + "]"
    done = mended(text.encode(encoding), "m.json")
    assert done.data("m.json") == text.replace(DATE, MENDED).encode(encoding)


def test_letters_stay_written_as_numbers_where_they_are() -> None:
    text = '[{"city": " M\\u00e1laga", ' + record()[1:] + "]"
    assert mended(text, "m.json").text("m.json") == text.replace('" M', '"M')
    text = '[{"city": " Málaga", ' + record()[1:] + "]"
    assert mended(text, "m.json").text("m.json") == text.replace('" M', '"M')


def test_a_number_that_is_a_day_becomes_a_text_and_nothing_an_end() -> None:
    text = "[" + record(opened=' "1990–1995", "closed": null') + "," + record("b", opened="20190503") + "]"
    done = mended(text, "m.json", unsafe=True)
    expected = text.replace('"1990–1995"', '"1990"').replace("null", '"1995"')
    assert done.text("m.json") == expected.replace("20190503", MENDED)
    assert not done.left


def test_a_range_stays_where_the_other_end_has_no_place() -> None:
    text = "[" + record(opened='"1990–1995"') + ",\n" + record("b", opened='"1990", "closed": ""') + "]"
    done = mended(text, "m.json", unsafe=True)
    assert done.text("m.json") == text
    assert [one.why for one in done.left] == [Why.NO_TEXT]


def test_values_with_parts_and_values_told_twice_are_let_alone() -> None:
    text = "[" + record().replace('"embassy"', '["embassy "]') + "]"
    done = mended(text, "m.json", unsafe=True)
    assert done.text("m.json") == text
    assert [(one.finding.code, one.why) for one in done.left] == [("DM120", Why.NO_TEXT)]
    text = "[" + record(opened='"1990", "kind": "embasy "') + "]"
    assert mended(text, "m.json", unsafe=True).text("m.json") == text


@pytest.mark.parametrize("glue", [",\n  ", " , ", ","])
def test_a_copied_record_is_taken_out_with_its_comma(glue: str) -> None:
    text = "[\n  " + glue.join([record(), record(), record("b"), record(), record()]) + "\n]\n"
    assert not mended(text, "m.json").edits
    done = mended(text, "m.json", unsafe=True)
    assert done.text("m.json") == "[\n  " + glue.join([record(), record("b")]) + "\n]\n"
    assert [(one.cell, one.before, one.after) for one in done.edits] == [
        (f"[{number}]", record(), None) for number in (1, 3, 4)
    ]
    assert not done.left


def test_lines_of_json_are_taken_out_whole() -> None:
    text = f"{record()}\r\n{record()}\r\n\r\n{record('b', opened=DATE)}\r\n{record()}"
    done = mended(text, "m.jsonl", unsafe=True)
    assert done.data("m.jsonl") == f"{record()}\r\n\r\n{record('b', opened=MENDED)}\r\n".encode()
    assert [one.line for one in done.edits] == [2, 4, 5]
    text = f"{record()} {record()}"
    assert mended(text, "m.jsonl", unsafe=True).text("m.jsonl") == text


def test_two_tables_of_one_file_are_mended_each() -> None:
    relation = '{"party": "PRK", "with": "ESP", "kind": "diplomatic", "status": "established", "since": %s}'
    text = '{"missions": [' + record(opened=DATE) + '],\n"relations": [' + relation % DATE + "]}"
    done = mended(text, "m.json")
    assert done.text("m.json") == text.replace(DATE, MENDED)
    assert [one.cell for one in done.edits] == ["missions[0].opened", "relations[0].since"]


YAML = """# our posts   (do not sort)
- &first
  id: a
  sending: "PRK "   # as the ministry says
  receiving: 'ESP '
  kind: embassy
  opened: 3 May 2019 # by letter
  closed:

# the second
- {id: b, sending: PRK, receiving: ITA, kind: embassy, opened: '3 May 2019', closed: , note: no }
- id: c
  sending: PRK
  receiving: DEU
  kind: embassy
  note: |
    two
    lines
  opened: >-
    3 May 2019
"""


def test_a_value_of_yaml_changes_in_its_own_quotes() -> None:
    for end in ("\n", "\r\n"):
        text = YAML.replace("\n", end)
        done = mended(text, "m.yaml")
        assert done.text("m.yaml") == (
            text.replace('"PRK "', '"PRK"')
            .replace("'ESP '", "'ESP'")
            .replace("'3 May 2019'", "'2019-05-03'")
            .replace("3 May 2019 #", "2019-05-03 #")
        )
        assert [(one.finding.code, one.why) for one in done.left] == [("DM117", Why.NO_TEXT)]
        assert not mended(done.data("m.yaml"), "m.yaml").edits


def test_a_blank_end_of_yaml_is_filled() -> None:
    text = (
        "- id: a\n  sending: PRK\n  receiving: ESP\n  kind: embassy\n  opened: 1990–1995\n  closed: # ?\n"
        "- {id: b, sending: PRK, receiving: ITA, kind: embassy, closed: ~, opened: 1990–1995}\n"
        "- {id: c, sending: PRK, receiving: DEU, kind: embassy, closed: , opened: 1990–1995}\n"
    )
    done = mended(text, "m.yaml", unsafe=True)
    assert done.text("m.yaml") == (
        text.replace("1990–1995", "1990")
        .replace("closed: #", "closed: 1995 #")
        .replace("closed: ~", "closed: 1995")
        .replace("closed: ,", "closed: 1995 ,")
    )
    assert not done.left


def test_what_yaml_writes_once_for_several_is_mended_where_it_is_written() -> None:
    text = "- &x {id: a, sending: PRK, receiving: ESP, kind: 'embassy '}\n- *x\n"
    done = mended(text, "m.yaml", unsafe=True)
    assert done.text("m.yaml") == text.replace("embassy ", "embassy")


def test_a_bare_text_gets_quotes_where_it_would_mean_something_else() -> None:
    text = "- {id: a, sending: NO\u200b, receiving: ESP, kind: embassy}\n"
    done = mended(text, "m.yaml")
    assert done.text("m.yaml") == text.replace("NO\u200b", '"NO"')


BLOCK = "- id: {0}\n  sending: PRK\n  receiving: {1}\n  kind: embassy\n"


def test_a_copied_record_of_yaml_is_taken_out_unless_something_is_noted_in_it() -> None:
    a, b = BLOCK.format("a", "ESP"), BLOCK.format("b", "ITA")
    noted = a.replace("kind: embassy", "kind: embassy # sure?")
    text = f"# ours\nmissions:\n{a}{a}\n# below\n{b}{noted}{a}other: 1\n"
    done = mended(text, "m.yaml", unsafe=True)
    assert done.text("m.yaml") == f"# ours\nmissions:\n{a}\n# below\n{b}{noted}other: 1\n"
    assert [one.finding.code for one in done.left] == ["DM302"]
    one = "{id: a, sending: PRK, receiving: ESP, kind: embassy}"
    assert mended(f"[{one},\n {one}]\n", "m.yaml", unsafe=True).text("m.yaml") == f"[{one}]\n"


TOML = """title = "ours" # kept
[[missions]] # one
id = "a"
sending = 'PRK '
receiving = "ESP "
kind = "embassy"
opened = "3 May 2019"  # by letter
note = '''
two'''

[[missions]]
id = 'b'
sending = "PRK"
receiving = 'ITA'
kind = "embassy"
opened = '3 May 2019'
"""


def test_a_value_of_toml_changes_in_its_own_quotes() -> None:
    for end in ("\n", "\r\n"):
        text = TOML.replace("\n", end)
        done = mended(text, "m.toml")
        assert done.text("m.toml") == (
            text.replace("3 May 2019", "2019-05-03").replace("'PRK '", "'PRK'").replace('"ESP "', '"ESP"')
        )
        assert not done.left
        assert not mended(done.data("m.toml"), "m.toml").edits


def test_a_copied_record_of_toml_is_taken_out() -> None:
    one = '[[missions]]\nid = "{0}"\nsending = "PRK"\nreceiving = "ESP"\nkind = "embassy"\n'
    a, b = one.format("a"), one.format("b").replace("ESP", "ITA")
    text = f"{a}\n{a}\n# the second\n{b}\n{a}"
    done = mended(text, "m.toml", unsafe=True)
    assert done.text("m.toml") == f"{a}\n# the second\n{b}\n"
    one = '{id="a", sending="PRK", receiving="ESP", kind="embassy"}'
    text = f"missions = [\n {one},\n {one},\n]\n"
    assert mended(text, "m.toml", unsafe=True).text("m.toml") == f"missions = [\n {one},\n]\n"


def test_names_become_codes_in_every_format() -> None:
    for name, text in (
        ("m.json", '[{"id": "a", "sending": "North Korea", "receiving": "Spain", "kind": "Embassy"}]'),
        ("m.yaml", "- {id: a, sending: North Korea, receiving: Spain, kind: Embassy}\n"),
        (
            "m.toml",
            "[[missions]]\nid = 'a'\nsending = 'North Korea'\nreceiving = 'Spain'\nkind = 'Embassy'\n",
        ),
    ):
        done = mended(text, name, codes=True)
        expected = text.replace("North Korea", "PRK").replace("Spain", "ESP").replace("Embassy", "embassy")
        assert done.text(name) == expected
        assert not mended(expected, name, codes=True).edits


def test_names_of_values_are_never_changed() -> None:
    text = '[{"id": "a", "sending": "PRK", "receiving": "ESP", "k\u200bind": "embassy"}]'
    done = mended(text, "m.json", unsafe=True)
    assert done.text("m.json") == text
    assert [one.finding.code for one in done.left] == ["DM003"]
