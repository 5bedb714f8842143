"""What the compiled tables of names are made from: hand-written tables, ISO 3166 and CLDR."""
