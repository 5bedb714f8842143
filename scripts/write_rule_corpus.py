"""Write the files of tests/files/rules for rules that have none yet, once, from the rules' own examples.

The files are a corpus of their own: they are written for a rule that has none, and never written again, so
that a change of a rule's example does not change what the rule is held to. Each rule has a folder with
`bad`, `good` and `expected.csv` (file, line, column, raw): the finding that checking `bad` gives, to be
looked at before it is committed.

    python scripts/write_rule_corpus.py
"""

from __future__ import annotations

import csv
from pathlib import Path

from diplomap.checking.check import check
from diplomap.checking.registry import rules
from diplomap.model.rules import Example

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "files" / "rules"
_HEAD = ("file", "line", "column", "raw")


def main() -> None:
    """Write what is missing, and say what was written."""
    for rule in rules():
        folder = CORPUS / rule.code
        if rule.example is not None and not folder.exists():
            _write(folder, rule.code, rule.example)
            print(f"{rule.code} {rule.name}")


def _write(folder: Path, code: str, example: Example) -> None:
    for side in ("bad", "good"):
        (folder / side).mkdir(parents=True)
        for name, text in example.files(side).items():
            (folder / side / name).write_text(text, encoding="utf-8", newline="")
    found = [finding.origin for finding in check(folder / "bad").findings if finding.code == code]
    with (folder / "expected.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(_HEAD)
        for origin in found:
            table.writerow((Path(origin.file).name, origin.line, origin.column or "", origin.raw or ""))


if __name__ == "__main__":
    main()
