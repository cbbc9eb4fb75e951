"""The folder of a site: made beside its place and moved there, and only its own files replaced."""

from __future__ import annotations

import contextlib
import filecmp
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kg.core.errors import KGError
from kg.core.output_path import is_running

__all__ = ["MANIFEST", "NewSite", "replacing_site"]

MANIFEST = "site-manifest.txt"
"""The file that lists the files of a site, which the next export replaces."""

_OWN_NAME = re.compile(r"(?:[a-z]+/)?[a-z0-9][a-z0-9._~-]*")


@dataclass(slots=True)
class NewSite:
    """A site in the making: a folder that nobody looks at yet, and the names of its files."""

    folder: Path
    names: dict[str, None] = field(default_factory=dict)

    def write(self, name: str, text: str) -> None:
        """Write a file; its name is from the root of the site, of small letters and digits."""
        with self.place(name).open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)

    def place(self, name: str) -> Path:
        """Where to write a file that is no page; the site counts it as its own from now on."""
        file = self.folder / name
        if "/" in name:
            file.parent.mkdir(exist_ok=True)
        self.names[name] = None
        return file


@contextmanager
def replacing_site(place: Path, *, force: bool = False) -> Iterator[NewSite]:
    """A new site that takes the place of the one in a folder when the block ends well.

    Of the folder only the files are touched that the manifest of the site before lists. With
    ``force`` the folder may have other files; those with names of pages are replaced.

    Raises:
        KGError: the folder has other files and is no site of ours, a file of somebody else has the
            name of a page, or nothing can be written there.
    """
    place = place.resolve()
    try:
        old = _own_files(place, force=force)
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        part = place.with_name(f".{place.name[:100]}.{os.getpid()}.part")
        part.mkdir()
        try:
            new = NewSite(part)
            yield new
            _refuse_foreign(place, old, new, force=force)
            _move(place, old, new)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise KGError(f"cannot write {place}: {error.strerror or error}") from error


def _own_files(place: Path, *, force: bool) -> set[str]:
    """The files that the manifest of a site before lists; none of a folder that is new or empty."""
    if not place.exists():
        return set()
    manifest = place / MANIFEST
    if not manifest.is_file():
        others = sorted(entry.name for entry in place.iterdir())
        if others and not force:
            shown = ", ".join(others[:3]) + (", ..." if len(others) > 3 else "")
            raise KGError(
                f"{place} is no folder of a site (no {MANIFEST}) and has {shown}: name an empty or"
                " a new folder, or give --force"
            )
        return set()
    names = manifest.read_text(encoding="utf-8").splitlines()
    return {name for name in names if _OWN_NAME.fullmatch(name)} - {MANIFEST}


def _refuse_foreign(place: Path, old: set[str], new: NewSite, *, force: bool) -> None:
    for name in {name.partition("/")[0] for name in new.names if "/" in name}:
        if (place / name).is_symlink():
            raise KGError(f"{place / name} leads elsewhere: name another folder for the site")
    for name in new.names:
        if not force and name not in old and (place / name).exists():
            raise KGError(
                f"{place / name} is not of the site before (see {MANIFEST}): move it, name"
                " another folder, or give --force"
            )


def _move(place: Path, old: set[str], new: NewSite) -> None:
    """Put the new files over the old where their bytes differ; a kill leaves a manifest that lists
    both."""
    place.mkdir(exist_ok=True)
    _write_manifest(place, old.union(new.names))
    for name in new.names:
        if "/" in name:
            (place / name).parent.mkdir(exist_ok=True)
        if not _is_same(new.folder / name, place / name):
            (new.folder / name).replace(place / name)
    for name in old.difference(new.names):
        (place / name).unlink(missing_ok=True)
    for folder in {name.partition("/")[0] for name in old if "/" in name}:
        with contextlib.suppress(OSError):  # It has files still.
            (place / folder).rmdir()
    _write_manifest(place, new.names)


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and not other.is_symlink() and filecmp.cmp(one, other, shallow=False)


def _write_manifest(place: Path, names: Iterable[str]) -> None:
    text = "".join(f"{name}\n" for name in sorted(names))
    part = place / f".{MANIFEST}.part"
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(place / MANIFEST)


def _sweep(place: Path) -> None:
    """Remove what killed exports left beside the folder."""
    beginning = f".{place.name[:100]}."
    for left in place.parent.glob("*.part"):
        number = left.name.removeprefix(beginning).removesuffix(".part")
        if left.name.startswith(beginning) and number.isdecimal() and not is_running(int(number)):
            shutil.rmtree(left, ignore_errors=True)
