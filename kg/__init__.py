"""From pages of paper abstracts to a graph that answers questions, with the sentence behind every edge."""
