"""Forms of government before or after a name: "Rep. of X", "Royaume de X", "X, Kingdom of"."""

from __future__ import annotations

from diplomap.parties import registry
from diplomap.parties.folding import words
from diplomap.parties.party import Territory

# English words for a form of government, and what they are in other languages, without accents.
_FORMS = {
    "republic": (
        "republic republique republica republik repubblica republiek republika respublika republiken "
        "republikken cumhuriyeti республика республіка република جمهورية"
    ),
    "peoples republic": "volksrepublik volksrepubliek folkrepubliken folkerepublikken",
    "federal republic": "bundesrepublik bondsrepubliek forbundsrepubliken forbundsrepublikken",
    "kingdom": (
        "kingdom royaume reino konigreich regno koninkrijk kongeriket kongeriget konungariket kungariket "
        "regatul kraljevina kerajaan королевство королівство кралство مملكة المملكة"
    ),
    "state": "state etat estado staat stato staten statul negara государство держава دولة",
    "principality": (
        "principality principaute principado furstentum principato vorstendom furstendomet principatul "
        "княжество князівство"
    ),
    "grand duchy": "grossherzogtum granducato groothertogdom storhertigdomet storhertugdommet",
    "duchy": "duchy duche ducado herzogtum ducato hertogdom",
    "grand": "grand gran grao",
    "sultanate": "sultanate sultanat sultanato sultanado sultanaat sultanatet султанат سلطنة",
    "emirate": "emirate emirat emirato",
    "commonwealth": "commonwealth mancomunidad comunidade gemenebest",
    "confederation": "confederation confederacion konfoderation confederazione eidgenossenschaft",
    "union": "union unione uniao unie unionen союз",
    "islamic": (
        "islamic islamique islamica islamische islamitische islamiska islamske исламская ісламська الاسلامية"
    ),
    "democratic": (
        "democratic democratique democratica demokratische democratische demokratiska demokratiske "
        "demokratik demokratska демократическая демократична الديمقراطية"
    ),
    "peoples": "peoples populaire popular popolare народная народна الشعبية",
    "federal": (
        "federal federale federative federativa foderale foderative федеративная федеральная федеративна"
    ),
    "socialist": (
        "socialist socialiste socialista sozialistische socialistische socialistiska socialistiske "
        "социалистическая соціалістична الاشتراكية"
    ),
    "united": "united unie unida unita vereinigte vereinigtes verenigde verenigd forenade объединенная",
    "arab": "arab arabe araba arabische arabiska арабская арабська العربية",
    "bolivarian": "bolivarian bolivarienne bolivariana bolivarische bolivariaanse",
    "plurinational": "plurinational plurinacional plurinazionale plurinationaler",
    "hashemite": "hashemite hachemite hachemita haschemitisches hasjemitisch",
    "independent": "independent independant independiente independente indipendente unabhangiger",
    "co operative": "cooperative cooperativa kooperative",
}
# Chinese characters and Hangul put the form at the end of the name, without a space.
_ENDINGS = {
    "共和国": "republic",
    "共和國": "republic",
    "공화국": "republic",
    "王国": "kingdom",
    "王國": "kingdom",
    "왕국": "kingdom",
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
    >>> without_form(["冰岛共和国"]), without_form(["france"])
    ((['冰岛'], frozenset({'republic'})), None)
    """
    if len(found) == 1:
        return _without_ending(found[0])
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


def _without_ending(word: str) -> tuple[list[str], frozenset[str]] | None:
    for ending, form in _ENDINGS.items():
        if word.endswith(ending) and word != ending:
            return [word.removesuffix(ending)], frozenset((form,))
    return None


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
