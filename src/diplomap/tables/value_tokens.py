"""What a value says as it is written in JSON, YAML or TOML, and how another text is written in its place."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from diplomap.tables.value_texts import value_text

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"(-?[0-9]+)\.0+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
# What other programs read as nothing, as yes or no, or as a place that is merged in.
_YAML_WORDS = re.compile(r"(?:y|n|yes|no|true|false|on|off|null|~|<<|=)?", re.IGNORECASE)
_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f\x7f:#,\[\]{}]*[^\s\x00-\x1f\x7f:#,\[\]{}])?")


def json_said(token: str) -> str | None:
    r"""The text that a value of JSON stands for in the cell of a table; None for one that has parts.

    >>> json_said('"caf\\u00e9"'), json_said("1955.0"), json_said("null"), json_said('["a"]')
    ('café', '1955', '', None)
    """
    if token.startswith(("[", "{")):
        return None
    if decimal := _DECIMAL.fullmatch(token):
        return decimal[1]
    try:
        told = json.loads(token, parse_float=str, parse_int=str, strict=False)
    except ValueError:
        return None
    return told if isinstance(told, str) else value_text(told)[0]


def json_typed(token: str, text: str, escaped: bool = False) -> str | None:
    r"""How a text is written in JSON in place of a value: a number where both are one, else in quotes.

    `escaped` says that letters outside ASCII are written with their numbers.

    >>> json_typed("1955", "1956"), json_typed("1955", "1955-05"), json_typed('"a"', "é", escaped=True)
    ('1956', '"1955-05"', '"\\u00e9"')
    """
    if _NUMBER.fullmatch(token) and _NUMBER.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=escaped)


def toml_said(token: str) -> str | None:
    """The text that a value of TOML stands for; None for one that has parts or runs over lines.

    >>> toml_said("'a'"), toml_said("1975-05-03"), toml_said("1955.0"), toml_said("[1]")
    ('a', '1975-05-03', '1955', None)
    """
    import tomllib

    if "\n" in token or token.startswith(("[", "{", '"""', "'''")):
        return None
    try:
        told: Any = tomllib.loads(f"k = {token}", parse_float=str)["k"]
    except tomllib.TOMLDecodeError:
        return None
    if isinstance(told, str) and not token.startswith(("'", '"')) and (one := _DECIMAL.fullmatch(told)):
        return one[1]
    text, problem = value_text(told)
    return text if problem is None else None


def toml_typed(token: str, text: str) -> str | None:
    """How a text is written in TOML in place of a value, in quotes of the same sort where it is in quotes.

    >>> toml_typed("'a'", "b"), toml_typed("'a'", "it's"), toml_typed("1975-05-03", "1975-05-04")
    ("'b'", '"it\\'s"', '1975-05-04')
    """
    if _CONTROL.search(text):
        return None
    if token.startswith("'") and "'" not in text:
        return f"'{text}'"
    if not token.startswith(("'", '"')) and (_is_day(text) or (_whole(token) and _NUMBER.fullmatch(text))):
        return text
    return json.dumps(text, ensure_ascii=False)


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _whole(token: str) -> bool:
    return _NUMBER.fullmatch(token) is not None


def yaml_said(token: str) -> str | None:
    r"""The text that a value of YAML stands for; None for one that has parts, a name or a tag, or is a block.

    >>> yaml_said("NO"), yaml_said("'it''s'"), yaml_said(""), yaml_said("&x a"), yaml_said("[a]")
    ('NO', "it's", '', None, None)
    """
    import yaml

    if not token or token.startswith(("&", "*", "!", "|", ">", "[", "{", "-\n", "- ", "? ")):
        return None if token else ""
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node: Any = yaml.compose(token, Loader=loader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if node is None or node.id != "scalar":
        return None
    return "" if node.tag == "tag:yaml.org,2002:null" and not node.style else str(node.value)


def yaml_typed(token: str, text: str) -> str | None:
    """How a text is written in YAML in place of a value, in quotes of the same sort, or bare as it was.

    A bare text gets quotes where it would be read as something else.

    >>> yaml_typed("3 May 2019", "2019-05-03"), yaml_typed("'a'", "b"), yaml_typed("a", "no")
    ('2019-05-03', "'b'", '"no"')
    """
    if _CONTROL.search(text) or "\x85" in text or "\u2028" in text or "\u2029" in text or "\ufeff" in text:
        return None
    before = "" if token else " "
    if token.startswith("'"):
        quoted = text.replace("'", "''")
        return f"'{quoted}'"
    if token.startswith('"') or _YAML_WORDS.fullmatch(text) or not _PLAIN.fullmatch(text):
        return before + json.dumps(text, ensure_ascii=False)
    return before + text
