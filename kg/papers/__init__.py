"""Readings of one paper joined, what persons decided of it, and the part that a graph shows.

readings of a paper: pages, versions, extractors (Extractions)
    |
same_papers which of them are one paper: by id, by title and authors, or by a person's judgement
    |
versions    the newest text, read by the best extractor; sources of all united
    |
one Extraction a paper, kept whole in the graph directory
    |
decisions   what persons decided: name_splits parts entities, judged_results sets results right
    |
display     hides what has a low confidence; applies a table of metrics
    |
what the graph is built from
"""
