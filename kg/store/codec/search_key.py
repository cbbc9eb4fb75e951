"""The words by which nodes are found, cut and folded alike for both engines."""

from __future__ import annotations

import re
import unicodedata

from kg.core.schema import RESULT
from kg.core.types import Node

_WORD = re.compile(r"[^\W_]{1,64}")
"""Letters and digits; what is longer is cut, on both sides alike."""


def search_keys(text: str) -> list[str]:
    """The words of a text, without case, accents and signs.

    >>> search_keys("Señor ResNet-50, C++ & ﬁne")
    ['senor', 'resnet', '50', 'c', 'fine']
    """
    if text.isascii():
        return _WORD.findall(text.lower())
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return _WORD.findall(unicodedata.normalize("NFKC", bare).casefold())


def names_of(name: object, aliases: object) -> list[str]:
    """The texts that a node goes by: its name or title, then its aliases."""
    others = aliases if isinstance(aliases, list | tuple) else ()
    return [text for text in (name, *others) if isinstance(text, str)]


def searched_name(node: Node) -> str | None:
    """What a node is found by: a name or a title; the caption of a result is neither."""
    name = node.properties.get("name") or node.properties.get("title")
    return name if isinstance(name, str) and node.label != RESULT else None


def search_keys_of(node: Node) -> str | None:
    """Every word of the node's names once, a space before and after each; None without any.

    >>> lora = {"name": "LoRA", "aliases": ("low-rank LoRA",)}
    >>> search_keys_of(Node("Method", "method/lora", lora))
    ' lora low rank '
    """
    name = searched_name(node)
    texts = names_of(name, node.properties.get("aliases"))
    found = list(dict.fromkeys(word for text in texts for word in search_keys(text)))
    return f" {' '.join(found)} " if found else None


def spellings_of(identifier: str, name: object, aliases: object) -> set[str]:
    """What a node is called, in lower case: its id, its name or title, its aliases.

    >>> sorted(spellings_of("method/lora", "LoRA", ("Lora", "low-rank adaptation")))
    ['lora', 'low-rank adaptation', 'method/lora']
    """
    return {text.lower() for text in (identifier, *names_of(name, aliases))}


def rank_by_name(asked: list[str], name: object, aliases: object) -> tuple[int, float]:
    """How well a node answers, the best first: its name is what was asked, an alias is, or
    the share of the words of a name that were asked.

    >>> [rank_by_name(["lora"], name, ["low rank", "Lora"]) for name in ("LoRA", "QLoRA")]
    [(0, 0.0), (1, 0.0)]
    >>> rank_by_name(["lora"], "My own LoRA", ["my LoRA"])
    (2, -0.5)
    """
    wanted = set(asked)
    texts = names_of(name, aliases)
    for place, text in enumerate(texts):
        if search_keys(text) == asked:
            return (min(place, 1), 0.0)
    shares = [
        len(wanted.intersection(found)) / len(found) for t in texts if (found := search_keys(t))
    ]
    return (2, -max(shares, default=0.0))
