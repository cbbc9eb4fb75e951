"""From a text to its entities: a network scores spans, two classifiers decide over the paper.

    text
      | wordpieces        words, their word pieces and shapes, windows of 512 pieces
      | encoder           ONNX Runtime: scores of every span of up to 12 words
      | pair_head         scores of pairs of spans, from the same pass, when asked
      v
    NetworkScores
      | forms             spans of one spelling together: SurfaceForm; what is measured of forms
      |                   and of pairs of them, and their words
      | classifier        word_model and mlp: the classifiers' arithmetic, on plain arrays
      | decode            scores by label -> which surface forms are entities, and which are one
      v
    EntityCluster, by first mention
      | network_features  what the scores say of clusters and numbers, for roles and results
      | missing_slots   metrics and data sets that only a result speaks for, as clusters

`mention_model` loads a model's folder and runs these in order; `model_manifest` reads what the
folder declares (files, labels, thresholds), and `span_classes` the order of the network's classes
that follows from the labels. `kg.train` makes the folder.
"""
