"""An extractor that asks a chat model behind an OpenAI-compatible endpoint (extra ``llm``)."""

from __future__ import annotations

import logging
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

import msgspec

from kg.core.errors import ExtractorError
from kg.core.schema import ENTITY_LABELS, RESULT_EDGES, roles_of
from kg.core.types import Document, Extraction
from kg.extractors.chat_client import ChatOptions, open_client, request_completion
from kg.extractors.grounding import Answer, ground
from kg.extractors.named_extractor import NamedExtractor

__all__ = ["VERSION", "ChatOptions", "chat_extractor", "from_environment", "prompt"]

VERSION = 1
"""Raised whenever the prompt or the grounding changes, so that new readings replace old ones."""

_FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)
"""An answer in a Markdown code block, as models write it that have no JSON mode."""

_LOG = logging.getLogger(__name__)


def chat_extractor(options: ChatOptions, *, dropped: Counter[str] | None = None) -> NamedExtractor:
    """An extractor that asks the model of the options about one paper at a time.

    Its extractions have entities and results, no relations. What an answer has that is not in the
    text or the vocabulary is dropped.

    Args:
        options: the endpoint and the model.
        dropped: takes how much was dropped, by reason; without it a warning is logged when all
            papers are read.

    Raises:
        ExtractorError: while reading: the endpoint gives no answer about a paper, or one that is
            not the JSON that was asked for.
        MissingExtraError: while reading: httpx is not installed.
    """
    extract = partial(_extract, options, dropped)
    return NamedExtractor(extract, options.name, version=VERSION)


def from_environment() -> NamedExtractor:
    """The chat extractor of KG_CHAT_URL and KG_CHAT_MODEL, with KG_CHAT_KEY as key, if set.

    For the command: ``kg build --extractor kg.extractors.chat_extractor:from_environment``.

    Raises:
        ExtractorError: KG_CHAT_URL or KG_CHAT_MODEL is not set.
    """
    url, model = os.environ.get("KG_CHAT_URL"), os.environ.get("KG_CHAT_MODEL")
    if not url or not model:
        raise ExtractorError("chat", "needs the variables KG_CHAT_URL and KG_CHAT_MODEL")
    key = os.environ.get("KG_CHAT_KEY", "").strip()
    return chat_extractor(ChatOptions(url, model, key or None))


def prompt() -> str:
    """What the model is asked, with labels, roles and slots of `kg.core.schema`."""
    roles = "\n".join(f"- {label}: {', '.join(roles_of(label))}" for label in ENTITY_LABELS)
    slots = ", ".join(f"{slot} (a {label})" for slot, (_, label) in RESULT_EDGES.items())
    return f"""\
List the entities and the results that the title and abstract of a paper state.

Labels of entities, each with the roles that a paper can have towards one:
{roles}

An entity has name, label, role, and aliases: other spellings of it in the text.
A result has value, a number stated as an outcome; of the slots {slots} those that the text \
states, as names of listed entities; and baseline_value, if stated.
Copy names and values exactly as they are written in the text.

Answer with JSON alone:
{{"entities": [{{"name": "", "label": "", "role": "", "aliases": []}}], \
"results": [{{"value": "", "metric": ""}}]}}"""


def _extract(
    options: ChatOptions, dropped: Counter[str] | None, documents: Iterable[Document]
) -> Iterator[Extraction]:
    counts: Counter[str] = Counter() if dropped is None else dropped
    by = f"{options.name}@{VERSION}"
    with open_client(options) as client:
        for document in documents:
            messages = [
                {"role": "system", "content": prompt()},
                {"role": "user", "content": document.text},
            ]
            text = request_completion(client, options, messages, document.title)
            answer = _parsed(text, options, document)
            yield ground(document, answer, by=by, confidence=options.confidence, dropped=counts)
    if dropped is None and +counts:
        parts = ", ".join(f"{number} {reason}" for reason, number in sorted((+counts).items()))
        _LOG.warning("%s: dropped from answers: %s", options.name, parts)


def _parsed(text: str, options: ChatOptions, document: Document) -> Answer:
    fenced = _FENCED.fullmatch(text)
    try:
        return msgspec.json.decode(fenced[1] if fenced else text, type=Answer)
    except msgspec.DecodeError as error:
        reason = f"gets an answer for {document.title!r} that is not the JSON asked for: {error}"
        raise ExtractorError(options.name, reason) from error
