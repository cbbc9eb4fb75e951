"""Counting how ordinary words are: the table of `kg.lexicon.word_counts`, made from abstracts.

    python -m kg.train.count_words papers.jsonl.gz > kg/lexicon/data/word_counts.tsv

The same papers give the same file.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg import ingest

__all__ = ["count_words", "word_table"]

LEAST_PAPERS = 12
LEAST_SHARE = 0.35
"""Share of the papers with a word, in any case, that have it in lower case."""

_WORD = re.compile(r"(?<![A-Za-z0-9\\])[A-Za-z]{3,}(?![A-Za-z0-9])")
"""Three ASCII letters or more, free of digits ('wav2vec' has no words) and no LaTeX command."""


def count_words(texts: Iterable[str]) -> dict[str, int]:
    """Word -> number of texts that have it in lower case, in the order of the alphabet.

    Words in fewer than `LEAST_PAPERS` texts are left out, and words that are mostly written
    with capitals (`LEAST_SHARE`).

    >>> count_words(["Deep nets", "deep nets", "DEEP nets"] * 6)
    {'nets': 18}
    """
    lower, any_case = Counter[str](), Counter[str]()
    for text in texts:
        found = set(_WORD.findall(text))
        lower.update(word for word in found if word.islower())
        any_case.update({word.lower() for word in found})
    return {
        word: count
        for word, count in sorted(lower.items())
        if count >= LEAST_PAPERS and count >= LEAST_SHARE * any_case[word]
    }


def word_table(paths: Iterable[str]) -> Iterator[str]:
    """The lines of the table for the papers of files, a header first.

    Raises:
        InputError: a file cannot be read; names file and line.
    """
    inputs = list(paths)
    texts = [document.text for document in ingest.read_documents(inputs, as_written=True)]
    names = " ".join(Path(path).name for path in inputs)
    yield f"# Words and the number of abstracts that have them in lower case, of {len(texts)}."
    yield f"# Made by: python -m kg.train.count_words {names}"
    yield "word\tabstracts"
    yield from (f"{word}\t{count}" for word, count in count_words(texts).items())


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in word_table(sys.argv[1:]))
