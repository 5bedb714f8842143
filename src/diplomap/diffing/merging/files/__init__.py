"""Three-way merge of the files of tables: what nobody edited keeps its very bytes."""
