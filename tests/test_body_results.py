"""Results that the paragraphs of a full text state, and values that they state again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.core.codec import decode_extraction, encode_extraction
from kg.core.extraction_checks import problems
from kg.core.full_texts.full_text import Citation, FullText, Paragraph, Section
from kg.core.paper_tables import Table, TableCell
from kg.core.schema import DATASET, METHOD, METRIC, STATES
from kg.core.types import Document, Entity, Evidence, Extraction, Result
from kg.graph.fold import fold_papers
from kg.nlp import extract, load
from kg.nlp.body.body_results import with_body_results
from kg.nlp.body.restated_values import restated_values
from kg.nlp.body.stated_results import why_no_result
from kg.nlp.body.statements import Statement, with_kind_of_change

NLP = load()
OWN = re.compile("FinchNet")


def section(kind: str, number: str, *texts: str) -> Section:
    paragraphs = (Paragraph(f"section {number} ¶{n}", t) for n, t in enumerate(texts, 1))
    return Section(number, kind.title(), kind, tuple(paragraphs))


def grid(*rows: tuple[str, ...]) -> Table:
    cells = (
        tuple(TableCell(r, c, text) for c, text in enumerate(row)) for r, row in enumerate(rows)
    )
    return Table(0, tuple(cells), caption="Accuracy on ESC-50.", label="Table 1")


PAPER = Document(
    "title:1",
    "FinchNet: Small Networks that Sing",
    "We propose FinchNet, a convolutional neural network for audio classification.",
    full_text=FullText(
        (
            section("related work", "1", "WrenNet reaches an accuracy of 93.7% on AudioSet."),
            section("method", "2", "FinchNet has an accuracy of 55.5% on ESC-50 without it."),
            section(
                "experiments",
                "3",
                "On ESC-50, FinchNet has an accuracy of 91.4%, while ResNet-50 reaches 88.0%.",
                "On the UrbanSound8K dataset, FinchNet achieves an accuracy of 84.2%.",
                "We train FinchNet with a learning rate of 0.125 and a dropout of 0.35.",
            ),
            section(
                "appendix", "A", "FinchNet achieves an accuracy of 12.5% on the MNIST dataset."
            ),
        ),
        tables=(grid(("Model", "Accuracy"), ("ResNet-50", "88.0"), ("FinchNet", "91.4")),),
    ),
)


@pytest.fixture(scope="module")
def found() -> Extraction:
    (extraction,) = extract([PAPER], nlp=NLP)
    return extraction


def test_a_value_of_a_table_has_the_sentence_as_further_evidence(found: Extraction) -> None:
    assert list(problems(found)) == []
    cells = {result.value: result for result in found.results if result.table}
    assert {value: [e.field for e in cell.also] for value, cell in cells.items()} == {
        "88.0": ["section 3 ¶1"],
        "91.4": ["section 3 ¶1"],
    }
    (said,) = cells["91.4"].also
    assert (said.text, said.sentence) == ("91.4", PAPER.texts()["section 3 ¶1"])
    assert said.score < cells["91.4"].confidence


def test_what_no_table_has_is_a_result_of_its_own(found: Extraction) -> None:
    own = [r for r in found.results if not r.table]
    slots = [(r.value, r.method, r.dataset, r.metric, r.field) for r in own]
    assert slots == [("84.2%", "FinchNet", "UrbanSound8K", "Accuracy", "section 3 ¶2")]
    named = {(entity.type, entity.name): entity.role for entity in found.entities}
    assert named["Dataset", "UrbanSound8K"] == "evaluates_on"


def test_records_and_graphs_keep_both_places(found: Extraction) -> None:
    assert decode_extraction(encode_extraction(found)) == found
    (stated,) = (
        edge
        for edge in fold_papers([found]).edges()
        if edge.type == STATES and edge.best.text == "91.4"
    )
    assert [e.field for e in stated.evidence] == ["section 3 ¶1", "table 1"]
    assert stated.best.field == "table 1"
    (paper,) = (node for node in fold_papers([found]).nodes() if node.id == "title:1")
    assert f"section 3 ¶1\t{PAPER.texts()['section 3 ¶1']}" in cast(
        "tuple[str, ...]", paper.properties["passages"]
    )


def test_a_body_of_other_sections_states_nothing() -> None:
    body = PAPER.full_text
    assert body is not None
    others = [s for s in body.sections if s.kind in ("related work", "method", "appendix")]
    (found,) = extract([replace(PAPER, full_text=FullText(tuple(others)))], nlp=NLP)
    assert all(result.field == "text" for result in found.results)


def test_data_that_a_model_is_trained_on_is_not_what_it_is_tested_on() -> None:
    said = "Trained on the AudioSet dataset, FinchNet achieves an accuracy of 84.2%."
    body = FullText((section("experiments", "1", said),))
    (found,) = extract([replace(PAPER, full_text=body)], nlp=NLP)
    assert [(r.method, r.metric, r.dataset) for r in found.results] == [
        ("FinchNet", "accuracy", None)
    ]


def test_a_value_that_sections_repeat_is_one_result() -> None:
    said = "On the ESC-50 dataset, FinchNet achieves an accuracy of 84.2%."
    body = FullText((section("introduction", "1", said), section("experiments", "2", said)))
    (found,) = extract([replace(PAPER, full_text=body)], nlp=NLP)
    assert [(r.field, [e.field for e in r.also]) for r in found.results] == [
        ("section 1 ¶1", ["section 2 ¶1"])
    ]


def statement(marked: str, **fields: object) -> Statement:
    """The number between ⟦ and ⟧ as an accuracy of FinchNet on ESC-50, other fields as given.

    ``@N`` is a citation; the methods and data sets of this page are mentions.
    """
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    cited = tuple(Citation(m.start(), m.end(), ("a",)) for m in re.finditer(r"@\d", text))
    slots = {"method": "FinchNet", "dataset": None, "metric": "accuracy", "kind": "absolute"}
    value = {"value": text[start:end], "start": start, "end": end, "sentence": text}
    rest = {"task": None, "baseline": None, "baseline_value": None, "confidence": 0.5}
    result = Result(**{**slots, **value, **rest, "by": "results@1", **fields})  # type: ignore[arg-type]
    names = {"FinchNet": METHOD, "WrenNet": METHOD, "ESC-50": DATASET, "AudioSet": DATASET}
    names |= {"accuracy": METRIC}
    mentions = tuple(
        (label, name, match.start(), match.end())
        for name, label in names.items()
        for match in re.finditer(name, text)
    )
    paragraph = Paragraph("section 1 ¶1", text, cited)
    return Statement(result, paragraph, start, end, 0, len(text), mentions)


@pytest.mark.parametrize(
    "said",
    [
        statement("FinchNet reaches an accuracy of ⟦91.4%⟧."),
        statement("FinchNet and WrenNet have an accuracy of ⟦91.4⟧ and 88.0, respectively."),
        statement("Against earlier methods, our FinchNet has ⟦91.4%⟧ accuracy."),
        statement("FinchNet improves the previous best accuracy to ⟦91.4%⟧."),
        statement("Trained on little, FinchNet (FN) has ⟦91.4%⟧ accuracy."),
        statement("We outperform WrenNet @7 by a margin: our accuracy is ⟦91.4%⟧."),
        statement("FinchNet has an accuracy of ⟦91.4%⟧, while WrenNet has 88.0%."),
        statement("FinchNet achieves ⟦91.4⟧ on ESC-50.", metric=None, dataset="ESC-50"),
        statement("FinchNet is ⟦10x⟧ faster than WrenNet.", kind="ratio", metric="latency"),
        statement("FinchNet surpasses an accuracy of ⟦90%⟧."),
        statement("On ESC-50, FinchNet has F1 = ⟦0.91⟧.", metric="F1"),
    ],
)  # fmt: skip
def test_what_a_paper_states_of_itself(said: Statement) -> None:
    assert why_no_result(said, OWN) is None


RANGE = "it is a range, or a part of a count"
POINTER = "it is the number of a section or a row, or of a formula"
BOUND = "it is a bound, or what would be"
REPORTED = "another paper reports it"
ANOTHER = "its clause is about another"
RIVAL = "its metric is none"
UNNAMED = "it is not named what was measured"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (statement("FinchNet gains accuracy by ⟦3.2%-4.1%⟧."), RANGE),
        (statement("FinchNet has the best accuracy on ⟦11/14⟧."), RANGE),
        (statement("The accuracy of FinchNet, described in ⟦3.1⟧."), POINTER),
        (statement("FinchNet has accuracy and α=⟦0.3⟧."), POINTER),
        (statement("FinchNet has an accuracy of more than ⟦50%⟧."), BOUND),
        (statement("If FinchNet had an accuracy of ⟦50%⟧, it would do."), BOUND),
        (statement("FinchNet has its accuracy at ⟦50%⟧ overlap.", unit="%"), BOUND),
        (statement("FinchNet is within ⟦3%⟧ of it.", kind="relative"), BOUND),
        (statement("FinchNet uses a dropout of ⟦0.35⟧."), "it is a setting"),
        (statement("The learning rate decays by ⟦0.1⟧.", kind="difference"), "it is a setting"),
        (statement("The p-value for the accuracy of FinchNet is ⟦0.7⟧."), "it is a statistic"),
        (statement("FinchNet keeps ⟦40%⟧ of the accuracy.", unit="%"), "it is a statistic"),
        (statement("FinchNet gets this accuracy with ⟦12⟧ layers."), "it is a size"),
        (statement("FinchNet has ⟦3x⟧ more parameters.", kind="ratio"), "it is a size"),
        (statement("FinchNet exceeds the previous best of ⟦88.0%⟧."), REPORTED),
        (statement("Earlier methods by hand drop to ⟦58.0%⟧ accuracy."), REPORTED),
        (statement("WrenNet has an accuracy of ⟦88.0%⟧ @7."), REPORTED),
        (statement("Lee et al. report an accuracy of ⟦88.0%⟧."), REPORTED),
        (statement("FinchNet sings, while WrenNet has an accuracy of ⟦88.0%⟧."), ANOTHER),
        (statement("FinchNet has 91.4% and EB has an accuracy of ⟦88.0%⟧."), ANOTHER),
        (statement("WrenNet has a higher accuracy than FinchNet (⟦93.2%⟧ vs. 91.4%)."), ANOTHER),
        (statement("SAN (2, FinchNet) has an accuracy of ⟦88.0%⟧."), ANOTHER),
        (statement("The combination of WrenNet and FinchNet yields ⟦88.0%⟧ accuracy."), ANOTHER),
        (statement("Given that, with FinchNet SA gains ⟦2.5⟧ points.", kind="difference"), ANOTHER),
        (statement("FinchNet and WrenNet have accuracy 91.4 and ⟦88.0⟧, respectively."), ANOTHER),
        (statement("Both of FinchNet have an accuracy of 91.4 and ⟦88.0⟧, respectively."), ANOTHER),
        (statement("WrenNet beats FinchNet by ⟦3.3%⟧.", kind="relative"), ANOTHER),
        (statement("FinchNet is better than the ⟦88.0%⟧ before."), ANOTHER),
        (statement("FinchNet beats the accuracy of ⟦88.0%⟧ achieved by WrenNet."), ANOTHER),
        (statement("FinchNet has ⟦91.4%⟧ on ESC-50.", dataset="AudioSet"), ANOTHER),
        (statement("FinchNet improves over ER by ⟦12%⟧.", metric="ER", kind="relative"), RIVAL),
        (statement("FinchNet gains ⟦10.8%⟧ at 0.1 accuracy."), RIVAL),
        (statement("FinchNet gains ⟦1.8%⟧ improvement.", metric="improvement"), RIVAL),
        (statement("An accuracy of ⟦91.4%⟧.", method=None), UNNAMED),
        (statement("FinchNet has a colour of ⟦91.4%⟧.", metric="colour"), UNNAMED),
    ],
)  # fmt: skip
def test_what_is_no_result_of_the_paper(said: Statement, reason: str) -> None:
    assert why_no_result(said, OWN) == reason


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (statement("FinchNet achieves ⟦0.47dB⟧, 0.48dB and 1.09dB improvements."), "difference"),
        (statement("FinchNet improves accuracy on ESC-50 by ⟦3.2%⟧."), "difference"),
        (statement("The gap in accuracy is ⟦4%⟧."), "difference"),
        (statement("The improvements of FinchNet for both are 0.9 and ⟦1.9⟧."), "difference"),
        (statement("FinchNet reduces ⟦15.6%⟧ of them."), "difference"),
        (statement("FinchNet reaches 70.3% (+ absolute ⟦7.9%⟧)."), "difference"),
        (statement("FinchNet increased validation accuracy ⟦0.6%⟧ from 88.9%."), "difference"),
        (statement("On it there is a ⟦2%⟧ average accuracy improvement."), "difference"),
        (statement("A strong gain in accuracy (up to ⟦7.9⟧)."), "difference"),
        (statement("A strong gain in accuracy (⟦57.0⟧ vs. 50%)."), "absolute"),
        (statement("FinchNet gains much (80.1→ ⟦91.4⟧)."), "absolute"),
        (statement("With this improvement FinchNet reaches ⟦91.4⟧."), "absolute"),
        (statement("FinchNet has an accuracy of ⟦91.4%⟧."), "absolute"),
        (statement("It improves accuracy by 3.2% to ⟦91.4%⟧."), "absolute"),
    ],
)  # fmt: skip
def test_changes_are_no_levels(said: Statement, kind: str) -> None:
    assert with_kind_of_change(said).result.kind == kind


def entity(label: str, name: str, *surfaces: str) -> Entity:
    evidence = Evidence(0, 1, "x", "x", "hand@1")
    return Entity(label, name, (name, *surfaces), "uses", 0.9, (evidence,))


ENTITIES = [
    entity("Method", "FinchNet"),
    entity("Method", "WrenNet"),
    entity("Dataset", "ESC-50"),
    entity("Dataset", "AudioSet"),
    entity("Metric", "top-1 accuracy"),
]


def value(number: str, method: str, dataset: str = "ESC-50", *, own: bool = False) -> Result:
    names = {"method": method, "dataset": dataset, "metric": "top-1 accuracy", "task": None}
    place = {"start": 0, "end": 4, "sentence": "", "by": "tables@1", "field": "table 2"}
    rest = {"baseline": None, "baseline_value": None, "confidence": 0.8, "is_own": own}
    return Result(value=number, **names, **place, **rest)  # type: ignore[arg-type]


VALUES = [
    value("91.4", "FinchNet", own=True),
    value("88.0", "WrenNet"),
    value("77.1", "FinchNet", own=True),
    value("77.1", "WrenNet"),
    value("50", "FinchNet", own=True),
    value("1,204.5", "WrenNet", "AudioSet"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FinchNet reaches 91.4% on ESC-50.", [0]),
        ("Our accuracy on it is 91.4.", [0]),
        ("FinchNet reaches 91.4 (Table 2).", [0]),
        ("FinchNet reaches 91.4, far from 88.0 of WrenNet, in accuracy.", [0, 1]),
        ("FinchNet reaches 91.4.", []),
        ("The accuracy of WrenNet is 77.1.", [3]),
        ("On ESC-50 both FinchNet and WrenNet reach 77.1.", []),
        ("FinchNet has an accuracy of 50.", []),
        ("FinchNet has an accuracy of 50 on ESC-50.", [4]),
        ("WrenNet needs 91.4K steps on ESC-50; FinchNet 91.4M.", []),
        ("On AudioSet, WrenNet has 1,204.5.", [5]),
    ],
)  # fmt: skip
def test_which_value_a_sentence_states_again(text: str, expected: list[int]) -> None:
    found = list(restated_values(VALUES, ENTITIES, [Paragraph("section 1 ¶1", text)]))
    assert [each.result for each in found] == expected
    assert all(text[e.start : e.end] == e.text for _, e in found)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="FinchNet ESC-50 91.4 77.1 accuracy,.;()%\n", max_size=80))
def test_numbers_of_any_text_stand_where_they_say(text: str) -> None:
    for number, evidence in restated_values(VALUES, ENTITIES, [Paragraph("section 1 ¶1", text)]):
        assert evidence.stands_in(text)
        assert float(evidence.text.replace(",", "")) == float(VALUES[number].value.replace(",", ""))


def test_without_windows_nothing_changes() -> None:
    extraction = Extraction(PAPER, tuple(ENTITIES), tuple(VALUES))
    assert with_body_results(extraction, []) == extraction
