"""Training a model: from labelled papers and published corpora to the folder that `kg.nlp` loads.

::

    files of labels, texts, corpora
      |   labelled_papers    LabelledPaper: a text with its entities and results, by readers
      |   labelled_spans     every occurrence of a labelled entity; occurrences: one for each place
      |   corpora            sentences of published corpora, each with labelled token spans
      v
    examples                 windows of words with labels; a head of classes for each corpus
      |   paper_examples     examples from labelled papers
      |   network            encoder, scores of spans, scores of pairs (PyTorch)
      |   optimize           epochs, checkpoints, averaged weights; scores of examples
      v
    scores of papers, each by a network that was not trained on it
      |   fit_classifiers    the two MLPs over a whole paper, and their thresholds
      |   linear_fits        the linear models: fit_roles, fit_outcomes, fit_slots, fit_relations
      |                      over labelled_mentions and related_texts, by regression and stacking
      v
    recipe                   all of these in order
      |   onnx_export        the network as int8 ONNX
      |   model_record       card.md and manifest.json
      v
    the folder of a model

    refit                             from a model and papers that its network has not read: the
                                      same model with pairs, thresholds and slots fitted anew
    corpus_training, corpus_reading   one corpus as a benchmark (`kg evaluate scierc`)
    count_words                       the table of ordinary words of `kg.lexicon`

Only network, optimize, onnx_export, fit_classifiers, linear_fits, recipe, refit and
corpus_training need PyTorch, from the extra ``train``.
"""
