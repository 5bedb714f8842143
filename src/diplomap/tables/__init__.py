"""Tables in and out: CSV in our layout and in others', read to typed datasets and written back."""
