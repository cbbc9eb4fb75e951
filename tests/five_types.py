"""Run in a tree whose schema has a fifth type, Software: a toy model finds it, and a graph has it.

The network is a table from word pieces to logits as an ONNX graph, the classifiers pass on its
probabilities, and the linear models are fitted to labelled papers. All else is the code of the
tree: loading, decoding, roles, the graph, the store and the exporters. Prints JSON.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

import kg
from kg import nlp
from kg.core.types import Document
from kg.exporters.output_files import MAX_NODES
from kg.nlp.linear_model import format_linear_model
from kg.nlp.linear_models import CONFIDENCE_FILE, OUTCOME_FILE, ROLE_FILE, SLOT_FILE
from kg.nlp.mentions.classifier import Classifier
from kg.nlp.mentions.decode import Classifiers
from kg.nlp.mentions.forms.coref_features import pair_feature_count
from kg.nlp.mentions.forms.surface_features import surface_feature_count
from kg.nlp.mentions.mention_model import save_classifiers
from kg.nlp.mentions.mlp import MLP
from kg.nlp.mentions.model_manifest import ModelManifest, Thresholds, write_manifest
from kg.nlp.mentions.pair_head import GAPS, RELATIONS, SLOTS, PairHead
from kg.nlp.mentions.span_classes import SCHEMA_CLASSES
from kg.nlp.mentions.word_model import WordModel
from kg.store.ladybug.projection import open_projection
from kg.train.labels.labelled_mentions import ClusteredPaper
from kg.train.labels.labelled_papers import LabelledEntity, LabelledPaper
from kg.train.linear.fit_confidence import fit_confidence_model
from kg.train.linear.fit_outcomes import fit_outcome_model
from kg.train.linear.fit_roles import fit_role_model
from kg.train.linear.fit_slots import fit_slot_base
from kg.workflows.export_formats import EXPORTERS, ExportOptions

NAMES = {
    "torchtide": "Software",
    "tidenet": "Method",
    "shoreset": "Dataset",
    "accuracy": "Metric",
    "forecasting": "Task",
}
VOCABULARY, WIDEST = 128, 12
NOTHING, SURE = -9.0, 4.0
TEXT = Document(
    "title:1",
    "TideNet for forecasting",
    "We introduce TideNet. It is implemented in TorchTide. On ShoreSet its accuracy rises.",
)


def write_network(folder: Path) -> None:
    """A network that knows each name by its one piece, as a span of one word."""
    classes = len(SCHEMA_CLASSES.names)
    table = np.full((VOCABULARY, classes), NOTHING, np.float32)
    for piece, label in enumerate(NAMES.values(), 2):
        table[piece, SCHEMA_CLASSES.labels.index(label)] = SURE
    onnx: Any = import_module("onnx")
    make, numpy_helper = onnx.helper, onnx.numpy_helper
    integers, floats = onnx.TensorProto.INT64, onnx.TensorProto.FLOAT
    constants = {
        "flat": np.array([-1], np.int64),
        "table": table,
        "nothing": np.full((1, 1, WIDEST - 1, classes), NOTHING, np.float32),
        "zero": np.zeros(1, np.float32),
        "narrow": np.array([1, -1, 1, classes], np.int64),
        "parts_table": np.zeros((VOCABULARY, 3), np.float32),
        "parts_shape": np.array([1, -1, 3, 1], np.int64),
    }
    nodes = [
        make.make_node("Reshape", ["ids", "flat"], ["pieces"]),
        make.make_node("Reshape", ["first", "flat"], ["firsts"]),
        make.make_node("Gather", ["pieces", "firsts"], ["words"]),
        make.make_node("Gather", ["table", "words"], ["logits"]),
        make.make_node("Reshape", ["logits", "narrow"], ["one"]),
        make.make_node("Mul", ["one", "zero"], ["blank"]),
        make.make_node("Add", ["blank", "nothing"], ["wider"]),
        make.make_node("Concat", ["one", "wider"], ["spans"], axis=2),
        make.make_node("Gather", ["parts_table", "words"], ["flat_parts"]),
        make.make_node("Reshape", ["flat_parts", "parts_shape"], ["parts"]),
    ]
    graph = make.make_graph(
        nodes,
        "toy",
        [
            make.make_tensor_value_info("ids", integers, [1, "pieces"]),
            make.make_tensor_value_info("first", integers, [1, "words"]),
        ],
        [
            make.make_tensor_value_info("spans", floats, [1, "words", WIDEST, classes]),
            make.make_tensor_value_info("parts", floats, [1, "words", 3, 1]),
        ],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    opset = make.make_opsetid("", 17)
    model = make.make_model(graph, opset_imports=[opset], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, str(folder / "model.onnx"))


def write_tokenizer(folder: Path) -> None:
    """A vocabulary of the names; all other words are unknown."""
    tokenizers = import_module("tokenizers")
    names = ["[PAD]", "[UNK]", *NAMES]
    model = import_module("tokenizers.models").WordPiece(
        {name: index for index, name in enumerate(names)}, unk_token="[UNK]"
    )
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.normalizer = import_module("tokenizers.normalizers").Lowercase()
    tokenizer.save(str(folder / "tokenizer.json"))


def of_measures(direct: np.ndarray[Any, np.dtype[np.float32]], bias: float) -> Classifier:
    """A classifier that weighs the measures by ``direct`` and reads no words."""
    features, classes = direct.shape
    words = WordModel({}, np.zeros((0, classes), np.float32), np.zeros(classes, np.float32))
    direct = np.concatenate((direct, np.zeros((classes, classes), np.float32)))
    features += classes
    mlp = MLP(
        np.zeros(features, np.float32),
        np.ones(features, np.float32),
        np.zeros((features, 1), np.float32),
        np.zeros(1, np.float32),
        np.zeros((1, classes), np.float32),
        direct,
        np.full(classes, bias, np.float32),
    )
    return Classifier(words, mlp)


def toy_classifiers() -> Classifiers:
    """The probability of a label is that of its best span; no two surface forms are one entity."""
    labels = SCHEMA_CLASSES.labels
    roles = len(SCHEMA_CLASSES.roles)
    features = surface_feature_count(len(labels), roles)
    direct = np.zeros((features, len(labels) + 1), np.float32)
    direct[range(len(labels) + 1), range(len(labels) + 1)] = 1.0
    return Classifiers(
        of_measures(direct, 0.0),
        of_measures(np.zeros((pair_feature_count(roles), 1), np.float32), -9.0),
        labels,
        Thresholds(dict.fromkeys(labels, 0.5), join=0.5, alias=0.3, related=0.5, separate=0.3),
    )


def labelled_papers() -> list[ClusteredPaper]:
    """Papers that use a piece of software, or introduce one, in words that tell them apart."""
    found = []
    for number in range(20):
        uses, name = number % 2 == 0, f"Soft{number}"
        words = f"It is implemented in {name}." if uses else f"We release {name} for others."
        software = LabelledEntity("Software", name, (), "uses" if uses else "introduces")
        task = LabelledEntity("Task", "sorting", (), "addresses")
        document = Document(f"{number}", f"On sorting, part {number}", words)
        found.append(ClusteredPaper(LabelledPaper(document, (software, task))))
    return found


def write_model(folder: Path) -> None:
    write_network(folder)
    write_tokenizer(folder)
    kinds, answers = len(SCHEMA_CLASSES.names), len(SLOTS) + len(RELATIONS)
    shapes = ((kinds, 1), (kinds, 1), (GAPS, 1), (1, answers), (answers,))
    head = PairHead(*(np.zeros(shape, np.float32) for shape in shapes))
    np.savez(folder / "pairs.npz", allow_pickle=False, **head._asdict())
    papers = labelled_papers()
    roles, outcomes, slots = (
        fit(papers) for fit in (fit_role_model, fit_outcome_model, fit_slot_base)
    )
    for name, model in (
        (ROLE_FILE, roles),
        (OUTCOME_FILE, outcomes),
        (SLOT_FILE, slots),
        (CONFIDENCE_FILE, fit_confidence_model([({"bias": 1.0}, False)], len(papers))),
    ):
        (folder / name).write_text(format_linear_model(model), encoding="utf-8")
    classifiers = toy_classifiers()
    save_classifiers(folder, classifiers)
    write_manifest(folder, ModelManifest("toy", SCHEMA_CLASSES, classifiers.thresholds))


def main(folder: Path) -> dict[str, object]:
    """What came out of each stage, in a folder for all files."""
    model, graph, papers = folder / "model", folder / "g.kg", folder / "papers.jsonl"
    model.mkdir()
    write_model(model)
    record = {"id": "1", "title": TEXT.title, "abstract": TEXT.abstract}
    papers.write_text(json.dumps(record) + "\n", encoding="utf-8")
    pipeline = nlp.load(model=model, threads=1)
    (extraction,) = nlp.extract([TEXT], nlp=pipeline)
    kg.build([papers], graph, extractor=lambda documents: nlp.extract(documents, nlp=pipeline))
    exports = folder / "exports"
    exports.mkdir()
    store = open_projection(graph)
    rows = store.query("MATCH (:Paper)-[r:USES]->(s:Software) RETURN s.name, r.text").rows
    for name, form in EXPORTERS.items():
        form.write(store, exports / name, ExportOptions(MAX_NODES))
    store.close()
    return {
        "package": str(Path(kg.__file__).parent),
        "entities": sorted((e.type, e.name, e.role) for e in extraction.entities),
        "rows": [list(row) for row in rows],
        "exports": {path.name: _mentions(path) for path in sorted(exports.iterdir())},
    }


def _mentions(path: Path) -> bool:
    """Whether a file, or one of the files of a folder, has the name and the type."""
    files = [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else [path]
    text = "\n".join(each.read_text("utf-8", errors="replace") for each in files)
    return "TorchTide" in text and "Software" in text


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
