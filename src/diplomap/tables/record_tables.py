"""The tables of records, each declared once: its columns, what they mean, and the records they make."""

from __future__ import annotations

from collections.abc import Mapping

from diplomap.model.attributions import Attribution, Cause, Rank
from diplomap.model.events import Event, EventKind
from diplomap.model.figures import Comparison, Modality, Quantity, ReportedFigure, Unit
from diplomap.model.memberships import Membership
from diplomap.model.missions import Accreditation
from diplomap.model.recognitions import Recognition, RecognitionStatus
from diplomap.model.relations import Level, Relation, RelationKind, RelationStatus
from diplomap.model.sanctions import Measure, Sanction, Stage
from diplomap.model.statements import Source, Statement
from diplomap.model.stories import Clause, Show
from diplomap.tables import record_cells as cells
from diplomap.tables.record_cells import word_cell, words_cell
from diplomap.tables.table_columns import Column, RecordTable

ACCREDITATIONS = "accreditations"


def _period(field: str, what: str = "it is so") -> tuple[Column, ...]:
    return (
        Column(
            "since", cells.DATE, f"first day on which {what}, EDTF; blank: not known", field=f"{field}.start"
        ),
        Column(
            "until",
            cells.END,
            f"first day on which {what} no longer, EDTF; blank: still so; unknown: nobody says",
            field=f"{field}.end",
        ),
    )


_SOURCES = Column("sources", cells.PARTS, "ids of sources.csv, parted by |")
_NOTE = Column("note", cells.NOTE, "what a reader should know")
_ID = Column("id", cells.TEXT, "what others call the row by", True)
_STATEMENT = Column("statement", cells.TEXT, "id in statements.csv")

RELATIONS = RecordTable(
    "relations",
    Relation,
    "what one source tells of the relations of two parties during a period",
    (
        Column("party", cells.PARTY, "the party that tells it", True),
        Column("with", cells.PARTY, "the other party", True, "with_"),
        Column("kind", word_cell(RelationKind, "kind of relations", RelationKind.DIPLOMATIC), "kind", True),
        Column(
            "status",
            word_cell(RelationStatus, "status of relations", RelationStatus.ESTABLISHED),
            "how relations stand in the period",
            True,
        ),
        Column("level", word_cell(Level, "level of relations"), "class of the heads of mission exchanged"),
        *_period("period"),
        _SOURCES,
        _NOTE,
    ),
)
ACCREDITED = RecordTable(
    ACCREDITATIONS,
    Accreditation,
    "a concurrent accreditation of a mission",
    (
        Column("mission", cells.TEXT, "id in missions.csv", True, None),
        Column("to", cells.PARTY, "further party it is accredited to", True),
        *_period("period"),
        _SOURCES,
        _NOTE,
    ),
)
RECOGNITIONS = RecordTable(
    "recognitions",
    Recognition,
    "one party's recognition of another during a period",
    (
        Column("recogniser", cells.PARTY, "the party that recognises", True),
        Column("recognised", cells.PARTY, "the party that is recognised", True),
        Column(
            "status",
            word_cell(RecognitionStatus, "status of a recognition", RecognitionStatus.GRANTED),
            "how the recognition stands in the period",
            True,
        ),
        *_period("period"),
        _SOURCES,
        _NOTE,
    ),
)
SANCTIONS = RecordTable(
    "sanctions",
    Sanction,
    "one step of a sanctions regime",
    (
        Column("id", cells.TEXT, "regime; its steps share it", True),
        Column("senders", cells.PARTIES, "party or parties that put it on, parted by |", True),
        Column("target", cells.PARTY, "party it is put on", True),
        Column("measures", words_cell(Measure, "measure"), "measures of the step, parted by |"),
        Column(
            "stage",
            word_cell(Stage, "stage of a sanction", Stage.IMPOSED),
            "what the step does; blank: imposed",
        ),
        Column("instruments", cells.INSTRUMENTS, "legal acts with their dates in brackets, parted by |"),
        Column("objective", cells.TEXT, "what the senders say they want"),
        *_period("period", "the step is in effect"),
        _SOURCES,
        _NOTE,
    ),
)
EVENTS = RecordTable(
    "events",
    Event,
    "one thing that happened",
    (
        _ID,
        Column("date", cells.EVENT_DATE, "when it happened, EDTF; unknown: nobody says", True),
        Column("kind", word_cell(EventKind, "kind of event"), "what happened", True),
        Column("subject", cells.PARTIES, "party or parties whose act it is, parted by |", True),
        Column("with", cells.PARTY, "party it is done to or with", field="with_"),
        Column("mission", cells.TEXT, "id in missions.csv of the mission it happened to"),
        Column("detail", cells.DETAIL, "what it brought about, as name=text parted by |"),
        _SOURCES,
        _NOTE,
    ),
    (None, "date"),
)
STATEMENTS = RecordTable(
    "statements",
    Statement,
    "what somebody said",
    (
        _ID,
        Column("speaker", cells.TEXT, "who said it, as the source names them", True),
        Column("position", cells.PARTY, "party whose position it is"),
        Column("date", cells.DATE, "when it was said, EDTF"),
        Column("through", cells.TEXT, "who passed it on"),
        Column("says", cells.TEXT, "what was said, in our own words", True),
        _SOURCES,
        _NOTE,
    ),
    (None, "date"),
)
FIGURES = RecordTable(
    "figures",
    ReportedFigure,
    "a number that somebody reported",
    (
        _ID,
        Column("quantity", word_cell(Quantity, "quantity"), "what it counts", True),
        Column("of", cells.PARTY, "party whose footprint it speaks of", True),
        Column(
            "comparison",
            word_cell(Comparison, "comparison", Comparison.EXACTLY),
            "how the number bounds the counted one; blank: exactly",
        ),
        Column("value", cells.NUMBER, "the number, or two with .. between them; blank for few and many"),
        Column("unit", word_cell(Unit, "unit", Unit.COUNT), "count or percent; blank: count"),
        Column(
            "base", word_cell(Quantity, "quantity"), "what a share is of, counted at since; blank: missions"
        ),
        Column("profile", cells.TEXT, "counting profile; blank: nobody says"),
        Column("since", cells.DATE, "where the change it speaks of begins, EDTF"),
        Column("until", cells.DATE, "the day it counts at, or where the change ends, EDTF"),
        Column("modality", word_cell(Modality, "modality", Modality.FACT), "fact, will or may; blank: fact"),
        Column("among", cells.TEXT, "group of receiving parties it is narrowed to"),
        _STATEMENT,
        Column("words", cells.TEXT, "the figure as it was said"),
        _SOURCES,
        _NOTE,
    ),
)
ATTRIBUTIONS = RecordTable(
    "attributions",
    Attribution,
    "a cause that somebody claims for changes",
    (
        _ID,
        Column("cause", word_cell(Cause, "cause"), "the cause claimed", True),
        Column("rank", word_cell(Rank, "rank of a cause", Rank.MAIN), "how it is ranked; blank: main"),
        Column("claimed_by", cells.TEXT, "who claims it, as the source names them", True),
        Column("position", cells.PARTY, "party whose position it is"),
        Column("of", cells.PARTY, "party whose missions changed", True),
        Column("changes", cells.PARTS, "kinds of change, parted by |; blank: all"),
        Column("missions", cells.PARTS, "ids in missions.csv, parted by |; blank: all"),
        *_period("window", "changes are claimed"),
        _STATEMENT,
        _SOURCES,
        _NOTE,
    ),
)
GROUPS = RecordTable(
    "groups",
    Membership,
    "that a party belongs to a group during a period",
    (
        Column("group", cells.TEXT, "name of the group", True),
        Column("member", cells.PARTY, "party that belongs to it", True),
        Column("role", cells.TEXT, "blank: full member"),
        *_period("period"),
        _SOURCES,
        _NOTE,
    ),
)
STORY = RecordTable(
    "story",
    Clause,
    "a clause of the story that the data tell, and what to show beside it",
    (
        _ID,
        Column("says", cells.TEXT, "what the clause says, in our own words", True),
        Column("of", cells.PARTY, "party it is about", True),
        Column("shows", words_cell(Show, "thing to show"), "what to show of the data, parted by |"),
        *_period("window", "what it tells happened"),
        Column("profile", cells.TEXT, "counting profile; blank: all"),
        Column("missions", cells.PARTS, "ids in missions.csv, parted by |; blank: all"),
        Column("statements", cells.PARTS, "ids in statements.csv, parted by |"),
        Column("figures", cells.PARTS, "ids in figures.csv, parted by |"),
        Column("groups", cells.PARTS, "groups of receiving parties, parted by |"),
        _SOURCES,
        _NOTE,
    ),
)
SOURCES = RecordTable(
    "sources",
    Source,
    "a document, page or table that facts are from",
    (
        _ID,
        Column("title", cells.TEXT, "title"),
        Column("publisher", cells.TEXT, "who published it"),
        Column("date", cells.DATE, "when it was published, EDTF"),
        Column("url", cells.TEXT, "where it can be read"),
        Column("accessed", cells.TEXT, "when it was looked up"),
        Column("licence", cells.TEXT, "under which licence"),
        Column("place", cells.TEXT, "page, table or section"),
        Column("sources", cells.PARTS, "ids of the sources that it draws on, parted by |"),
        _NOTE,
    ),
    (None, "date"),
)

TABLES: Mapping[str, RecordTable] = {
    table.name: table
    for table in (
        *(RELATIONS, ACCREDITED, RECOGNITIONS, SANCTIONS, EVENTS, STATEMENTS, FIGURES, ATTRIBUTIONS),
        *(GROUPS, STORY, SOURCES),
    )
}
