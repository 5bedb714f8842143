"""Whose mission a phrase is about: "Embassy of X", "British High Commission", "Ambassade de France"."""

from __future__ import annotations

import re
from functools import cache

import attrs

_EN = (
    r"(?:(?:honorary|royal|apostolic|permanent|deputy|assistant|general|diplomatic|former|defunct|the) )*"
    r"(?:embass(?:y|ies)|high commissions?|consulates? general|general consulate|consulates?|vice consulate|"
    r"legation|nunciature|internunciature|delegation|(?:observer |special )?missions?|interests? section|"
    r"liaison office|representati(?:ve|on) office|trade office|economic and trade office|trade mission|"
    r"representation|consular (?:agency|office|section)|commercial office|chancery|residence|"
    r"government(?: offices?)?|ambassador|consul general|consul|high commissioner|diplomats?|"
    r"charge d affaires|foreign minister|military mission|citizens?|nationals?|nationality)"
)
_FR = (
    r"(?:ambassades?|consulats? general|consulats? honoraire|consulats?|haut commissariat|"
    r"mission permanente|mission|delegation permanente|delegation|legation|"
    r"representation permanente|bureau de liaison|gouvernement)"
)
_ES = (
    r"(?:embajadas?|consulados? general|consulados? honorario|consulados?|alta comision|mision permanente|"
    r"mision|legacion|delegacion|gobierno)"
)
_DE = (
    r"(?:botschaft|generalkonsulat|honorarkonsulat|konsulat|gesandtschaft|standige vertretung|"
    r"ständige vertretung|vertretung|regierung)"
)
_IT = r"(?:ambasciata|consolato generale|consolato onorario|consolato|legazione|governo)"
_PT = r"(?:embaixada|consulado geral|consulado|governo)"
_ORGANS = (
    "ministry|ministries|ministere|ministerio|ministero|ministerium|department|foreign office|parliament|"
    "presidency|president|prime minister|national assembly|senate|congress|central bank|secretariat|"
    "state department|army|armed forces"
)
_ORGANS_AFTER = "foreign ministry|foreign office|parliament|state department|department of state"


def _in(prepositions: str) -> str:
    return rf"(?P<where> (?:{prepositions}) .+)?"


@attrs.frozen(slots=True)
class _Patterns:
    """Each takes the words of a text, spelt out and without accents; `who` is the sender."""

    senders: tuple[re.Pattern[str], ...]
    head: re.Pattern[str]
    nunciature: re.Pattern[str]
    taipei: re.Pattern[str]
    organ: re.Pattern[str]
    organ_after: re.Pattern[str]
    of: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """The patterns, made when a phrase is first met: most texts are plain names and need none."""
    the = r"(?:the )?"
    senders = (
        rf"{the}{_EN} (?:of|for) {the}(?P<who>.+?){_in('in|at|to|near|accredited to|based in')}",
        rf"{the}(?:royal )?(?P<who>.+?) {_EN}{_in('in|at|to|near|accredited to|based in')}",
        rf"(?:l |la |le )?{_FR} (?:de la|de l|du|des|de|d) (?P<who>.+?){_in('a|au|aux|en|aupres|pres|dans')}",
        rf"(?:l |la |le )?{_FR} (?P<who>.+?){_in('a|au|aux|en|aupres|pres|dans')}",
        rf"(?:la |el )?{_ES} (?:de la|de los|de las|del|de) (?P<who>.+?){_in('en|ante')}",
        rf"(?:la |el )?{_ES} (?P<who>.+?){_in('en|ante')}",
        rf"(?:die |das )?{_DE} (?:der|des|von|vom) (?P<who>.+?){_in('in|bei')}",
        rf"(?:die |das )?(?P<who>.+?) {_DE}{_in('in|bei')}",
        rf"(?:l |il )?{_IT} (?:della|dello|dell|del|degli|delle|dei|di|d) (?P<who>.+?){_in('a|in|presso')}",
        rf"(?:a |o )?{_PT} (?:da|do|dos|das|de) (?P<who>.+?){_in('em|no|na|nos|junto')}",
    )
    return _Patterns(
        tuple(map(re.compile, senders)),
        re.compile(rf"\b(?:{'|'.join((_EN, _FR, _ES, _DE, _IT, _PT))})\b"),
        re.compile(rf"{the}(?:apostolic )?nunciature{_in('in|at|to|near')}"),
        re.compile(rf"{the}taipei (?:economic|representative|mission|trade|commercial|cultural)\b.*"),
        re.compile(rf"{the}(?:foreign |federal )?(?:{_ORGANS})\b(?P<rest>.*)"),
        re.compile(rf"{the}(?:royal )?(?P<who>.+?) (?:(?:federal )?ministry (?:of|for) .+|{_ORGANS_AFTER})"),
        re.compile(rf" (?:of|for|de la|de l|del|des|der|du|de|d) {the}"),
    )


def senders(found: list[str]) -> list[str]:
    """Who may be meant as the sender in a phrase about a mission: each reading of it, the likeliest first.

    >>> senders(["embassy", "of", "the", "republic", "of", "korea", "in", "france"])
    ['republic of korea in france', 'republic of korea']
    >>> senders(["british", "high", "commission"]), senders(["burkina", "faso"])
    (['british'], [])
    """
    text = " ".join(found)
    patterns = _patterns()
    if not patterns.head.search(text):
        return []
    if patterns.nunciature.fullmatch(text):
        return ["holy see"]
    if patterns.taipei.fullmatch(text):
        return ["taiwan"]
    readings = []
    for pattern in patterns.senders:
        if match := pattern.fullmatch(text):
            readings += [match["who"] + (match["where"] or ""), match["who"]]
    return list(dict.fromkeys(who for who in readings if not patterns.head.search(who)))


def ministry_of(found: list[str]) -> list[str] | None:
    """Whose ministry, parliament or other organ of state a phrase is about, the longest reading first.

    None where it is about no such organ.

    >>> ministry_of("ministry of foreign affairs of the republic of turkey".split())
    ['foreign affairs of the republic of turkey', 'republic of turkey', 'turkey']
    >>> ministry_of(["portugal"]) is None
    True
    """
    text = " ".join(found)
    patterns = _patterns()
    if match := patterns.organ.fullmatch(text):
        rest = match["rest"]
        return [rest[place.end() :] for place in patterns.of.finditer(rest)]
    if match := patterns.organ_after.fullmatch(text):
        return [match["who"]]
    return None
