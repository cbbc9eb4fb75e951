"""Papers as LaTeX source, by the programs that are installed: LaTeXML, pandoc."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg import ingest
from kg.core.errors import InputError, MissingExtraError
from kg.core.full_texts.full_text import FullText
from kg.core.full_texts.table_text import table_text
from kg.core.types import Document
from kg.ingest.input_files import open_input
from kg.ingest.latex_source.tex_converters import Converter, installed_converter
from kg.ingest.latex_source.tex_sources import file_with_siblings, main_source

PAPER = r"""% our paper
\documentclass{article}
\usepackage{booktabs,multirow,graphicx}
\newcommand{\net}{HeronNet}
\title{HeronNet: Counting Wading Birds}
\author{Ada Lee \and Bo Fen}
\begin{document}
\maketitle
\begin{abstract}We propose \net{}, which has an F1 of 0.81 on PondCount.\end{abstract}
\input{parts/intro}
\section{Experiments}
\begin{table}\caption{Results on PondCount.}\label{tab:r}
\resizebox{\textwidth}{!}{\begin{tabular}{lcc}\toprule
\multirow{2}{*}{Method} & \multicolumn{2}{c}{Test} \\ \cmidrule{2-3} & F1 & MAE \\ \midrule
RetinaNet \cite{roe2017} & 0.61 & 9.8 \\ \net{} (ours) & \textbf{0.81} & 4.2 \\ \bottomrule
\end{tabular}}\end{table}
% \input{parts/draft}
\bibliography{refs}
\end{document}
"""
INTRO = r"""\section{Introduction}
Detectors such as RetinaNet~\cite{roe2017} fail on $10^{6}$ birds, see Table~\ref{tab:r}."""
ENTRIES = r"""\begin{thebibliography}{9}
\bibitem{roe2017} Ada Roe and Bo Kim. \newblock Focal weights for small birds.
\newblock In \emph{Birds}, 2017.
\end{thebibliography}"""
FILES = {"main.tex": PAPER, "parts/intro.tex": INTRO, "main.bbl": ENTRIES, "fig.png": "\0\0"}
GRID = [
    "Method | Test | ",
    " | F1 | MAE",
    "RetinaNet [1] | 0.61 | 9.8",
    "HeronNet (ours) | 0.81 | 4.2",
]

READ = """
import json, sys
from kg import ingest
from kg.core.full_texts.table_text import table_text
notes = ingest.ReadingNotes()
(found,) = ingest.read_documents([sys.argv[1]], notes=notes)
texts, (table,) = found.full_text.texts(), found.full_text.tables
print(json.dumps([list(notes.counts), found.authors, list(texts.values()), table_text(table)]))
"""


def converter() -> Converter | None:
    try:
        return installed_converter()
    except MissingExtraError:
        return None


INSTALLED = converter()
needs_latexml = pytest.mark.skipif(
    INSTALLED is None or INSTALLED.name != "LaTeXML", reason="LaTeXML is not installed"
)


def packed(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return data.getvalue()


def unpacked(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder / "main.tex"


def read(path: Path) -> Document:
    (found,) = kg.read_documents([path])
    return found


def body(document: Document) -> FullText:
    assert document.full_text is not None
    return document.full_text


@needs_latexml
def test_an_e_print_by_latexml(tmp_path: Path) -> None:
    path = tmp_path / "2401.00001.tar.gz"
    path.write_bytes(packed(FILES))
    found = read(path)
    assert (found.title, found.authors) == (
        "HeronNet: Counting Wading Birds",
        ("Ada Lee", "Bo Fen"),
    )
    assert found.abstract == "We propose HeronNet, which has an F1 of 0.81 on PondCount."
    full = body(found)
    assert (full.sections[0].number, full.sections[0].title) == ("1", "Introduction")
    (_, paragraph), *_ = full.paragraphs()
    assert paragraph.text == "Detectors such as RetinaNet [1] fail on 10^6 birds, see Table 1."
    assert table_text(full.tables[0]).split("\n") == GRID
    assert full.tables[0].label == "Table 1"
    assert [(r.title, r.year) for r in full.references] == [
        ("Focal weights for small birds", "2017")
    ]


@needs_latexml
def test_a_file_with_what_it_inputs_and_gzipped_alone(tmp_path: Path) -> None:
    path = unpacked(tmp_path, FILES)
    assert table_text(body(read(path)).tables[0]).split("\n") == GRID
    alone = tmp_path / "alone.tex.gz"
    alone.write_bytes(gzip.compress(PAPER.replace(r"\input{parts/intro}", INTRO).encode()))
    assert read(alone).abstract.endswith("on PondCount.")


def test_by_pandoc_with_what_it_does_not_read_in_a_note(tmp_path: Path) -> None:
    pypandoc = pytest.importorskip("pypandoc", reason="comes with the extra 'latex'")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "pandoc").symlink_to(pypandoc.get_pandoc_path())
    path = unpacked(tmp_path, FILES)
    environment = {**os.environ, "PATH": str(tmp_path / "bin")}
    command = [sys.executable, "-c", READ, str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    notes, authors, texts, table = json.loads(done.stdout)
    assert notes == ["LaTeX sources read by pandoc, without citations and bibliography"]
    assert authors == ["Ada Lee", "Bo Fen"]
    assert any("fail on 10^6 birds" in text for text in texts)
    assert [row.replace(" [1]", "") for row in GRID] == table.split("\n")


def test_without_both_it_says_what_to_install(tmp_path: Path) -> None:
    path = unpacked(tmp_path, FILES)
    code = f"""import sys; sys.modules['pypandoc'] = None
import kg; list(kg.read_documents([{str(path)!r}]))"""
    environment = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60
    )
    said = "LaTeXML or pandoc is not installed: pip install 'papers-kg[latex]'\n"
    assert done.stderr.endswith(said)


def test_what_is_input_stands_in_its_place_and_comments_are_gone() -> None:
    text, beside = main_source({**FILES, "parts/draft.tex": "no", "refs.bib": "@misc{a}"}, "x")
    assert "Detectors such as" in text
    assert "bibitem{roe2017}" in text
    assert "our paper" not in text
    assert "parts/draft" not in text
    assert beside == {"refs.bib": "@misc{a}"}


def test_files_outside_are_not_input(tmp_path: Path) -> None:
    """Neither by an absolute path nor by one that leads upwards, whatever the program would do."""
    (tmp_path / "secret.tex").write_text("reeds", "utf-8")
    (tmp_path / "papers").mkdir()
    paper = PAPER.replace("parts/intro", f"{tmp_path}/secret") + r"\input{../secret.tex}"
    path = unpacked(tmp_path / "papers", {"main.tex": paper})
    with open_input(path) as source:
        files = file_with_siblings(source)
    assert list(files) == ["main.tex"]
    text, _ = main_source(files, "x")
    assert "secret" not in text


def test_files_that_input_each_other_come_to_an_end() -> None:
    loop = {"main.tex": PAPER, "parts/intro.tex": r"\input{parts/intro}\input{parts/intro}"}
    start = time.monotonic()
    text, _ = main_source(loop, "x")
    assert time.monotonic() - start < 5
    assert len(text) < 1_000_000


def hostile(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, target
        archive.addfile(member, io.BytesIO())
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (hostile("../../main.tex"), "an archive with a file outside of it: '../../main.tex'"),
        (hostile("/etc/main.tex"), "an archive with a file outside of it: '/etc/main.tex'"),
        (hostile("main.tex", tarfile.SYMTYPE, "/etc/passwd"), "a tar archive without LaTeX"),
        (hostile("main.tex", tarfile.CHRTYPE), "a tar archive without LaTeX"),
        (packed({"a.html": "<p>"}), "a tar archive without LaTeX"),
        (packed({"a.tex": r"\section{Birds}"}), "LaTeX without a document"),
        (packed({"a.tex": PAPER.replace(r"\title", r"\other")}), "LaTeX without a \\title"),
        (packed(FILES)[:200], "damaged gzip"),
        (packed({"main.tex": "x" * (70 << 20)}), "an archive of over 64 MB of LaTeX"),
    ],
    ids=["upwards", "absolute", "link", "device", "other", "part", "untitled", "cut", "large"],
)
def test_archives_that_are_not_read(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "paper.tar.gz"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(path)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


@settings(max_examples=60, deadline=2000, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["main.tex", "a.tex", "b/a.tex", "main.bbl"]),
            st.lists(
                st.sampled_from(
                    [
                        *PAPER.splitlines(),
                        r"\input{a}",
                        r"\include{b/a}",
                        r"\input a",
                        "%",
                        "{",
                        "é",
                    ]
                ),
                max_size=12,
            ).map("\n".join),
        ),
        max_size=4,
    )
)
def test_any_files_give_a_text_or_a_reason(files: list[tuple[str, str]]) -> None:
    whole = [text for _, text in files if r"\documentclass" in text]
    if not whole:
        with pytest.raises(InputError, match="LaTeX without a"):
            main_source(dict(files), "paper.tar")
    else:
        with contextlib.suppress(InputError):
            assert r"\title" in main_source(dict(files), "paper.tar")[0]


@needs_latexml
def test_errors_of_latexml_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "paper.tex"
    path.write_text(PAPER.replace(r"\maketitle", r"\maketitle \feathers \def\a{\a\a}\a"), "utf-8")
    notes = ingest.ReadingNotes()
    (found,) = ingest.read_documents([path], notes=notes)
    assert found.title == "HeronNet: Counting Wading Birds"
    (note,) = notes.examples[
        "LaTeX sources in which LaTeXML finds errors, whose places may lack in the papers"
    ]
    assert note.text.startswith("2 errors; 1 undefined macro[\\feathers]")
