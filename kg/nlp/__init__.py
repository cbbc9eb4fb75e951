"""Documents in, Extractions out: the only package that knows spaCy."""

from kg.nlp.extract import EXTRACTOR, extract, load

__all__ = ["EXTRACTOR", "extract", "load"]
