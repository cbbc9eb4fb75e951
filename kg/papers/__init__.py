"""Readings of one paper joined, what persons decided of it, and the part that a graph shows.

readings of a paper: pages, versions, extractors (Extractions)
    |
versions    the newest text, read by the best extractor; sources of all united;
    |       a paper known by title is the one with an arXiv id or DOI
    |
one Extraction a paper, kept whole in the graph directory
    |
decisions   what persons decided: name_splits parts entities, judged_results sets results right
    |
display     hides what has a low confidence; applies a table of metrics
    |
what the graph is built from
"""
