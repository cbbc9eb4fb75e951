"""Documents in, Extractions out: the only package that knows spaCy and ONNX Runtime.

    Document
      | extraction     a batch of Documents, a spaCy Doc each
      v
    pipeline           the components in order; each a shell over the pure functions below
      | text/          sentences (title first), later cues and numbers of a sentence
      | mentions/      network scores -> clusters of mentions; spacy_model is its component
      v
    AnnotatedText      text, sentences, clusters; built once, read by all that follows
      | roles          the role of each cluster, over role_features
      | results/       numbers that are outcomes, with metric, method, dataset, task, baseline
      | relations/     relations between the mentions of a sentence
      | tables/        results in the tables of a full paper
      | body/          of a full text, further evidence and entities from its paragraphs
      v
    Extraction         extraction: plain values with character offsets and evidence

`linear_model` is the one kind of fitted table that roles, results and relations add up, and
`boosted_trees` correct what it says of slots; `linear_models` reads those of a model. All that was
trained lies in ``model/``: one folder, one model.
"""

from kg.nlp.extraction import extract, extractor, load

__all__ = ["extract", "extractor", "load"]
