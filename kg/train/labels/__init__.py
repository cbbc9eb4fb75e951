"""Labelled papers, and where their labels stand in the text.

::

    files of labels, texts
      |   labelled_papers    LabelledPaper: a text with its entities and results, by readers
      |   labelled_spans     every occurrence of a labelled entity, nested ones too
      |   occurrences        one span for each occurrence, the longest one kept
      v
    labelled_mentions        ClusteredPaper: a labelled paper with the entities found in it
"""
