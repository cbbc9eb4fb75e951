"""Documents in, Extractions out: the only package that knows spaCy."""

from kg.nlp.extraction import extract, extractor, load

__all__ = ["extract", "extractor", "load"]
