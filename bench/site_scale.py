"""A site of a graph multiplied: processor time, memory and files.

python -m bench.site_scale --graph papers.kg --copies 42 --output site
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

import kg
from bench.multiplied import Multiplied
from kg.site import write_site
from kg.site.site_folder import MANIFEST


def main() -> None:
    """Write the site, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", required=True, help="a graph directory")
    parser.add_argument("--copies", type=int, default=42, help="how many times its papers come")
    parser.add_argument("--output", type=Path, required=True, help="the folder of the site")
    given = parser.parse_args()
    graph = Multiplied.of(kg.open(given.graph), given.copies)
    begun, used = time.monotonic(), time.process_time()
    written = write_site(graph, given.output)
    files = (given.output / MANIFEST).read_text(encoding="utf-8").splitlines()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{written}: {len(files):,} files")
    print(
        f"{time.process_time() - used:.0f} s of processor time, {time.monotonic() - begun:.0f} s"
        f" by the clock, {peak:.0f} MB at the peak, the graph in memory among them"
    )


if __name__ == "__main__":
    main()
