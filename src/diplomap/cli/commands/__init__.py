"""The commands, each a module of its own that is loaded when it is called."""

COMMANDS = {
    "check": "Tell everything that is wrong with tables of missions, with file, line and column.",
    "fix": "Mend what can be mended in a table's own text, each fix proven before it is kept.",
    "map": "Tell which of our columns those of a foreign table are, and write the layout that says so.",
    "diff": "Tell what changed between two editions, with a ledger whose counts add up.",
    "merge": "Merge two people's edits of one table, with conflicts marked and told.",
    "footprint": "Count the missions of a party on a day, under a named profile.",
    "series": "Count a party's missions over time, with what opened and closed, and find waves of closings.",
    "shares": "Tell the share of a footprint in groups of receivers, and how far it moved between two days.",
    "story": "Tell a dataset's story clause by clause, each with what the data say and the sources.",
    "verify": "Tell what the data say of a reported figure, with the arithmetic shown.",
    "relations": "Tell with whom a party is in relations, with whom without a mission, and who disagrees.",
    "sanctions": "Tell which sanctions are in force against a party, or how intense they were over time.",
    "replay": "Replay events into a map, and tell where it differs from the record.",
    "show": "Show missions and their spells.",
    "resolve": "Tell which party each name means; a name that leaves a doubt is never guessed.",
    "transitions": "Make spells of a table of status transitions, and check or compare spells.",
    "convert": "Write a table in diplomap's own layout.",
    "datasets": "List the bundled datasets with their licences and what they cover.",
    "rules": "List every rule, how bad its findings are, and whether it is asked under the settings.",
    "explain": "Tell what a finding's code means, why it matters, and how to mend it.",
}
