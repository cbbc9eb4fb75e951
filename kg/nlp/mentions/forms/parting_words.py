"""The words that two surface forms share and those that part them, as features of a `WordModel`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.nlp.mentions.forms.coref_features import in_order, parted_words
from kg.nlp.mentions.forms.surface_features import SurfaceForm, label_logits

__all__ = ["parting_words"]

_PLACES = 8
"""Occurrences of each form that are looked at."""
_NEAR = 30
"""Characters between two occurrences that are read."""
_LONGEST = 40
_MOST = 4


def parting_words(text: str, one: SurfaceForm, other: SurfaceForm) -> list[str]:
    """The features, each once, whichever of the two comes first: ``more=net``, ``lack=the``."""
    short, long = in_order(one, other)
    labels = [int(label_logits(form.logits).max(0).argmax()) for form in (short, long)]
    extra, _ = parted_words(short.key.split(), long.key.split())
    found = [
        *_spelled(short.key, long.key),
        f"labels={min(labels)}+{max(labels)}",
        *(f"label={labels[0]} more={word}" for word in extra),
        *_between(text, short, long),
    ]
    return list(dict.fromkeys(found))


@lru_cache(1 << 12)
def _spelled(short: str, long: str) -> tuple[str, ...]:
    of_short, of_long = short.split(), long.split()
    extra, missing = parted_words(of_short, of_long)
    more, lack = min(_MOST, len(extra)), min(_MOST, len(missing))
    ends = (
        f"more first={of_long[0]}" if of_long[0] in extra else "same first",
        f"more last={of_long[-1]}" if of_long[-1] in extra else "same last",
    )
    heads = of_short[-1], of_long[-1]
    return (
        *(f"more={word}" for word in extra),
        *(f"lack={word}" for word in missing),
        *(f"shared={word}" for word in of_short if word in of_long),
        f"all more={' '.join(extra)[:_LONGEST]}",
        f"all lack={' '.join(missing)[:_LONGEST]}",
        f"parted by={'+'.join(extra[:2])}|{'+'.join(missing[:2])}",
        *(ends if extra else ()),
        f"more words={more}",
        f"fewer words={lack}",
        f"words={more}-{lack}",
        f"head={heads[0]}" if heads[0] == heads[1] else f"heads={heads[0]}/{heads[1]}",
    )


def _between(text: str, short: SurfaceForm, long: SurfaceForm) -> Iterator[str]:
    """What stands between the nearest two occurrences that do not overlap."""
    gaps = [
        (max(a[0], b[0]) - min(a[1], b[1]), min(a[1], b[1]), max(a[0], b[0]))
        for a in short.places[:_PLACES]
        for b in long.places[:_PLACES]
        if min(a[1], b[1]) <= max(a[0], b[0])
    ]
    if gaps:
        width, start, end = min(gaps)
        if width < _NEAR:
            yield f"between={text[start:end].lower()}".replace("\n", " ")
