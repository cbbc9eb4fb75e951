"""From pages of abstracts to a graph that answers questions, with the words behind it."""
