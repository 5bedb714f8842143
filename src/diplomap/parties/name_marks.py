"""The marks around names: brackets, slashes, commas, wiki and footnote marks, spoilt letters, flags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from diplomap.parties import codes, registry
from diplomap.parties.folding import key
from diplomap.parties.name_tables import Entry, Shared
from diplomap.parties.party import Organisation
from diplomap.parties.resolution import Ambiguous, NotAState, Resolution, Resolved
from diplomap.values.dates import PartialDate

_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_PARTERS = (
    re.compile(r"\s*[/|;]\s*"),
    re.compile(r"\s+[-–—]\s+"),
    re.compile(r"\s*[,:]?\s+(?:or|aka|a\.k\.a\.|also known as|formerly|previously|now|ex)\s+", re.IGNORECASE),
)
_LEAD = re.compile(
    r"\s*(?:now|today|currently|then|or|aka|a\.k\.a\.|also(?: known as| called)?|formerly|previously|"
    r"former|ex|called|named|i\.e\.|=)[\s:-]+",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\s*(?:from )?(\d{4})\s*(?:[-–—]|to|until)\s*(\d{4})?\s*")
_UNTIL = re.compile(r"\s*(?:until|to|till|up to|before|[-–—])\s*(\d{4})\s*")
_SINCE = re.compile(r"\s*(?:since|after|from)\s+(\d{4})\s*")
_REMARK_WORDS = (
    "suspended severed terminated frozen cancelled canceled broken restored country nation independent "
    "resident concurrent observer member withdrawn sovereign sic official disputed defunct closed"
)
_REMARKS = frozenset(_REMARK_WORDS.split())
_REMARK_PHRASES = frozenset(
    ("non resident", "sovereign state", "non member", "short form", "partially recognised")
)
_REMARK_START = re.compile(
    r"\s*(?:note|see (?:also|note|below|above)|sometimes|prior to|current(?:ly)?|not to be|including|"
    r"incl|excluding|excl|as of|established|re-?established|relations)\b",
    re.IGNORECASE,
)
_PLACE = ("the capital of ", "a city of ", "a place in ")
_FLAG = r"\{\{\s*flag\w*\s*\|\s*([^|{}]*)(?:\|(?:[^{}]|\{\{[^{}]*\}\})*)?\}\}"
_LINK = r"\[\[(?:[^|\]]*\|)?([^|\]]*)\]\]"
_WIKI = re.compile(f"{_FLAG}|{_LINK}", re.IGNORECASE)
_FOOTNOTES = re.compile(r"(?:\s*\[[^\]]{1,4}\]|[¹²³⁰⁴-⁹*†‡§]+|(?<=[a-z])\d{1,2})+\s*$")
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9]\d*)")
_NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s+")
_POINTED = re.compile(r"\s*(?:[^\W\d_]\.\s*){2,}\s*|\s*(?:[^\W\d_]\.\s*)+[^\W\d_]\s*")
_SPOILT = re.compile("[ÃÂÄÅÐ][\x80-\xbf\u0152-\u2122]|â€")
_A, _Z = 0x1F1E6, 0x1F1FF


def bracketed(text: str) -> tuple[str, str] | None:
    """A text without brackets that hold a remark, or else without its first ones, and what is in them.

    >>> bracketed("Benin (Dahomey)"), bracketed("Benin")
    (('Benin ', 'Dahomey'), None)
    >>> bracketed("Germany (GDR) (suspended)")
    ('Germany (GDR) ', 'suspended')
    """
    found = list(_BRACKETS.finditer(text))
    if not found:
        return None
    match = next((one for one in found if is_remark(one[1])), found[0])
    return text[: match.start()] + text[match.end() :], match[1]


def is_remark(text: str) -> bool:
    """Whether brackets hold a remark on the relation or the list, which names nothing.

    >>> is_remark("suspended"), is_remark("the"), is_remark("a"), is_remark("North")
    (True, True, True, False)
    """
    found = key(text)
    footnote = found.isascii() and (len(found) < 2 or (len(found) == 2 and found.isdecimal()))
    return footnote or found in _REMARKS or found in _REMARK_PHRASES


def begins_as_remark(text: str) -> bool:
    """Whether a text that names nothing begins as remarks do.

    >>> begins_as_remark("prior to 2021"), begins_as_remark("North")
    (True, False)
    """
    return _REMARK_START.match(text) is not None


def years(text: str) -> tuple[int, int] | None:
    """The first and last day (ordinals) of years in brackets.

    Of two years, the days that lie in the span whenever in those years it began and ended.

    >>> [date.fromordinal(day).isoformat() for day in years("1949-1990")], years("North")
    (['1949-12-31', '1990-01-01'], None)
    """
    first, last = 1000, 9999
    if match := _YEARS.fullmatch(text):
        first, last = int(match[1]), int(match[2] or 9999)
    elif match := _UNTIL.fullmatch(text):
        last = int(match[1])
    elif match := _SINCE.fullmatch(text):
        first = int(match[1])
    else:
        return None
    if not 1000 <= first < last:
        return None
    return date(first, 12, 31).toordinal(), date(last, 1, 1).toordinal()


def without_lead(text: str) -> str:
    """A second name without the word that says how it stands to the first.

    >>> without_lead("formerly Swaziland")
    'Swaziland'
    """
    return _LEAD.sub("", text, count=1)


def parted(text: str) -> Iterator[tuple[str, str]]:
    """The two sides of a slash, a dash with spaces, or a word such as "or".

    >>> list(parted("Myanmar/Burma"))
    [('Myanmar', 'Burma')]
    """
    for parter in _PARTERS:
        parts = parter.split(text, maxsplit=1)
        if len(parts) == 2:
            yield parts[0], parts[1]


def at_commas(text: str) -> Iterator[tuple[str, str]]:
    """The two sides of the first comma, then of the last.

    >>> list(at_commas("Seoul, Korea, Republic of"))
    [('Seoul', ' Korea, Republic of'), ('Seoul, Korea', ' Republic of')]
    """
    first, last = text.find(","), text.rfind(",")
    for place in dict.fromkeys((first, last)):
        if place >= 0:
            yield text[:place], text[place + 1 :]


def without_possessive(text: str) -> str:
    """A text without the English genitive, which a people's republic keeps.

    >>> without_possessive("France's Embassy"), without_possessive("People's Republic")
    ('France Embassy', "People's Republic")
    """
    return re.sub(r"(?<!eople)['’]s\b", "", text)


def is_place(found: NotAState) -> bool:
    """Whether what is no state is a town, which may stand beside a state's name without changing it."""
    return found.why.startswith(_PLACE)


def is_soil(entry: Entry | None) -> bool:
    """Whether a name is that of a place on which a mission may stand, which an organisation is not.

    >>> is_soil("FRA"), is_soil("UN"), is_soil(NotAState("FRA", "the capital of France")), is_soil(None)
    (True, False, True, False)
    """
    if isinstance(entry, str):
        return not isinstance(registry.get(entry), Organisation)
    return isinstance(entry, Shared) or (isinstance(entry, NotAState) and is_place(entry))


def is_acronym(text: str) -> bool:
    """Whether a text is typed as an acronym: letters with points, three or more capitals, or four letters.

    Two letters without a point between them are a code in capitals, or an abbreviation such as "St.".

    >>> is_acronym("U. S."), is_acronym("dprk"), is_acronym("N/A"), is_acronym("St.")
    (True, True, False, False)
    """
    if _POINTED.fullmatch(text):
        return True
    bare = text.strip(" .")
    return bare.isalpha() and (len(bare) > 3 or (len(bare) == 3 and bare.isupper()))


def has_ended(party_id: str) -> bool:
    """Whether a party is known to exist no more.

    >>> has_ended("SUN"), has_ended("FRA")
    (True, False)
    """
    party = registry.get(party_id)
    return party is not None and bool(party.lives) and isinstance(party.lives[-1].period.end, PartialDate)


def unwrapped(text: str) -> Iterator[str]:
    """What a text may be without wiki marks, without footnote marks, with its letters mended.

    >>> list(unwrapped("{{flag|Georgia (country)|name=Georgia}}"))
    ['Georgia (country)']
    >>> list(unwrapped("Kosovo*")), list(unwrapped("CuraÃ§ao"))
    (['Kosovo'], ['Curaçao'])
    """
    if "{{" in text or "[[" in text:
        yield _WIKI.sub(lambda match: match[1] or match[2] or "", text)
    bare = _NUMBERED.sub("", _FOOTNOTES.sub("", text), count=1)
    if bare != text:
        yield bare
    if _SPOILT.search(text):
        try:
            yield text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return


def item_or_flag(text: str) -> Resolution | None:
    """The party of a Wikidata item, or of a flag that is one character.

    >>> item_or_flag("Q423"), item_or_flag("🇰🇵")
    (Resolved(party='PRK', matched='Q423'), Resolved(party='PRK', matched='🇰🇵'))
    """
    bare = text.strip()
    if match := _ITEM.fullmatch(bare):
        return _of_code("wikidata", match[1], match[1])
    if len(bare) == 2 and all(_A <= ord(sign) <= _Z for sign in bare):
        return _of_code("iso2", "".join(chr(ord(sign) - _A + ord("A")) for sign in bare), bare)
    return None


def _of_code(system: str, code: str, matched: str) -> Resolution | None:
    found = codes.from_code(system, code)
    if len(found) > 1:
        return Ambiguous(found, f"{code} stands for several")
    return Resolved(found[0], matched) if found else None
