"""Ids of papers: every way to write one, and texts that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.paper_ids import KINDS, PaperId, paper_id, parse_paper_id

WAYS = {
    "arxiv:2401.00001": (
        "2401.00001",
        "2401.00001v3",
        "https://huggingface.co/papers/2401.00001",
        "https://arxiv.org/html/2401.00001v1",
        "https://www.alphaxiv.org/abs/2401.00001",
        "https://export.arxiv.org/abs/2401.00001",
        "arxiv.org/abs/2401.00001",
        "oai:arXiv.org:2401.00001",
        "arXiv:2401.00001v1 [cs.CV]",
        "arXiv:2401.00001 [cs.CV] 1 Jan 2024",
        "arXiv preprint arXiv:2401.00001",
        "https://arxiv.org/abs/2401.00001?context=cs",
        "https://doi.org/10.48550/arXiv.2401.00001",
        "10.48550/ARXIV.2401.00001",
        "arXiv:hep-th/2401.00001",
        "CoRR abs/2401.00001",
        "http://arxiv.org/pdf/2401.00001v2.pdf",
        "https://ar5iv.labs.arxiv.org/html/2401.00001",
        "arxiv-2401.00001",
        "arXiv_2401.00001v2",
        "arXiv.org:2401.00001",
        "https://api.semanticscholar.org/arXiv:2401.00001",
        "https://web.archive.org/web/20240101000000/https://arxiv.org/abs/2401.00001",
        "DBLP:journals/corr/abs-2401-00001",
        "https://dblp.org/rec/journals/corr/abs-2401-00001.bib",
        "<https://arxiv.org/abs/2401.00001>",
    ),
    "arxiv:math/0309136": (
        *("math/0309136", "math.GT/0309136v2", "arxiv.org/abs/math/0309136"),
        "http://xxx.lanl.gov/abs/math/0309136",
    ),
    "doi:10.1000/xyz(1)2": (
        "10.1000/xyz(1)2",
        "doi:10.1000/XYZ(1)2.",
        "DOI: 10.1000/xyz(1)2",
        "https://doi.org/10.1000/xyz(1)2",
        "dx.doi.org/10.1000/xyz(1)2",
        "https://dl.acm.org/doi/abs/10.1000/xyz(1)2?casa=1",
        "https://onlinelibrary.wiley.com/doi/full/10.1000/xyz(1)2",
        "https://link.springer.com/article/10.1000%2Fxyz(1)2#Sec1",
        "10.1000/xyz(1)2 [doi]",
        "urn:doi:10.1000/xyz(1)2",
        "info:doi/10.1000/xyz(1)2",
    ),
    "doi:10.1101/2024.03.01.582000": (
        "https://www.biorxiv.org/content/10.1101/2024.03.01.582000v2",
        "https://www.biorxiv.org/content/10.1101/2024.03.01.582000v1.full.pdf",
    ),
    "doi:10.1038/nature14539": ("https://www.nature.com/articles/nature14539",),
    "doi:10.1038/nmeth.1234": ("https://www.nature.com/articles/nmeth.1234.pdf",),
    "doi:10.1038/s41586-021-03819-2": ("https://www.nature.com/articles/s41586-021-03819-2",),
    "acl:2020.acl-main.1": ("https://aclanthology.org/2020.acl-main.1/", "2020.acl-main.1"),
    "acl:P18-1001": (
        *("P18-1001", "https://www.aclweb.org/anthology/P18-1001.pdf"),
        "aclanthology.org/P18-1001",
    ),
    "openreview:Ab12Cd34": (
        "https://openreview.net/forum?id=Ab12Cd34&noteId=1",
        "openreview.net/forum?noteId=xy-1&id=Ab12Cd34",
    ),
    "pmid:100": (
        *("PMID: 100", "https://pubmed.ncbi.nlm.nih.gov/100/"),
        "https://europepmc.org/article/MED/100",
    ),
    "pmcid:PMC12345": ("PMC12345", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC12345/"),
    "openalex:W2741809807": ("https://openalex.org/W2741809807", "W2741809807"),
    "corpusid:123": ("CorpusId:123", "https://api.semanticscholar.org/CorpusID:123"),
    f"s2:{'a' * 40}": ("a" * 40, f"https://www.semanticscholar.org/paper/On-A-Title/{'a' * 40}"),
}


@pytest.mark.parametrize(
    ("given", "expected"), [(way, expected) for expected, ways in WAYS.items() for way in ways]
)
def test_every_way_to_write_an_id(given: str, expected: str) -> None:
    assert paper_id("Any", given) == expected
    assert paper_id("Any", f" {given}\n") == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "my-paper-v2",
        "1234.5678",
        "2401.00001 and more",
        "https://example.org/2401.00001/x",
        "http://arxiv.org/api/errors#incorrect_id",
        "10.1/x",
        "x" * 5000,
    ],
)
def test_a_text_that_is_no_id(text: str) -> None:
    assert parse_paper_id(text) is None
    assert paper_id("Any", text).startswith("title:")


VALUES = {
    "arxiv": ["2401.00001", "math/0309136", "2401.0001"],
    "doi": ["10.1000/xyz(1)2", "10.1038/s41586-021-03819-2"],
    "acl": ["2020.acl-main.1", "P18-1001"],
    "openreview": ["Ab12Cd34", "rJl-b3RcF7"],
    "pmid": ["100"],
    "pmcid": ["PMC12345"],
    "openalex": ["W2741809807"],
    "s2": ["0123456789" * 4],
    "corpusid": ["123"],
}


@given(
    st.sampled_from(KINDS).flatmap(
        lambda kind: st.builds(PaperId, st.just(kind), st.sampled_from(VALUES[kind]))
    )
)
def test_an_id_as_the_graph_writes_it_is_read_back(found: PaperId) -> None:
    assert parse_paper_id(str(found)) == found


@given(st.text(max_size=60) | st.from_regex(r"(arxiv|doi|https?)[:/.a-z0-9]{0,80}"))
def test_any_text_is_an_id_or_none(text: str) -> None:
    found = parse_paper_id(text)
    assert found is None or parse_paper_id(str(found)) == PaperId(found.kind, found.value)
