"""States, territories, organisations and groups: who sends, receives and belongs, by which names and codes."""
