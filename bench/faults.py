"""Kills, damage and full disks: what a graph directory is after each, counted.

    python -m bench.faults --kills 1000 --damaged 100 --full 40

Builds are real, extraction included, of a few papers of the packaged sample; every other one adds
to a graph that is there. Each is ended at a random moment, then looked at, then run again, and its
graph is compared byte for byte with that of a build that nothing happened to. Damaged files are
flipped, cut, emptied or removed. Full disks are file systems in memory that are too small
(`mount`, which the superuser may). Prints counts of outcomes; ends with an error where a graph was
wrong, or something failed otherwise than by a `KGError`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import kg
from kg import nlp
from kg.core.errors import KGError
from kg.core.types import Document, Extraction
from kg.extractors.named_extractor import NamedExtractor
from kg.ingest import read_documents
from kg.store.directory.directory_state import UNFINISHED

PAPERS = 12
"""Of the sample: half make the old graph, all the new one."""

LONGEST = 120.0
"""Seconds of its processor time after which a child that is not done counts as hanging."""

STUCK = 1800.0
"""Seconds by the clock after which it does, however little of a busy machine it got."""

WRONG, RIGHT = "WRONG", "right"


@dataclass(frozen=True, slots=True)
class Bench:
    """The inputs, a graph of some of them, and the graphs that builds of all give, as exported.

    ``before`` is the old graph, ``new`` a first build of all, ``added`` one that adds all to the
    old graph, ``begun`` the old graph and the first one, two, ... of the papers that come to it:
    what a build has read before it is cut off stays, and the next command that writes adds it.
    ``seconds`` is how long a first build takes.
    """

    whole: Path
    old: Path
    before: bytes
    new: bytes
    added: bytes
    begun: tuple[bytes, ...]
    seconds: float

    def wanted(self, *, is_addition: bool) -> bytes:
        """What a build of all must give."""
        return self.added if is_addition else self.new


def _extractor() -> NamedExtractor:
    """The model in one thread, so that a fork of this process can go on with it."""
    pipeline = nlp.load(threads=1)

    def read(documents: Iterable[Document]) -> Iterator[Extraction]:
        for document in documents:
            yield from nlp.extract([document], nlp=pipeline)

    return NamedExtractor(read, "model")


def exported(graph: Path) -> bytes:
    """The canonical export of a graph."""
    with tempfile.TemporaryDirectory() as place:
        kg.export(graph, Path(place, "graph.jsonl"))
        return Path(place, "graph.jsonl").read_bytes()


def forked(work: Callable[[], object], *, after: float | None = None) -> str:
    """How a child that does some work ends: ``done``, ``refused``, ``killed`` or worse.

    Args:
        work: what it does.
        after: seconds after which it is killed; None: it is let go on.
    """
    child = os.fork()
    if not child:
        status = 3
        with contextlib.suppress(BaseException):
            status = _status(work)
        os._exit(status)
    until = time.monotonic() + (STUCK if after is None else after)
    while time.monotonic() < until and _processor_seconds(child) < LONGEST:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return _ENDS.get(os.waitstatus_to_exitcode(status), f"{WRONG}: ended with {status}")
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return f"{WRONG}: hangs" if after is None else "killed"


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


_ENDS = {0: "done", 1: "refused", 2: f"{WRONG}: other bytes", 3: f"{WRONG}: a trace"}


def _status(work: Callable[[], object]) -> int:
    try:
        return 2 if work() is False else 0
    except KGError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def prepared(place: Path, extractor: NamedExtractor) -> Bench:
    """The inputs, written to files, and the graphs of them."""
    documents = list(islice(read_documents([kg.sample_path()]), PAPERS))
    half, whole = place / "half.jsonl", place / "whole.jsonl"
    for path, count in ((half, PAPERS // 2), (whole, PAPERS)):
        path.write_text("".join(map(_line, documents[:count])), encoding="utf-8")
    kg.build(half, place / "old.kg", extractor=extractor)
    before = exported(place / "old.kg")
    began = time.monotonic()
    kg.build(whole, place / "new.kg", extractor=extractor)
    seconds = time.monotonic() - began
    shutil.copytree(place / "old.kg", place / "added.kg")
    kg.build(whole, place / "added.kg", extractor=extractor)
    new, added = exported(place / "new.kg"), exported(place / "added.kg")
    counts = range(1, PAPERS)  # those of the old graph come again, from another file
    begun = tuple(_begun(place, documents[:count], extractor) for count in counts)
    return Bench(whole, place / "old.kg", before, new, added, begun, seconds)


def _begun(place: Path, documents: Iterable[Document], extractor: NamedExtractor) -> bytes:
    """The old graph with these papers added, as exported."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        first, graph = Path(folder, "whole.jsonl"), Path(folder, "begun.kg")
        first.write_text("".join(map(_line, documents)), encoding="utf-8")
        shutil.copytree(place / "old.kg", graph)
        kg.build(first, graph, extractor=extractor)
        return exported(graph)


def _line(document: Document) -> str:
    """A line that is read as this paper."""
    held = {"title": document.title, "abstract": document.abstract, "date": document.date}
    return f"{json.dumps(held)}\n"


def kill(
    bench: Bench, place: Path, extractor: NamedExtractor, rng: random.Random, turn: int
) -> Iterator[str]:
    """Outcomes of up to three kills of one build, and of the run that then ends it."""
    graph = place / "killed.kg"
    shutil.rmtree(graph, ignore_errors=True)
    is_addition = turn % 2 == 1
    if is_addition:
        shutil.copytree(bench.old, graph)
    build = partial(kg.build, bench.whole, graph, extractor=extractor)
    for _ in range(rng.choice((1, 1, 2, 3))):
        ended = forked(build, after=rng.uniform(0, bench.seconds * 1.1))
        seen = _seen(bench, graph, is_addition=is_addition) if ended == "killed" else "too late"
        yield f"{ended}, {seen}"
    wanted = bench.wanted(is_addition=is_addition)
    ended = forked(lambda: build() and exported(graph) == wanted)
    yield f"ended, {RIGHT}" if ended == "done" else f"the run after it: {ended}"
    if forked(lambda: not list(kg.audit(graph))) != "done":
        yield f"{WRONG}: audit"


def _seen(bench: Bench, graph: Path, *, is_addition: bool) -> str:
    """What is there after a kill: nothing, an error that says so, or a graph."""
    if not graph.exists():
        return "nothing there"
    wanted = bench.wanted(is_addition=is_addition)
    read = forked(lambda: exported(graph) == wanted)
    if read == "done":
        return "new graph"
    if is_addition:
        if forked(lambda: exported(graph) == bench.before) == "done":
            return "old graph"
        begun = forked(lambda: exported(graph) in bench.begun)
        is_begun = begun == "done"
        return "old graph and what was read" if is_begun else f"{WRONG}: neither graph ({begun})"
    is_begun = (graph / UNFINISHED).exists() or not (graph / "kg.json").exists()
    return "unfinished, and said so" if read == "refused" and is_begun else f"{WRONG}: {read}"


def damage(bench: Bench, place: Path, rng: random.Random) -> str:
    """What came of one damaged file: reported, or harmless; then of `kg repair`."""
    graph = place / "damaged.kg"
    shutil.rmtree(graph, ignore_errors=True)
    shutil.copytree(bench.old, graph)
    path = rng.choice(sorted(path for path in graph.rglob("*") if path.is_file()))
    way = rng.choice((_flip, _flip, _cut, _empty, _remove))
    way(path, rng)
    name = f"{path.name} {way.__name__.strip('_')}"
    audited = forked(lambda: not list(kg.audit(graph)))
    read = forked(lambda: exported(graph) == bench.before)
    if audited == "done" and read != "done":
        return f"{WRONG}: {name} passes audit, and reading is {read}"
    if WRONG in audited and audited != _ENDS[2]:
        return f"{WRONG}: {name}: audit {audited}, read {read}"
    repaired = forked(lambda: kg.repair(graph))
    if WRONG in repaired:
        return f"{WRONG}: repair of {name} {repaired}"
    if audited == "done":
        return "harmless: it was made again"
    return (
        "reported, then repaired" if repaired == "done" else f"reported, {name}: repair {repaired}"
    )


def _flip(path: Path, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def _cut(path: Path, rng: random.Random) -> None:
    os.truncate(path, rng.randrange(1 + path.stat().st_size))


def _empty(path: Path, _: random.Random) -> None:
    os.truncate(path, 0)


def _remove(path: Path, _: random.Random) -> None:
    path.unlink()


def full(
    bench: Bench, place: Path, extractor: NamedExtractor, rng: random.Random, turn: int
) -> Iterator[str]:
    """Outcomes of a build on a disk that is too small, and of the same on a larger one."""
    disk = place / "disk"
    disk.mkdir(exist_ok=True)
    is_addition = turn % 2 == 1
    held = sum(path.stat().st_size for path in bench.old.rglob("*") if path.is_file()) >> 10
    size = (held if is_addition else 64) + rng.randrange(64, 2 * held + 4096)
    with _mounted(disk, size):
        graph = disk / "g.kg"
        if is_addition:
            shutil.copytree(bench.old, graph)
        build = partial(kg.build, bench.whole, graph, extractor=extractor)
        wanted = bench.wanted(is_addition=is_addition)
        ended = forked(build)
        yield f"build {ended}"
        if ended == "refused" and is_addition:
            seen = forked(lambda: exported(graph) in (bench.before, wanted))
            yield f"old or new graph read: {seen}"
        subprocess.run(["mount", "-o", f"remount,size={size + (1 << 17)}k", disk], check=True)
        ended = forked(lambda: build() and exported(graph) == wanted)
        yield f"with room, {RIGHT}" if ended == "done" else f"{WRONG}: with room {ended}"


@contextlib.contextmanager
def _mounted(disk: Path, size: int) -> Iterator[None]:
    """A file system of so many kB at a folder."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", disk], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", disk], check=True)


class Tally(Counter[str]):
    """How often each outcome came; those that are wrong are printed when they come."""

    def add(self, outcome: str) -> None:
        """Count one more."""
        self[outcome] += 1
        if WRONG in outcome:
            print(outcome, flush=True)
        elif self.total() % _EVERY == 0:
            print(f"{self}\n", flush=True)

    def __str__(self) -> str:
        return "\n".join(f"{count:6,}  {outcome}" for outcome, count in sorted(self.items()))


_EVERY = 10


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    for name, default in (("kills", 100), ("damaged", 100), ("full", 40), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    counts = Tally()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        extractor = _extractor()
        bench = prepared(place, extractor)
        print(f"a build of {PAPERS} papers takes {bench.seconds:.1f} s", flush=True)
        kills = turn = 0
        while kills < asked.kills:
            for outcome in kill(bench, place, extractor, rng, turn):
                kills += outcome.startswith("killed")
                counts.add(f"kill: {outcome}")
            turn += 1
        for _ in range(asked.damaged):
            counts.add(f"damage: {damage(bench, place, rng)}")
        for turn in range(asked.full):
            for outcome in full(bench, place, extractor, rng, turn):
                counts.add(f"full disk: {outcome}")
    print(counts)
    wrong = sum(count for outcome, count in counts.items() if WRONG in outcome)
    sys.exit(f"{wrong} wrong" if wrong else 0)


if __name__ == "__main__":
    main()
