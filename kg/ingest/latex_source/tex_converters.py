"""Programs that make HTML or JATS of LaTeX, called with bounds on time, memory and files."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

from kg.core.errors import InputError, MissingExtraError

__all__ = ["Converter", "convert", "installed_converter"]

SECONDS = 180
"""Seconds by the clock for a paper, at most; LaTeXML takes 5 to 60 of a usual one."""

MEMORY = 4 << 30
"""Bytes that LaTeXML may take; pandoc gets half."""

_LARGEST = 256 << 20
"""Bytes of what a program makes, at most."""

_RULES = re.compile(
    r"\\(?:cmidrule|cline)\s*+(?:\[[^\[\]]*+\]\s*+)?(?:\([^()]*+\)\s*+)?\{[\d\s-]*+\}"
)
_SCALED = re.compile(r"\\(?:resizebox\*?\s*\{[^{}]*\}\s*\{[^{}]*\}|scalebox\s*\{[^{}]*\})")
_ENTRIES = re.compile(r"\\begin\{thebibliography\}.*?(?:\\end\{thebibliography\}|\Z)", re.S)
"""What pandoc takes for text of a cell, sees no tables in, and takes for a paragraph."""

_ERRORS = re.compile(r"Conversion complete: ((?:\d+ warnings?; )?\d+ errors?\b[^\n]{0,120})")
_LOG, _LOG_END = "latexml.log", 4096
_STOPPED = "Status:conversion:3"


class Converted(NamedTuple):
    """What a program made, and the errors that it reports, empty without any."""

    made: bytes
    errors: str = ""


class Converter(NamedTuple):
    """A program that is installed."""

    name: Literal["LaTeXML", "pandoc"]
    path: str


def installed_converter() -> Converter:
    """LaTeXML where it is installed, else pandoc: of the system, or of the extra.

    Raises:
        MissingExtraError: neither is installed.
    """
    if path := shutil.which("latexmlc"):
        return Converter("LaTeXML", path)
    if path := shutil.which("pandoc"):
        return Converter("pandoc", path)
    if find_spec("pypandoc") is not None:
        import pypandoc

        try:
            return Converter("pandoc", pypandoc.get_pandoc_path())
        except OSError as error:
            raise MissingExtraError("LaTeXML or pandoc", "latex") from error
    raise MissingExtraError("LaTeXML or pandoc", "latex")


def convert(converter: Converter, text: str, beside: Mapping[str, str], path: str) -> Converted:
    """What a program makes of a document: a page of HTML by LaTeXML, JATS by pandoc.

    Args:
        converter: the program.
        text: the document, with all that it inputs.
        beside: name -> text of files that it may read.
        path: the input, for messages.

    Raises:
        InputError: the program fails, takes too long, or makes too much.
    """
    with tempfile.TemporaryDirectory(prefix="kg-latex-") as folder:
        place = Path(folder)
        for name, content in {**beside, "paper.tex": text}.items():
            (place / name).write_text(content, encoding="utf-8", errors="replace")
        if converter.name == "LaTeXML":
            made, command = place / "paper.html", _latexml(converter.path)
        else:
            made, command = place / "paper.xml", _pandoc(converter.path)
            plain = _ENTRIES.sub("", _SCALED.sub("", _RULES.sub("", text)))
            (place / "paper.tex").write_text(plain, encoding="utf-8", errors="replace")
        status = _run(command, place, path)
        if not made.is_file() or not made.stat().st_size:
            reason = f"LaTeX that {converter.name} cannot read (exit status {status})"
            raise InputError(f"{reason}: give the paper's HTML", path)
        if made.stat().st_size > _LARGEST:
            raise InputError(f"LaTeX of which {converter.name} makes over 256 MB", path)
        log = _log(place / _LOG)
        if _STOPPED in log:
            reason = "LaTeX in which LaTeXML stops before the end: give the paper's HTML"
            raise InputError(reason, path)
        errors = _ERRORS.search(log)
        return Converted(made.read_bytes(), errors[1] if errors else "")


def _log(path: Path) -> str:
    """The end of a log, where it states how the conversion went."""
    if not path.is_file():
        return ""
    with path.open("rb") as log:
        log.seek(max(0, path.stat().st_size - _LOG_END))
        return log.read().decode("utf-8", "replace")


def _latexml(program: str) -> list[str]:
    """LaTeXML without pictures: those would be made by further programs."""
    options = (f"--log={_LOG}", "--nocomments", "--nodefaultresources", "--nographicimages")
    more = ("--nopictureimages", "--nosvg", "--format=html5", f"--timeout={SECONDS}")
    command = [program, *options, *more, "--dest=paper.html", "paper.tex"]
    if os.name != "posix":
        return command
    limits = (
        f"ulimit -v {MEMORY >> 10}; ulimit -t {SECONDS}; ulimit -f {_LARGEST >> 9}; ulimit -c 0"
    )
    return ["/bin/sh", "-c", f'{limits}; exec "$@"', "sh", *command]


def _pandoc(program: str) -> list[str]:
    """pandoc in its sandbox: it reads no other file."""
    memory = f"-M{MEMORY >> 21}m"
    return [
        *(program, "+RTS", memory, "-RTS", "--sandbox", "--standalone", "--from=latex"),
        *("--to=jats", "--output=paper.xml", "paper.tex"),
    ]


def _run(command: list[str], folder: Path, path: str) -> int:
    """The exit status of a program that runs in a folder, in a session of its own."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT")}
    environment = {**kept, "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            return running.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            reason = f"LaTeX that takes over {SECONDS} seconds: give the paper's HTML"
            raise InputError(reason, path) from error
        finally:
            if running.poll() is None:
                if os.name == "posix":
                    os.killpg(running.pid, signal.SIGKILL)
                running.kill()
