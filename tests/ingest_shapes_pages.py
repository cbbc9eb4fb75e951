"""Texts, tables and saved pages, each with the two papers in it."""

from __future__ import annotations

PAGE_SHAPES: dict[str, tuple[list[tuple[str | None, str | None, list[str]]], str]] = {
    "copied.txt": (
        [
            ("arxiv:2403.00001", "2024-03-05", ["Ada Lee", "Bo Chu"]),
            ("arxiv:2403.00002", "2024-03-05", ["Cy Day"]),
        ],
        "Showing new listings for Tuesday, 5 March 2024\n"
        "[1]\n"
        " \n"
        "arXiv:2403.00001\n"
        "[pdf, html, other]\n"
        "Title:\n"
        "On Tides\n"
        "Ada Lee, Bo Chu\n"
        "Subjects:\n"
        "Computation and Language (cs.CL)\n"
        "\n"
        "{tides}\n"
        "[2]\n"
        "arXiv:2403.00002 (cross-list from cs.CV)\n"
        "[pdf, html, other]\n"
        "Title:\n"
        "On Reeds\n"
        "Cy Day\n"
        "Comments:\n"
        "9 pages\n"
        "\n"
        "{reeds}\n",
    ),
    "old.txt": (
        [("arxiv:2403.00001", None, ["Ada Lee"]), ("arxiv:2403.00002", None, ["Cy Day"])],
        "[1]  arXiv:2403.00001 [pdf, other]\n"
        "Title: On Tides\n"
        "Authors: Ada Lee\n"
        "Subjects: Language (cs.CL)\n"
        "{tides}\n"
        "[2]  arXiv:2403.00002 [pdf]\n"
        "Title: On Reeds\n"
        "Authors: Cy Day\n"
        "{reeds}\n",
    ),
    "search.txt": (
        [
            ("arxiv:2403.00001", "2024-03-05", ["Ada Lee"]),
            ("arxiv:2403.00002", "2024-03-04", ["Cy Day"]),
        ],
        "1. arXiv:2403.00001  [pdf, other]  cs.CL cs.LG\n"
        "On Tides\n"
        "Authors: Ada Lee\n"
        "Abstract: {tides} △ Less\n"
        "Submitted 5 March, 2024; originally announced March 2024.\n"
        "2. arXiv:2403.00002  [pdf]  cs.LG\n"
        "On Reeds\n"
        "Authors: Cy Day\n"
        "Abstract: {reeds}\n"
        "Submitted 4 March, 2024; originally announced March 2024.\n",
    ),
    "numbered.txt": (
        [(None, "2024", ["Ada Lee", "Bo Chu"]), (None, None, [])],
        "Paper 1\n"
        "Title: On Tides\n"
        "Author(s): Ada Lee, Bo Chu\n"
        "Year: 2024\n"
        "Abstract: {tides}\n"
        "\n"
        "Paper 2\n"
        "Title: On Reeds\n"
        "Abstract: {reeds}\n",
    ),
    "flow.yaml": (
        [("arxiv:2401.00001", "2024", []), (None, None, [])],
        "# Paper index\n"
        "\n"
        "schema_version: 0.1\n"
        "levels:\n"
        "  - L1\n"
        "papers:\n"
        '  - {title: "On Tides", year: "2024", url: '
        '"https://doi.org/10.48550/arXiv.2401.00001"}\n'
        "  - {title: On Reeds}\n",
    ),
    "items.yml": (
        [("arxiv:2401.00001", None, []), ("id:reed@47e611b5", None, [])],
        "- id: tides_2024\n"
        '  title: "On Tides"\n'
        '  paper: "https://arxiv.org/abs/2401.00001"\n'
        '  summary: "{tides}"\n'
        "- id: reed\n"
        '  title: "On Reeds"\n'
        '  summary: "{reeds}"\n',
    ),
    "topics.yaml": (
        [(None, None, []), (None, None, [])],
        "Topic A:\n  - title: On Tides\nTopic B:\n  sub:\n    - title: On Reeds\n",
    ),
    "described.yaml": (
        [("doi:10.1000/a", "2026", ["A. Lee"]), (None, None, [])],
        "metadata:\n"
        "  title: Papers for Tides\n"
        "  curated: '2026-08-18'\n"
        "\n"
        "papers:\n"
        "  # Surveys\n"
        "  - id: t\n"
        "    title: On Tides\n"
        "    first_author: A. Lee\n"
        "    year: 2026\n"
        "    paper_url: https://doi.org/10.1000/a\n"
        "  - title: On Reeds\n",
    ),
    "exported.csv": (
        [("doi:10.1000/a", "2024-03-05", ["Ada Lee", "Bo Chu"])],
        '"About the data: Exported on Mar 05, 2025."\n'
        "Rank,DOI,Title,Abstract,Publication date,Authors\n"
        '500,10.1000/a,On Tides,"{tides}",2024-03-05,"Lee, Ada; Chu, Bo"\n',
    ),
    "twice.csv": (
        [(None, None, []), (None, None, [])],
        'title,abstract,title\nOn Tides,"{tides}",x\nOn Reeds,"{reeds}",y\n',
    ),
    "notion.csv": (
        [("arxiv:2401.00001", "2024-03-05", []), ("arxiv:2401.00002", None, [])],
        "Name,Tags,Link,Abstract,Created\n"
        'On Tides,"a, b",https://arxiv.org/abs/2401.00001,"{tides}","March 5, 2024 10:00 '
        'AM"\n'
        "[2401.00002] On Reeds,c,https://arxiv.org/abs/2401.00002,,\n",
    ),
    "zahlen.csv": (
        [(None, "2024", ["Ada Lee", "Bo Chu"])],
        "Titel;Zusammenfassung;Autoren;Jahr\nOn Tides;{tides};Ada Lee, Bo Chu;2024\n",
    ),
    "listing.html": (
        [("arxiv:2403.00001", "2024-03-05", ["Ada Lee"])],
        "<html><body><h3>Showing new listings for Tuesday, 5 March 2024</h3><dl><dt><a "
        "href='/abs/2403.00001'>arXiv:2403.00001</a></dt><dd><div class='list-title "
        "mathjax'><span class='descriptor'>Title:</span> On Tides</div><div "
        "class='list-authors'><a>Ada Lee</a></div><div class='list-comments mathjax'><span "
        "class='descriptor'>Comments:</span>9 pages</div><p "
        "class='mathjax'>{tides}</p></dd></dl></body></html>",
    ),
    "search.html": (
        [("arxiv:2401.00001", None, ["Ada Lee", "Bo Chu"])],
        '<html><body><ol><li class="arxiv-result"><p class="list-title"><a '
        'href="https://arxiv.org/abs/2401.00001">arXiv:2401.00001</a></p><p class="title '
        'is-5 mathjax">On <span class="search-hit mathjax">Tides</span></p><p '
        'class="authors"><span>Authors:</span><a>Ada Lee</a>, <a>Bo Chu</a></p><p '
        'class="abstract mathjax"><span class="abstract-short">We ...</span><span '
        'class="abstract-full">{tides} <a>△ Less</a></span></p></li></ol></body></html>',
    ),
    "anthology.html": (
        [("doi:10.1000/a", "2024-08", ["Ada Lee"])],
        '<html><head><meta content="On Tides" name=citation_title><meta content="Ada Lee" '
        'name=citation_author><meta content="2024/8" name=citation_publication_date><meta '
        'content="10.1000/a" name=citation_doi></head><body><div '
        'class="acl-abstract"><h5>Abstract</h5><span>{tides}</span></div></body></html>',
    ),
    "forum.html": (
        [("openreview:Ab12Cd34", None, ["Ada Lee"])],
        '<html><head><meta name="citation_title" content="On Tides"><meta '
        'name="citation_author" content="Ada Lee"><meta name="citation_abstract" '
        'content="{tides}"><meta name="citation_pdf_url" '
        'content="https://openreview.net/pdf?id=Ab12Cd34"></head></html>',
    ),
    "journal.xml": (
        [("doi:10.1038/s41586-024-1", "2024-03-05", ["Ada Lee", "Bo Chu"])],
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>On '
        "Tides</title><link>https://www.nature.com/articles/s41586-024-1</link>"
        "<content:encoded><![CDATA[<p>Nature, Published online: 05 March 2024; <a "
        'href="x">doi:10.1038/s41586-024-1</a></p>{tides}]]></content:encoded><'
        "dc:creator>Ada Lee</dc:creator><dc:creator>Bo "
        "Chu</dc:creator><dc:date>2024-03-05</dc:date></item></channel></rss>",
    ),
    "references.yaml": (
        [("doi:10.1000/a", "2024-03-05", ["Ada Lee"])],
        "references:\n"
        "- id: lee2024\n"
        "  type: article-journal\n"
        "  title: On Tides\n"
        "  author:\n"
        "  - family: Lee\n"
        "    given: Ada\n"
        "  issued:\n"
        "  - year: 2024\n"
        "    month: 3\n"
        "    day: 5\n"
        "  DOI: 10.1000/a\n"
        "  abstract: {tides}\n",
    ),
    "commas.jsonl": (
        [(None, None, []), (None, None, [])],
        '{"title": "On Tides", "abstract": "{tides}"},\n'
        '{"title": "On Reeds", "abstract": "{reeds}"},\n',
    ),
    "anthology.enw": (
        [("doi:10.18653/v1/x", "2024-08", ["Ada Lee", "Bo Chu"])],
        "%0 Conference Proceedings\n"
        "%T On Tides\n"
        "%A Lee, Ada\n"
        "%A Chu, Bo\n"
        "%D 2024\n"
        "%8 August\n"
        "%X {tides}\n"
        "%R 10.18653/v1/x\n"
        "%U https://aclanthology.org/2024.acl-long.1\n",
    ),
    "mods.xml": (
        [("doi:10.18653/v1/x", "2024-08", ["Ada Lee"])],
        '<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods><titleInfo><title>On '
        'Tides</title></titleInfo><name type="personal"><namePart '
        'type="given">Ada</namePart><namePart '
        'type="family">Lee</namePart><role><roleTerm>author</roleTerm></role></'
        "name><originInfo><dateIssued>2024-08</dateIssued></originInfo><abstrac"
        "t>{tides}</abstract><relatedItem "
        "type='host'><titleInfo><title>Proceedings</title></titleInfo></related"
        "Item><identifier type='doi'>10.18653/v1/x</identifier></mods></modsCollection>",
    ),
    "dates.xml": (
        [("doi:10.1000/a", "2024-03-05", [])],
        "<article><front><article-meta><article-id "
        'pub-id-type="doi">10.1000/a</article-id><title-group><article-title>On Tides<xref '
        'ref-type="fn" rid="f1">*</xref></article-title></title-group><pub-date '
        'pub-type="collection"><year>2024</year></pub-date><pub-date '
        'pub-type="epub"><day>5</day><month>3</month><year>2024</year></pub-dat'
        "e><abstract><p>{tides}</p></abstract></article-meta></front></article>",
    ),
    "lines.ris": (
        [(None, "2024", ["Ada Lee", "Bo Chu"])],
        "TY  - JOUR\n"
        "TI  - On Tides\n"
        "AU  - Lee, Ada\n"
        "      Chu, Bo\n"
        "PY  - 2024\n"
        "AB  - {tides}\n"
        "ER  - \n",
    ),
}
"""Name -> (id, None: that of the title; date; authors) of each paper, and the file, in which
{tides} and {reeds} stand for the abstracts."""
