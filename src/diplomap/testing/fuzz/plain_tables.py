"""Tables in which all is well, one of every sort that is read: what a fuzzer damages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from random import Random

import attrs

# A text that stands in one cell of the whole file, and that no damage makes by chance.
MARK = re.compile(r"zq[0-9]+x")


@attrs.define(slots=True)
class PlainTable:
    """A table as a header and rows of texts; `delimiter` is the one that its publisher uses."""

    name: str
    header: list[str]
    rows: list[list[str]]
    delimiter: str = ","

    def copy(self) -> PlainTable:
        """A table of its own that says the same."""
        return PlainTable(self.name, [*self.header], [[*row] for row in self.rows], self.delimiter)


_OURS = {
    "missions": (
        "id,sending,receiving,kind,status,city,host,opened,closed,head,accredited_to,sources,note,remark",
        "m1,PRK,ESP,embassy,,Madrid,,2013-10-07,2023-11,ambassador,,s1,zq1x,zq2x",
        "m2,France,Peru,consulate_general,operating,Lima,,1990,,,,s1|s2,zq3x,",
        "m3,PRK,UGA,embassy,closed,Kampala,,1972~,unknown,,RWA|BDI,,zq4x,zq5x",
        "m3,PRK,UGA,liaison_office,planned,Kampala,,2024-05-03,,,,s2,,zq6x",
    ),
    "relations": (
        "party,with,kind,status,level,since,until,sources,note,remark",
        "PRK,ESP,diplomatic,established,ambassadorial,2001-02-07,,s1,zq1x,",
        "ESP,PRK,diplomatic,established,,2001,unknown,s2,zq2x,zq3x",
    ),
    "accreditations": ("mission,to,since,until,sources,note", "m1,PRT,2014,,s1,zq1x", "m2,BOL,,,,zq2x"),
    "recognitions": (
        "recogniser,recognised,status,since,until,sources,note",
        "ESP,PRK,granted,2001,,s1,zq1x",
        "FRA,XKX,granted,2008-02-18,,,zq2x",
    ),
    "sanctions": (
        "id,senders,target,measures,stage,instruments,objective,since,until,sources,note",
        "r1,UN,PRK,arms_embargo|travel_ban,imposed,S/RES/1718 (2006-10-14),zq1x,2006-10-14,,s1,zq2x",
        "r1,FRA|DEU,PRK,,eased,,,2010,2012-05,,zq3x",
    ),
    "events": (
        "id,date,kind,subject,with,mission,detail,sources,note",
        "e1,2023-10,closed,PRK,ESP,m1,kind=embassy|city=Madrid,s1,zq1x",
        "e2,unknown,opened,PRK|CUB,UGA,m3,,,zq2x",
    ),
    "statements": (
        "id,speaker,position,date,through,says,sources,note",
        "t1,Foreign Ministry,PRK,2023-11-03,KCNA,regular affairs zq1x,s1,zq2x",
    ),
    "figures": (
        "id,quantity,of,comparison,value,unit,base,profile,since,until,modality,among,statement,words,sources,note",
        "f1,closures,PRK,at_most,10,,,,2023-10,,may,,t1,as many as 10 zq1x,s1,zq2x",
        "f2,missions,PRK,about,20,percent,missions,lowy,,2023-11,,,,zq3x,,",
        "f3,missions,PRK,few,,,,,,,,,,zq4x,,",
        "f4,missions,PRK,,8..10,,,,,,,,,,,zq5x",
    ),
    "attributions": (
        "id,cause,rank,claimed_by,position,of,changes,missions,since,until,statement,sources,note",
        "a1,sanctions,main,Ministry of Unification,KOR,PRK,closed,m1|m2,2023,,t1,s1,zq1x",
    ),
    "groups": ("group,member,role,since,until,sources,note", "KEY,CHN,,2000,,s1,zq1x", "KEY,RUS,zq2x,,,,"),
    "story": (
        "id,says,of,shows,since,until,profile,missions,statements,figures,groups,sources,note",
        "c1,closing missions zq1x,PRK,,2023-10,2023-11,,m1,t1,f1,KEY,s1,zq2x",
    ),
    "sources": (
        "id,title,publisher,date,url,accessed,licence,place,sources,note",
        "s1,A list zq1x,A ministry,2023-11-01,https://example.org/a,2024-01-01,CC0,p. 3,,zq2x",
        "s2,zq3x,,,,,,,s1,",
    ),
}
_FOREIGN = {
    "database-of-embassies": (
        "operator;operatorQID;country;countryQID;city;type;QID;creation;jurisdictions;phone",
        "North Korea;Q423;Spain;Q29;Madrid;embassy;http://www.wikidata.org/entity/Q1;"
        "2013-01-01T00:00:00Z;;zq1x",
        "France;Q142;Peru;Q419;Lima;consulate general;http://www.wikidata.org/entity/Q2;;Peru;zq2x",
        "Israel;Q801;Chile;Q298;Santiago;embassy;http://www.wikidata.org/entity/Q3;1950-05-16T00:00:00Z;;zq3x",
    ),
    "foreign-relations": (
        "state,partner,date_raw,partner_cell,remark",
        "Spain,North Korea,7 February 2001,North Korea zq1x,",
        "Spain,Kosovo,1975 (suspended),Kosovo (severed) zq2x,zq3x",
    ),
    "korea-ties": (
        "south_north,iso3c,year,date,cut_date,reestablish_date,diplomatic_ties,updated_at,remark",
        "North Korea,JOR,2023,1974,2017,NA,1,2024-01-01,zq1x",
        "North Korea,JOR,2024,1974,2017,NA,0,2024-01-01,zq1x",
        "North Korea,NAM,2024,NA,NA,NA,0,2024-01-01,zq2x",
    ),
    "ministry": (
        "Pays;Ville;Type de poste;Adresse;Ouvert le",
        "Chili;Santiago;Ambassade;Calle 1 zq1x;03/04/1980",
        "Italie;Rome;Ambassade;Via 2 zq2x;25/12/1951",
        "Italie;Milan;Consulat général;zq3x;1960",
        "Pérou;Lima;Consulat honoraire;Lima 4 zq4x;43588",
    ),
    "transitions": (
        "state_dept_name,status_change,year,month,day,note",
        "Spain,Legation,1783,2,,zq1x",
        "Spain,None,1898,4,21,zq2x",
        "Cuba,Embassy,1923,,,zq3x",
    ),
    "dated transitions": ("state,status,date,note", "ESP,Embassy,1783-02,zq1x", "CUB,None,3 May 1961,zq2x"),
    "spells": (
        "state,start,last_day,status,name",
        "CUB,1977-09-01,2015-07-19,Interests,zq1x",
        "CUB,2015-07-20,,Embassy,zq2x",
    ),
    "states": ("code,start,end,name", "CUB,1902-05-20,1906-09-25,zq1x", "CUB,1909-01-23,,zq2x"),
}


@cache
def _table(name: str) -> PlainTable:
    lines = (_OURS if name in _OURS else _FOREIGN)[name]
    delimiter = ";" if ";" in lines[0] else ","
    header, *rows = (line.split(delimiter) for line in lines)
    return PlainTable(name, header, rows, delimiter)


def plain_table(name: str) -> PlainTable:
    """The table of a name: of one of ours, of a foreign layout, or of those that history reads.

    >>> plain_table("groups").header[:2], len(plain_table("groups").rows)
    (['group', 'member'], 2)
    """
    return _table(name).copy()


def every_name() -> tuple[str, ...]:
    """The names of all the tables.

    >>> every_name()[:2]
    ('missions', 'relations')
    """
    return (*_OURS, *_FOREIGN)


def plain_folder(random: Random, named: str | None = None) -> Mapping[str, PlainTable]:
    """Tables of ours that may stand in one folder: that of missions, the one named, and a few others."""
    others = random.sample([*_OURS], random.randint(0, 3))
    return {name: plain_table(name) for name in dict.fromkeys(("missions", *others, named or "missions"))}
