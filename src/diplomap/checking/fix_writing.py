"""Writing mended files where they were read from: each is there whole at any time, and keeps its mode."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_files(files: Mapping[str, bytes]) -> None:
    """Write files, each given by its path; a link stays a link to what it names."""
    for name, data in files.items():
        _replace(Path(name).resolve(), data)


def why_not(name: str, data: bytes, *, in_place: bool = True) -> str:
    """Why the file of a path must not be written where `data` was read from it; blank where it may be.

    >>> why_not("nowhere.csv", b"")
    'nowhere.csv: cannot be fixed in place, for there is no such file (it is bundled, in an archive, \
or gone); see what would change with --diff'
    """
    why = _why_not(Path(name), data) if in_place else "it was read from a stream"
    return why and f"{name}: cannot be fixed in place, for {why}; see what would change with --diff"


def _why_not(path: Path, data: bytes) -> str:
    try:
        if not path.is_file():
            return "there is no such file (it is bundled, in an archive, or gone)"
        if path.read_bytes() != data:
            return "it is packed or no text (or it has changed since it was read)"
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    return "" if os.access(path, os.W_OK) else "it may not be written"


def _replace(path: Path, data: bytes) -> None:
    # The file beside it is on the same disk, so that it takes the old one's place in one step.
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(beside, path.stat().st_mode & 0o7777)
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
