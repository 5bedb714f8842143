"""Forms of government before or after a name: "Rep. of X", "Royaume de X", "X, Kingdom of"."""

from __future__ import annotations

from diplomap.parties import registry
from diplomap.parties.folding import words
from diplomap.parties.party import Territory

# English words for a form of government, and what they are in French, Spanish, German, Italian,
# Portuguese, Dutch and a few more, without accents.
_FORMS = {
    "republic": "republic republique republica republik repubblica republiek republika respublika",
    "peoples republic": "volksrepublik volksrepubliek",
    "federal republic": "bundesrepublik bondsrepubliek",
    "kingdom": "kingdom royaume reino konigreich regno koninkrijk kongeriket kongeriget konungariket",
    "state": "state etat estado staat stato",
    "principality": "principality principaute principado furstentum principato vorstendom",
    "grand duchy": "grossherzogtum granducato groothertogdom",
    "duchy": "duchy duche ducado herzogtum ducato hertogdom",
    "grand": "grand gran grao",
    "sultanate": "sultanate sultanat sultanato sultanado sultanaat",
    "emirate": "emirate emirat emirato",
    "commonwealth": "commonwealth mancomunidad comunidade gemenebest",
    "confederation": "confederation confederacion confederazione confederacao eidgenossenschaft",
    "union": "union unione uniao unie",
    "islamic": "islamic islamique islamica islamische islamitische",
    "democratic": "democratic democratique democratica demokratische democratische",
    "peoples": "peoples populaire popular popolare",
    "federal": "federal federale federative federativa foderale foderative",
    "socialist": "socialist socialiste socialista sozialistische socialistische",
    "united": "united unie unida unita vereinigte vereinigtes verenigde verenigd",
    "arab": "arab arabe araba arabische",
    "bolivarian": "bolivarian bolivarienne bolivariana bolivarische bolivariaanse",
    "plurinational": "plurinational plurinacional plurinazionale plurinationaler",
    "hashemite": "hashemite hachemite hachemita haschemitisches hasjemitisch",
    "independent": "independent independant independiente independente indipendente unabhangiger",
    "co operative": "cooperative cooperativa kooperative",
}
_TERRITORY = (
    "territory bailiwick collectivity overseas territorial commonwealth country crown dependency colony"
)
_OF_TERRITORIES = frozenset(_TERRITORY.split())
_FORMS.update({word: word for word in _OF_TERRITORIES if word not in _FORMS})
_ENGLISH = {word: tuple(english.split()) for english, some in _FORMS.items() for word in some.split()}
_SMALL = "the of de du des d del della dello dell di der den dos da do das la le l el los las"
_JOINTS = frozenset(_SMALL.split())


def without_form(found: list[str]) -> tuple[list[str], frozenset[str]] | None:
    """The name in words that begin or end with a form of government, and the form in English words.

    None where there is no form, or nothing but a form.

    >>> without_form(["republique", "d", "islande"])
    (['islande'], frozenset({'republic'}))
    >>> without_form(["france"]) is None
    True
    """
    start, end = 0, len(found)
    form: set[str] = set()
    while start < end and (found[start] in _ENGLISH or found[start] in _JOINTS):
        if found[start] in _ENGLISH:
            form.update(_ENGLISH[found[start]])
        start += 1
    while end > start and (found[end - 1] in _ENGLISH or found[end - 1] in _JOINTS):
        if found[end - 1] in _ENGLISH:
            form.update(_ENGLISH[found[end - 1]])
        end -= 1
    if not form or start == end:
        return None
    return found[start:end], frozenset(form)


def fits(party_id: str, form: frozenset[str]) -> bool:
    """Whether every word of the form stands in the party's official name, so that the form adds nothing.

    A territory may also be called one ("Territory of Guam").

    >>> fits("ESP", frozenset({"kingdom"})), fits("DEU", frozenset({"democratic", "republic"}))
    (True, False)
    """
    party = registry.get(party_id)
    if party is None:
        return False
    official = {form for word in words(party.official) for form in _ENGLISH.get(word, (word,))}
    return form <= official or (isinstance(party, Territory) and form <= _OF_TERRITORIES)
