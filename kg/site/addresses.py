"""Where the page of a node stands in a site: a file name that follows from its id alone."""

from __future__ import annotations

import re

from kg.core.names import digest, key, slug
from kg.core.schema import PAPER, RESULT
from kg.questions.boards.measured import dataset_parts, metric_parts

__all__ = ["BOARDS", "CLAIMS", "PAPERS", "board_id", "folder_of", "page_of"]

PAPERS, CLAIMS, BOARDS = "papers", "claims", "boards"

_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:[:/][a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)*")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST = 80  # characters of a file name without suffix
_UNSAFE = re.compile(r"[^a-z0-9.-]+")


def folder_of(label: str) -> str:
    """The folder of the pages of a label.

    >>> folder_of("Paper"), folder_of("Dataset"), folder_of("Result")
    ('papers', 'datasets', 'claims')
    """
    return CLAIMS if label == RESULT else PAPERS if label == PAPER else f"{label.lower()}s"


def page_of(label: str, identifier: str) -> str:
    """The page of a node, from the root of the site, without suffix.

    No two ids share one, not even where case is ignored: an id that is not its own file name gets
    a hash.

    >>> page_of("Method", "method/lora"), page_of("Paper", "arxiv:2106.09685")
    ('methods/lora', 'papers/arxiv_2106.09685')
    >>> page_of("Method", "method/c++")
    'methods/c~cedb1bac7efc'
    """
    return f"{folder_of(label)}/{_file_name(identifier.removeprefix(f'{label.lower()}/'))}"


def _file_name(text: str) -> str:
    if len(text) <= _LONGEST and _PLAIN.fullmatch(text) and not _DEVICES.fullmatch(text):
        return text.replace(":", "_").replace("/", "__")
    readable = _UNSAFE.sub("-", text[:60].lower()).strip("-.")
    return f"{readable or 'x'}~{digest(text)[:12]}"


def board_id(dataset: str, metric: str) -> str:
    """The id of the boards of a data set and a metric, whichever conditions are in their names.

    >>> board_id("ImageNet 256x256", "FID") == board_id("ImageNet", "FID") == "board/imagenet/fid"
    True
    """
    names = dataset_parts(dataset)[0], metric_parts(metric)[0]
    return "/".join(("board", *(slug(key(name)) for name in names)))
