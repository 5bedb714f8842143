"""States, territories, organisations and groups: who sends, receives and belongs, by their names."""
