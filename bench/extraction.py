"""How fast papers are extracted, and in how much memory, beside two yardsticks.

The yardsticks run on the same texts in the same run: the bare encoder of the shipped model,
forward passes alone, and a blank spaCy pipeline with an untrained CNN entity recogniser. All
take turns, a chunk of papers at a time, so that whatever else the machine does meets each
alike; ratios are of processor time. Needs the package `onnx`, to cut the encoder out.

    python bench/extraction.py papers.jsonl.gz --limit 2000
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"))
# Before numpy is imported: the threads under measurement are those of the extraction.

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import spacy
from spacy.language import Language

from kg import ingest, nlp
from kg.core.schema import ENTITY_LABELS
from kg.core.types import Document
from kg.nlp.extraction import MODEL
from kg.nlp.mentions.encoder import open_session
from kg.nlp.mentions.wordpieces import Batch, Window, WordPieces, collate, split_words

_CHUNK = 100
_BATCH_PIECES = 4096
"""Pieces a batch, padding included, of the encoder at its best."""
_LOADS = 3

Run = Callable[[Sequence[Document]], object]


@dataclass(slots=True)
class Contender:
    """What is timed: processor and wall seconds of each round."""

    name: str
    run: Run
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def time(self, documents: Sequence[Document]) -> None:
        """Run once and note the time."""
        wall, cpu = time.perf_counter(), time.process_time()
        self.run(documents)
        self.cpu.append(time.process_time() - cpu)
        self.wall.append(time.perf_counter() - wall)


class Row(NamedTuple):
    """A contender's papers a second: of processor time, and by the clock."""

    name: str
    papers_a_cpu_second: float
    papers_a_second: float


class Memory(NamedTuple):
    """Peak memory of a process in MB after so many papers."""

    papers: int
    peak: float


def extraction(threads: int) -> Run:
    """Documents to Extractions, with everything that `kg.nlp.load` puts in."""
    pipeline = nlp.load(threads=threads)
    return lambda documents: sum(1 for _ in nlp.extract(documents, nlp=pipeline))


def mentions() -> Run:
    """The same pipeline up to the entities: roles, results and relations are left out."""
    pipeline = nlp.load(threads=1)
    for name in pipeline.pipe_names[pipeline.pipe_names.index("kg_model") + 1 :]:
        pipeline.remove_pipe(name)
    return lambda documents: _piped(pipeline, documents)


def cnn() -> Run:
    """A blank pipeline with spaCy's own CNN tok2vec and entity recogniser, untrained."""
    pipeline = spacy.blank("en")
    recogniser: Any = pipeline.add_pipe("ner")
    for label in ENTITY_LABELS:
        recogniser.add_label(label)
    pipeline.initialize()
    return lambda documents: _piped(pipeline, documents)


def _piped(pipeline: Language, documents: Sequence[Document]) -> int:
    with pipeline.memory_zone():
        return sum(1 for _ in pipeline.pipe(document.text for document in documents))


class Encoder:
    """The shipped network up to the last state of its encoder, on windows cut beforehand."""

    def __init__(self, path: Path) -> None:
        self._session = open_session(_cut(path))
        self._inputs = [each.name for each in self._session.get_inputs()]
        self._pieces = WordPieces.load(path.parent / "tokenizer.json")
        self._windows: dict[str, list[Window]] = {}

    def read(self, documents: Sequence[Document]) -> None:
        """Cut the texts into windows, which is no part of a forward pass."""
        for document in documents:
            self._windows[document.id] = self._pieces.windows(split_words(document.text))

    def alone(self, documents: Sequence[Document]) -> None:
        """A pass for each window, as the extraction does it."""
        for window in self._of(documents):
            self._pass(collate([window]))

    def batched(self, documents: Sequence[Document]) -> None:
        """Windows of similar length together."""
        batch: list[Window] = []
        for window in sorted(self._of(documents), key=lambda window: len(window.ids)):
            if batch and (len(batch) + 1) * len(window.ids) > _BATCH_PIECES:
                self._pass(collate(batch))
                batch = []
            batch.append(window)
        self._pass(collate(batch))

    def in_two(self, documents: Sequence[Document]) -> None:
        """As `alone`, in two threads."""
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda window: self._pass(collate([window])), self._of(documents)))

    def _of(self, documents: Sequence[Document]) -> Iterator[Window]:
        return (window for document in documents for window in self._windows[document.id])

    def _pass(self, batch: Batch) -> None:
        inputs = batch._asdict()
        self._session.run(None, {name: inputs[name] for name in self._inputs})


def _cut(path: Path) -> bytes:
    """The part of a network's file that ends in the last normalised state of its encoder."""
    onnx = import_module("onnx")
    model = onnx.load(str(path))
    states = [n for n in model.graph.node if n.op_type.endswith("LayerNormalization")]
    inputs = [each.name for each in model.graph.input if each.name not in ("first", "last")]
    part = onnx.utils.Extractor(model).extract_model(inputs, [states[-1].output[0]])
    return part.SerializeToString()  # type: ignore[no-any-return]


def race(documents: Sequence[Document]) -> list[Contender]:
    """The contenders after as many rounds as there are chunks; each has begun as often."""
    encoder = Encoder(MODEL / "model.onnx")
    encoder.read(documents)
    contenders = [
        Contender("extraction", extraction(1)),
        Contender("mentions alone", mentions()),
        Contender("encoder, a paper a pass", encoder.alone),
        Contender("encoder, batched", encoder.batched),
        Contender("CNN tok2vec and NER", cnn()),
        Contender("extraction, two threads", extraction(2)),
        Contender("encoder, two threads", encoder.in_two),
    ]
    for contender in contenders:
        contender.run(documents[:10])
    for number, start in enumerate(range(0, len(documents), _CHUNK)):
        turn = number % len(contenders)
        for contender in (*contenders[turn:], *contenders[:turn]):
            contender.time(documents[start : start + _CHUNK])
        _say(f"{min(start + _CHUNK, len(documents))} of {len(documents)} papers")
    return contenders


def rows(contenders: Sequence[Contender], papers: int) -> list[Row]:
    """The speed of each contender."""
    return [Row(c.name, papers / sum(c.cpu), papers / sum(c.wall)) for c in contenders]


def ratios(found: Sequence[Row]) -> dict[str, float]:
    """The figures that are worth comparing from machine to machine."""
    cpu = {row.name: row.papers_a_cpu_second for row in found}
    wall = {row.name: row.papers_a_second for row in found}
    whole, bare = cpu["extraction"], cpu["encoder, a paper a pass"]
    return {
        "extraction / encoder, a paper a pass": whole / bare,
        "extraction / encoder, batched": whole / cpu["encoder, batched"],
        "extraction / CNN tok2vec and NER": whole / cpu["CNN tok2vec and NER"],
        "extraction / encoder, both in two threads, by the clock": (
            wall["extraction, two threads"] / wall["encoder, two threads"]
        ),
        "two threads / one, by the clock": wall["extraction, two threads"] / wall["extraction"],
        "time of roles, results, relations / time of mentions": cpu["mentions alone"] / whole - 1,
    }


def stream(files: Sequence[str], limit: int | None) -> Iterator[Memory]:
    """The peak memory of this process as papers run through it: at 500, 1,000, 2,000 ..."""
    seen, mark = 0, 500
    for _ in nlp.extract(islice(ingest.read_documents(files), limit), nlp=nlp.load(threads=1)):
        seen += 1
        if seen == mark:
            yield Memory(seen, _peak())
            mark *= 2
    yield Memory(seen, _peak())


def _peak() -> float:
    """MB; from Linux' own count, for `getrusage` counts in what the parent process held."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = (line.split() for line in status.read_text("ascii").splitlines())
        return next(int(line[1]) for line in lines if line[0] == "VmHWM:") / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def load_seconds() -> float:
    """Seconds from the start of Python to a pipeline that is ready, the best of three."""
    code = "from kg import nlp; nlp.load(threads=1)"
    best = float("inf")
    for _ in range(_LOADS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        best = min(best, time.perf_counter() - began)
    return best


def _streamed(files: Sequence[str], limit: int | None) -> list[Memory]:
    """`stream` in a process of its own, whose peak is then of the extraction alone."""
    wanted = [] if limit is None else ["--limit", str(limit)]
    command = [sys.executable, __file__, "--memory", *wanted, *files]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [Memory(*json.loads(line)) for line in done.stdout.splitlines()]


def _report(files: Sequence[str], limit: int, whole: bool) -> None:
    documents = list(islice(ingest.read_documents(files), limit))
    found = rows(race(documents), len(documents))
    print(f"{len(documents)} papers\n\n{'':58}  a CPU second   by the clock")
    for row in found:
        print(f"{row.name:58} {row.papers_a_cpu_second:10.1f}/s {row.papers_a_second:10.1f}/s")
    print()
    for name, ratio in ratios(found).items():
        print(f"{name:58} {ratio:12.2f}")
    print(f"\n{'to load, from the start of Python':58} {load_seconds():10.2f} s")
    for memory in _streamed(files, None if whole else limit):
        print(f"{f'peak memory after {memory.papers} papers':58} {memory.peak:9.0f} MB")


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def main() -> None:
    """Print the figures, or with ``--memory`` the peaks of one stream as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="+", help="papers as `kg build` takes them")
    parser.add_argument("--limit", type=int, help="papers to time (2000)")
    parser.add_argument("--all", action="store_true", help="stream all papers for the memory")
    parser.add_argument("--memory", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory:
        for memory in stream(options.files, options.limit):
            print(json.dumps(memory), flush=True)
    else:
        _report(options.files, options.limit or 2000, options.all)


if __name__ == "__main__":
    main()
