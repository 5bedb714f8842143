"""Accreditations in a table of their own: attached to their missions, or set aside where there is none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from diplomap.model.dataset import Missions
from diplomap.model.missions import Accreditation
from diplomap.tables.problems import Problem
from diplomap.tables.record_rules import ACCREDITS_NO_MISSION


@attrs.frozen(slots=True)
class AttachedAccreditations:
    """The missions of a dataset, to which rows of accreditations.csv are attached by the missions' ids."""

    missions: Missions

    def problem(self, record: Any, beside: dict[str, Any]) -> Problem | None:
        """Why a row cannot be attached, None where it can."""
        mission = beside["mission"]
        places = self.missions.places.get(mission, ())
        if not places:
            return Problem(ACCREDITS_NO_MISSION, f"there is no mission {mission!r} in missions.csv")
        if len(places) > 1:
            told = f"{len(places)} missions of missions.csv are called {mission!r}"
            return Problem(ACCREDITS_NO_MISSION, told)
        return None

    def attached(self, records: Iterable[tuple[Accreditation, dict[str, Any]]]) -> Missions:
        """The missions with the accreditations of the rows after those that their cells name."""
        added: dict[int, list[Accreditation]] = {}
        for one, beside in records:
            added.setdefault(self.missions.places[beside["mission"]][0], []).append(one)
        if not added:
            return self.missions
        return Missions(
            attrs.evolve(mission, accreditations=(*mission.accreditations, *added[place]))
            if place in added
            else mission
            for place, mission in enumerate(self.missions)
        )
