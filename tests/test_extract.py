from itertools import islice, repeat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.core.schema import RESULT_EDGES, roles_of
from kg.core.types import Document, Extraction
from kg.nlp import extract, extractor, load
from kg.nlp.pipeline import SPANS, read_mentions, write_mentions
from kg.nlp.text.spans import Mention

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
            assert name is None or (label, name) in names
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


def test_mentions_may_overlap_and_keep_their_scores() -> None:
    doc = NLP.make_doc("deep metric learning of GPT-4-like models")
    given = [
        Mention(0, 20, "Task", 0.7, "a@1"),
        Mention(5, 11, "Metric", 0.2, "b@1"),
        Mention(24, 29, "Method", 0.9, "a@1"),
    ]
    write_mentions(doc, given)
    assert list(read_mentions(doc)) == given
    assert [span.text for span in doc.spans[SPANS]] == ["deep metric learning", "metric", "GPT-4"]


def test_the_title_is_the_first_sentence_of_the_doc() -> None:
    doc = NLP("A title here\nFirst one. Second one.")
    assert [sent.text.strip() for sent in doc.sents] == [
        "A title here",
        "First one.",
        "Second one.",
    ]
