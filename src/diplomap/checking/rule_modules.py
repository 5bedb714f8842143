"""The modules that hold our rules, and what a dataset must hold for each to be worth loading."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from diplomap.model.dataset import Dataset


def _holding(*tables: str) -> Callable[[Dataset], bool]:
    return lambda dataset: any(len(getattr(dataset, table)) for table in tables)


def _always(dataset: Dataset) -> bool:
    return True


def _keeps_events(dataset: Dataset) -> bool:
    return bool(len(dataset.events)) or "events" in dataset.coverage


MODULES: Mapping[str, Callable[[Dataset], bool]] = {
    "repeat_rules": _always,
    "party_rules": _always,
    "embassy_rules": _always,
    "record_id_rules": _holding("events", "statements", "figures", "attributions", "story", "sources"),
    "event_rules": _keeps_events,
    "event_posting_rules": _keeps_events,
    "event_course_rules": _keeps_events,
    "relation_rules": _holding("relations"),
    "mirrored_relation_rules": _holding("relations"),
    "mission_relation_rules": _holding("relations"),
    "unrelated_mission_rules": _holding("relations"),
    "recognition_rules": _holding("recognitions"),
    "accreditation_rules": _always,
    "sanction_rules": _holding("sanctions"),
    "sanction_act_rules": _holding("sanctions"),
    "group_rules": _holding("groups"),
    "source_rules": _holding("sources"),
    "statement_rules": _holding("statements", "figures"),
    "attribution_rules": _holding("attributions"),
    "story_rules": _holding("story"),
    "kind_rules": _always,
    "soil_rules": _always,
    "first_relation_rules": _holding("relations"),
    "single_row_rules": _always,
    "twin_rules": _always,
    "time_rules": _always,
    "coverage_rules": _always,
}


def checks_of(module: str) -> tuple[Any, ...]:
    """The checks of one of the modules, loaded when they are first asked for.

    >>> checks_of("repeat_rules")[0].rule.code
    'DM301'
    """
    found: tuple[Any, ...] = import_module(f"diplomap.checking.{module}").CHECKS
    return found


def modules_for(dataset: Dataset) -> tuple[str, ...]:
    """The modules whose rules could find something in a dataset, in their order.

    >>> "sanction_rules" in modules_for(Dataset())
    False
    """
    return tuple(module for module, needed in MODULES.items() if needed(dataset))
