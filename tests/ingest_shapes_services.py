"""Answers and exports of services and programs, each with the two papers in it."""

from __future__ import annotations

SERVICE_SHAPES: dict[str, tuple[list[tuple[str | None, str | None, list[str]]], str]] = {
    "arxivdaily.json": (
        [
            ("arxiv:2401.00001", "2024-01-01", ["Ada Lee"]),
            ("arxiv:2401.00002", "2024-01-02", ["Bo Chu"]),
        ],
        '{"Tides": {"2401.00001": "|**2024-01-01**|**On Tides**|Ada Lee '
        'et.al.|[2401.00001v2](http://arxiv.org/abs/2401.00001v2)|null|\\n", "2401.00002": '
        '"- 2024-01-02, **On Reeds**, Bo Chu et.al., Paper: '
        '[http://arxiv.org/abs/2401.00002](http://arxiv.org/abs/2401.00002)"}}',
    ),
    "virtual.json": (
        [("openreview:Ab12Cd34", None, ["Ada Lee"])],
        '{"count": 1, "results": [{"id": 30001, "name": "On Tides", "authors": [{"id": 1, '
        '"fullname": "Ada Lee"}], "abstract": "{tides}", "paper_url": '
        '"https://openreview.net/forum?id=Ab12Cd34", "organization": {"name": "X", '
        '"description": "Y"}}]}',
    ),
    "collection.json": (
        [("arxiv:2401.00001", None, []), (None, None, [])],
        '{"metadata": {"title": "My list", "curated": "2026"}, "papers": [{"title": "On '
        'Tides", "url": "https://arxiv.org/abs/2401.00001"}, {"title": "On Reeds"}]}',
    ),
    "datacite.json": (
        [("doi:10.1000/a", "2024-03-05", ["Ada Lee"])],
        '{"data": [{"id": "10.1000/a", "type": "dois", "attributes": {"doi": "10.1000/a", '
        '"titles": [{"title": "On Tides"}], "creators": [{"name": "Lee, Ada"}], '
        '"publicationYear": 2024, "dates": [{"date": "2024", "dateType": "Created"}, '
        '{"date": "2024-03-05", "dateType": "Issued"}], "descriptions": [{"description": '
        '"Notes.", "descriptionType": "Other"}, {"description": "{tides}", '
        '"descriptionType": "Abstract"}]}}]}',
    ),
    "inspire.json": (
        [("arxiv:2401.00001", "2024-01-01", ["Ada Lee"])],
        '{"hits": {"hits": [{"metadata": {"titles": [{"title": "On Tides"}], "abstracts": '
        '[{"value": "{tides}"}], "authors": [{"full_name": "Lee, Ada"}], "arxiv_eprints": '
        '[{"value": "2401.00001"}], "preprint_date": "2024-01-01"}}]}}',
    ),
    "europepmc.json": (
        [("doi:10.1000/a", "2024-03-05", ["Ada Lee"])],
        '{"resultList": {"result": [{"id": "1", "pmid": "1", "doi": "10.1000/a", "title": '
        '"On Tides", "authorList": {"author": [{"fullName": "Lee A", "firstName": "Ada", '
        '"lastName": "Lee", "authorId": {"type": "ORCID", "value": '
        '"0000-0002-1825-0097"}}]}, "pubYear": "2024", "abstractText": '
        '"<h4>Methods</h4>{tides}", "firstPublicationDate": "2024-03-05"}]}}',
    ),
    "elsevier.json": (
        [("doi:10.1000/a", "2024-03-05", ["Ada Lee"])],
        '{"search-results": {"entry": [{"dc:title": "On Tides", "prism:doi": "10.1000/a", '
        '"prism:coverDate": "2024-03-05", "dc:description": "{tides}", "author": '
        '[{"surname": "Lee", "given-name": "Ada"}]}]}}',
    ),
    "converted.json": (
        [("arxiv:2401.00001", "2024-01-01", ["Ada Lee"])],
        '{"feed": {"title": {"#text": "arXiv"}, "entry": {"id": '
        '"http://arxiv.org/abs/2401.00001", "title": "On Tides", "summary": "{tides}", '
        '"author": {"name": "Ada Lee"}, "published": "2024-01-01T00:00:00Z"}}}',
    ),
    "jsonfeed.json": (
        [("arxiv:2401.00001", "2024-01-01", ["Ada Lee"])],
        '{"title": "Tides", "items": [{"url": "https://arxiv.org/abs/2401.00001", "title": '
        '"On Tides", "content_html": "<p>{tides}</p>", "date_published": '
        '"2024-01-01T00:00:00Z", "authors": [{"name": "Ada Lee"}]}]}',
    ),
    "betterbibtex.json": (
        [("doi:10.1000/a", "2024-03", ["Ada Lee"])],
        '{"items": [{"itemType": "journalArticle", "title": "On Tides", "creators": '
        '[{"firstName": "Ada", "lastName": "Lee", "creatorType": "author"}, {"firstName": '
        '"Ed", "lastName": "Itor", "creatorType": "editor"}], "date": "2024-03", '
        '"abstractNote": "{tides}", "DOI": "10.1000/a"}]}',
    ),
    "reviews.json": (
        [("openreview:Ab12Cd34", None, ["Ada Lee"])],
        '{"notes": [{"id": "Ab12Cd34", "forum": "Ab12Cd34", "replyto": null, "content": '
        '{"title": {"value": "On Tides"}, "abstract": {"value": "{tides}"}, "authors": '
        '{"value": ["Ada Lee"]}}}, {"id": "Rev12345", "forum": "Ab12Cd34", "replyto": '
        '"Ab12Cd34", "content": {"title": {"value": "Review"}, "review": {"value": '
        '"Good."}}}]}',
    ),
    "columns.json": (
        [("arxiv:2401.00001", None, []), ("arxiv:2401.10000", None, [])],
        '{"title": {"0": "On Tides", "1": "On Reeds"}, "abstract": {"0": "{tides}", "1": '
        '"{reeds}"}, "arxiv_id": {"0": 2401.00001, "1": 2401.1}}',
    ),
    "lists.json": (
        [(None, "2024", ["Ada Lee"]), (None, "2023", ["Bo Chu"])],
        '{"title": ["On Tides", "On Reeds"], "abstract": ["{tides}", "{reeds}"], "year": '
        '[2024, 2023], "authors": [["Ada Lee"], ["Bo Chu"]]}',
    ),
    "split.json": (
        [(None, None, [])],
        '{"columns": ["title", "abstract"], "index": [0], "data": [["On Tides", "{tides}"]]}',
    ),
    "endnote.xml": (
        [("doi:10.1000/a", "2024-03-05", ["Ada Lee"])],
        '<xml><records><record><contributors><authors><author><style face="normal">Lee, '
        "Ada</style></author></authors></contributors><titles><title><style "
        'face="normal">On </style><style '
        'face="italic">Tides</style></title></titles><dates><year><style>2024</'
        "style></year><pub-dates><date><style>Mar "
        "5</style></date></pub-dates></dates><abstract><style>{tides}</style></"
        "abstract><electronic-resource-num><style>10.1000/a</style></electronic"
        "-resource-num></record></records></xml>",
    ),
    "mendeley.xml": (
        [("arxiv:2401.00001", "2024", [])],
        "<xml><records><record><titles><title>On "
        "Tides</title></titles><abstract>{tides}</abstract><dates><year>2024</y"
        "ear></dates><urls><web-urls><url>http://arxiv.org/abs/2401.00001</url>"
        "</web-urls></urls></record></records></xml>",
    ),
    "pmc.xml": (
        [("doi:10.1000/a", "2024-03", ["Ada Lee"])],
        "<OAI-PMH "
        'xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header '
        'status="deleted"><identifier>oai:x:1</identifier></header></record><re'
        "cord><header/><metadata><article "
        'xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/"><front><article-met'
        "a><article-id "
        'pub-id-type="doi">10.1000/a</article-id><title-group><article-title>On '
        "Tides</article-title></title-group><contrib-group><contrib "
        'contrib-type="author"><name><surname>Lee</surname><given-names>Ada</gi'
        "ven-names></name></contrib></contrib-group><pub-date><month>3</month><"
        "year>2024</year></pub-date><abstract><p>{tides}</p></abstract></articl"
        "e-meta></front></article></metadata></record></ListRecords></OAI-PMH>",
    ),
    "dblp.xml": (
        [("arxiv:2401.00001", "2024", ["Jürgen Lee"]), (None, "2023", [])],
        '<?xml version="1.0"?><!DOCTYPE dblp SYSTEM "dblp.dtd"><dblp><www '
        'key="homepages/l/Lee"><author>Ada Lee</author><title>Home '
        'Page</title></www><article key="journals/corr/abs-2401-00001"><author>J&uuml;rgen '
        "Lee 0003</author><title>On "
        "<i>Tides</i>.</title><year>2024</year></article><inproceedings><title>On "
        "Reeds.</title><year>2023</year></inproceedings></dblp>",
    ),
    "anthology.xml": (
        [("doi:10.18653/v1/2024.acl-long.1", "2024", ["Ada Lee"]), ("acl:P18-1002", "2018", [])],
        '<collection id="2024.acl"><volume '
        'id="long"><meta><booktitle>Proceedings</booktitle></meta><paper id="1"><title>On '
        "<fixed-case>T</fixed-case>ides</title><author><first>Ada</first><last>"
        "Lee</last></author><abstract>{tides}</abstract><url>2024.acl-long.1</u"
        'rl><doi>10.18653/v1/2024.acl-long.1</doi></paper><paper id="2"><title>On '
        "Reeds</title><abstract>{reeds}</abstract><url>P18-1002</url></paper></"
        "volume></collection>",
    ),
    "own.xml": (
        [("arxiv:2401.00001", "2024", ["Ada Lee", "Bo Chu"]), (None, None, [])],
        "<papers><paper><title>On <i>Tides</i></title><authors><author>Ada "
        "Lee</author><author>Bo "
        "Chu</author></authors><abstract>{tides}</abstract><year>2024</year><ur"
        "l>https://arxiv.org/abs/2401.00001</url></paper><paper><title>On "
        "Reeds</title><abstract>{reeds}</abstract></paper></papers>",
    ),
    "search.xml": (
        [("doi:10.1000/a", "2024", ["Ada Lee"])],
        "<result><hits><hit><info><authors><author>Ada Lee</author></authors><title>On "
        "Tides</title><year>2024</year><doi>10.1000/a</doi></info></hit></hits></result>",
    ),
    "mendeley.bib": (
        [("arxiv:2401.00001", "2024", ["Ada Lee", "Bo Chu"])],
        "Automatically generated by Mendeley Desktop 1.19.8\n"
        "Any changes to this file will be lost.\n"
        "\n"
        "@article{Lee2024,\n"
        "abstract = {{tides}},\n"
        "arxivId = {2401.00001},\n"
        "author = {Lee, Ada and Chu, Bo},\n"
        "title = {{On Tides}},\n"
        "year = {2024}\n"
        "}\n",
    ),
    "scopus.bib": (
        [("doi:10.1000/a", "2024", ["Ada Lee"])],
        "Scopus\n"
        "EXPORT DATE: 05 March 2025\n"
        "\n"
        "@ARTICLE{Lee2024,\n"
        "\tauthor = {Lee, Ada},\n"
        "\ttitle = {On Tides},\n"
        "\tyear = {2024},\n"
        "\tdoi = {10.1000/a},\n"
        "\tabstract = {{tides}}\n"
        "}\n",
    ),
    "wos.bib": (
        [("doi:10.1000/a", "2024-03-05", ["Ada Lee"])],
        "@article{ WOS:1,\n"
        "Author = {Lee, Ada},\n"
        "Title = {On\n"
        "   Tides},\n"
        "Year = {{2024}},\n"
        "Month = {{MAR 5}},\n"
        "Abstract = {{{tides}}},\n"
        "DOI = {{10.1000/a}},\n"
        "}\n",
    ),
    "dblp.bib": (
        [
            ("arxiv:2401.00001", "2024", ["Ada Lee", "Bo Chu"]),
            ("arxiv:2401.00002", "2024", ["The A and B Team"]),
        ],
        "@article{a,\n"
        " author = {Ada Lee and\n"
        " Bo Chu 0002},\n"
        " title = {On Tides},\n"
        " volume = {abs/2401.00001},\n"
        " year = {2024},\n"
        "}\n"
        "@misc{b, author={{The A and B Team}}, title={On Reeds},\n"
        " howpublished={arXiv:2401.00002}, year=2024}\n",
    ),
    "bilingual.json": (
        [("arxiv:2401.00001", "2024-03-04", ["Ada Lee", "Bo Chu"])],
        '{"date": "2024-03-05", "papers": [{"arxiv_id": "2401.00001", "title_en": "On '
        'Tides", "title_zh": "T", "abstract_en": "{tides}", "authors": "Ada Lee, Bo Chu '
        '等", "published_date": "2024-03-04"}]}',
    ),
    "named.json": (
        [("arxiv:2401.00001", None, []), (None, None, [])],
        '{"On Tides": {"abstract": "{tides}", "url": "https://arxiv.org/abs/2401.00001"}, '
        '"On Reeds": {"abstract": "{reeds}"}}',
    ),
    "months.json": (
        [(None, "2024-03", []), (None, "2024-03-05", [])],
        '[{"title": "On Tides", "abstract": "{tides}", "year": 2024, "month": "March"}, '
        '{"title": {"rendered": "On Reeds"}, "excerpt": {"rendered": "<p>{reeds}</p>"}, '
        '"year": 2024, "month": 3, "day": 5}]',
    ),
}
"""Name -> (id, None: that of the title; date; authors) of each paper, and the file, in which
{tides} and {reeds} stand for the abstracts."""
