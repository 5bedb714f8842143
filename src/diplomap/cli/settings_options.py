"""The options by which a command is told which rules are asked, and the settings that come of them."""

from __future__ import annotations

from collections.abc import Iterable

from diplomap.checking.selection import Selection
from diplomap.checking.settings import Settings
from diplomap.checking.settings_file import find_settings, read_settings
from diplomap.cli.errors import Misuse, asking
from diplomap.cli.options import Options, Parser


def add_settings_options(parser: Parser) -> None:
    """The options `--select`, `--ignore`, `--severity`, `--settings` and `--no-settings`."""
    parser.add_argument(
        "--select",
        metavar="RULES",
        action="append",
        default=[],
        help="ask these rules only: codes, their beginnings (DM4), names or families, parted by commas",
    )
    parser.add_argument(
        "--ignore", metavar="RULES", action="append", default=[], help="do not ask these rules"
    )
    parser.add_argument(
        "--severity",
        metavar="RULE=LEVEL",
        action="append",
        default=[],
        help="take the findings of a rule for an error, a warning or a note, or turn it off",
    )
    parser.add_argument(
        "--settings",
        metavar="FILE",
        help="default: the nearest diplomap.toml, or pyproject.toml with [tool.diplomap]",
    )
    parser.add_argument("--no-settings", action="store_true", help="read no file of settings")


def settings_of(given: Options, source: object = "") -> Settings:
    """The settings for a source: those of the file that is named or found, with the options over them.

    Raises Misuse where they cannot be used, OSError where the file that is named cannot be read.
    """
    if given.settings and given.no_settings:
        raise Misuse("--settings and --no-settings cannot stand together")
    with asking():
        if given.no_settings:
            found = Settings()
        elif given.settings:
            found = read_settings(given.settings)
        else:
            found = find_settings(source)
        settings = found.over(
            select=_parted(given.select),
            ignore=_parted(given.ignore),
            severity=dict(_level(told) for told in _parted(given.severity)),
        )
        Selection(settings)
    return settings


def _parted(told: Iterable[str]) -> list[str]:
    return [term.strip() for one in told for term in one.split(",") if term.strip()]


def _level(told: str) -> tuple[str, str]:
    rule, equals, level = told.partition("=")
    if not equals:
        raise Misuse(f"--severity {told}: write a rule and its severity, as in DM403=note")
    return rule.strip(), level.strip().casefold()
