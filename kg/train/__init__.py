"""Training a model: from labelled papers and published corpora to the folder that `kg.nlp` loads.

::

    files of labels, texts, corpora
      |   labels/            LabelledPaper: a text with its entities and results, by readers
      v
    examples
      |   networks/          windows with labels, the network, its training, its ONNX file
      v
    scores of papers, each by a network that was not trained on it
      |   fit_classifiers    the two classifiers over a whole paper, and their thresholds
      |   fit_words          what words alone say, for these classifiers
      |   linear/            the models of roles, relations, outcomes, slots and confidence
      v
    recipe                   all of these in order
      |   model_record       card.md and manifest.json
      v
    the folder of a model

    refit                    from a model and papers that its network has not read: the same model
                             with pairs, thresholds, slots and confidence fitted anew
      |   further_training   its network, trained further on these papers
    count_words              the table of ordinary words of `kg.lexicon`

Only networks/, fit_classifiers, fit_words, linear/linear_fits, recipe, refit and further_training
need PyTorch, from the extra ``train``.
"""
