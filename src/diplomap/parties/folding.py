"""One form for all the ways to type a name: case, accents, points, hyphens, abbreviations, articles."""

from __future__ import annotations

import re
import unicodedata

# What people type for an apostrophe; the first two are Windows-1252 read as Latin-1.
_APOSTROPHES = re.compile("[\x91\x92‘’‛ʼʻʹ`´′＇]")
_ELISION = re.compile(r"\b(d|l|dell|all)'", re.IGNORECASE)
# Scripts that are written with or without spaces: kana, Chinese characters, Hangul.
_FIRST_SPACE_FREE = "\u3040"
_SPACE_FREE = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_IDLE_SPACE = re.compile(rf"(?<={_SPACE_FREE})\s+(?={_SPACE_FREE})")
_LETTERS = {
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ə": "e",
    "ħ": "h",
    "ŋ": "ng",
    "ـ": "",
}

_ABBREVIATIONS = {
    "st": "saint",
    "ste": "saint",
    "rep": "republic",
    "repub": "republic",
    "dem": "democratic",
    "people": "peoples",
    "island": "islands",
    "isls": "islands",
    "isl": "islands",
    "is": "islands",
    "sts": "states",
    "terr": "territory",
    "prov": "province",
    "utd": "united",
    "brit": "british",
    "plur": "plurinational",
    "boliv": "bolivarian",
    "govt": "government",
    "emb": "embassy",
    "fed": "federal",
    "intl": "international",
    "organisation": "organization",
    "nth": "north",
    "sth": "south",
    "cent": "central",
    "afr": "african",
    "amer": "american",
    "eq": "equatorial",
    "equat": "equatorial",
    "sta": "santa",
}
_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}
_SMALL_WORDS = frozenset(("the", "of"))
_BEFORE_A_DIRECTION = frozenset(("the", "of", "and"))
# Words after which a name is more than its words in small letters.
_SPECIAL = frozenset((*_ABBREVIATIONS, *"abcdefghijklmnopqrstuvwxyz"))


class _Signs(dict[int, str | None]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        kind = unicodedata.category(letter)
        becomes: str | None = letter
        if 0x300 <= code <= 0x36F or 0x64B <= code <= 0x65F or code == 0x670 or kind == "Cf":
            becomes = None
        elif kind[0] in "PSZC":
            becomes = " "
        elif letter in _LETTERS:
            becomes = _LETTERS[letter]
        self[code] = becomes
        return becomes


def _sign(letter: str) -> str | None:
    if letter == "'":
        return None
    return " and " if letter in "&+" else letter.lower() if letter.isalnum() else " "


_SIGNS = _Signs({ord("'"): None, ord("&"): " and ", ord("+"): " and "})
_ASCII = {code: _sign(chr(code)) for code in range(128)}


def words(text: str) -> list[str]:
    """The words of a name in small letters, without accents, points or hyphens; articles are kept.

    Letters parted by points or spaces are one word; an abbreviation becomes what it stands for.

    >>> words("St. Kitts & Nevis"), words("the U.S.A."), words("P. R. China")
    (['saint', 'kitts', 'and', 'nevis'], ['the', 'usa'], ['pr', 'china'])
    >>> words("S. Korea"), words("Fed. States of Micronesia"), words("Côte d’Ivoire")
    (['south', 'korea'], ['federated', 'states', 'of', 'micronesia'], ['cote', 'd', 'ivoire'])
    """
    if not text.isascii():
        text = _APOSTROPHES.sub("'", text)
        if "'" in text:
            text = _ELISION.sub(r"\1 ", text)
        spread = unicodedata.normalize("NFKD", text).casefold()
        plain = unicodedata.normalize("NFC", spread.translate(_SIGNS))
        if " " in plain and max(plain) >= _FIRST_SPACE_FREE:
            plain = _IDLE_SPACE.sub("", plain)
        found = plain.split()
    else:
        if "'" in text or "`" in text:
            text = _ELISION.sub(r"\1 ", text.replace("`", "'"))
        found = text.translate(_ASCII).split()
    if len(found) < 2 or _SPECIAL.isdisjoint(found):
        return found
    return _spelt_out(_joined(found))


def key(text: str) -> str:
    """The form under which a name is looked up: its words, without "the" and "of".

    >>> key("The Republic of Trinidad & Tobago")
    'republic trinidad and tobago'
    """
    return keyed(words(text))


def keyed(found: list[str]) -> str:
    """The key of words that `words` gave.

    >>> keyed(["the", "gambia"])
    'gambia'
    """
    if _SMALL_WORDS.isdisjoint(found):
        return " ".join(found)
    return " ".join([word for word in found if word not in _SMALL_WORDS])


def without_and(found: str) -> str:
    """A key without "and", as some type it; what is two names with "and" is one without it only by mistake.

    >>> without_and("trinidad and tobago")
    'trinidad tobago'
    """
    return found.replace(" and ", " ")


def exact_key(text: str) -> str:
    """The form of a short text whose accents count.

    >>> exact_key(" Irã ")
    '=irã'
    """
    return "=" + unicodedata.normalize("NFC", text.strip().casefold())


def _joined(found: list[str]) -> list[str]:
    """The words with runs of single letters made one: u, s, a is usa."""
    done: list[str] = []
    run = ""
    for word in found:
        if len(word) == 1 and "a" <= word <= "z":
            run += word
            continue
        if run:
            done.append(run)
            run = ""
        done.append(word)
    if run:
        done.append(run)
    return done


def _spelt_out(found: list[str]) -> list[str]:
    # A word alone is no abbreviation: "Island" is Iceland in German, and no islands.
    if sum(word not in _SMALL_WORDS for word in found) < 2:
        return found
    done: list[str] = []
    last = len(found) - 1
    for place, word in enumerate(found):
        after = found[place + 1] if place < last else ""
        if word == "fed" and after in ("states", "sts"):
            done.append("federated")
        elif word == "isl" and after in ("republic", "rep"):
            done.append("islamic")
        elif word in _DIRECTIONS and last and (place in (0, last) or found[place - 1] in _BEFORE_A_DIRECTION):
            done.append(_DIRECTIONS[word])
        elif word == "is" and place != last:
            done.append(word)
        else:
            done.append(_ABBREVIATIONS.get(word, word))
    return done
