import re
from dataclasses import replace
from itertools import islice, repeat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.core.extraction_checks import problems
from kg.core.schema import RESULT_EDGES, roles_of
from kg.core.types import Document, Extraction, Result
from kg.nlp import extract, extractor, load
from kg.nlp.spacy_model import SPANS, span_group
from kg.nlp.text.spans import EntityCluster, Mention

NLP = load()

PAPER = Document(
    "title:1",
    "FinchNet: Small Networks that Sing",
    "We propose FinchNet, a convolutional neural network for audio classification. "
    "FinchNet reaches an accuracy of 91.4% on ESC-50, while a ResNet-50 reaches 88.0%.",
)

ODD = [
    ("", ""),
    (" ", "\n \n"),
    ("x" * 10_000, "A" * 10_000),
    ("\U0001f600\U0001f680", "We propose \U0001f600Net, a model."),
    ("שלום עולם", "نموذج لغوي BERT على ImageNet"),
    ("NUL\0in the title", "BERT\0 and GPT-4\0."),
    (r"\textbf{\mname}", r"$\alpha_{i} \times 10^{3}$ \cite{x} 230times 25\%"),
    ("lone \ud800 surrogate", "on \udfffImageNet"),
    ("</script><b>", "`'\"; DROP TABLE {}"),
    ("a-" * 3000, "(" * 2000 + ")" * 2000),
    ("A title\nwith a break", "We use\r\nLoRA\u2028and\u00a0BERT."),
]


def checked(extraction: Extraction) -> Extraction:
    """The laws of every extraction."""
    text = extraction.document.text
    names = {(entity.type, entity.name) for entity in extraction.entities}
    firsts = [entity.evidence[0].start for entity in extraction.entities]
    assert firsts == sorted(firsts)
    for entity in extraction.entities:
        assert entity.role in roles_of(entity.type)
        assert 0 <= entity.confidence <= 1
        assert entity.surfaces[0] == entity.name
        assert len(set(entity.surfaces)) == len(entity.surfaces)
        assert {each.text for each in entity.evidence} == set(entity.surfaces)
        for each in entity.evidence:
            assert text[each.start : each.end] == each.text
            assert each.text in each.sentence
            assert each.sentence in text
            assert 0 <= each.score <= 1
    for result in extraction.results:
        assert text[result.start : result.end] == result.value
        for slot, (_, label) in RESULT_EDGES.items():
            name = getattr(result, slot)
            described = slot == "dataset" and name is not None and name in text
            assert name is None or described or (label, name) in names
    assert extraction.extractor == extractor(NLP)
    return extraction


def test_a_paper() -> None:
    (found,) = extract([PAPER], nlp=NLP)
    checked(found)
    entities = {entity.name: entity for entity in found.entities}
    assert entities["FinchNet"].role == "introduces"
    assert entities["ESC-50"].type == "Dataset"
    assert len(entities["FinchNet"].evidence) == 3


@pytest.mark.parametrize(("title", "abstract"), ODD)
def test_odd_texts_do_no_harm(title: str, abstract: str) -> None:
    (found,) = extract([Document("title:odd", title, abstract)], nlp=NLP)
    checked(found)


@settings(deadline=None, max_examples=60)
@given(
    st.text(st.characters() | st.sampled_from("AbC -.()\n:1"), max_size=60),
    st.lists(
        st.sampled_from(
            ["BERT", " on ", "ImageNet", "-", "we propose ", "accuracy of 93%", "\n", "(LoRA)", "s"]
        )
        | st.text(max_size=8),
        max_size=20,
    ).map("".join),
)
def test_laws_hold_on_any_text(title: str, abstract: str) -> None:
    (found,) = extract([Document("title:any", title, abstract)], nlp=NLP)
    checked(found)


@pytest.mark.parametrize("size", [1, 2, 64])
def test_batches_change_nothing(size: int) -> None:
    papers = [PAPER, Document("title:2", "Other", "We use Adam."), PAPER]
    whole = list(extract(papers, nlp=NLP))
    assert list(extract(iter(papers), nlp=NLP, batch_size=size)) == whole
    assert [each.document for each in whole] == papers


def test_no_documents() -> None:
    assert list(extract([], nlp=NLP)) == []


def test_an_endless_source_is_read_lazily() -> None:
    found = list(islice(extract(repeat(PAPER), nlp=NLP, batch_size=4), 6))
    assert len(found) == 6


def test_strings_do_not_pile_up() -> None:
    papers = [Document(f"title:{n}", f"Name{n}X{n}", f"Word{n} and more") for n in range(200)]
    nlp = load()
    list(extract(papers[:100], nlp=nlp))
    before = len(nlp.vocab.strings)
    list(extract(papers[100:], nlp=nlp))
    assert len(nlp.vocab.strings) == before


def test_doc_spans_are_the_mentions_of_the_clusters() -> None:
    doc = NLP(PAPER.text)
    mentions = {(doc.text[m.start : m.end], m.label) for c in doc._.kg_clusters for m in c.mentions}
    assert {(span.text, span.label_) for span in doc.spans[SPANS]} == mentions
    assert ("FinchNet", "Method") in mentions
    starts = [span.start_char for span in doc.spans[SPANS]]
    assert starts == sorted(starts)


def test_the_example_of_the_docs_draws_the_mentions() -> None:
    page = (Path(__file__).parents[1] / "docs" / "spacy.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    found = {(span.text, span.label_) for span in names["doc"].spans[SPANS]}
    assert {("FinchNet", "Method"), ("ESC-50", "Dataset")} <= found
    assert all(label in names["html"] for label in {label for _, label in found})


def test_a_doc_is_annotated_once() -> None:
    doc = NLP(PAPER.text)
    assert doc._.kg_clusters is doc._.kg_annotated.clusters
    assert doc._.kg_annotated.text == doc.text
    assert len(doc._.kg_roles) == len(doc._.kg_clusters)


def test_mentions_inside_a_token_are_widened_to_it() -> None:
    doc = NLP.make_doc("We use GPT2like models.")
    cluster = EntityCluster("Method", "GPT2", (Mention(7, 11, "Method", 0.9, "t@1"),))
    assert [span.text for span in span_group(doc, [cluster])] == ["GPT2like"]


def test_the_title_is_the_first_sentence_of_the_doc() -> None:
    doc = NLP("A title here\nFirst one. Second one.")
    assert [sent.text.strip() for sent in doc.sents] == [
        "A title here",
        "First one.",
        "Second one.",
    ]


def test_a_result_may_keep_the_words_for_a_data_set_without_a_name() -> None:
    document = Document("x", "A title", "On clinical reports it reaches 81.2%.")
    start = document.text.index("81.2%")
    sentence = document.text.split("\n")[1]
    places = (start, start + 5, sentence, 0.9, "slots@1")
    result = Result(None, None, "clinical reports", None, "81.2%", None, None, *places)
    assert list(problems(Extraction(document, (), (result,)))) == []
    other = replace(result, dataset="MedQA")
    (problem,) = problems(Extraction(document, (), (other,)))
    assert "'MedQA' is no entity" in problem
