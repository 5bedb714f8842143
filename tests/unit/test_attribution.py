"""Changes and stretches of time beside the causes claimed for them; never a verdict of ours."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from diplomap.diffing.diff import diff
from diplomap.explaining import explain
from diplomap.history.attribution import causes_of, explain_changes
from diplomap.model.attributions import Attribution, Cause, Rank
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.model.statements import Source, Statement
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE, UNKNOWN
from diplomap.values.periods import Period

d = PartialDate.parse


def post(name: str, to: str, opened: str, closed: str = "", sender: str = "PRK") -> Mission:
    period = Period(d(opened), d(closed)) if closed else Period(d(opened))
    return Mission(name, (sender,), to, (Spell(Kind.EMBASSY, seat="x", period=period),))


POSTS = (
    post("esp", "ESP", "2013", "2023-11"),
    post("ago", "AGO", "2013", "2023-10-27"),
    post("uga", "UGA", "1973", "2023-10-15..2023-12-15"),
    post("nic", "NIC", "2023-12-01"),
    post("fra", "ESP", "1990", "2023-11", "FRA"),
)


def claim(name: str, cause: Cause = Cause.SANCTIONS, by: str = "Seoul", **told: object) -> Attribution:
    return Attribution(name, cause, by, "PRK", **{"changes": ("closed",), **told})  # type: ignore[arg-type]


def edition(*attributions: Attribution, **told: object) -> Dataset:
    return Dataset(POSTS, date(2024, 1, 30), attributions=attributions, **told)  # type: ignore[arg-type]


def told(*attributions: Attribution) -> dict[str, list[str]]:
    ds = edition(*attributions)
    explained = explain_changes(diff(ds.at("2023-10-01"), ds.at("2024-01-30")))
    return {one.change.mission: [claim.attribution.id for claim in one.claims] for one in explained}


def test_each_change_has_the_causes_claimed_for_its_sender_and_kind() -> None:
    assert told(claim("a"), claim("b", changes=())) == {
        "ago": ["a", "b"],
        "esp": ["a", "b"],
        "uga": ["a", "b"],
        "nic": ["b"],
        "fra": [],
    }


def test_missions_and_a_window_narrow_a_claim() -> None:
    assert told(claim("a", missions=("esp",)))["ago"] == []
    early = claim("a", window=Period(d("2023-10-01"), d("2023-11-01")))
    assert told(early) == {"ago": ["a"], "esp": [], "uga": ["a"], "nic": [], "fra": []}


def test_a_claim_may_name_a_change_as_an_event_does() -> None:
    gone = attrs.evolve(
        POSTS[0],
        spells=(attrs.evolve(POSTS[0].spells[0], status=Status.EVACUATED, period=Period(d("2013"))),),
    )
    back = attrs.evolve(gone, spells=(attrs.evolve(gone.spells[0], status=Status.OPERATING),))
    old = Dataset([back], date(2023, 1, 1), attributions=[claim("a", Cause.WAR, changes=("evacuated",))])
    (one,) = explain_changes(diff(old, attrs.evolve(old, missions=[gone], as_of=date(2024, 1, 1))))
    assert str(one.change.kind) == "suspended"
    assert one.causes == (Cause.WAR,)


def test_dates_that_are_not_exact_make_a_claim_a_perhaps() -> None:
    ds = edition(claim("a", window=Period(d("2023-10-01"), d("2023-11-01"))))
    explained = explain_changes(diff(ds.at("2023-09-01"), ds.at("2024-01-30")))
    (sure,), (perhaps,) = explained.of("ago")[0].claims, explained.of("uga")[0].claims
    assert (sure.fits, perhaps.fits) == (TRUE, UNKNOWN)
    assert str(perhaps) == "sanctions (main, claimed by Seoul, perhaps of this)"


def test_competing_causes_stand_side_by_side_by_rank_and_denials_last() -> None:
    ds = edition(
        claim("n", Cause.SANCTIONS, "Pyongyang", rank=Rank.DENIED),
        claim("p", Cause.FAMINE, "a paper", rank=Rank.POSSIBLE),
        claim("s"),
        claim("r", Cause.ROUTINE, "Pyongyang"),
    )
    explained = explain(diff(ds.at("2023-10-01"), ds.at("2024-01-30")))
    esp = explained.of("esp")[0]
    assert str(esp) == (
        "esp closed: routine (main, claimed by Pyongyang); sanctions (main, claimed by Seoul); "
        "famine (possible, claimed by a paper); sanctions (denied by Pyongyang)"
    )
    assert esp.disputed
    assert esp.causes == (Cause.ROUTINE, Cause.SANCTIONS, Cause.FAMINE)
    assert list(explained.by_claimant) == ["Pyongyang", "Seoul", "a paper"]
    assert [one.change.mission for one in explained.unattributed] == ["fra", "nic"]
    assert esp in explained.disputed


def test_a_denial_alone_attributes_nothing() -> None:
    ds = edition(claim("n", by="Pyongyang", rank=Rank.DENIED))
    esp = explain_changes(diff(ds.at("2023-10-01"), ds.at("2024-01-30"))).of("esp")[0]
    assert esp.unattributed
    assert not esp.disputed
    assert str(esp) == "esp closed: sanctions (denied by Pyongyang)"


def test_the_same_cause_from_two_is_no_dispute_and_two_of_one_are_none() -> None:
    ds = edition(claim("a"), claim("b", by="a paper"), claim("c", Cause.COST))
    esp = explain_changes(diff(ds.at("2023-10-01"), ds.at("2024-01-30"))).of("esp")[0]
    assert not esp.disputed


def test_changes_of_the_record_are_given_no_cause() -> None:
    old = edition(claim("a", changes=()))
    moved = attrs.evolve(POSTS[2], spells=(attrs.evolve(POSTS[2].spells[0], seat="", note="seen"),))
    sharper = Period(d("1973-05"), d("2023-10-15..2023-12-15"))
    refined = attrs.evolve(moved, spells=(attrs.evolve(POSTS[2].spells[0], period=sharper),))
    new = attrs.evolve(old, missions=[*POSTS[:2], refined, *POSTS[3:]])
    (one,) = explain_changes(diff(old, new))
    assert one.of_record
    assert not one.unattributed
    assert one.claims == ()
    assert "a change of the record alone (refinement)" in str(one)


def test_a_claim_carries_its_statement_and_all_sources_once() -> None:
    said = Statement("s", "a minister", "sanctions bite", d("2023-11"), sources=("talk", "paper"))
    ds = edition(
        claim("a", statement="s", sources=("paper", "gone")),
        statements=[said],
        sources=[Source("paper", "A paper"), Source("talk", "A talk")],
    )
    explained = explain_changes(diff(ds.at("2023-10-01"), ds.at("2024-01-30")))
    (found,) = explained.of("esp")[0].claims
    assert found.statement == said
    assert [(source.id, source.title) for source in found.sources] == [
        ("paper", "A paper"),
        ("gone", ""),
        ("talk", "A talk"),
    ]
    assert explained.to_dict()["changes"][0]["claims"] in ([], [found.to_dict()])


def test_causes_claimed_for_a_stretch_of_time() -> None:
    ds = edition(
        claim("famine", Cause.FAMINE, window=Period(d("1994"), d("1999"))),
        claim("always", Cause.STRATEGY, changes=()),
        claim("spain", Cause.COST, missions=("esp",)),
        claim("opened", Cause.RECOGNITION, changes=("opened",)),
    )

    def found(window: tuple[str, str] | None, changes: tuple[str, ...] = ()) -> list[str]:
        claims = causes_of(ds, of="PRK", window=window, changes=changes)
        return [one.attribution.id for one in claims]

    assert found(("1998", "2000")) == ["famine", "opened", "always"]
    assert found(("2023-10-01", "2024-01-31")) == ["spain", "opened", "always"]
    assert found(None, ("closed",)) == ["spain", "famine", "always"]
    assert causes_of(ds, of="FRA") == ()
    (perhaps,) = causes_of(ds, of="PRK", window=("1999", "2000"), changes=("closed",))[:1]
    assert (perhaps.attribution.id, perhaps.fits) == ("always", TRUE)


def test_explain_takes_a_code_or_a_difference() -> None:
    assert explain("DM801").startswith("DM801 source-not-listed (error, sources)")
    with pytest.raises(ValueError, match="no rule or family is called"):
        explain("DM000")
    with pytest.raises(TypeError, match="takes the code of a rule or a difference, not Dataset"):
        explain(edition())  # type: ignore[call-overload]
