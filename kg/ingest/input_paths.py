"""Which files an input names: itself, those of a folder, of a pattern, or of a ZIP archive."""

from __future__ import annotations

import glob
import io
import os
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg.core.errors import InputError
from kg.ingest.input_files import STDIN, Input, limited, opened_stream, reporting

if TYPE_CHECKING:
    from kg.ingest.input_files import Reader

SUFFIXES = frozenset(
    (
        *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".eml", ".yaml", ".yml"),
        *(".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".tab", ".parquet", ".xlsx", ".zip"),
        *(".bib", ".bibtex", ".ris", ".nbib", ".medline", ".ciw", ".enw"),
        *(".xml", ".nxml", ".rss", ".atom"),
    )
)
"""Endings of the files that are read from a folder or an archive, whatever is in others."""

_WITH_EXTRA = {".pdf": ("pypdfium2", "papers-kg[pdf]")}
"""Endings of files that a package reads: without it they are passed over in folders."""

_PACKED = (".gz", ".bz2", ".xz", ".zst")
_MOST_MEMBERS = 100_000
"""Files of an archive, at most."""


def input_paths(given: str | os.PathLike[str]) -> tuple[list[str], list[str]]:
    """The files that an input names, sorted, and those of a folder that are passed over.

    A pattern with ``*``, ``?`` or ``[...]`` names what it matches where no file has that name;
    a folder names the files in it, at any depth, whose ending is one of `SUFFIXES`.

    Raises:
        InputError: a folder or a pattern names no file.
    """
    path = os.fspath(given)
    if path == STDIN or "\0" in path:
        return [path], []
    with reporting(path):
        if Path(path).is_dir():
            return _in_folder(Path(path))
        if glob.has_magic(path) and not Path(path).exists():
            matches = glob.glob(path, recursive=True)  # noqa: PTH207 - it may be absolute
            found = sorted(each for each in matches if Path(each).is_file())
            if not found:
                raise InputError("no file matches: check the pattern", path)
            return found, []
    return [path], []


def _in_folder(folder: Path) -> tuple[list[str], list[str]]:
    files = sorted(
        each
        for each in folder.rglob("*")
        if each.is_file() and not any(p.startswith(".") for p in each.relative_to(folder).parts)
    )
    read = [str(each) for each in files if _may_hold_papers(each.name)]
    if not read:
        endings = " ".join(sorted(SUFFIXES))
        raise InputError(f"a directory without a file of papers ({endings})", str(folder))
    return read, [str(each) for each in files if not _may_hold_papers(each.name)]


def passed_over_because(path: str) -> str:
    """What a note has of a file that is passed over: its ending, and what would read it."""
    suffix = Path(path).suffix
    _, install = _WITH_EXTRA.get(suffix.casefold(), ("", ""))
    return f"{suffix}: pip install '{install}'" if install else suffix


def _may_hold_papers(name: str) -> bool:
    path = Path(name.casefold())
    suffix = (Path(path.stem) if path.suffix in _PACKED else path).suffix
    package, _ = _WITH_EXTRA.get(suffix, ("", ""))
    return suffix in SUFFIXES or (package != "" and find_spec(package) is not None)


def is_archive(head: str) -> bool:
    """Whether a file with this beginning is a ZIP archive, an Office file among them."""
    return head.startswith("PK\x03\x04")


def archive_members(source: Input, max_size: int) -> Iterator[Input]:
    """The files in a ZIP archive, opened one after the other; all together limited in size.

    An Excel workbook is an archive too: it is one input.

    Raises:
        InputError: the archive is damaged, protected, too large, or holds no file of papers.
    """
    stream = source.stream if source.stream.seekable() else io.BytesIO(source.read_bytes())
    with reporting(source.path):
        try:
            with zipfile.ZipFile(cast("io.BufferedReader", stream)) as archive:
                names = archive.namelist()
                if "xl/workbook.xml" in names:
                    stream.seek(0)
                    yield Input(source.path, source.name, cast("Reader", stream), "XLSX")
                    return
                if "[Content_Types].xml" in names or "mimetype" in names:
                    reason = "an Office document: save it as text, or its table as CSV"
                    raise InputError(reason, source.path)
                yield from _members(archive, source, max_size)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            reason = f"a ZIP archive that cannot be unpacked ({error}): fetch it again"
            raise InputError(reason, source.path) from error


def _members(archive: zipfile.ZipFile, source: Input, max_size: int) -> Iterator[Input]:
    members = [
        each
        for each in archive.infolist()[:_MOST_MEMBERS]
        if not each.is_dir() and _may_hold_papers(each.filename) and "__MACOSX" not in each.filename
    ]
    if not members:
        raise InputError("a ZIP archive without a file of papers in it", source.path)
    left = max_size
    for member in sorted(members, key=lambda each: each.filename):
        left -= member.file_size
        if left < 0:
            reason = (
                f"unpacked it has more than {max_size:,} bytes: raise --max-size if it is right"
            )
            raise InputError(reason, source.path)
        with archive.open(member) as opened:
            stream = limited(cast("io.RawIOBase", opened), member.file_size)
            inner = f"{source.path}/{member.filename}"
            yield opened_stream(stream, inner, f"{source.name}/{Path(member.filename).name}")
