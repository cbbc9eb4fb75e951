"""Training from start to end with a tiny encoder: needs the extra ``train``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg.core.schema import ENTITY_LABELS
from kg.core.types import Document
from kg.nlp.mentions.mention_model import MentionModel
from kg.nlp.mentions.span_classes import SCHEMA_CLASSES
from kg.nlp.mentions.wordpieces import WordPieces, split_words
from kg.train.labels.labelled_papers import LabelledEntity, LabelledPaper, LabelledResult
from kg.train.networks import paper_examples
from tests.test_cli import run

torch = pytest.importorskip("torch", reason="comes with the extra 'train'")
fitting: Any = import_module("kg.train.networks.optimize")
network: Any = import_module("kg.train.networks.network")
training: Any = import_module("kg.train.recipe")

pytestmark = pytest.mark.filterwarnings("ignore")  # the exporter warns of its own internals

NAMES = ("AdaTide", "BetaTide", "GammaTide", "DeltaTide", "OmegaTide", "ZetaTide")
WIDTH, LAYERS = 24, 2


def weights(vocabulary: int) -> dict[str, Any]:
    """Random weights under the names that BERT checkpoints carry."""
    torch.manual_seed(0)

    def random(*shape: int) -> Any:
        return torch.randn(*shape) * 0.1

    made = {
        "embeddings.word_embeddings.weight": random(vocabulary, WIDTH),
        "embeddings.position_embeddings.weight": random(512, WIDTH),
        "embeddings.token_type_embeddings.weight": random(2, WIDTH),
        "embeddings.LayerNorm.weight": torch.ones(WIDTH),
        "embeddings.LayerNorm.bias": torch.zeros(WIDTH),
    }
    inner = {"intermediate.dense": (48, WIDTH), "output.dense": (WIDTH, 48)}
    square = ("self.query", "self.key", "self.value", "output.dense")
    shapes = inner | {f"attention.{name}": (WIDTH, WIDTH) for name in square}
    for layer in range(LAYERS):
        base = f"encoder.layer.{layer}."
        for name, shape in shapes.items():
            made[f"{base}{name}.weight"] = random(*shape)
            made[f"{base}{name}.bias"] = random(shape[0])
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            made[f"{base}{name}.weight"] = torch.ones(WIDTH)
            made[f"{base}{name}.bias"] = torch.zeros(WIDTH)
    return made


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny, random BERT over letters."""
    folder = tmp_path_factory.mktemp("encoder")
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,()-"
    names = ["[PAD]", "[UNK]", *letters, *(f"##{letter}" for letter in letters)]
    names += [f"[unused{n}]" for n in range(120 - len(names))]
    tokenizers = import_module("tokenizers")
    model = import_module("tokenizers.models").WordPiece(
        {name: index for index, name in enumerate(names)}, unk_token="[UNK]"
    )
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.normalizer = import_module("tokenizers.normalizers").Lowercase()
    tokenizer.save(str(folder / "tokenizer.json"))
    import_module("safetensors.torch").save_file(
        weights(len(names)), str(folder / "model.safetensors")
    )
    config = {
        "num_hidden_layers": LAYERS,
        "hidden_size": WIDTH,
        "num_attention_heads": 2,
        "intermediate_size": 48,
        "vocab_size": len(names),
        "max_position_embeddings": 512,
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


FIFTH = [LabelledEntity("Software", "OwlKit", (), "uses")] * ("Software" in ENTITY_LABELS)
"""An entity of a fifth type, where `tests.test_five_types` has added one to the schema."""


def paper(name: str, number: int) -> LabelledPaper:
    document = Document(
        f"title:{name}{number}",
        f"{name} again, part {number}",
        f"We propose {name}. On day {number} the {name} model was tested on TideSet "
        "by hand in OwlKit.",
    )
    return LabelledPaper(
        document,
        (
            LabelledEntity("Method", name, (f"{name} model",), "introduces"),
            LabelledEntity("Dataset", "TideSet", (), "evaluates_on"),
            *FIFTH,
        ),
        (LabelledResult(f"{number}", {"method": name, "dataset": "TideSet"}),),
    )


PAPERS = [paper(name, number) for name in NAMES for number in range(4)]


def options(epochs: int) -> Any:
    return fitting.Options(epochs=epochs, rate=3e-3, head_rate=1e-2, pieces=400, average=0.9)


def test_the_loss_falls_and_a_killed_training_ends_as_an_unbroken_one(
    encoder: Path, tmp_path: Path
) -> None:
    pieces = WordPieces.load(encoder / "tokenizer.json")
    mixes = [fitting.Mix(paper_examples.make_paper_examples(PAPERS, pieces))]
    seen: list[Any] = []
    whole = fitting.train_network(
        network.load_encoder(encoder),
        mixes,
        options(4),
        tmp_path / "whole.pt",
        seen.append,
        paper_examples.make_paper_examples(PAPERS[:4], pieces),
    )
    assert seen[-1].loss < seen[0].loss / 2
    assert seen[0].f1 < seen[-1].f1

    def stop(epoch: Any) -> None:
        if epoch.number == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fitting.train_network(
            network.load_encoder(encoder), mixes, options(4), tmp_path / "cut.pt", stop
        )
    resumed = fitting.train_network(
        network.load_encoder(encoder), mixes, options(4), tmp_path / "cut.pt", lambda _: None
    )
    for one, other in zip(whole.parameters(), resumed.parameters(), strict=True):
        assert torch.equal(one, other)


def related(folder: Path, relations: Sequence[tuple[int, int, int, int, str]]) -> Path:
    sentence = {
        "doc": "all in one",
        "tokens": ["we", "use", "owl", "nets", "for", "forest", "counts"],
        "entities": [[2, 4, "Method"], [5, 7, "Task"]],
        "relations": relations,
    }
    (folder / "related.jsonl").write_text((json.dumps(sentence) + "\n") * 12, "utf-8")
    return folder / "related.jsonl"


def test_a_trained_model_is_written_and_finds_what_it_learned(
    encoder: Path, tmp_path: Path
) -> None:
    stages = training.Stages(options(1), options(10))
    corpus = training.Corpus("scierc", related(tmp_path, [(2, 4, 5, 7, "USED-FOR")]))
    training.train_model([corpus], PAPERS, tmp_path, encoder=encoder, version="test", stages=stages)
    tables = import_module("kg.nlp.linear_models").read_linear_models(tmp_path)
    assert "Method-Task" in tables.relations.labels
    assert "SUBTASK_OF" not in (tmp_path / "relation_weights.tsv").read_text("utf-8")
    model = MentionModel.load(tmp_path)
    assert model.by == "model@test"
    assert f"Labelled papers: {len(PAPERS)}, 10 epochs" in (tmp_path / "card.md").read_text("utf-8")
    text = PAPERS[0].document.text
    found = {text[m.start : m.end]: m.label for m in next(iter(model.find_mentions([text])))}
    assert found.items() >= {"AdaTide": "Method", "TideSet": "Dataset"}.items()
    assert found.get("OwlKit") == ("Software" if FIFTH else None)


def test_a_stored_network_learns_further_from_new_papers(encoder: Path, tmp_path: Path) -> None:
    first, out = tmp_path / "first", tmp_path / "further"
    stages = training.Stages(options(1), options(3))
    training.train_model([], PAPERS, first, encoder=encoder, version="1", stages=stages)
    text = PAPERS[0].document.text
    stored = import_module("kg.train.networks.stored_network").load_stored_network(first)
    pieces = WordPieces.load(first / "tokenizer.json")
    (expected,) = fitting.score_examples(
        stored, paper_examples.make_paper_examples(PAPERS[:1], pieces)
    )
    (found,) = MentionModel.load(first).network.scores([text])
    assert np.corrcoef(found.spans.ravel(), expected.spans.ravel())[0, 1] > 0.99

    new = [paper(name, number) for name in ("EtaTide", "IotaTide") for number in range(4, 12)]
    further = import_module("kg.train.further_training").Further(options(2))
    refit = import_module("kg.train.refit").refit_model
    origin = import_module("kg.train.model_record").Origin("kg train --refit")
    refit(first, new, out, version="2", origin=origin, known=PAPERS, further=further)
    model = MentionModel.load(out)
    assert model.by == "model@2"
    assert (out / "model.onnx").read_bytes() != (first / "model.onnx").read_bytes()
    assert (out / "role_weights.tsv").read_bytes() == (first / "role_weights.tsv").read_bytes()
    (again,) = MentionModel.load(out).network.scores([text])
    assert not np.array_equal(again.spans, found.spans)


def test_pairs_are_judged_as_in_training(encoder: Path) -> None:
    trained = network.load_encoder(encoder).eval()
    (example,) = paper_examples.make_paper_examples(
        PAPERS[1:2], WordPieces.load(encoder / "tokenizer.json")
    )
    (scores,) = fitting.score_examples(trained, [example])
    both = [(first, second) for first, second, _ in example.pairs]
    assert both
    rows = torch.zeros(len(both), dtype=torch.long)
    with torch.inference_mode():
        parts = torch.from_numpy(scores.pairs.parts)[None]
        expected = trained.pairs(parts, rows, torch.tensor(both), 0, 6).numpy()
    assert np.abs(scores.pairs.logits(both)[:, :6] - expected).max() < 1e-4


def test_the_exported_network_says_what_the_trained_one_says(encoder: Path, tmp_path: Path) -> None:
    export = import_module("kg.train.networks.onnx_export").export_network
    trained = network.load_encoder(encoder).eval()
    export(trained, encoder / "tokenizer.json", tmp_path, int8=False)
    pieces = WordPieces.load(encoder / "tokenizer.json")
    (expected,) = fitting.score_examples(
        trained, paper_examples.make_paper_examples(PAPERS[:1], pieces)
    )
    scoring = import_module("kg.nlp.mentions.encoder").Network.load(tmp_path, SCHEMA_CLASSES)
    (found,) = scoring.scores([PAPERS[0].document.text])
    assert len(found.words) == len(split_words(PAPERS[0].document.text))
    assert np.abs(found.spans - expected.spans).max() < 1e-4
    assert np.abs(found.pairs.parts - expected.pairs.parts).max() < 1e-4


def test_only_corpora_whose_classes_mean_edges_tell_of_relations(tmp_path: Path) -> None:
    path = related(tmp_path, [(2, 4, 5, 7, "Used-For")])
    corpora = [training.Corpus(head, path) for head in ("scirex", "tdmsci", "scier")]
    texts = training.read_related(corpora, PAPERS)
    assert [text.relations for text in texts] == [
        {("USED_FOR", 2 * n, 2 * n + 1) for n in range(12)}
    ]


def test_a_corpus_is_learned_and_scored(tmp_path: Path, encoder: Path) -> None:
    sentence = {
        "doc": "a",
        "tokens": ["we", "use", "owl", "nets", "for", "forest", "counts"],
        "entities": [[2, 4, "Method"], [5, 7, "Task"]],
        "relations": [[2, 4, 5, 7, "Used-For"]],
    }
    for part in ("train", "dev", "test"):
        lines = [json.dumps({**sentence, "doc": f"{part}{i}"}) + "\n" for i in range(24)]
        (tmp_path / f"{part}.jsonl").write_text("".join(lines), "utf-8")
    options = ("--encoder", encoder, "--epochs", 60, "--format", "json")
    done = run("evaluate", "scier", tmp_path, "-o", tmp_path / "work", *options)
    assert done.returncode == 0, done.stderr
    own = {r["measure"]: r for r in json.loads(done.stdout)["data"] if r["system"] == "this model"}
    assert own["entities"]["f1"] == own["relations"]["f1"] == 1.0
    assert own["pairs within reach"]["recall"] == 1.0
