"""Layouts in files: one as JSON that a person may edit, for ``--layout FILE.json``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs

from diplomap.tables.layout_shapes import misshapen
from diplomap.tables.layouts import Layout, check_layout

_ALWAYS = ("name", "table", "columns")


def read_layout(path: str | Path) -> Layout:
    """The layout that a JSON file tells, checked; the file's stem is its name where it tells none.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "ministry.json"
    >>> _ = file.write_text('{"columns": {"receiving": "Pays"}, "constants": {"sending": "BEL", '
    ...     '"kind": "embassy"}, "make_id": ["receiving"]}', encoding="utf-8")
    >>> read_layout(file).name, read_layout(file).required
    ('ministry', ('id', 'sending', 'receiving', 'kind'))

    Raises ValueError for a file that is not there, no JSON, or no layout; the message says which and why.
    """
    import json

    file = Path(path)
    try:
        told = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ValueError(f"{path}: the layout cannot be read ({error.strerror or error})") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path}: the layout is no JSON ({error})") from None
    if not isinstance(told, dict):
        raise ValueError(f'{path}: a layout is a JSON object such as {{"columns": {{…}}}}')
    made = _made({"name": file.stem, **told}, str(path))
    try:
        check_layout(made)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
    return made


def _made(told: dict[str, Any], path: str) -> Layout:
    known = {field.name: field for field in attrs.fields(Layout)}
    strange = [name for name in told if name not in known]
    if strange:
        raise ValueError(f"{path}: a layout has no {', '.join(strange)}; it has {', '.join(known)}")
    if "columns" not in told:
        raise ValueError(f"{path}: the layout has no columns")
    if why := misshapen(told):
        raise ValueError(f"{path}: {why}")
    try:
        return Layout(**told)
    except (TypeError, AttributeError, KeyError) as error:
        raise ValueError(f"{path}: the layout is not told as it should be ({error})") from None


def layout_json(one: Layout) -> str:
    """A layout as JSON: what it says, with what it leaves unsaid left out.

    >>> print(layout_json(Layout("mine", {"id": "No."}, constants={"kind": "embassy"})))
    {
      "name": "mine",
      "table": "missions",
      "columns": {
        "id": ["No."]
      },
      "constants": {
        "kind": "embassy"
      }
    }
    """
    import json
    import re

    plain = Layout("", {})
    told = attrs.asdict(one)
    kept = {
        field.name: told[field.name]
        for field in attrs.fields(Layout)
        if field.name in _ALWAYS or getattr(one, field.name) != getattr(plain, field.name)
    }
    ordered = {name: kept[name] for name in (*_ALWAYS, *kept) if name in kept}
    text = json.dumps(ordered, ensure_ascii=False, indent=2)
    # A short list of texts reads better on one line.
    return re.sub(r"\[\s+([^\[\]{}]{0,80}?)\s+\]", lambda found: f"[{' '.join(found[1].split())}]", text)
