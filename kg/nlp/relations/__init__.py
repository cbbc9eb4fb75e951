"""Relations of a text between its entities, such as USED_FOR, each with its evidence.

::

    AnnotatedText, scores of the network, roles of the clusters
      |
      |   candidates          pairs of mentions in a sentence that an edge could join
      v
    pairs of mentions
      |   pair_ends           the mentions of the pairs, each once
      |   pair_words          words before, between and after        -+
      |   pair_features       cues, lists, mentions between: a matrix |- (pairs, columns)
      |   feature_columns     which features have a column            |
      |   feature_marks       (row, column) entries of that matrix   -+
      |   relation_model      the weights of the columns (relation_weights.tsv)
      |   neural_scores       the network's log-odds, from the classes of SciERC to edges
      |   patterns            relations that fixed words name ('Y such as X')
      |   relation_scores     features and network added up -> probability of each edge
      v
    scored pairs
      |   constraints         edges that words or roles rule out
      v
    relation_extraction       -> `kg.core.types.Relation`, by first evidence
"""
