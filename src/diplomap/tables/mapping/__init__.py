"""Which of our columns the columns of a foreign table are, by their names and by what they hold."""
