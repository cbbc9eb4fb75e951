"""The files of a LaTeX source, and the main one with what it inputs in its place."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from kg.core.errors import InputError
from kg.ingest.input_files import Input, reporting

__all__ = ["TexSource", "archive_files", "file_with_siblings", "is_main_text", "main_source"]

TexSource = Mapping[str, str]
"""Name of a file, with folders divided by '/' -> its text."""

_SUFFIXES = frozenset((".tex", ".ltx", ".bbl", ".bib"))
"""Endings of the files that are taken. LaTeXML would run the code of .ltxml files: never those."""

_LARGEST = 64 << 20
"""Bytes of all files together, at most."""

_MOST_MEMBERS = 20_000
_DEEPEST = 20
"""Files that input each other, at most."""

_MOST_INPUTS = 2_000
_MAIN = re.compile(r"^[^%\n]*\\document(?:class|style)\b", re.M)
_COMPLETE = re.compile(r"\\begin\s*\{document\}")
_TITLE = re.compile(r"\\(?:title|icmltitle|aistatstitle)\b")
_INPUT = re.compile(r"\\(?:input|include|subfile)\s*(?:\{\s*([^{}\s]+)\s*\}|([\w./-]+))")
_BIBLIOGRAPHY = re.compile(r"\\bibliography\s*\{([^{}]*)\}")
_COMMENT = re.compile(r"(?<!\\)%")
_USUAL = ("main", "ms", "paper", "article", "arxiv", "root")


def is_main_text(text: str) -> bool:
    """Whether a file is that of a whole document."""
    return _MAIN.search(text) is not None and _COMPLETE.search(text) is not None


def archive_files(source: Input) -> TexSource:
    """The files of a tar archive that LaTeX reads; links, devices and other files stay unread.

    Raises:
        InputError: the archive is damaged, too large, or names a place outside of itself.
    """
    found: dict[str, str] = {}
    left = _LARGEST
    with reporting(source.path):
        try:
            with tarfile.open(fileobj=cast("BinaryIO", source.stream), mode="r|") as archive:
                for number, member in enumerate(archive):
                    name = PurePosixPath(member.name)
                    if name.is_absolute() or ".." in name.parts:
                        reason = f"an archive with a file outside of it: {member.name[:80]!r}"
                        raise InputError(reason, source.path)
                    if number >= _MOST_MEMBERS:
                        raise InputError(f"an archive of over {_MOST_MEMBERS:,} files", source.path)
                    if not member.isfile() or name.suffix.casefold() not in _SUFFIXES:
                        continue
                    left -= member.size
                    opened = archive.extractfile(member) if left >= 0 else None
                    if opened is None:
                        reason = f"an archive of over {_LARGEST >> 20} MB of LaTeX"
                        raise InputError(reason, source.path)
                    found[str(name)] = _text(opened.read())
        except tarfile.TarError as error:
            raise InputError(f"a damaged tar archive: {error}", source.path) from error
    return found


def file_with_siblings(source: Input) -> TexSource:
    """A file, and those in its folder that it inputs; a file alone where it has no folder."""
    text = _text(source.read_bytes())
    path = Path(source.path)
    name = path.name
    found = {name: text}
    if not path.is_file():
        return found
    folder = path.resolve().parent
    wanted = [*_named(text), f"{path.stem}.bbl"]
    left = _LARGEST - len(text)
    while wanted and len(found) < _MOST_INPUTS:
        each = wanted.pop()
        place = (folder / each).resolve()
        fitting = place.suffix.casefold() in _SUFFIXES and place.is_relative_to(folder)
        if each in found or not fitting or not place.is_file():
            continue
        left -= place.stat().st_size
        if left < 0:
            raise InputError(f"files of over {_LARGEST >> 20} MB of LaTeX", source.path)
        found[each] = _text(place.read_bytes())
        wanted += _named(found[each])
    return found


def _text(data: bytes) -> str:
    """The text of a file: UTF-8, or Latin-1 as older sources are."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _named(text: str) -> list[str]:
    """The names of files that a text inputs, with their endings."""
    found = [
        match[1] or match[2]
        for line in text.splitlines()
        for match in _INPUT.finditer(_COMMENT.split(line, maxsplit=1)[0])
    ]
    names = [name if PurePosixPath(name).suffix else f"{name}.tex" for name in found]
    listed = [each for match in _BIBLIOGRAPHY.finditer(text) for each in match[1].split(",")]
    return names + [f"{each.strip().removesuffix('.bib')}.bib" for each in listed]


def main_source(files: TexSource, path: str) -> tuple[str, TexSource]:
    """The text of the document with all that it inputs, and the bibliographies (.bib) beside it.

    Raises:
        InputError: no file is a document with a title.
    """
    mains = [name for name, text in files.items() if is_main_text(text)]
    mains.sort(key=lambda name: _rank(name, files[name]))
    if not mains:
        reason = "LaTeX without a document (\\documentclass, \\begin{document}): name the main file"
        raise InputError(reason, path)
    folder = PurePosixPath(mains[0]).parent
    count = [0]

    def load(name: str) -> str | None:
        count[0] += 1
        tried = [name] if PurePosixPath(name).suffix else [f"{name}.tex", name]
        places = [str(around / each) for each in tried for around in (folder, PurePosixPath())]
        return next((files[each] for each in places if each in files), None)

    text = _flattened(files[mains[0]], load, count, 0)
    if _TITLE.search(text) is None:
        raise InputError("LaTeX without a \\title: name the main file of the paper", path)
    listed = [name for name in files if name.endswith(".bbl")]
    own = str(PurePosixPath(mains[0]).with_suffix(".bbl"))
    if own in files or len(listed) == 1:
        entries = files[own if own in files else listed[0]]
        text = _BIBLIOGRAPHY.sub(lambda _: entries, text, count=1)
    return text, {PurePosixPath(n).name: t for n, t in files.items() if n.endswith(".bib")}


def _rank(name: str, text: str) -> tuple[bool, bool, int, str]:
    """The order in which files are taken for the main one."""
    usual = PurePosixPath(name).stem.casefold() in _USUAL
    return (_TITLE.search(text) is None, not usual, -len(text), name)


def _flattened(text: str, load: Callable[[str], str | None], count: list[int], depth: int) -> str:
    """A text with the texts that it inputs in their places."""

    def put(match: re.Match[str]) -> str:
        if depth >= _DEEPEST or count[0] >= _MOST_INPUTS:
            return ""
        inner = load(match[1] or match[2])
        return "" if inner is None else _flattened(inner, load, count, depth + 1)

    lines = []
    size = 0
    for line in text.splitlines():
        code, *comment = _COMMENT.split(line, maxsplit=1)
        if "\\input" in code or "\\include" in code or "\\subfile" in code:
            code = _INPUT.sub(put, code)
        lines.append(f"{code}%" if comment else code)
        size += len(code)
        if size > _LARGEST:
            break
    return "\n".join(lines)
