"""The settings of a check: which rules are asked, how bad their findings are, and the words of a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

OFF = "off"
LEVELS = ("error", "warning", "note", OFF)
SUPPRESS_COLUMN = "ignore"


def _texts(told: str | Iterable[str]) -> tuple[str, ...]:
    return (told,) if isinstance(told, str) else tuple(told)


def _text_by_name(told: Mapping[str, str]) -> dict[str, str]:
    return dict(told)


def _texts_by_name(told: Mapping[str, str | Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {name: _texts(texts) for name, texts in told.items()}


@attrs.frozen(slots=True)
class Settings:
    """What a check is told beside the table. Rules are named by code, the beginning of codes, name or family.

    `select` names the rules that are asked; empty, all those that are on by default. `ignore` takes rules
    away, and always wins. `per_file` takes rules away in the files that a pattern fits: one without ``/`` is
    held against the file's own name, one with it against its path from `folder`. `severity` says how bad
    the findings of a rule are (error, warning, note), or turns it off; naming a rule that is off by
    default turns it on. `kinds` are words of this dataset for our kinds, `parties` its names for parties,
    each in the sense given here whatever they mean elsewhere. `suppress_column` is the header of the column
    that says which findings of its row are left aside, and why; blank, there is none. `rules` names the
    entry points, in the group ``diplomap.rules``, whose rules are asked too.

    >>> Settings(ignore="DM117", severity={"DM120": "off"}).ignore
    ('DM117',)

    A name that no rule, kind or party has raises ValueError where the settings are first used.
    """

    select: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    per_file: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, converter=_texts_by_name)
    severity: Mapping[str, str] = attrs.field(factory=dict, converter=_text_by_name)
    kinds: Mapping[str, str] = attrs.field(factory=dict, converter=_text_by_name)
    parties: Mapping[str, str] = attrs.field(factory=dict, converter=_text_by_name)
    suppress_column: str = SUPPRESS_COLUMN
    rules: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    folder: Path | None = None

    def over(
        self,
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        severity: Mapping[str, str] | None = None,
    ) -> Settings:
        """These settings with what a command line says: its `select` replaces, the rest is added.

        >>> Settings(select="DM4", ignore="DM403").over(select=["cells"], ignore=["DM117"])
        ... # doctest: +ELLIPSIS
        Settings(select=('cells',), ignore=('DM403', 'DM117'), ...)
        """
        return attrs.evolve(
            self,
            select=tuple(select) or self.select,
            ignore=(*self.ignore, *ignore),
            severity={**self.severity, **(severity or {})},
        )


def refuse_unknown_words(settings: Settings) -> None:
    """Raise ValueError where the dataset's own words stand for a kind or a party that does not exist.

    >>> refuse_unknown_words(Settings(kinds={"Botschaft": "embasy"}))
    Traceback (most recent call last):
    ValueError: kinds: 'Botschaft' stands for 'embasy', which is none of our kinds; near it: embassy
    """
    if settings.kinds:
        from difflib import get_close_matches

        from diplomap.model.kinds import Kind

        ours = [kind.value for kind in Kind]
        for word, kind in settings.kinds.items():
            if kind not in ours:
                near = get_close_matches(kind, ours, n=1) or ours
                told = f"stands for {kind!r}, which is none of our kinds; near it: {', '.join(near)}"
                raise ValueError(f"kinds: {word!r} {told}")
    if settings.parties:
        from diplomap.parties.registry import get

        for name, party in settings.parties.items():
            if get(party) is None:
                told = f"stands for {party!r}, which is the id of no party; write an id such as PRK"
                raise ValueError(f"parties: {name!r} {told}")
