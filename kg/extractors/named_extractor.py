"""The contract of an extractor that is not ours: who it is, and what it must give back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kg.core.errors import ExtractorError
from kg.core.extraction_checks import problems
from kg.core.extractor import Extractor
from kg.core.types import Document, Extraction

__all__ = ["Extract", "NamedExtractor", "checked_extractions", "named"]

Extract = Callable[[Iterable[Document]], Iterable[Extraction]]
"""Any callable that reads papers: lazily or not, in any order, each paper once."""

RANK = 3
"""The rank of an extractor that states none: above the shipped model, which has 2."""

_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class NamedExtractor:
    """A callable that reads papers, and its identity.

    Of two readings of one text, the graph keeps that of the higher ``rank``, then that of the
    name which sorts later, then that of the higher ``version``: raise the version whenever the
    extractor changes, so that its new readings replace its old ones.
    """

    extract: Extract
    name: str
    rank: int = RANK
    version: int = 1

    @property
    def identity(self) -> str:
        """What its extractions are marked with.

        >>> NamedExtractor(list, "my gazetteer", version=2).identity
        '3:my-gazetteer@2'
        """
        return str(Extractor(self.rank, ((_BLANK.sub("-", self.name), self.version),)))


def named(extractor: Extract | NamedExtractor) -> NamedExtractor:
    """The extractor with an identity: a bare function has its own name, rank 3 and version 1."""
    if isinstance(extractor, NamedExtractor):
        return extractor
    return NamedExtractor(extractor, getattr(extractor, "__name__", type(extractor).__name__))


def checked_extractions(
    extractor: NamedExtractor, documents: Iterable[Document]
) -> Iterator[Extraction]:
    """What an extractor finds in each document, checked, and marked with its identity.

    Holds the documents that the extractor has taken and not yet answered.

    Raises:
        ExtractorError: it yields something else, a paper that it was not given, a paper twice or
            not at all, a name outside the vocabulary, or an offset that does not slice back to
            its surface form. The message names the extractor and the paper.
    """
    pending: dict[str, Document] = {}

    def taken() -> Iterator[Document]:
        for document in documents:
            pending[document.id] = document
            yield document

    for found in extractor.extract(taken()):
        if not isinstance(found, Extraction):
            raise ExtractorError(extractor.name, f"yields a {type(found).__name__}, no Extraction")
        document = pending.pop(found.document.id, None)
        if document is None:
            reason = f"yields {found.document.title!r}, which it was not given or yielded before"
            raise ExtractorError(extractor.name, reason)
        marked = replace(found, document=document, extractor=extractor.identity)
        for problem in problems(marked):
            raise ExtractorError(extractor.name, f"yields an unsound extraction: {problem}")
        yield marked
    for document in pending.values():
        raise ExtractorError(
            extractor.name, f"gives nothing back for {document.title!r}: yield an empty Extraction"
        )
