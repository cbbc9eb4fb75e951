"""A trained model from end to end: where the files of one are at hand."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from kg.core.errors import InputError
from kg.core.schema import ENTITY_LABELS
from kg.nlp import spacy_model
from kg.nlp.mentions.mention_model import MentionModel, save_classifiers
from kg.nlp.mentions.model_manifest import ModelManifest, write_manifest
from kg.nlp.pipeline import build_pipeline

FOLDER = Path(os.environ.get("KG_MODEL") or Path(spacy_model.__file__).parent / "model")

TEXT = (
    "TidalNet: Gated Tides for Image Classification\nWe propose TidalNet, a convolutional neural "
    "network (CNN) that gates its layers. On ImageNet and CIFAR-10, TidalNet reaches a top-1 "
    "accuracy of 81.2%, above ResNet-50. CNNs without gates lose 3 points."
)


@pytest.fixture(scope="module")
def model() -> MentionModel:
    pytest.importorskip("onnxruntime", reason="the mention model runs by ONNX Runtime")
    if not (FOLDER / "model.onnx").is_file():
        pytest.skip(f"no trained model in {FOLDER}; KG_MODEL names another folder")
    return MentionModel.load(FOLDER)


def test_a_folder_without_a_model_is_reported(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no mention model"):
        MentionModel.load(tmp_path)


def test_a_model_of_another_version_is_reported(model: MentionModel, tmp_path: Path) -> None:
    for name in ("model.onnx", "tokenizer.json", "pairs.npz"):
        (tmp_path / name).symlink_to(FOLDER / name)
    classifiers = model.classifiers
    entity = classifiers.entity
    narrow = replace(entity, mlp=entity.mlp._replace(mean=entity.mlp.mean[1:]))
    save_classifiers(tmp_path, replace(classifiers, entity=narrow))
    write_manifest(tmp_path, ModelManifest("0", model.network.classes, classifiers.thresholds))
    with pytest.raises(InputError, match=r"another version"):
        MentionModel.load(tmp_path)


def test_the_plain_cases_are_found_and_joined(model: MentionModel) -> None:
    ((_, clusters),) = model.find_clusters([TEXT])
    found = {(g.label, frozenset(TEXT[m.start : m.end] for m in g.mentions)) for g in clusters}
    by_surface = {surface: label for label, surfaces in found for surface in surfaces}
    wanted = {"TidalNet": "Method", "ImageNet": "Dataset", "CIFAR-10": "Dataset"}
    assert wanted.items() <= by_surface.items()
    assert any({"convolutional neural network", "CNNs"} <= surfaces for _, surfaces in found)


def test_mentions_are_sound(model: MentionModel) -> None:
    (mentions,) = model.find_mentions([TEXT])
    assert all(0 <= m.start < m.end <= len(TEXT) for m in mentions)
    assert all(m.label in ENTITY_LABELS and 0 <= m.score <= 1 for m in mentions)
    assert {m.by for m in mentions} == {f"model@{model.by.split('@')[1]}"}


def test_company_and_order_change_nothing(model: MentionModel) -> None:
    texts = [TEXT, "", "A\nB", TEXT.replace("Tidal", "Lunar"), "\x00\n\u200b", "😀" * 30]
    alone = [next(model.find_clusters([text]))[1] for text in texts]
    assert [clusters for _, clusters in model.find_clusters(texts)] == alone
    assert [clusters for _, clusters in model.find_clusters(texts[::-1])] == alone[::-1]
    assert alone[1] == alone[4] == ()


def test_a_long_text_is_read_to_its_end(model: MentionModel) -> None:
    text = TEXT + " Nothing else was tried." * 200 + " We also evaluate on the SQuAD dataset."
    (mentions,) = model.find_mentions([text])
    assert any(text[m.start : m.end].startswith("SQuAD") for m in mentions)


def test_the_component_sets_spans_and_clusters(model: MentionModel) -> None:
    nlp = build_pipeline(FOLDER)
    (doc,) = nlp.pipe([TEXT])
    assert set(next(model.find_clusters([TEXT]))[1]) <= set(doc._.kg_clusters)
    assert {span.text for span in doc.spans[spacy_model.SPANS]} >= {"TidalNet", "ImageNet"}
    assert len(doc._.kg_roles) == len(doc._.kg_clusters)


def test_two_cores_find_what_one_finds_and_read_few_texts_ahead(model: MentionModel) -> None:
    texts = [f"{TEXT} Variant {number} is no better." for number in range(12)]
    both = replace(model, network=replace(model.network, threads=2))
    taken: list[str] = []
    found = both.find_clusters(taken.append(text) or text for text in texts)  # type: ignore[func-returns-value]
    (_, first), ahead = next(found), len(taken)
    assert ahead < len(texts)
    assert [first, *(clusters for _, clusters in found)] == [
        clusters for _, clusters in model.find_clusters(texts)
    ]
