"""Files of services and of people's own making, each with the two papers in it."""

from __future__ import annotations

TIDES = "We propose TideNet, a network for tides, and reach an MAE of 2.1 cm on TideBench."
REEDS = "We propose ReedNet, a network for reeds, and reach an F1 of 0.9 on ReedBed."

SHAPES: dict[str, tuple[list[tuple[str | None, str | None, list[str]]], str]] = {
    "crossref.json": (
        [("doi:10.1000/a", "2024-03", ["Ada Lee"]), ("doi:10.1000/b", None, [])],
        '{"status": "ok", "message": {"total-results": 2, "items": [{"title": ["On '
        'Tides"], "abstract": "<jats:p>{tides}</jats:p>", "DOI": "10.1000/a", '
        '"author": [{"given": "Ada", "family": "Lee", "ORCID": "http://orcid.org/0"}], '
        '"issued": {"date-parts": [[2024, 3]]}, "container-title": ["J"], "reference": '
        '[{"DOI": "10.9/x", "article-title": "Other"}]}, {"title": ["On Reeds"], '
        '"abstract": "{reeds}", "DOI": "10.1000/b"}]}}',
    ),
    "openalex.json": (
        [("doi:10.1000/a", "2024-03-05", ["Ada Lee"])],
        '{"meta": {"count": 1}, "results": [{"id": "https://openalex.org/W1234567", '
        '"doi": "https://doi.org/10.1000/a", "display_name": "On Tides", "title": "On '
        'Tides", "publication_year": 2024, "publication_date": "2024-03-05", "ids": '
        '{"openalex": "https://openalex.org/W1234567"}, "authorships": [{"author": '
        '{"display_name": "Ada Lee", "orcid": null}, "institutions": [{"display_name": '
        '"Tide Lab"}], "raw_author_name": "A Lee"}], "primary_location": '
        '{"landing_page_url": "https://doi.org/10.1000/a", "source": {"display_name": '
        '"J"}}, "abstract_inverted_index": {"We": [0], "propose": [1], "TideNet,": [2],'
        ' "a": [3], "network": [4], "for": [5], "tides,": [6], "and": [7], "reach": '
        '[8], "an": [9], "MAE": [10], "of": [11], "2.1": [12], "cm": [13], "on": [14], '
        '"TideBench.": [15]}, "referenced_works": ["https://openalex.org/W7654321"], '
        '"concepts": [{"display_name": "Physics"}]}], "group_by": []}',
    ),
    "bydate.json": (
        [("arxiv:2401.00001", None, []), (None, None, [])],
        '{"2024-10-03": [{"title": "On Tides", "summary": "{tides}", "url": '
        '"https://arxiv.org/abs/2401.00001"}], "2024-10-04": [{"title": "On Reeds", '
        '"summary": "{reeds}"}]}',
    ),
    "byid.json": (
        [("arxiv:2401.00001", None, []), ("arxiv:2401.00002", None, [])],
        "{\n"
        ' "2401.00001": {\n'
        '  "title": "On Tides",\n'
        '  "abstract": "{tides}"\n'
        " },\n"
        ' "2401.00002": {\n'
        '  "title": "On Reeds",\n'
        '  "abstract": "{reeds}"\n'
        " }\n"
        "}",
    ),
    "byname.json": (
        [(None, None, []), (None, None, [])],
        "{\n"
        ' "tide": {\n'
        '  "title": "On Tides",\n'
        '  "abstract": "{tides}"\n'
        " },\n"
        ' "reed": {\n'
        '  "title": "On Reeds",\n'
        '  "abstract": "{reeds}"\n'
        " }\n"
        "}",
    ),
    "feedjson.json": (
        [("arxiv:2401.00001", "2024-01-01", ["Ada Lee"])],
        '{"feed": {"title": "arXiv", "entry": [{"id": '
        '"http://arxiv.org/abs/2401.00001v1", "title": "On\\n  Tides", "summary": '
        '"{tides}", "author": [{"name": "Ada Lee"}], "published": '
        '"2024-01-01T00:00:00Z"}]}}',
    ),
    "dailypapers.json": (
        [("arxiv:2401.00001", "2024-10-01", ["Ada Lee"])],
        '{"date": "2024-10-03", "dailyPapers": [{"paper": {"id": "2401.00001", '
        '"title": "On Tides", "summary": "{tides}", "authors": [{"name": "Ada Lee", '
        '"hidden": false}], "publishedAt": "2024-10-01T00:00:00Z"}, "title": "On '
        'Tides", "publishedAt": "2024-10-03T00:00:00Z"}]}',
    ),
    "openreview.json": (
        [("openreview:Ab12Cd34Ef", "2024-03-05", ["Ada Lee"])],
        '{"notes": [{"id": "Ab12Cd34Ef", "forum": "Ab12Cd34Ef", "cdate": 1709596800000,'
        ' "content": {"title": {"value": "On Tides"}, "abstract": {"value": "{tides}"},'
        ' "authors": {"value": ["Ada Lee"]}, "keywords": {"value": ["tides"]}}}], '
        '"count": 1}',
    ),
    "openreview1.json": (
        [("openreview:Ab12Cd34Ef", None, ["Ada Lee"])],
        '[{"id": "Ab12Cd34Ef", "forum": "Ab12Cd34Ef", "content": {"title": "On Tides", '
        '"abstract": "{tides}", "authors": ["Ada Lee"]}}]',
    ),
    "s2refs.json": (
        [("doi:10.1000/a", "2024", [])],
        '{"data": [{"citedPaper": {"paperId": '
        '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "title": "On Tides", "abstract": '
        '"{tides}", "year": 2024, "externalIds": {"DOI": "10.1000/a"}}}]}',
    ),
    "zotero.json": (
        [("arxiv:2401.00001", "2024-03", ["Ada Lee"])],
        '[{"key": "ABCD", "version": 1, "data": {"key": "ABCD", "itemType": "preprint",'
        ' "title": "On Tides", "abstractNote": "{tides}", "creators": [{"creatorType": '
        '"author", "firstName": "Ada", "lastName": "Lee"}], "date": "2024-03", "DOI": '
        '"10.48550/arXiv.2401.00001", "url": "http://arxiv.org/abs/2401.00001"}}]',
    ),
    "pwc.json": (
        [("arxiv:2401.00001", "2024-01-01", ["Ada Lee"])],
        '[{"paper_url": "https://paperswithcode.com/paper/x", "arxiv_id": "2401.00001",'
        ' "title": "On Tides", "abstract": "{tides}", "url_abs": '
        '"https://arxiv.org/abs/2401.00001v1", "url_pdf": '
        '"https://arxiv.org/pdf/2401.00001v1.pdf", "authors": ["Ada Lee"], "date": '
        '"2024-01-01", "tasks": ["Tides"]}]',
    ),
    "es.json": (
        [(None, None, [])],
        '{"hits": {"total": 1, "hits": [{"_id": "x1", "_source": {"title": "On Tides", '
        '"abstract": "{tides}"}}]}}',
    ),
    "scopus.csv": (
        [("doi:10.1000/a", "2024", ["Ada Lee", "Bo Chu"]), (None, "2023", ["Cy Day"])],
        '"Authors","Author full names","Title","Year","Source title","DOI","Link",'
        '"Abstract","Document Type"\n'
        '"Lee A.; Chu B.","Lee, Ada (123); Chu, Bo (456)","On Tides","2024","J",'
        '"10.1000/a","https://www.scopus.com/x","{tides}","Article"\n'
        '"Day C.","Day, Cy (1)","On Reeds","2023","J","","https://s","[No abstract '
        'available]","Article"\n',
    ),
    "ieee.csv": (
        [("doi:10.1109/x.2024", "2024", ["A. Lee", "B. Chu"])],
        '\ufeff"Document Title",Authors,"Author Affiliations","Publication Title",Date '
        'Added To Xplore,"Publication Year",Abstract,"DOI",PDF Link\n'
        '"On Tides","A. Lee; B. Chu","X; Y","IEEE Y","5 March 2024","2024","{tides}",'
        '"10.1109/X.2024","https://ieeexplore.ieee.org/stamp/1"\n',
    ),
    "wos.tsv": (
        [("doi:10.1000/a", "2024", ["Ada Lee", "Bo Chu"])],
        "PT\tAU\tAF\tTI\tSO\tLA\tAB\tPY\tDI\n"
        "J\tLee, A; Chu, B\tLee, Ada; Chu, Bo\tOn Tides\tJ\tEnglish\t{tides}\t2024\t10.1000/a\n",
    ),
    "wos.txt": (
        [("doi:10.1000/a", "2024-03-05", ["Ada Lee", "Bo Chu"]), (None, None, [])],
        "FN Clarivate Analytics Web of Science\n"
        "VR 1.0\n"
        "PT J\n"
        "AU Lee, A\n"
        "   Chu, B\n"
        "AF Lee, Ada\n"
        "   Chu, Bo\n"
        "TI On\n"
        "   Tides\n"
        "AB We propose TideNet, a network for tides,\n"
        "   and reach an MAE of 2.1 cm on TideBench.\n"
        "PY 2024\n"
        "PD MAR 5\n"
        "DI 10.1000/a\n"
        "ER\n"
        "\n"
        "PT J\n"
        "TI On Reeds\n"
        "AB {reeds}\n"
        "ER\n"
        "\n"
        "EF\n",
    ),
    "list1.md": (
        [("arxiv:2401.00001", None, []), ("arxiv:2401.00002", None, [])],
        "# Awesome Tides\n"
        "\n"
        "A list.\n"
        "\n"
        "## Papers\n"
        "\n"
        "- [On Tides](https://arxiv.org/abs/2401.00001) - Ada Lee, 2024\n"
        "- **[On Reeds](https://arxiv.org/abs/2401.00002)**: {reeds}\n",
    ),
    "list2.md": (
        [("arxiv:2401.00001", "2024-10-03", []), (None, "2024-10-03", ["Cy Day"])],
        "## 2024-10-03\n"
        "\n"
        "### [On Tides](https://huggingface.co/papers/2401.00001)\n"
        "\n"
        "> {tides}\n"
        "\n"
        "### 2. On Reeds\n"
        "\n"
        "*Authors*: Cy Day\n"
        "\n"
        "{reeds}\n",
    ),
    "list3.md": (
        [("arxiv:2401.00001", None, ["Ada Lee", "Bo Chu"]), (None, None, [])],
        "**1. On Tides**\n"
        "\n"
        "*Ada Lee, Bo Chu*\n"
        "\n"
        "[[arXiv]](https://arxiv.org/abs/2401.00001)\n"
        "\n"
        "{tides}\n"
        "\n"
        "**2. On Reeds**\n"
        "\n"
        "{reeds}\n",
    ),
    "front.md": (
        [(None, "2024-03-05", ["Ada Lee"])],
        "---\n"
        'title: "On Tides"\n'
        "authors: [Ada Lee]\n"
        "date: 2024-03-05\n"
        "---\n"
        "\n"
        "# On Tides\n"
        "\n"
        "{tides}\n",
    ),
    "details.md": (
        [("arxiv:2401.00001", None, ["Ada Lee"])],
        "### On Tides\n"
        "\n"
        "- **Authors:** Ada Lee\n"
        "- **arXiv:** [2401.00001](https://arxiv.org/abs/2401.00001)\n"
        "\n"
        "<details><summary>Abstract</summary>\n"
        "\n"
        "{tides}\n"
        "\n"
        "</details>\n",
    ),
    "caps.txt": (
        [(None, None, ["Ada Lee"]), (None, None, [])],
        "TITLE: On Tides\n"
        "AUTHORS: Ada Lee\n"
        "ABSTRACT:\n"
        "{tides}\n"
        "\n"
        "TITLE: On Reeds\n"
        "ABSTRACT:\n"
        "{reeds}\n",
    ),
    "papers.yml": (
        [(None, "2024-03-05", [])],
        "papers:\n"
        "  tide:\n"
        "    title: On Tides\n"
        "    summary: |\n"
        "      We propose TideNet, a network \n"
        "      for tides, and reach an MAE of 2.1 cm on TideBench.\n"
        "    date: 2024-03-05\n",
    ),
    "docs.yaml": (
        [(None, None, []), (None, None, [])],
        "---\ntitle: On Tides\nabstract: {tides}\n---\ntitle: On Reeds\nabstract: {reeds}\n",
    ),
    "concat.json": (
        [(None, None, []), (None, None, [])],
        '{"title":"On Tides",\n'
        '"abstract":"{tides}"}\n'
        '{"title":"On Reeds",\n'
        '"abstract":"{reeds}"}\n',
    ),
    "x.enw": (
        [("doi:10.1000/a", "2024", ["Ada Lee", "Bo Chu"]), (None, None, [])],
        "%0 Journal Article\n"
        "%T On Tides\n"
        "%A Lee, Ada\n"
        "%A Chu, Bo\n"
        "%D 2024\n"
        "%X {tides}\n"
        "%R 10.1000/a\n"
        "\n"
        "%0 Journal Article\n"
        "%T On Reeds\n"
        "%X {reeds}\n",
    ),
    "oai.xml": (
        [("arxiv:2401.00001", "2024-01-01", ["Ada Lee"])],
        '<?xml version="1.0"?>\n'
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record>'
        "<header><identifier>oai:arXiv.org:2401.00001</identifier></header><metadata>"
        '<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2401.00001</id><created>'
        "2024-01-01</created><authors><author><keyname>Lee</keyname><forenames>"
        "Ada</forenames></author></authors><title>On Tides</title><categories>cs.CV "
        "cs.LG</categories><abstract>{tides}</abstract></arXiv></metadata></record>"
        "</ListRecords></OAI-PMH>",
    ),
    "jats.xml": (
        [("doi:10.1000/a", "2024-03", ["Ada Lee"])],
        '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "JATS.dtd">\n'
        '<article xmlns:xlink="x"><front><article-meta><article-id pub-id-type="doi">'
        "10.1000/a</article-id><title-group><article-title>On <italic>Tides</italic>"
        '</article-title></title-group><contrib-group><contrib contrib-type="author">'
        "<name><surname>Lee</surname><given-names>Ada</given-names></name></contrib>"
        "</contrib-group><pub-date><month>3</month><year>2024</year></pub-date>"
        "<abstract><sec><title>Methods</title><p>{tides}</p></sec></abstract>"
        "</article-meta></front><body><p>x</p></body></article>",
    ),
    "arxivrss.xml": (
        [("arxiv:2401.00001", "2024-02-15", ["Ada Lee", "Bo Chu"])],
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        "<title>cs.CL</title><item><title>On Tides</title><link>"
        "https://arxiv.org/abs/2401.00001</link><description>arXiv:2401.00001v1 "
        "Announce Type: new \n"
        'Abstract: {tides}</description><guid isPermaLink="false">'
        "oai:arXiv.org:2401.00001v1</guid><category>cs.CL</category><pubDate>Thu, 15 "
        "Feb 2024 00:00:00 -0500</pubDate><dc:creator>Ada Lee, Bo Chu</dc:creator>"
        "</item></channel></rss>",
    ),
    "abs.html": (
        [("arxiv:2401.00001", "2024-01-01", ["Ada Lee"])],
        '<!DOCTYPE html><html><head><meta name="citation_title" content="On Tides"/>'
        '<meta name="citation_author" content="Lee, Ada"/><meta name="citation_date" '
        'content="2024/01/01"/><meta name="citation_arxiv_id" content="2401.00001"/>'
        '<meta name="citation_abstract" content="{tides}"/></head><body><h1 '
        'class="title mathjax"><span class="descriptor">Title:</span>On Tides</h1>'
        "</body></html>",
    ),
    "list.html": (
        [("arxiv:2401.00001", None, ["Ada Lee", "Bo Chu"]), ("arxiv:2401.00002", None, [])],
        '<html><body><dl><dt><a name="item1">[1]</a> <a href="/abs/2401.00001" '
        'title="Abstract">arXiv:2401.00001</a></dt><dd><div class="meta"><div '
        'class="list-title mathjax"><span class="descriptor">Title:</span> On '
        'Tides</div><div class="list-authors"><a>Ada Lee</a>, <a>Bo Chu</a></div><div '
        'class="list-subjects"><span class="descriptor">Subjects:</span> Computation '
        '(cs.CL)</div><p class="mathjax">{tides}</p></div></dd><dt><a '
        'href="/abs/2401.00002">x</a></dt><dd><div class="list-title">Title: On '
        'Reeds</div><p class="mathjax">{reeds}</p></dd></dl></body></html>',
    ),
    "hf.html": (
        [("arxiv:2401.00001", "2024-01-01", ["Ada Lee"])],
        '<html><body><div class="SVELTE_HYDRATER contents" data-target="DailyPapers" '
        'data-props="{&quot;dailyPapers&quot;: [{&quot;paper&quot;: {&quot;id&quot;: '
        "&quot;2401.00001&quot;, &quot;title&quot;: &quot;On Tides&quot;, "
        "&quot;summary&quot;: &quot;{tides}&quot;, &quot;authors&quot;: "
        "[{&quot;name&quot;: &quot;Ada Lee&quot;}], &quot;publishedAt&quot;: "
        "&quot;2024-01-01T00:00:00Z&quot;}, &quot;title&quot;: &quot;On "
        'Tides&quot;}]}"></div></body></html>',
    ),
    "listing.txt": (
        [("arxiv:2401.00001", None, ["Ada Lee", "Bo Chu"]), ("arxiv:2401.00002", None, ["Cy Day"])],
        "[1]  arXiv:2401.00001 [pdf, html, other]\n"
        "Title: On Tides\n"
        "Ada Lee, Bo Chu\n"
        "Comments: 9 pages\n"
        "Subjects: Computation and Language (cs.CL)\n"
        "\n"
        "{tides}\n"
        "\n"
        "[2]  arXiv:2401.00002 [pdf]\n"
        "Title: On Reeds\n"
        "Cy Day\n"
        "Subjects: Machine Learning (cs.LG)\n"
        "{reeds}\n",
    ),
    "mail2.txt": (
        [("arxiv:2401.00001", "2024-01-01", ["Ada Lee"]), ("arxiv:2401.00002", None, ["Cy Day"])],
        "Submissions to:\n"
        "Computation and Language\n"
        " received from Mon\n"
        "------\n"
        "\\\\\n"
        "arXiv:2401.00001\n"
        "Date: Mon, 1 Jan 2024 10:00:00 GMT   (100kb)\n"
        "\n"
        "Title: On Tides\n"
        "Authors: Ada Lee\n"
        "Categories: cs.CL\n"
        "\\\\\n"
        "  {tides}\n"
        "\\\\ ( https://arxiv.org/abs/2401.00001 ,  100kb)\n"
        "------\n"
        "\\\\\n"
        "arXiv:2401.00002\n"
        "replaced with revised version Mon, 1 Jan 2024 10:00:00 GMT   (50kb)\n"
        "\n"
        "Title: On Reeds\n"
        "Authors: Cy Day\n"
        "\\\\ ( https://arxiv.org/abs/2401.00002 ,  50kb)\n"
        "------\n",
    ),
}
"""Name -> (id, None: that of the title; date; authors) of each paper, and the file, in which
{tides} and {reeds} stand for the abstracts."""
