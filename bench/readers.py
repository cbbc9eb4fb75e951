"""How fast files of papers are read, and in how much memory, for each format read by the record.

Each file is made anew with invented papers, read in a process of its own, and measured at a tenth
of its size, too: memory that grows with the file shows in the two peaks.

    python -m bench.readers --papers 300000
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ABSTRACT = (
    "We propose {0}, a network for counting birds from drones. Trained on ReedBed, it reaches a "
    "mean absolute error of 2.1 on the WaderCount benchmark, 12% below density maps of earlier "
    "work, and it runs at 30 frames a second on one accelerator. An ablation shows that most of it "
    "is due to the loss, and that {0} transfers to two further data sets without tuning. "
    "We release code, weights and the annotations of 4,000 images."
)


def kaggle(number: int) -> str:
    """A line of arXiv's snapshot at Kaggle."""
    record = {
        "id": f"{2001 + number // 90_000 % 12}.{number % 90_000:05}",
        "submitter": "Ada Lee",
        "authors": "Ada Lee and Bo Chu",
        "title": f"HeronNet {number}: Counting Wading\n  Birds from Drones",
        "comments": "12 pages",
        "categories": "cs.CV cs.LG",
        "abstract": f"  {ABSTRACT.format(f'HeronNet{number}')}\n",
        "versions": [{"version": "v1", "created": "Mon, 1 Jan 2024 10:00:00 GMT"}],
        "update_date": "2024-01-02",
        "authors_parsed": [["Lee", "Ada", ""], ["Chu", "Bo", ""]],
    }
    return json.dumps(record) + "\n"


def csv(number: int) -> str:
    """A row of a table; the first has the names of the columns in front."""
    head = "Title,Abstract,Authors,DOI,Year\n" if number == 0 else ""
    text = ABSTRACT.format(f"HeronNet{number}")
    return f'{head}HeronNet {number},"{text}","Ada Lee; Bo Chu",10.1000/{number},2024\n'


def ris(number: int) -> str:
    """A reference of RIS."""
    text = ABSTRACT.format(f"HeronNet{number}")
    return (
        f"TY  - JOUR\nTI  - HeronNet {number}\nAU  - Lee, Ada\nAU  - Chu, Bo\nPY  - 2024/01/02\n"
        f"DO  - 10.1000/{number}\nAB  - {text}\nER  - \n\n"
    )


def nbib(number: int) -> str:
    """A citation of PubMed as tagged lines."""
    text = ABSTRACT.format(f"HeronNet{number}")
    return (
        f"PMID- {number + 1}\nTI  - HeronNet {number}\nFAU - Lee, Ada\nFAU - Chu, Bo\n"
        f"DP  - 2024 Jan 2\nAB  - {text}\n\n"
    )


def pubmed(number: int) -> str:
    """An article of PubMed as XML, in a set that is never closed: what came is read."""
    head = '<?xml version="1.0"?>\n<PubmedArticleSet>\n' if number == 0 else ""
    text = ABSTRACT.format(f"HeronNet{number}")
    return (
        f"{head}<PubmedArticle><MedlineCitation><PMID>{number + 1}</PMID><Article>"
        f"<ArticleTitle>HeronNet {number}</ArticleTitle><Abstract><AbstractText>{text}"
        "</AbstractText></Abstract><AuthorList><Author><LastName>Lee</LastName>"
        "<ForeName>Ada</ForeName></Author></AuthorList></Article></MedlineCitation>"
        "</PubmedArticle>\n"
    )


FORMATS: dict[str, Callable[[int], str]] = {
    "JSON lines (Kaggle's arXiv snapshot)": kaggle,
    "CSV": csv,
    "RIS": ris,
    "NBIB": nbib,
    "PubMed XML": pubmed,
}

_READ = """
import resource, sys, time
from kg import ingest
began = time.process_time()
count = sum(1 for _ in ingest.read_documents([sys.argv[1]], skipped=[]))
seconds = time.process_time() - began
print(count, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_PER_MB = 1 << 20 if sys.platform == "darwin" else 1 << 10
"""What the peak of memory is counted in, a MB."""


def measured(path: Path) -> tuple[int, float, float]:
    """Papers of a file, processor seconds to read them, and MB of memory at the peak."""
    command = [sys.executable, "-c", _READ, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    count, seconds, peak = done.stdout.split()
    return int(count), float(seconds), int(peak) / _PER_MB


def rows(papers: int) -> Iterator[str]:
    """A row of a Markdown table for each format."""
    with tempfile.TemporaryDirectory() as folder:
        for name, written in FORMATS.items():
            peaks: list[float] = []
            for size in (max(papers // 10, 1), papers):
                path = Path(folder) / "papers"
                with path.open("w", encoding="utf-8") as file:
                    file.writelines(map(written, range(size)))
                count, seconds, peak = measured(path)
                if count != size:
                    raise SystemExit(f"{name}: {count} of {size} papers were read")
                peaks.append(peak)
            a_million = seconds / papers * 1e6
            shown = " | ".join(f"{peak:.0f} MB" for peak in peaks)
            yield f"| {name} | {papers:,} | {a_million:,.0f} s | {shown} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--papers", type=int, default=300_000, metavar="N")
    given = parser.parse_args()
    print("| format | papers | processor time a million | peak at a tenth | peak |")
    print("|---|---|---|---|---|")
    for row in rows(given.papers):
        print(row, flush=True)


if __name__ == "__main__":
    main()
