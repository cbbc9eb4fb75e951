"""Names that a table leaves to its caption and to the paper: method, data set and metric.

What a table does not name is looked for in its caption, then in the sentences that refer to it,
then in the rest of the paper. Candidates are names that headers of tables have, title and abstract,
the lexicon, and what the text calls a data set.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from kg.core.names import key
from kg.core.paper_tables import Table
from kg.core.schema import DATASET, METHOD, METRIC
from kg.lexicon.known_names import known_entity
from kg.nlp.tables.split_headers import is_metric_name
from kg.nlp.tables.table_paper import EMPTY_NAME, TablePaper, whole_name

__all__ = ["PaperNames", "metric_phrase", "table_texts"]

_LABELS: Mapping[str, str] = {"method": METHOD, "dataset": DATASET, "metric": METRIC}
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_METRIC_WORDS = (
    r"accurac(?:y|ies)|errors?(?: rates?)?|f1(?:[- ]scores?)?|f-scores?|precision|recall|aucs?"
    r"|auroc|map|mrr|bleu(?:-\d)?|rouge(?:-\w)?|fid|psnr|ssim|rmse|mae|mse|perplexit(?:y|ies)|ppl"
    r"|log[- ]likelihoods?|likelihoods?|returns?|rewards?|scores?|latency|inference time|iou|miou"
    r"|wer|cer|ndcg|correlations?|dice|average precision|nll|elbo|bits per dim(?:ension)?|top-[15]"
)
_METRIC_PHRASE = re.compile(
    rf"\b(?:(?:average|mean|median|test|normali[sz]ed|negative|classification|top-?\d|macro|micro|prediction"
    rf"|word|log|human)[- ]){{0,8}}(?:{_METRIC_WORDS})"
    r"\b(?:\s?\((?:%|dB|(?-i:[A-Z][\w-]{0,5}))\))?",
    re.IGNORECASE,
)
_NAMED_SCORE = re.compile(r"\b([A-Z][\w-]{1,20}) scores?\b")
_PLURALS = {"accuracies": "accuracy", "scores": "score", "errors": "error", "aucs": "AUC"}
_DESCRIBED = re.compile(
    r"\b(?:on|for|of|over|from)\s(?:the\s|our\s|an?\s)?"
    r"((?:(?!(?:across|of|with|and|in|from|for|on|by|two|three|four|five|all|both)\b)[\w-]+\s){1,4}?"
    r"(?:data ?sets?|corpus|test sets?|validation sets?|images))\b"
)
_ON = re.compile(
    r"\b(?:on|for|from|of)\s(?:the\s|our\s|a\s(?:sub)?set of\s)?"
    r"([A-Z][\w@+×’'-]*(?:\s(?:[A-Z\d][\w@+×’'-]*))*)"
)
_HARDWARE = re.compile(r"(?:NVIDIA|Nvidia|TPU|GPU|CPU|V100|A100|H100|P100|K80|RTX|GTX|Titan)")


class PaperNames:
    """The names that a paper has for each slot, with how many values of its tables they head."""

    def __init__(self, paper: TablePaper, headers: Iterable[tuple[str, str]] = ()) -> None:
        self.paper = paper
        self.used: dict[str, Counter[str]] = {slot: Counter() for slot in _LABELS}
        for slot, name in headers:
            self.used[slot][name] += 1
        self._candidates: dict[str, list[str]] = {}

    def candidates(self, slot: str) -> list[str]:
        """Names that may fill a slot, the longest first."""
        if slot not in self._candidates:
            found = [n for n in self.used[slot] if len(n) > 1 and not re.match(r"#|\d+$", n)]
            if slot == "method":
                found += [self.own_method] if self.own_method else []
                heads = {key(name) for name in self.used["method"]}
                found += [
                    s
                    for e in self.paper.entities
                    if e.type == METHOD
                    for s in e.surfaces
                    if any(head.startswith(key(s)) for head in heads)
                ]
            else:
                found += [
                    s for e in self.paper.entities if e.type == _LABELS[slot] for s in e.surfaces
                ]
            if slot == "dataset":
                found += self.paper.said_datasets
                taken = {key(n) for n in (*self.used["method"], *self.paper.own_names)}
                found = [name for name in found if key(name) not in taken]
            self._candidates[slot] = sorted(dict.fromkeys(found), key=len, reverse=True)
        return self._candidates[slot]

    def in_text(self, slot: str, text: str) -> str | None:
        """The name that a text has for a slot: the first of those that it names."""
        found = [
            (match.start(), -len(name), name)
            for name in self.candidates(slot)
            if name.casefold() in text.casefold() and (match := whole_name(name).search(text))
        ]
        return min(found)[2] if found else None

    def main(self, slot: str) -> str | None:
        """The name that most values of the paper's tables have in a slot."""
        ranked = self.used[slot].most_common(1)
        return ranked[0][0] if ranked else None

    @cached_property
    def main_dataset(self) -> str | None:
        """The data set of a paper's tables; else the one that its text names most."""
        if name := self.main("dataset"):
            return name
        found = [s for e in self.paper.entities if e.type == DATASET for s in e.surfaces]
        if found:
            return max(found, key=lambda name: len(whole_name(name).findall(self.paper.text)))
        said = self.paper.said_datasets
        return max(said, key=lambda name: said[name]) if said else None

    @cached_property
    def own_method(self) -> str | None:
        """The name of what the paper proposes: the likeliest that its tables use, if any."""
        heads = {key(name) for name in self.used["method"]}
        for name in self.paper.own_names:
            if any(f" {key(name)} " in f" {head} " for head in heads):
                return name
        return self.paper.own_names[0] if self.paper.own_names else None

    def metric_in(self, text: str) -> str | None:
        """The metric that a text names first: 'average test RMSE'."""
        return metric_phrase(text) or self.in_text("metric", text)

    def dataset_in(self, text: str) -> str | None:
        """The data set that a text names, or the words that it describes one with.

        The first sentence that has any decides.
        """
        for sentence in _SENTENCE.split(text):
            if found := self.in_text("dataset", sentence):
                return found
            for match in _DESCRIBED.finditer(sentence):
                if not EMPTY_NAME.match(match[1]):
                    return match[1]
            for match in _ON.finditer(sentence):
                is_shaped = _has_shape(match[1]) and not _HARDWARE.match(match[1])
                if is_shaped and not self._is_other(match[1]):
                    return match[1]
        return None

    def _is_other(self, name: str) -> bool:
        """Whether a name is known to be no data set: a method, a metric, an abbreviation."""
        first = name.split()[0]
        others = {key(n) for slot in ("method", "metric") for n in self.candidates(slot)}
        others |= {key(s) for e in self.paper.entities if e.type != DATASET for s in e.surfaces}
        return any(
            key(each) in others
            or known_entity(METHOD, key(each)) is not None
            or is_metric_name(each)
            or each.rstrip("s") in self.paper.abbreviations
            for each in dict.fromkeys((name, first))
        )


def _has_shape(name: str) -> bool:
    """Whether the first word of a name has two capital letters, or a digit among letters."""
    first = name.split()[0]
    capitals, digits = sum(map(str.isupper, first)), sum(map(str.isdigit, first))
    return capitals > 1 or (digits > 0 and any(map(str.isalpha, first)))


def metric_phrase(text: str) -> str | None:
    """The first words of a text that name a metric, in the singular.

    >>> metric_phrase("Average test RMSE of all models"), metric_phrase("Inception scores")
    ('Average test RMSE', 'Inception score')
    """
    match = _METRIC_PHRASE.search(text)
    if match is None:
        return None
    named = _NAMED_SCORE.search(text)
    if named and named.end() == match.end() and is_metric_name(f"{named[1]} score"):
        return f"{named[1]} score"
    return " ".join(_PLURALS.get(word.casefold(), word) for word in match[0].split())


def _sentences(texts: Sequence[str], label: str) -> Iterator[str]:
    """The sentences that name a table, and the one after each, of paragraphs that refer to it."""
    number = re.search(r"\d+", label)
    found = [s for text in texts for s in _SENTENCE.split(text)]
    if number is None:
        yield from found[:3]
        return
    pattern = re.compile(
        rf"\bTab(?:le|\.)?s?\s?(?:\d+\s?(?:,|and)\s?)?{number[0]}\b", re.IGNORECASE
    )
    for at, sentence in enumerate(found):
        if pattern.search(sentence):
            yield from found[at : at + 2]


def table_texts(table: Table) -> list[str]:
    """What says what a table is about: its caption, then the sentences that refer to it."""
    return [table.caption, *_sentences(table.referring, table.label), table.section]
