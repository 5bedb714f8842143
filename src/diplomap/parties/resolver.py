"""Which party a text names: one, several, none that is a state, or nobody knows; never a guess."""

from __future__ import annotations

from diplomap.parties.moments import Moment, moment
from diplomap.parties.name_reading import Days, plain, read
from diplomap.parties.registry import ids
from diplomap.parties.resolution import Resolution, Resolved, Unknown
from diplomap.parties.suggestions import suggestions

_CACHE_SIZE = 1 << 18
# No name is half as long; a longer text is a sentence, or no text at all.
_LONGEST = 300
_UNDATED: dict[str, Resolution] = {}
_DATED: dict[tuple[str, Moment], Resolution] = {}


def resolve(text: str, at: Moment | None = None) -> Resolution:
    """The party that a text names, at a time or as the name is used today.

    Capitals, accents, points, hyphens, articles, common abbreviations, inversion ("Korea, Republic
    of") and the words around a name ("Embassy of ...") make no difference; likeness never decides.
    A date chooses between the parties that bear a name; a name that only one party ever bore means it
    at any date. `docs/reference/names.md` tells what is decided how.

    >>> resolve("N. Korea"), resolve("British High Commission").party
    (Resolved(party='PRK', matched='North Korea'), 'GBR')
    >>> resolve("Yemen", at="1980").parties, resolve("Bavaria").party, resolve("Bavaria", at="1850").party
    (('XYA', 'YEM', 'YMD'), 'DEU', 'XBV')
    >>> resolve("Untied States").suggestions[0]
    ('USA', 'United States')

    Raises DateSyntaxError, a ValueError, on a time in another notation; TypeError on what is no text.
    """
    if at is None:
        found = _UNDATED.get(text)
        if found is None:
            found = _fresh(text, None)
            if len(_UNDATED) >= _CACHE_SIZE:
                _UNDATED.clear()
            _UNDATED[text] = found
        return found
    found = _DATED.get((text, at))
    if found is None:
        when = moment(at)
        found = _fresh(text, (when.lo, when.hi))
        if len(_DATED) >= _CACHE_SIZE:
            _DATED.clear()
        _DATED[text, at] = found
    return found


def _fresh(text: str, days: Days) -> Resolution:
    if not isinstance(text, str):
        raise TypeError(f"a name is a text, not {type(text).__name__}")
    # An id means its party at any time, and a table of ids needs no table of names.
    if text in ids():
        return Resolved(text, text)
    if len(text) > _LONGEST:
        return Unknown()
    return plain(text, days) or read(text, days) or Unknown(suggestions(text))
