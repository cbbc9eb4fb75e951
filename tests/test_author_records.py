"""ORCIDs and affiliations: from every format that has them, to the edges of the graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ingest
from kg.core.codec import encode_extraction, from_record, to_record
from kg.core.errors import InputError
from kg.core.people.affiliations import affiliation_text, affiliations_of, institution_span
from kg.core.people.author_records import AuthorRecord, orcids_of, parse_orcid
from kg.core.schema import FROM
from kg.core.types import Document, Extraction
from kg.graph.audit import audit
from kg.graph.fold import fold_papers
from kg.ingest.reading import UNREADABLE, ReadingNotes

ADA, BO = "0000-0002-1825-0097", "0000-0002-1694-233X"
FREETOWN = "Department of Botany, University of Freetown, Freetown, Sierra Leone"

FILES: dict[str, str] = {
    "openalex.json": json.dumps(
        {
            "results": [
                {
                    "title": "On Tides",
                    "authorships": [
                        {
                            "author": {
                                "display_name": "Ada Lee",
                                "orcid": f"https://orcid.org/{ADA}",
                            },
                            "institutions": [{"display_name": "University of Freetown"}],
                            "raw_affiliation_strings": [FREETOWN],
                        },
                        {
                            "author": {
                                "display_name": "Bo Chu",
                                "orcid": f"https://orcid.org/{BO}",
                            },
                            "institutions": [],
                            "raw_affiliation_strings": ["Tide Lab", FREETOWN],
                        },
                    ],
                }
            ]
        }
    ),
    "crossref.json": json.dumps(
        {
            "message": {
                "title": ["On Tides"],
                "author": [
                    {
                        "ORCID": f"http://orcid.org/{ADA}",
                        "authenticated-orcid": False,
                        "given": "Ada",
                        "family": "Lee",
                        "affiliation": [{"name": FREETOWN}],
                    },
                    {
                        "ORCID": f"https://orcid.org/{BO}",
                        "given": "Bo",
                        "family": "Chu",
                        "affiliation": [{"name": "Tide Lab"}, {"name": FREETOWN}],
                    },
                ],
            }
        }
    ),
    "csl.json": json.dumps(
        [
            {
                "id": "tides",
                "type": "article-journal",
                "title": "On Tides",
                "author": [
                    {"family": "Lee", "given": "Ada", "ORCID": ADA, "affiliation": [FREETOWN]},
                    {
                        "literal": "Bo Chu",
                        "ORCID": BO,
                        "affiliation": [f"Tide Lab; {FREETOWN}"],
                    },
                ],
            }
        ]
    ),
    "datacite.json": json.dumps(
        [
            {
                "title": "On Tides",
                "creators": [
                    {
                        "name": name,
                        "nameIdentifiers": [
                            {"nameIdentifier": orcid, "nameIdentifierScheme": "ORCID"}
                        ],
                        "affiliation": places,
                    }
                    for name, orcid, places in (
                        ("Lee, Ada", f"https://orcid.org/{ADA}", [{"name": FREETOWN}]),
                        ("Chu, Bo", BO, ["Tide Lab", FREETOWN]),
                    )
                ],
            }
        ]
    ),
    "pubmed.xml": f"""<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article>
<ArticleTitle>On Tides</ArticleTitle><AuthorList>
<Author><LastName>Lee</LastName><ForeName>Ada</ForeName>
<Identifier Source="ORCID">{ADA}</Identifier>
<AffiliationInfo><Affiliation>{FREETOWN}. Electronic address: a@b.example.</Affiliation>
</AffiliationInfo></Author>
<Author><LastName>Chu</LastName><ForeName>Bo</ForeName>
<Identifier Source="ORCID">http://orcid.org/{BO.replace("-", "")}</Identifier>
<AffiliationInfo><Affiliation>Tide Lab</Affiliation></AffiliationInfo>
<AffiliationInfo><Affiliation>{FREETOWN}.</Affiliation></AffiliationInfo></Author>
</AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>""",
    "jats.xml": f"""<article><front><article-meta><title-group>
<article-title>On Tides</article-title>
</title-group><contrib-group>
<contrib contrib-type="author">
<contrib-id contrib-id-type="orcid">https://orcid.org/{ADA}</contrib-id>
<name><surname>Lee</surname><given-names>Ada</given-names></name>
<xref ref-type="aff" rid="a1"/></contrib>
<contrib contrib-type="author"><contrib-id contrib-id-type="orcid">{BO}</contrib-id>
<name><surname>Chu</surname><given-names>Bo</given-names></name>
<xref ref-type="aff" rid="a2 a1"/></contrib>
<aff id="a1"><label>1</label><institution content-type="dept">Department of Botany</institution>,
<institution>University of Freetown</institution>, <country>Sierra Leone</country></aff>
<aff id="a2"><label>2</label>Tide Lab</aff>
</contrib-group></article-meta></front></article>""",
    "tides.nbib": f"""PMID- 7
TI  - On Tides
FAU - Lee, Ada
AU  - Lee A
AUID- ORCID: {ADA}
AD  - {FREETOWN}.
FAU - Chu, Bo
AU  - Chu B
AUID- ORCID: {BO}
AD  - Tide Lab.
AD  - {FREETOWN}.
""",
    "savedrecs.txt": f"""FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Lee, A
   Chu, B
AF Lee, Ada
   Chu, Bo
TI On Tides
C1 [Lee, Ada; Chu, Bo] Univ Freetown, Dept Bot, Freetown, Sierra Leone.
   [Chu, Bo] Tide Lab, Freetown, Sierra Leone.
OI Lee, Ada/{ADA}; Chu, Bo/
   {BO}
ER

EF
""",
    "page.html": f"""<!DOCTYPE html><html><head><meta name="citation_title" content="On Tides">
<meta name="citation_author" content="Lee, Ada">
<meta name="citation_author_institution" content="{FREETOWN}">
<meta name="citation_author_orcid" content="https://orcid.org/{ADA}">
<meta name="citation_author" content="Chu, Bo">
<meta name="citation_author_institution" content="Tide Lab">
<meta name="citation_author_institution" content="{FREETOWN}">
<meta name="citation_author_orcid" content="{BO}">
</head></html>""",
}
"""One paper of two authors, both with an ORCID, one at two places, as each format has it."""


def read(tmp_path: Path, name: str, text: str) -> Document:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    [found] = ingest.read_documents([path])
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize("name", FILES)
def test_orcids_and_affiliations_are_read(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, name, FILES[name])
    assert found.authors == ("Ada Lee", "Bo Chu")
    assert orcids_of(found.authors, found.author_records) == (ADA, BO)
    places = affiliations_of(found.authors, found.author_records)
    named = {(each.institution, each.line.partition(":")[0]) for each in places}
    everywhere = {person for place, people in named for person in people.split(", ")}
    assert everywhere == {"Ada Lee", "Bo Chu"}
    freetown = "Univ Freetown" if name == "savedrecs.txt" else "University of Freetown"
    assert {place for place, _ in named} == {freetown, "Tide Lab"}
    assert ("Tide Lab", "Bo Chu") in named


@pytest.mark.parametrize(
    "field",
    [
        f"orcid-numbers = {{Chu, Bo/{BO}\nLee, Ada/{ADA}}}",
        f'author+an:orcid = {{1="{ADA}"; 2="https://orcid.org/{BO}"}}',
        f"orcid = {{{ADA}, {BO}}}",
    ],
)
def test_bibtex_has_orcids_in_three_ways(tmp_path: Path, field: str) -> None:
    who = "author = {Lee, Ada and Chu, Bo}"
    entry = f"@article{{tides,\n title = {{On Tides}},\n {who},\n {field}\n}}\n"
    found = read(tmp_path, "tides.bib", entry)
    assert orcids_of(found.authors, found.author_records) == (ADA, BO)


def test_one_orcid_of_two_authors_is_nobodys(tmp_path: Path) -> None:
    entry = f"@article{{t, title={{On Tides}}, author={{Lee, Ada and Chu, Bo}}, orcid={{{ADA}}}}}\n"
    assert read(tmp_path, "tides.bib", entry).author_records == ()


def test_an_orcid_with_a_wrong_digit_is_noted_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    people = [{"name": "Ada Lee", "orcid": ADA[:-1] + "8"}, {"name": "Bo Chu", "orcid": None}]
    path.write_text(json.dumps([{"title": "On Tides", "authors": people}]), encoding="utf-8")
    notes = ReadingNotes()
    [found] = ingest.read_documents([path], notes=notes)
    assert (found.authors, found.author_records) == (("Ada Lee", "Bo Chu"), ())
    assert "of Ada Lee is no ORCID" in str(notes)
    assert UNREADABLE in str(notes)


@given(st.integers(0, 10**15 - 1))
def test_one_check_digit_of_eleven_is_right(number: int) -> None:
    """ISO 7064, MOD 11-2: the digits, weighed by powers of two, are 1 modulo 11."""
    digits = f"{number:015d}"
    valid = [last for last in "0123456789X" if parse_orcid(digits + last)]
    weighed = sum(int(d) * 2 ** (15 - at) for at, d in enumerate(digits))
    assert valid == [last for last in "0123456789X" if (weighed + _worth(last)) % 11 == 1]
    assert len(valid) == 1


def _worth(digit: str) -> int:
    return 10 if digit == "X" else int(digit)


@pytest.mark.parametrize(
    ("affiliation", "institution"),
    [
        (FREETOWN, "University of Freetown"),
        ("University of Freetown", "University of Freetown"),
        ("Univ Freetown, Dept Comp Sci, Freetown, Sierra Leone.", "Univ Freetown"),
        ("University of California, Davis", "University of California, Davis"),
        ("1 School of Botany, Reed Institute of Technology, Rye", "Reed Institute of Technology"),
        ("Tide Lab", "Tide Lab"),
        ("Google Research, Accra", "Google Research"),
        ("Department of Botany", "Department of Botany"),
        ("Rye, Research Group Tides, National Tide Laboratory, 1 Quay", "National Tide Laboratory"),
        ("Max Planck Institute for Tides, Kiel. Electronic address: a@b.example",
         "Max Planck Institute for Tides"),
        ("12345; *", None),
        ("x" * 130, None),
    ],
)  # fmt: skip
def test_the_institution_in_an_affiliation(affiliation: str, institution: str | None) -> None:
    span = institution_span(affiliation)
    assert (None if span is None else affiliation[slice(*span)]) == institution


PEOPLE = (AuthorRecord("Ada Lee", ADA, (FREETOWN,)), AuthorRecord("Bo Chu", None, (FREETOWN, "X")))
PAPER = Document("t:1", "On Tides", "A.", authors=("Ada Lee", "Bo Chu"), author_records=PEOPLE)


def test_every_affiliation_is_an_edge_with_its_line() -> None:
    graph = fold_papers([Extraction(PAPER)])
    assert list(audit(graph)) == []
    edges = {edge.target: edge for edge in graph.edges() if edge.type == FROM}
    assert set(edges) == {"organization/university-of-freetown", "organization/x"}
    [evidence] = edges["organization/university-of-freetown"].evidence
    assert evidence.sentence == f"Ada Lee, Bo Chu: {FREETOWN}"
    text = PAPER.texts()[evidence.field]
    assert text[evidence.start : evidence.end] == evidence.text == "University of Freetown"
    [paper] = [node for node in graph.nodes() if node.label == "Paper"]
    assert paper.properties["orcids"] == (ADA, "")


def test_many_people_at_one_place_are_counted() -> None:
    names = [f"Person {number}" for number in range(9)]
    records = [AuthorRecord(name, affiliations=("Tide Lab",)) for name in names]
    assert affiliation_text(names, records).endswith("Person 4 and 4 more: Tide Lab")


def test_records_without_more_than_names_are_as_they_were() -> None:
    record = to_record(Extraction(Document("t:1", "On Tides", "A.", authors=("Ada Lee",))))
    assert "author_records" not in record
    assert from_record(record).document.author_records == ()


def test_a_record_is_built_again_from_its_line(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(encode_extraction(Extraction(PAPER)) + b"\n")
    [found] = ingest.read_documents([path])
    assert found.author_records == PEOPLE


def test_a_record_with_a_wrong_orcid_is_refused() -> None:
    record = to_record(Extraction(PAPER)) | {"author_records": [{"name": "A", "orcid": "0-1"}]}
    with pytest.raises(InputError, match="is no ORCID"):
        from_record(record)
