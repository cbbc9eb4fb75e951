"""README is checked: its commands exist, its links resolve, its output is real.

Blocks that start with ``$ kg`` are run on the packaged sample and compared. Run with
KG_REWRITE=1 to write what they print now into the README.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from kg.store.named_queries import named_queries
from tests.test_cli import COMMANDS, run

README = Path(__file__).parents[1] / "README.md"
TEXT = README.read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^    \$ kg (?P<command>.*)\n(?P<output>(?:(?:    .*)?\n)*?)(?=\n\S)", re.MULTILINE
)


def _shown(output: str) -> str:
    return "".join(f"    {line.rstrip()}".rstrip() + "\n" for line in output.splitlines())


@pytest.mark.parametrize("block", BLOCK.finditer(TEXT), ids=lambda m: m["command"].split()[0])
def test_a_block_shows_what_its_command_prints(
    block: re.Match[str], sample_graph: Path, tmp_path: Path
) -> None:
    (tmp_path / "demo.kg").symlink_to(sample_graph)
    done = run(*block["command"].split(), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    if os.environ.get("KG_REWRITE") == "1":
        now = README.read_text(encoding="utf-8")
        head = f"    $ kg {block['command']}\n"
        now = now.replace(head + block["output"], head + _shown(done.stdout), 1)
        README.write_text(now, encoding="utf-8")
    else:
        assert _shown(done.stdout) == block["output"]


def test_there_are_such_blocks() -> None:
    assert len(list(BLOCK.finditer(TEXT))) >= 3


def test_every_command_and_no_other_is_listed() -> None:
    listed = set(re.findall(r"`kg (\w[\w-]*)", TEXT))
    assert set(COMMANDS) <= listed
    assert listed <= set(COMMANDS)


def test_every_question_that_is_named_exists() -> None:
    known = {query.name for query in named_queries()}
    assert set(re.findall(r"kg query ([a-z]+-[a-z-]+)", TEXT)) <= known


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", TEXT):
        assert (README.parent / target).exists(), target
