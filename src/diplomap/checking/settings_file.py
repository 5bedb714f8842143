"""Settings as a file: `diplomap.toml`, or `[tool.diplomap]` in pyproject.toml, found upwards from a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from diplomap.checking.selection import Selection
from diplomap.checking.settings import Settings, refuse_unknown_words

OWN_FILE, SHARED_FILE = "diplomap.toml", "pyproject.toml"
TOOL = "diplomap"
_TABLE = ("tool", TOOL)
_LISTS = {"select": "select", "ignore": "ignore", "rules": "rules"}
_MAPPINGS = {"severity": "severity", "kinds": "kinds", "parties": "parties"}
_PER_FILE, _COLUMN = "per-file-ignores", "suppress-column"
KEYS = (*_LISTS, _PER_FILE, *_MAPPINGS, _COLUMN)


class SettingsError(ValueError):
    """A file of settings that cannot be used; says where and why."""


def find_settings(source: object = "") -> Settings:
    """The settings of the nearest file at or above a table, or above the working folder for what is no path.

    In one folder `diplomap.toml` comes before pyproject.toml, which counts only where it has a table
    ``[tool.diplomap]``. Where there is none, the settings are those that every check has.

    >>> find_settings("/")
    Settings(select=(), ignore=(), per_file={}, severity={}, kinds={}, parties={}, suppress_column='ignore', \
rules=(), folder=None)

    Raises SettingsError where the file found cannot be used.
    """
    found = settings_path(source)
    return Settings() if found is None else read_settings(found)


def settings_path(source: object = "") -> Path | None:
    """The file that `find_settings` reads, or None.

    >>> settings_path("/") is None
    True
    """
    start = _folder(source)
    for folder in (start, *start.parents):
        if _stands(own := folder / OWN_FILE):
            return own
        if _stands(shared := folder / SHARED_FILE) and _speaks_of_us(shared):
            return shared
    return None


def _stands(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # A folder above that may not be looked into has no say.
        return False


def _speaks_of_us(shared: Path) -> bool:
    """Whether a project's file has a table of ours; one that never names us is not even understood."""
    try:
        if TOOL.encode() not in shared.read_bytes():
            return False
    except OSError:
        return False
    return _table(_told(shared)[1], shared) is not None


def _folder(source: object) -> Path:
    if not isinstance(source, str | Path) or str(source) in ("", "-"):
        return Path.cwd()
    path = Path(source)
    try:
        if not path.exists():
            # A date may stand after the path; the name of a bundled dataset is no path at all.
            path = Path(str(source).rpartition("@")[0])
        if not path.name and not path.exists():
            return Path.cwd()
        path = path.resolve()
        return path if path.is_dir() else path.parent
    except (OSError, ValueError):
        return Path.cwd()


def read_settings(file: str | Path) -> Settings:
    """The settings of a file; a pyproject.toml's stand in its table ``[tool.diplomap]``.

    Keys are ``select``, ``ignore``, ``rules`` (lists), ``per-file-ignores``, ``severity``, ``kinds``,
    ``parties`` (tables) and ``suppress-column``; see `Settings`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "diplomap.toml")
    ...     _ = path.write_text('ignore = ["DM117"]\\n[severity]\\nDM120 = "of"\\n')
    ...     read_settings(path)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    diplomap.checking.settings_file.SettingsError: ...diplomap.toml:3: severity: DM120 is 'of' and should be \
one of error, warning, note, off

    Raises SettingsError, with file and line where they can be told, for what is no TOML, a key that is none
    of these, a value of another sort, and a rule, kind, party or entry point that does not exist; OSError
    where the file cannot be read.
    """
    path = Path(file)
    text, whole = _told(path)
    told = _table(whole, path) if path.name == SHARED_FILE else whole
    if told is None:
        raise SettingsError(f"{path}: there is no table [tool.diplomap] in it")
    place = _Place(path, text, path.name == SHARED_FILE)
    return _checked(_made(told, place), place)


def _told(path: Path) -> tuple[str, dict[str, Any]]:
    import tomllib

    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        where = re.search(r" \(at line ([0-9]+), column ([0-9]+)\)$", str(error))
        why = str(error)[: where.start()] if where else str(error)
        raise SettingsError(f"{path}{f':{where[1]}' if where else ''}: is no TOML: {why}") from None
    except (ValueError, RecursionError) as error:
        # The reader of TOML refuses numbers of thousands of digits and what is nested very deeply.
        raise SettingsError(f"{path}: is no TOML: {error}") from None


def _table(whole: Mapping[str, Any], path: Path) -> dict[str, Any] | None:
    told: Any = whole
    for name in _TABLE:
        if not isinstance(told, dict) or name not in told:
            return None
        told = told[name]
    if not isinstance(told, dict):
        raise SettingsError(f"{path}: tool.diplomap is no table")
    return told


@attrs.frozen
class _Place:
    """A file of settings as text, in which the line of a key or a value is looked for."""

    path: Path
    text: str
    shared: bool

    def wrong(self, why: str, *words: str) -> SettingsError:
        line = self._line(*words)
        return SettingsError(f"{self.path}{'' if line is None else f':{line}'}: {why}")

    def _line(self, *words: str) -> int | None:
        """The line on which the last of the words stands as a key or a text, after those of the others."""
        lines = self.text.splitlines()
        at = -1
        if self.shared:
            at = next((n for n, line in enumerate(lines) if re.match(r"\s*\[+\s*tool", line)), at)
        for word in words:
            bare = re.escape(word)
            shown = re.compile(rf"""(^|[\s.\[{{,])(["']?){bare}\2\s*([=.\]]|$)|["']{bare}["']""")
            found = (
                number
                for number, line in enumerate(lines)
                if number >= max(at, 0) and not line.lstrip().startswith("#") and shown.search(line)
            )
            at = next(found, at)
        return None if at < 0 else at + 1


def _made(told: Mapping[str, Any], place: _Place) -> Settings:
    for key in told:
        if key not in KEYS:
            raise place.wrong(f"{key!r} is no setting; there are {', '.join(KEYS)}", key)
    given: dict[str, Any] = {"folder": place.path.resolve().parent}
    for key, name in _LISTS.items():
        if key in told:
            given[name] = _texts(told[key], place, key)
    for key, name in _MAPPINGS.items():
        if key in told:
            given[name] = _texts_by_name(told[key], place, key)
    if _PER_FILE in told:
        table = told[_PER_FILE]
        if not isinstance(table, dict):
            raise place.wrong(
                f"{_PER_FILE} should be a table of patterns, each with a list of rules", _PER_FILE
            )
        given["per_file"] = {name: _texts(terms, place, _PER_FILE, name) for name, terms in table.items()}
    if _COLUMN in told:
        if not isinstance(told[_COLUMN], str):
            raise place.wrong(f"{_COLUMN} should be the header of a column, in quotes", _COLUMN)
        given["suppress_column"] = told[_COLUMN]
    return Settings(**given)


def _texts(value: object, place: _Place, *keys: str) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise place.wrong(f'{" ".join(map(repr, keys))} should be a list of texts, such as ["DM117"]', *keys)


def _texts_by_name(value: object, place: _Place, key: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise place.wrong(f"{key} should be a table, each line a name = text", key)
    for name, text in value.items():
        if not isinstance(text, str):
            raise place.wrong(f"{key}: {name} should be a text in quotes", key, name)
    return value


def _checked(settings: Settings, place: _Place) -> Settings:
    """The settings, each setting asked on its own first, so that what is wrong is told at its line."""
    own = Settings(rules=settings.rules)
    for name in settings.rules:
        _ask(Settings(), {"rules": (name,)}, place, "rules", name)
    for key in ("select", "ignore"):
        for term in getattr(settings, key):
            _ask(own, {key: (term,)}, place, key, term)
    for pattern, terms in settings.per_file.items():
        for term in terms:
            _ask(own, {"per_file": {pattern: (term,)}}, place, _PER_FILE, pattern, term)
    for key in _MAPPINGS:
        for name, text in getattr(settings, key).items():
            _ask(own, {key: {name: text}}, place, key, name)
    return settings


def _ask(own: Settings, changes: dict[str, Any], place: _Place, *words: str) -> None:
    settings = attrs.evolve(own, **changes)
    try:
        Selection(settings)
        refuse_unknown_words(settings)
    except ValueError as error:
        raise place.wrong(str(error), *words) from None
