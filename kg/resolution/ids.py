"""Ids of entities, from their keys: what a key folds for comparison, an id shows as it is written.

A key has no plurals, so that 'diffusion models' and 'Diffusion Model' share one. That of LPIPS
or of a 'mixture of experts' is then no name that anyone writes. An id follows from its key by
fixed tables alone, never by what a graph holds: two keys never share one, and it is the same in
every graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from kg.core import names
from kg.lexicon import entries as lexicon

__all__ = ["entity_id", "written_form"]

_WHOLE = frozenset(
    """amos aptos astrophysics bayes biomechanics brats charades cityscapes ckks codeforces
    combinatorics crps diabetes fleurs flores focs gibbs gmres informatics kubernetes lens lmsys
    lpips lvis multiphysics neurips nurbs nuscenes pancreas politics procrustes reynolds rkhs
    rvos stokes texas""".split()  # noqa: SIM905
)
"""Words that are no plurals: in 22,533 abstracts of 2025 what `kg.core.names.key` makes of them
stands not once for thirty times that they do. Names and terms of these were kept by hand."""


def entity_id(label: str, name_key: str) -> str:
    """The id of the entity node that a key stands for.

    >>> entity_id("Metric", "lpip"), entity_id("Method", "diffusion model")
    ('metric/lpips', 'method/diffusion-model')
    """
    return names.node_id(label, written_form(label, name_key))


@lru_cache(1 << 16)
def written_form(label: str, name_key: str) -> str:
    """A key as it is written: with the plurals that the lexicon has.

    >>> written_form("Dataset", "natural question")
    'natural questions'
    >>> written_form("Method", "mixture of expert model")
    'mixture of experts model'
    """
    listed = _listed().get((label, name_key))
    if listed is not None:
        return listed
    words = " ".join(_whole().get(word, word) for word in name_key.split(" "))
    front, _, last = words.rpartition(" ")
    if " of " in front:
        words = f"{written_form(label, front)} {last}"
    return words if words != name_key and names.key(words) == name_key else name_key


@cache
def _whole() -> Mapping[str, str]:
    return {names.key(word): word for word in _WHOLE}


@cache
def _listed() -> Mapping[tuple[str, str], str]:
    """(type, key) of each name of the lexicon -> the name without folded plurals."""
    found: dict[tuple[str, str], str] = {}
    entries = lexicon.entries()
    surfaces = [(e.type, e.name) for e in entries]
    surfaces += [(e.type, alias) for e in entries for alias in e.aliases]
    for label, surface in surfaces:
        name_key = names.key(surface)
        words = names.key_with_plurals(surface)
        if "'" not in surface and names.key(words) == name_key:
            found.setdefault((label, name_key), words)
    return found
