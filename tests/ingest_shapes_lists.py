"""Lists of papers in Markdown and text, each with the two papers in it."""

from __future__ import annotations

LIST_SHAPES: dict[str, tuple[list[tuple[str | None, str | None, list[str]]], str]] = {
    "awesome.md": (
        [("arxiv:2401.00001", None, []), ("arxiv:2401.00002", None, ["Cy Day"])],
        "# Awesome Tides\n"
        "\n"
        "A curated list of papers on tides, reeds and birds.\n"
        "\n"
        "## News\n"
        "- [2024/03] See [our survey](https://arxiv.org/abs/2401.00009).\n"
        "\n"
        "## Papers\n"
        "\n"
        "* **On Tides**, Ada Lee, *CVPR 2024* [[paper](https://arxiv.org/abs/2401.00001)]\n"
        "* On Reeds. *Cy Day.* NeurIPS 2023. "
        "[[PDF]](https://arxiv.org/pdf/2401.00002.pdf)\n"
        "* A remark on what the list is for and how to add to it.\n"
        "\n"
        "```bibtex\n"
        "@misc{x, title={Other}}\n"
        "```\n",
    ),
    "tags.md": (
        [("arxiv:2401.00001", None, []), (None, None, [])],
        "## 2024\n"
        "\n"
        "- (CVPR 2024) On Tides [paper](https://arxiv.org/abs/2401.00001) "
        "[code](https://github.com/x/y)\n"
        "- 🔥 [CVPR 24] [On "
        "Reeds](https://openaccess.thecvf.com/content/CVPR2024/html/Day_CVPR_20"
        "24_paper.html)\n",
    ),
    "links.md": (
        [("arxiv:2401.00001", None, []), ("arxiv:2401.00002", None, [])],
        '- <a href="https://arxiv.org/abs/2401.00001">On Tides</a>, 2024\n'
        "- [[Paper]](https://arxiv.org/abs/2401.00002) On Reeds\n"
        "- **[More](#more)**\n",
    ),
    "daily.md": (
        [("arxiv:2401.00001", "2024-01-29", ["Ada Lee"]), ("arxiv:2401.00002", "2024-01-28", [])],
        "## Updated on 2024.01.30\n"
        "> Usage instructions: [here](./docs/README.md#usage), with all that there is to "
        "say of them\n"
        "\n"
        "## VLA\n"
        "\n"
        "|Publish Date|Title|Authors|PDF|\n"
        "|---|---|---|---|\n"
        "|**2024-01-29**|**On Tides**|Ada Lee "
        "et.al.|[2401.00001](http://arxiv.org/abs/2401.00001)|\n"
        "|**2024-01-28**|**On Reeds**|null|[2401.00002](http://arxiv.org/abs/2401.00002)|\n",
    ),
    "folded.md": (
        [("arxiv:2401.00001", "2024-10-02", []), ("arxiv:2401.00002", "2024-10-01", [])],
        "# Daily Papers\n"
        "The project fetches the latest papers from arXiv based on keywords.\n"
        "\n"
        "## Tides\n"
        "| **Title** | **Date** | **Abstract** |\n"
        "| --- | --- | --- |\n"
        "| **[On Tides](http://arxiv.org/abs/2401.00001)** | 2024-10-02 | "
        "<details><summary>Show</summary><p>{tides}</p></details> |\n"
        "| ![Star](https://img.shields.io/x.svg) <br> [**On "
        "Reeds**](http://arxiv.org/abs/2401.00002) | 2024-10-01 | {reeds} |\n",
    ),
    "block.md": (
        [("arxiv:2401.00001", None, ["Ada Lee", "Bo Chu"]), ("arxiv:2401.00002", None, ["Cy Day"])],
        "<div id=toc></div>\n"
        "\n"
        "- [cs.CL](#cs.CL) [Total: 2]\n"
        "\n"
        "# cs.CL [[Back]](#toc)\n"
        "\n"
        "### [1] [On Tides](https://arxiv.org/abs/2401.00001)\n"
        "*Ada Lee, Bo Chu*\n"
        "\n"
        "Main category: cs.CL\n"
        "\n"
        "TL;DR: A network.\n"
        "\n"
        "<details>\n"
        "  <summary>Details</summary>\n"
        "Motivation: Tides are hard.\n"
        "\n"
        "Abstract: {tides}\n"
        "\n"
        "</details>\n"
        "\n"
        "### [2] [On Reeds](https://arxiv.org/abs/2401.00002)\n"
        "*Cy Day*\n"
        "\n"
        "Abstract: {reeds}\n",
    ),
    "nested.md": (
        [("arxiv:2401.00001", None, ["Ada Lee", "Bo Chu"]), ("arxiv:2401.00002", None, ["Cy Day"])],
        "# Papers of the week\n"
        "\n"
        "1. On Tides\n"
        "   - Authors: Ada Lee, Bo Chu\n"
        "   - Link: https://arxiv.org/abs/2401.00001\n"
        "   - Abstract: {tides}\n"
        "\n"
        "2. On Reeds\n"
        "   - Authors: Cy Day\n"
        "   - Link: https://arxiv.org/abs/2401.00002\n"
        "   - Abstract: {reeds}\n",
    ),
    "digest.md": (
        [("arxiv:2401.00001", "2024-10-02", ["Ada Lee", "Bo Chu"]), (None, None, ["Cy Day"])],
        "### 📄 On Tides\n"
        "**Upvotes:** 12 | **Authors:** Ada Lee, Bo Chu\n"
        "**Published:** 2024-10-02 | **arXiv:** "
        "[2401.00001](https://arxiv.org/abs/2401.00001)\n"
        "\n"
        "**Abstract:** {tides}\n"
        "\n"
        "**Why it matters:** It is a network, and there are many of them.\n"
        "\n"
        "### On Reeds\n"
        "- **作者**: Cy Day\n"
        "- **摘要**: {reeds}\n",
    ),
    "issue.md": (
        [("arxiv:2401.00001", None, ["Ada Lee"]), ("arxiv:2401.00002", None, [])],
        "## Keyword: tides\n"
        "### On Tides\n"
        " - **Author(s):** Ada Lee\n"
        " - **Arxiv link:** https://arxiv.org/abs/2401.00001\n"
        " - **Abstract**\n"
        " {tides}\n"
        "### On Reeds\n"
        " - **Arxiv link:** https://arxiv.org/abs/2401.00002\n"
        " - **Abstract**\n"
        " {reeds}\n",
    ),
    "letter.md": (
        [("arxiv:2401.00001", None, ["Ada Lee"]), ("arxiv:2401.00002", "2024-10-02", ["Bo Chu"])],
        "**1. On Tides** — *Ada Lee et al.*\n"
        "\n"
        "{tides} [arXiv](https://arxiv.org/abs/2401.00001)\n"
        "\n"
        "**2. [On Reeds](https://arxiv.org/abs/2401.00002)**\n"
        "\n"
        "*Bo Chu* · 2024-10-02\n"
        "\n"
        "> {reeds}\n",
    ),
    "underlined.md": (
        [(None, None, ["Ada Lee", "Bo Chu"]), (None, None, [])],
        "On Tides\n========\n\nAda Lee, Bo Chu\n\n{tides}\n\nOn Reeds\n========\n\n{reeds}\n",
    ),
    "note.md": (
        [("doi:10.1000/a", "2024-03-05", ["Ada Lee", "Bo Chu"])],
        "# (2024) On Tides\n"
        "\n"
        "## Metadata\n"
        "- **Authors**: [[Ada Lee]], [[Bo Chu]]\n"
        "- **Date**: 2024-03-05\n"
        "- **DOI**: 10.1000/a\n"
        "\n"
        "## Abstract\n"
        "{tides}\n"
        "\n"
        "## Notes\n"
        "Read it again.\n",
    ),
    "toml.md": (
        [(None, "2024-03-05", ["Ada Lee"])],
        '+++\ntitle = "On Tides"\ndate = 2024-03-05\nauthors = ["Ada Lee"]\n+++\n\n{tides}\n',
    ),
}
"""Name -> (id, None: that of the title; date; authors) of each paper, and the file, in which
{tides} and {reeds} stand for the abstracts."""
