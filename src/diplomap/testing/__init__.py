"""For tests: `assert_clean` holds a table to its rules; the rest are strategies (extra ``testing``)."""

from diplomap.testing.clean import assert_clean

__all__ = ["assert_clean"]
