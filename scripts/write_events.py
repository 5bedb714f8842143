"""Write the events that build a dataset's map, to be enriched by hand: write_events.py SOURCE FOLDER"""

from __future__ import annotations

import sys

import attrs

from diplomap.events.events_between import events_of_dataset
from diplomap.model.dataset import Dataset
from diplomap.tables.reading import load
from diplomap.tables.writing import write


def main(source: str, target: str) -> None:
    """Write the events of a dataset into a folder, as events.csv and nothing else beside its package."""
    events = events_of_dataset(load(source).dataset)
    write(attrs.evolve(Dataset(), events=events), target)
    print(f"{len(events)} events written to {target}", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:3])
