"""Readings of one paper joined, and the part of it that a graph shows.

readings of a paper: pages, versions, extractors (Extractions)
    |
versions    the newest text, read by the best extractor; sources of all united;
    |       a paper known by title is the one with an arXiv id or DOI
    |
one Extraction a paper, kept whole in the graph directory
    |
display     hides what has a low confidence; applies a table of metrics
    |
what the graph is built from
"""
