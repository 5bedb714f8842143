"""Three-way merge: two people's edits of one dataset or one file, with conflicts as values."""
