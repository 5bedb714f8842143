"""By how many parties one party is recognised on a day: told expressly, or implied by relations."""

from __future__ import annotations

from datetime import date

from diplomap.counting.naming import party_id
from diplomap.counting.relation_counts import Partner, PartyCount, records_looked_at, the_day
from diplomap.model.dataset import Dataset


class RecognitionCount(PartyCount):
    """By how many parties one party is recognised on a day; see `recognition_count`."""

    @property
    def recognised_by(self) -> tuple[str, ...]:
        """The ids of those who surely recognise it."""
        return tuple(one.party for one in self.partners)


def recognition_count(
    dataset: Dataset, *, of: str, at: date | str | None = None, implied: bool = True
) -> RecognitionCount:
    """By how many parties `of` is recognised on a day, each with the reason and its sources.

    With `implied`, diplomatic relations in force imply recognition (Montevideo Convention art. 7);
    without it, only what is told of recognition itself is heard.

    >>> from diplomap.model.recognitions import Recognition
    >>> from diplomap.model.relations import Relation
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> d = PartialDate.parse
    >>> ds = Dataset(recognitions=[Recognition("FRA", "XKX", period=Period(d("2008-02-18")))],
    ...              relations=[Relation("XKX", "DEU", period=Period(d("2008-02-21")))])
    >>> both = recognition_count(ds, of="Kosovo", at="2024-01-01")
    >>> both.count, both.recognised_by
    (Count(2), ('FRA', 'DEU'))
    >>> recognition_count(ds, of="XKX", at="2024-01-01", implied=False).count
    Count(1)

    Raises ValueError for a party that is not resolved, a text that is no full date, or where neither a
    day is given nor the dataset speaks for one.
    """
    day = the_day(at, dataset)
    party = party_id(of, dataset, day)
    told = [one.recogniser for one in dataset.recognitions.of(party)]
    others = [*told, *dataset.relations.partners(party)] if implied else told
    relations = dataset.relations if implied else None
    found = []
    for other in dict.fromkeys(others):
        stood = dataset.recognitions.standing(other, party, day, relations=relations, as_of=dataset.as_of)
        found.append(Partner(other, stood.answer, stood.why, stood.sources))
    looked = records_looked_at(dataset, "recognitions", day, party)
    return RecognitionCount(party, day, "recognised by", tuple(found), looked)
