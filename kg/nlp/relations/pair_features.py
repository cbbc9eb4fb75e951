"""Features of pairs of mentions that need no network, as a matrix for a model's columns.

A text is searched once for all its pairs, and for the features that the model asks for alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.core.schema import ENTITY_LABELS
from kg.nlp.relations.candidates import Candidate
from kg.nlp.relations.feature_columns import (
    NOWHERE,
    Columns,
    FixedColumns,
    GrowingColumns,
    fixed_columns,
)
from kg.nlp.relations.feature_marks import (
    Bools,
    Ints,
    Marks,
    mark_each,
    mark_lists,
    mark_matrix,
    mark_ranges,
    mark_where,
    to_arrays,
)
from kg.nlp.relations.pair_ends import PairEnds
from kg.nlp.relations.pair_words import PairContext, between_words
from kg.nlp.text.annotated_text import AnnotatedText, ClusterMention
from kg.nlp.text.cues import KINDS, lowered

__all__ = ["feature_matrix", "feature_names"]


def feature_names(annotated: AnnotatedText, pairs: Sequence[Candidate]) -> list[frozenset[str]]:
    """All features of each candidate, by name."""
    columns = GrowingColumns()
    matrix = feature_matrix(annotated, pairs, columns)
    names = columns.names
    return [frozenset(names[column] for column in np.flatnonzero(row)) for row in matrix]


def feature_matrix(annotated: AnnotatedText, pairs: Sequence[Candidate], columns: Columns) -> Bools:
    """(candidates, columns): which of the features asked for each candidate of a text has."""
    ends = PairEnds.of(annotated, pairs)
    context = PairContext(annotated, lowered(annotated.text), columns)
    cues = _Cues.of(context, ends)
    before = [mark_lists(map(context.before, ends.firsts, ends.first_in)), cues.before(ends)]
    after = [mark_lists(map(context.after, ends.seconds, ends.second_in)), cues.after(ends)]
    between = [*between_words(context, ends), *_other_mentions(context, ends), cues.between(ends)]
    # The matrices come last: only now are all columns known.
    found = mark_matrix(before, len(ends.firsts), columns.size)[ends.first]
    found |= mark_matrix(after, len(ends.seconds), columns.size)[ends.second]
    found |= mark_matrix(between, len(pairs), columns.size)
    return found[:, :NOWHERE]


_KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
_LABEL_NUMBERS = {label: number for number, label in enumerate(ENTITY_LABELS)}


@dataclass(frozen=True, slots=True)
class _Cues:
    """The cues of the sentences of candidates, in text order; ``kinds`` by `_KIND_NUMBERS`."""

    columns: Mapping[str, Ints]
    sentences: Ints
    starts: Ints
    ends: Ints
    kinds: Ints

    @classmethod
    def of(cls, context: PairContext, ends: PairEnds) -> _Cues:
        table = [
            (number, cue.start, cue.end, _KIND_NUMBERS[cue.kind])
            for number in ends.sentences()
            for cue in context.annotated.cues(number)
        ]
        return cls(fixed_columns(context.columns).cues, *to_arrays(table, 4))

    def before(self, ends: PairEnds) -> Marks:
        """Those of its sentence before each first mention."""
        low = self.sentences.searchsorted(ends.first_in, "left")
        at = np.array([first.start for first in ends.firsts], np.int64)
        return self._marks("<", low, self.ends.searchsorted(at, "right"))

    def after(self, ends: PairEnds) -> Marks:
        """Those of its sentence after each second mention."""
        at = np.array([second.end for second in ends.seconds], np.int64)
        low = self.starts.searchsorted(at, "left")
        return self._marks(">", low, self.sentences.searchsorted(ends.second_in, "right"))

    def between(self, ends: PairEnds) -> Marks:
        """Those between the two mentions of each candidate."""
        low = self.starts.searchsorted(ends.starts, "left")[ends.first]
        high = self.ends.searchsorted(ends.stops, "right")[ends.second]
        return self._marks("=", low, high)

    def _marks(self, mark: str, low: Ints, high: Ints) -> Marks:
        return mark_ranges(low, high, self.columns[mark][self.kinds])


def _other_mentions(context: PairContext, ends: PairEnds) -> Iterator[Marks]:
    """The mentions between two, and whether the two are in one list or end in one word."""
    columns = fixed_columns(context.columns)
    mentions = [
        mention for number in ends.sentences() for mention in context.annotated.mentions_in(number)
    ]
    labels = np.array([_LABEL_NUMBERS[mention.label] for mention in mentions], np.int64)
    totals = np.zeros((len(mentions) + 1, len(ENTITY_LABELS)), np.int64)
    totals[1:] = np.cumsum(labels[:, np.newaxis] == np.arange(len(ENTITY_LABELS)), axis=0)
    starts = np.array([mention.start for mention in mentions], np.int64)
    low = starts.searchsorted(ends.starts)[ends.first]
    high = starts.searchsorted(ends.stops)[ends.second]
    yield mark_each(columns.others[np.minimum(high - low, len(columns.others) - 1)])
    counts = np.minimum(totals[high] - totals[low], columns.of_labels.shape[1] - 1)
    yield mark_each(columns.of_labels[np.arange(len(ENTITY_LABELS)), counts])
    yield from _likeness(context.annotated, ends, columns)


def _likeness(annotated: AnnotatedText, ends: PairEnds, columns: FixedColumns) -> Iterator[Marks]:
    one = np.array([annotated.list_start(first) for first in ends.firsts], np.int64)[ends.first]
    other = np.array([annotated.list_start(second) for second in ends.seconds], np.int64)[
        ends.second
    ]
    listed = one == other
    yield mark_where(listed, columns.listed)
    yield mark_where(~listed & (other < ends.stops[ends.second]), columns.second)
    words: dict[str, int] = {}
    last = _last_words(annotated, ends.firsts, words), _last_words(annotated, ends.seconds, words)
    yield mark_where(last[0][ends.first] == last[1][ends.second], columns.same)


def _last_words(
    annotated: AnnotatedText, mentions: Sequence[ClusterMention], words: dict[str, int]
) -> Ints:
    """The last word of each mention, by a number that new words are given."""
    last = (annotated.text[mention.start : mention.end].rpartition(" ")[2] for mention in mentions)
    return np.array([words.setdefault(word, len(words)) for word in last], np.int64)
