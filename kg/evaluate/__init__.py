"""Measuring the extractor and the resolution against labels: counts that add up, ratios derived.

::

    labelled papers          `kg.train.labels.labelled_papers`
      |   model_crossval     each paper extracted by a model that was trained without it
      v
    extractions
      |   scoring            Count of right, wrong and missed for each measure, a paper
      |   board_scores       rows that a board would rank, right and wrong, by confidence
      |   bootstrap          95 % intervals of F1 over papers
      v
    figures                  a row for each measure and each file of labels

    sentences of a corpus -> corpus_scores -> rows beside published figures (published)

    clusters of names (resolution_bed.tsv, resolution_traps.tsv) -> resolution_bed -> figures
    synthetic                papers with made-up names of known identity, for scale
"""
