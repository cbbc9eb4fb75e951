"""Sentences with marked names, as tests write them: '{M:LoRA} is tested on {D:GLUE}.'"""

from __future__ import annotations

import re

from kg.core.schema import DATASET, METHOD, METRIC, TASK
from kg.nlp.text.spans import EntityCluster, Mention

LABELS = {"M": METHOD, "D": DATASET, "X": METRIC, "T": TASK}
_MARK = re.compile(r"\{([MDXT]):([^}]+)\}")


def read(marked: str) -> tuple[str, tuple[tuple[int, int], ...], tuple[EntityCluster, ...]]:
    """(text, sentences, clusters) of marked text: one sentence a line, the title first."""
    text, at = "", 0
    found: dict[tuple[str, str], list[Mention]] = {}
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        label, name = LABELS[match[1]], match[2]
        mention = Mention(len(text), len(text) + len(name), label, 1.0, "test@1")
        found.setdefault((label, name), []).append(mention)
        text, at = text + name, match.end()
    text += marked[at:]
    clusters = tuple(EntityCluster(label, name, tuple(ms)) for (label, name), ms in found.items())
    return text, _lines(text), clusters


def _lines(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((match.start(), match.end()) for match in re.finditer(r"[^\n]+", text))
