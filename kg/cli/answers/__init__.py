"""Answers to questions: the commands whose text is more than a line a record."""
