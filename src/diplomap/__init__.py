"""The world's diplomatic map: typed missions, checked tables, counted footprints, reconciled differences.

>>> import diplomap as dm
>>> ds = dm.read("dprk")
>>> dm.resolve("N. Korea")
Resolved(party='PRK', matched='North Korea')

Everything here is loaded when it is first used.
"""

from __future__ import annotations

from diplomap.version import __version__

# `typing` takes as long to import as the interpreter to start; type checkers know this name by itself.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from diplomap.checking.baseline import Baseline, read_baseline
    from diplomap.checking.check import Result, check
    from diplomap.checking.fixed import Fixed
    from diplomap.checking.fixing import fix
    from diplomap.checking.one_rule import run_rule
    from diplomap.checking.settings import Settings
    from diplomap.checking.settings_file import find_settings, read_settings
    from diplomap.checking.strict import read
    from diplomap.checking.suppression import Suppressed
    from diplomap.counting.footprint import Footprint, footprint
    from diplomap.counting.moves import Moves, closures, openings
    from diplomap.counting.profiles import Profile, profile, profiles, register_profile
    from diplomap.counting.reach import Reach, reach
    from diplomap.counting.recognition_counts import recognition_count
    from diplomap.counting.relation_counts import RelationsCount, relations_count
    from diplomap.counting.relation_queries import missions_without_relations, relations_without_mission
    from diplomap.counting.sanction_intensity import sanction_intensity
    from diplomap.counting.sanction_overlap import overlap
    from diplomap.counting.sanctions_in_force import sanctions_on
    from diplomap.counting.series import Series, series
    from diplomap.counting.shares import Shares, shares
    from diplomap.counting.shifts import Shift, shift
    from diplomap.counting.sweep import tallies
    from diplomap.counting.tally import tally
    from diplomap.counting.wave_comparison import compare_waves
    from diplomap.counting.waves import Wave, Waves
    from diplomap.diffing.diff import Diff, diff
    from diplomap.diffing.ledger import Ledger
    from diplomap.diffing.merging.conflicts import Conflict
    from diplomap.diffing.merging.merge import Merge, merge
    from diplomap.diffing.patch.conflicts import PatchError
    from diplomap.diffing.patch.patches import Patch, read_patch, write_patch
    from diplomap.events.codes import from_cameo, to_cameo
    from diplomap.events.facts import event_facts
    from diplomap.events.replay import Replay, replay
    from diplomap.events.same_map import map_differences, same_map
    from diplomap.explaining import explain
    from diplomap.history.attribution import Explained, causes_of, explain_changes
    from diplomap.history.diff_events import diff_from, events_from
    from diplomap.history.lifetimes import read_lifetimes
    from diplomap.history.relation_sources import compare_relations
    from diplomap.history.spells_of_transitions import spells_of_transitions
    from diplomap.history.storytelling import story
    from diplomap.history.transition_checks import check_spells
    from diplomap.history.transition_tables import read_transitions
    from diplomap.history.transitions_of_spells import transitions_of_spells
    from diplomap.history.two_sided import Reconciliation, reconcile
    from diplomap.history.verdicts import Verdict
    from diplomap.history.verification import verify, verify_all
    from diplomap.model.attributions import Attribution, Cause, Rank
    from diplomap.model.dataset import Dataset, Missions
    from diplomap.model.events import Event, EventKind
    from diplomap.model.figures import Comparison, Modality, Quantity, ReportedFigure, Unit
    from diplomap.model.findings import Finding, Fix, Severity
    from diplomap.model.kinds import Kind, KindClass
    from diplomap.model.memberships import Membership
    from diplomap.model.missions import Accreditation, Mission, Spell
    from diplomap.model.recognitions import Recognition, RecognitionStatus
    from diplomap.model.relations import Level, Relation, RelationKind, RelationStatus
    from diplomap.model.sanctions import Instrument, Measure, Sanction, Stage
    from diplomap.model.statements import Source, Statement
    from diplomap.model.statuses import HeadRank, Status
    from diplomap.model.stories import Clause, Show
    from diplomap.parties.registry import party
    from diplomap.parties.resolution import Ambiguous, NotAState, Resolved, Unknown
    from diplomap.parties.resolver import resolve
    from diplomap.tables.layouts import Layout, register_layout
    from diplomap.tables.mapping.guess import guess_layout
    from diplomap.tables.mapping.guessed import GuessedLayout
    from diplomap.tables.reading import load
    from diplomap.tables.reading_result import DatasetError, Reading, UnreadableError
    from diplomap.tables.writing import write
    from diplomap.values.counts import Count, Effect
    from diplomap.values.dates import DateSyntaxError, PartialDate
    from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
    from diplomap.values.origins import Origin
    from diplomap.values.periods import OPEN, End, Period
    from diplomap.values.reading_dates import read_date

_HOMES = {
    "checking.baseline": "Baseline read_baseline",
    "checking.check": "Result check",
    "checking.fixed": "Fixed",
    "checking.fixing": "fix",
    "checking.one_rule": "run_rule",
    "checking.settings": "Settings",
    "checking.settings_file": "find_settings read_settings",
    "checking.strict": "read",
    "checking.suppression": "Suppressed",
    "counting.footprint": "Footprint footprint",
    "counting.moves": "Moves closures openings",
    "counting.profiles": "Profile profile profiles register_profile",
    "counting.reach": "Reach reach",
    "counting.recognition_counts": "recognition_count",
    "counting.relation_counts": "RelationsCount relations_count",
    "counting.relation_queries": "missions_without_relations relations_without_mission",
    "counting.sanction_intensity": "sanction_intensity",
    "counting.sanction_overlap": "overlap",
    "counting.sanctions_in_force": "sanctions_on",
    "counting.series": "Series series",
    "counting.shares": "Shares shares",
    "counting.shifts": "Shift shift",
    "counting.sweep": "tallies",
    "counting.tally": "tally",
    "counting.wave_comparison": "compare_waves",
    "counting.waves": "Wave Waves",
    "diffing.diff": "Diff diff",
    "diffing.ledger": "Ledger",
    "diffing.merging.conflicts": "Conflict",
    "diffing.merging.merge": "Merge merge",
    "diffing.patch.conflicts": "PatchError",
    "diffing.patch.patches": "Patch read_patch write_patch",
    "events.codes": "from_cameo to_cameo",
    "events.facts": "event_facts",
    "events.replay": "Replay replay",
    "events.same_map": "map_differences same_map",
    "explaining": "explain",
    "history.attribution": "Explained explain_changes causes_of",
    "history.diff_events": "diff_from events_from",
    "history.lifetimes": "read_lifetimes",
    "history.relation_sources": "compare_relations",
    "history.spells_of_transitions": "spells_of_transitions",
    "history.storytelling": "story",
    "history.transition_checks": "check_spells",
    "history.transition_tables": "read_transitions",
    "history.transitions_of_spells": "transitions_of_spells",
    "history.two_sided": "Reconciliation reconcile",
    "history.verdicts": "Verdict",
    "history.verification": "verify verify_all",
    "model.attributions": "Attribution Cause Rank",
    "model.dataset": "Dataset Missions",
    "model.events": "Event EventKind",
    "model.figures": "Comparison Modality Quantity ReportedFigure Unit",
    "model.findings": "Finding Fix Severity",
    "model.kinds": "Kind KindClass",
    "model.memberships": "Membership",
    "model.missions": "Accreditation Mission Spell",
    "model.recognitions": "Recognition RecognitionStatus",
    "model.relations": "Level Relation RelationKind RelationStatus",
    "model.sanctions": "Instrument Measure Sanction Stage",
    "model.statements": "Source Statement",
    "model.statuses": "HeadRank Status",
    "model.stories": "Clause Show",
    "parties.registry": "party",
    "parties.resolution": "Ambiguous NotAState Resolved Unknown",
    "parties.resolver": "resolve",
    "tables.layouts": "Layout register_layout",
    "tables.mapping.guess": "guess_layout",
    "tables.mapping.guessed": "GuessedLayout",
    "tables.reading": "load",
    "tables.reading_result": "DatasetError Reading UnreadableError",
    "tables.writing": "write",
    "values.counts": "Count Effect",
    "values.dates": "DateSyntaxError PartialDate",
    "values.logic": "FALSE TRUE UNKNOWN Truth",
    "values.origins": "Origin",
    "values.periods": "OPEN End Period",
    "values.reading_dates": "read_date",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

# fmt: off
__all__ = [
    "FALSE", "OPEN", "TRUE", "UNKNOWN", "Accreditation", "Ambiguous", "Attribution", "Baseline",
    "Cause", "Clause", "Comparison", "Conflict", "Count", "Dataset", "DatasetError",
    "DateSyntaxError", "Diff", "Effect", "End", "Event", "EventKind", "Explained", "Finding", "Fix",
    "Fixed", "Footprint", "GuessedLayout", "HeadRank", "Instrument", "Kind", "KindClass", "Layout",
    "Ledger", "Level", "Measure", "Membership", "Merge", "Mission", "Missions", "Modality", "Moves",
    "NotAState", "Origin", "PartialDate", "Patch", "PatchError", "Period", "Profile", "Quantity",
    "Rank", "Reach", "Reading", "Recognition", "RecognitionStatus", "Reconciliation", "Relation",
    "RelationKind", "RelationStatus", "RelationsCount", "Replay", "ReportedFigure", "Resolved",
    "Result", "Sanction", "Series", "Settings", "Severity", "Shares", "Shift", "Show", "Source",
    "Spell", "Stage", "Statement", "Status", "Suppressed", "Truth", "Unit", "Unknown",
    "UnreadableError", "Verdict", "Wave", "Waves", "__version__", "causes_of", "check",
    "check_spells", "closures", "compare_relations", "compare_waves", "diff", "diff_from",
    "event_facts", "events_from", "explain", "explain_changes", "find_settings", "fix", "footprint",
    "from_cameo", "guess_layout", "load", "map_differences", "merge", "missions_without_relations",
    "openings", "overlap", "party", "profile", "profiles", "reach", "read", "read_baseline",
    "read_date", "read_lifetimes", "read_patch", "read_settings", "read_transitions",
    "recognition_count", "reconcile", "register_layout", "register_profile", "relations_count",
    "relations_without_mission", "replay", "resolve", "run_rule", "same_map", "sanction_intensity",
    "sanctions_on", "series", "shares", "shift", "spells_of_transitions", "story", "tallies",
    "tally", "to_cameo", "transitions_of_spells", "verify", "verify_all", "write", "write_patch",
]
# fmt: on


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"diplomap has no {name!r}; it has {', '.join(sorted(_HOME_OF))}")
    from importlib import import_module

    value = getattr(import_module(f"diplomap.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME_OF})
