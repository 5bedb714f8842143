"""Tables after the manner of ministries, in their own languages: mapped, then checked by the layout written.

The tables are made up for these tests; what they are like is what ministries publish: title rows, a footer,
no column for the sender, honorary consuls among career posts, one building that is three embassies.
"""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from diplomap.checking.check import check
from diplomap.tables.layout_files import layout_json
from diplomap.tables.mapping.guess import guess_layout

CHILE = """\
Directorio de embajadas y consulados de Chile en el exterior
País,Representación,Ciudad,Fecha de apertura,Cierre,Dirección,Correo electrónico
Argentina,Embajada de Chile en Argentina,Buenos Aires,5/12/1826,,Calle Uno 2762,a@example.org
Argentina,Consulado General de Chile en Mendoza,Mendoza,14/02/1880,,Calle Dos 1080,b@example.org
Argentina,Consulado Honorario de Chile en Salta,Salta,3/7/1975,,Calle Tres 12,c@example.org
Perú,Embajada de Chile en Perú,Lima,8/9/1884,,Calle Cuatro 790,d@example.org
Bolivia,Consulado General de Chile en La Paz,La Paz,20/03/1978,,Calle Cinco 8024,e@example.org
Siria,Embajada de Chile en Siria,Damasco,1/1/1990,31/12/2012,Calle Seis 6,f@example.org
"""
JAPAN = """\
番号,国・地域名,公館種別,所在地,設置年月日,電話番号
1,フランス,大使館,パリ,1952年4月28日,+33-1-4000-6200
2,フランス,総領事館,マルセイユ,1970年1月1日,+33-4-9000-8181
3,アメリカ合衆国,大使館,ワシントン,1952年4月28日,+1-202-000-6700
4,国際連合,政府代表部,ニューヨーク,1956年12月18日,+1-212-000-4300
5,ベルギー,名誉領事館,アントワープ,1985年5月1日,+32-3-000-0000
6,大韓民国,大使館,ソウル,1965年12月18日,+82-2-0000-5200
"""
MOROCCO = """\
م;الدولة;نوع البعثة;المدينة;تاريخ الافتتاح;الهاتف
1;فرنسا;سفارة;باريس;1956-03-02;+33100000000
2;إسبانيا;سفارة;مدريد;1956-03-02;+34900000000
3;إسبانيا;قنصلية عامة;برشلونة;1970-05-01;+34930000000
4;السنغال;سفارة;داكار;1960-11-17;+22133000000
5;البرازيل;قنصلية فخرية;ساو باولو;1999-06-10;+551130000000
"""
IN_GERMANY = """\
Fremde Vertretungen in Deutschland;;;;
;;;;
Staat;Art der Vertretung;Sitz;Anschrift;Amtsbezirk
Dänemark;Botschaft;Berlin;Rauchstraße 1;
Finnland;Botschaft;Berlin;Rauchstraße 1;
Island;Botschaft;Berlin;Rauchstraße 1;
Chile;Honorarkonsulat;Bremen;Straße 2;Bremen
Japan;Generalkonsulat;München;Straße 7;Bayern
Japan;Botschaft;Berlin;Straße 6;
Quelle: Ministerium, Stand 1. März 2024;;;;
"""
PORTUGAL = """\
Embaixadas e consulados de Portugal;;;;;
País;Tipo de posto;Cidade;Data de abertura;Data de encerramento;Obs
Brasil;Embaixada;Brasília;01-01-1960;;
Brasil;Consulado-Geral;São Paulo*;01-01-1911;;
Brasil;Vice-Consulado;Recife;13-03-1975;31-12-9999;
Brasil;Consulado Honorário;Santos;01-01-2008;;
Venezuela;Embaixada;Caracas;01-01-1951;;
Venezuela;Consulado-Geral;Valência;01-01-1974;;
NATO;Delegação permanente;Bruxelas;01-01-1952;;
França;Embaixada;Paris;01-01-1898;;
França;Consulado-Geral;Lyon;05-05-1965;;
"""
BELGIUM = """\
Ambassades et consulats de Belgique à l'étranger;;;;;
Mis à jour le 3 mars 2024;;;;;

Pays;Ville;Type de poste;Date d'ouverture;Adresse;Téléphone
Italie;Rome;Ambassade;01/01/1947;Rue Une 49;+39 06 000 95 11
Saint-Siège;Rome;Ambassade;01/01/1947;Rue Une 49;+39 06 000 47 40
Italie;Milan;Consulat général;01/01/1960;Rue Deux 12;+39 02 000 00 00
Italie;Naples;Consulat honoraire;05/06/1980;Rue Trois 78;+39 081 000 05 35
Japon;Tokyo;Ambassade;01/01/1952;Rue Quatre 4;+81 3 0000 01 91
Chili;Santiago¹;Ambassade;14/03/1961;Rue Cinq 2653;+56 2 000 10 71
Maroc;Rabat;Ambassade;27/11/1956;Rue Six 6;+212 537 00 80 60
Maroc;Casablanca;Consulat général;01/01/1957;Rue Sept 13;+212 522 00 30 49
Brésil;Brasilia;Ambassade;01/01/1961;Rue Huit 809;+55 61 0000 11 33
¹ Transférée provisoirement;;;;;
"""
TURKEY = """\
Sıra No,Ülke,Şehir,Temsilcilik Türü,Akredite Ülkeler,Açılış Yılı
1,Afganistan,Kabil,Büyükelçilik,,1921
2,Almanya,Berlin,Büyükelçilik,,1950
3,Almanya,Münih,Başkonsolosluk,,1961
4,Birleşmiş Milletler,New York,Daimi Temsilcilik,,1946
5,Japonya,Nagoya,Fahri Konsolosluk,,
6,Filipinler,Manila,Büyükelçilik,Palau,1991
"""
RUSSIA = """\
№ п/п;Страна пребывания;Загранучреждение;Город;Глава представительства;Статус;Дата открытия
1;Ангола;Посольство;Луанда;Посол;действует;1975-11-11
2;Германия;Генеральное консульство;Бонн;Генеральный консул;действует;
3;КНДР;Посольство;Пхеньян;Посол;действует;1948-10-12
4;ООН;Постоянное представительство;Нью-Йорк;Постоянный представитель;действует;
5;Испания;Почётный консул;Барселона;;действует;
6;Йемен;Посольство;Сана;Временный поверенный в делах;приостановлено;
"""
POLAND = """\
Lp.|Państwo urzędowania|Placówka|Siedziba|Data otwarcia|Uwagi
1|Czechy|Ambasada|Praga|1918-12-01|
2|Czechy|Konsulat Generalny|Ostrawa|1920|
3|ONZ|Stałe Przedstawicielstwo|Nowy Jork|1945-10-24|
4|Stolica Apostolska|Ambasada|Rzym|1919|
5|Meksyk|Konsulat Honorowy|Monterrey||
"""


@attrs.frozen
class Case:
    """A table, what is to be said of all its rows, and what must come of it.

    `suggested`: the rest of the file hints at the one asked for; `clear`: no doubt which side is told.
    """

    text: str
    constant: tuple[str, str]
    suggested: bool
    mapping: dict[str, str]
    kinds: dict[str, int]
    notes: tuple[str, ...] = ()
    clear: bool = False


CASES = {
    "Chile": Case(
        CHILE,
        ("sending", "CHL"),
        True,
        {
            "receiving": "País",
            "kind": "Representación",
            "city": "Ciudad",
            "opened": "Fecha de apertura",
            "closed": "Cierre",
        },
        {"embassy": 3, "consulate_general": 2, "honorary_consulate": 1},
    ),
    "Japan": Case(
        JAPAN,
        ("sending", "JPN"),
        False,
        {
            "id": "番号",
            "receiving": "国・地域名",
            "kind": "公館種別",
            "city": "所在地",
            "opened": "設置年月日",
        },
        {"embassy": 3, "consulate_general": 1, "permanent_mission": 1, "honorary_consulate": 1},
    ),
    "Morocco": Case(
        MOROCCO,
        ("sending", "MAR"),
        False,
        {
            "id": "م",
            "receiving": "الدولة",
            "kind": "نوع البعثة",
            "city": "المدينة",
            "opened": "تاريخ الافتتاح",
        },
        {"embassy": 3, "consulate_general": 1, "honorary_consulate": 1},
    ),
    "in Germany": Case(
        IN_GERMANY,
        ("receiving", "DEU"),
        True,
        {"sending": "Staat", "kind": "Art der Vertretung", "city": "Sitz"},
        {"embassy": 4, "consulate_general": 1, "honorary_consulate": 1},
    ),
    "Portugal": Case(
        PORTUGAL,
        ("sending", "PRT"),
        True,
        {
            "receiving": "País",
            "kind": "Tipo de posto",
            "city": "Cidade",
            "opened": "Data de abertura",
            "closed": "Data de encerramento",
            "note": "Obs",
        },
        {
            "embassy": 3,
            "consulate_general": 3,
            "honorary_consulate": 1,
            "vice_consulate": 1,
            "delegation": 1,
        },
        ("DM190",),
    ),
    "Belgium": Case(
        BELGIUM,
        ("sending", "BEL"),
        True,
        {"receiving": "Pays", "kind": "Type de poste", "city": "Ville", "opened": "Date d'ouverture"},
        {"embassy": 6, "consulate_general": 2, "honorary_consulate": 1},
        ("DM190",),
    ),
    "Turkey": Case(
        TURKEY,
        ("sending", "TUR"),
        False,
        {
            "id": "Sıra No",
            "receiving": "Ülke",
            "kind": "Temsilcilik Türü",
            "city": "Şehir",
            "opened": "Açılış Yılı",
            "accredited_to": "Akredite Ülkeler",
        },
        {"embassy": 3, "consulate_general": 1, "permanent_mission": 1, "honorary_consulate": 1},
        clear=True,
    ),
    "Russia": Case(
        RUSSIA,
        ("sending", "RUS"),
        False,
        {
            "id": "№ п/п",
            "receiving": "Страна пребывания",
            "kind": "Загранучреждение",
            "city": "Город",
            "head": "Глава представительства",
            "status": "Статус",
            "opened": "Дата открытия",
        },
        {"embassy": 3, "consulate_general": 1, "permanent_mission": 1, "honorary_consulate": 1},
        clear=True,
    ),
    "Poland": Case(
        POLAND,
        ("sending", "POL"),
        False,
        {
            "id": "Lp.",
            "receiving": "Państwo urzędowania",
            "kind": "Placówka",
            "city": "Siedziba",
            "opened": "Data otwarcia",
            "note": "Uwagi",
        },
        {"embassy": 2, "consulate_general": 1, "permanent_mission": 1, "honorary_consulate": 1},
        clear=True,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_without_its_sender_the_table_is_not_used_and_the_sender_is_asked_for(
    name: str, tmp_path: Path
) -> None:
    case = CASES[name]
    file = tmp_path / "missions-table.csv"
    file.write_text(case.text, encoding="utf-8")
    found = guess_layout(file)
    ours, party = case.constant
    assert not found.ok
    assert [one.ours for one in found.lacking] == [ours]
    assert (found.lacking[0].suggestion == party) is case.suggested
    assert case.suggested or any(doubt.about == "receiving" for doubt in found.doubtful) is not case.clear


@pytest.mark.parametrize("name", CASES)
def test_mapped_and_then_checked_by_the_layout_written_every_row_is_typed(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    file, kept = tmp_path / "missions-table.csv", tmp_path / "layout.json"
    file.write_text(case.text, encoding="utf-8")
    found = guess_layout(file, constants=dict([case.constant]))
    assert found.mapping == case.mapping
    assert found.ok, (found.lacking, found.doubtful)
    assert found.layout is not None
    kept.write_text(layout_json(found.layout), encoding="utf-8")
    result = check(file, layout=str(kept))
    assert result.rows.typed == result.rows.read == found.rows == sum(case.kinds.values())
    assert not [str(one) for one in result.findings if one.severity == "error"]
    assert {one.code for one in result.findings if one.code == "DM190"} == set(case.notes)
    missions = result.dataset.missions
    assert len({one.id for one in missions}) == len(missions)
    kinds = [str(one.latest.kind) for one in missions]
    assert {kind: kinds.count(kind) for kind in kinds} == case.kinds


def missions(case: Case, folder: Path) -> dict[str, str]:
    """When each post opened and closed, by its city and receiver."""
    file = folder / "missions-table.csv"
    file.write_text(case.text, encoding="utf-8")
    layout = guess_layout(file, constants=dict([case.constant])).layout
    dataset = check(file, layout=layout).dataset
    return {f"{one.receiving} {one.latest.seat}": str(one.latest.period) for one in dataset.missions}


def test_dates_are_read_in_the_order_of_their_column_and_run_of_first_january_as_years(
    tmp_path: Path,
) -> None:
    belgian = missions(CASES["Belgium"], tmp_path)
    assert belgian["ITA Rome"] == belgian["VAT Rome"] == "1947/.."
    assert belgian["ITA Naples"] == "1980-06-05/.."
    portuguese = missions(CASES["Portugal"], tmp_path)
    assert portuguese["BRA Recife"] == "1975-03-13/.."
    assert portuguese["BRA São Paulo"] == "1911/.."
    chilean = missions(CASES["Chile"], tmp_path)
    assert chilean["SYR Damasco"] == "1990-01-01/2012-12-31"
    assert chilean["ARG Buenos Aires"] == "1826-12-05/.."


def test_one_building_that_is_three_embassies_is_three_missions(tmp_path: Path) -> None:
    file = tmp_path / "missions-table.csv"
    file.write_text(IN_GERMANY, encoding="utf-8")
    layout = guess_layout(file, constants={"receiving": "DEU"}).layout
    found = check(file, layout=layout).dataset.missions
    nordic = [one for one in found if ("Anschrift", "Rauchstraße 1") in one.latest.extra]
    assert [one.sending for one in nordic] == [("DNK",), ("FIN",), ("ISL",)]
