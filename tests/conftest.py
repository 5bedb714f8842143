"""What several tests share: where the real data lies, and quiet hypothesis profiles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A change is judged by the same examples each time; whoever works on it has them drawn anew.
settings.register_profile("same", settings.get_profile("default"), derandomize=True, database=None)
settings.load_profile(os.environ.get("DIPLOMAP_LAWS", "default"))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real public data, or a skip that says why."""
    named = os.environ.get("DIPLOMAP_REAL_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no real data: set DIPLOMAP_REAL_DATA (looked at {folder})")
    return folder
