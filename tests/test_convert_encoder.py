"""An encoder published as ONNX becomes a folder to train from: needs the extra ``train``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from kg.core.errors import InputError
from tests.test_training import LAYERS, WIDTH, weights

torch = pytest.importorskip("torch", reason="comes with the extra 'train'")
converting: Any = import_module("kg.train.networks.convert_encoder")
network: Any = import_module("kg.train.networks.network")

pytestmark = pytest.mark.filterwarnings("ignore")  # the exporter warns of its own internals

WORDS, HEADS = 60, 2


class Named(torch.nn.Module):  # type: ignore[misc, name-defined]
    """A module by the names of its parts."""

    def __init__(self, /, **parts: Any) -> None:
        super().__init__()
        for name, part in parts.items():
            self.add_module(name, part)


def layer() -> Any:
    """The parts of a layer under their published names."""
    nn = torch.nn
    square = {name: nn.Linear(WIDTH, WIDTH) for name in ("query", "key", "value")}
    attention = Named(
        self=Named(**square),
        output=Named(dense=nn.Linear(WIDTH, WIDTH), LayerNorm=nn.LayerNorm(WIDTH, eps=1e-12)),
    )
    return Named(
        attention=attention,
        intermediate=Named(dense=nn.Linear(WIDTH, 48)),
        output=Named(dense=nn.Linear(48, WIDTH), LayerNorm=nn.LayerNorm(WIDTH, eps=1e-12)),
    )


class Bert(torch.nn.Module):  # type: ignore[misc, name-defined]
    """A BERT as published ones are written."""

    def __init__(self) -> None:
        super().__init__()
        nn = torch.nn
        self.embeddings = Named(
            word_embeddings=nn.Embedding(WORDS, WIDTH),
            position_embeddings=nn.Embedding(512, WIDTH),
            token_type_embeddings=nn.Embedding(2, WIDTH),
            LayerNorm=nn.LayerNorm(WIDTH, eps=1e-12),
        )
        self.encoder = Named(layer=nn.ModuleList(layer() for _ in range(LAYERS)))

    def forward(self, input_ids: Any, token_type_ids: Any) -> Any:
        each = self.embeddings
        places = torch.arange(input_ids.shape[1])
        x = each.word_embeddings(input_ids) + each.position_embeddings(places)
        x = each.LayerNorm(x + each.token_type_embeddings(token_type_ids))
        for part in self.encoder.layer:
            own = part.attention
            heads = [
                getattr(own.self, name)(x).unflatten(-1, (HEADS, -1)).transpose(1, 2)
                for name in ("query", "key", "value")
            ]
            scores = heads[0] @ heads[1].transpose(-1, -2) / (WIDTH / HEADS) ** 0.5
            mixed = (scores.softmax(-1) @ heads[2]).transpose(1, 2).flatten(2)
            x = own.output.LayerNorm(x + own.output.dense(mixed))
            inner = torch.nn.functional.gelu(part.intermediate.dense(x))
            x = part.output.LayerNorm(x + part.output.dense(inner))
        return x


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a random encoder as ONNX, and a file in place of a vocabulary."""
    folder = tmp_path_factory.mktemp("published")
    bert = Bert()
    # Equal weights would be one in the file.
    bert.load_state_dict(
        {name: w + 0.01 * torch.randn(w.shape) for name, w in weights(WORDS).items()}
    )
    sample = torch.ones((1, 6), dtype=torch.int64)
    torch.onnx.export(
        bert.eval(),
        (sample, torch.zeros_like(sample)),
        str(folder / "model.onnx"),
        input_names=["input_ids", "token_type_ids"],
        dynamic_axes={name: {0: "texts", 1: "pieces"} for name in ("input_ids", "token_type_ids")},
        opset_version=17,
        dynamo=False,
    )
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    return folder


def test_the_converted_encoder_gives_the_same(published: Path, tmp_path: Path) -> None:
    model, words = published / "model.onnx", published / "tokenizer.json"
    assert converting.convert_encoder(model, words, tmp_path / "out", heads=HEADS) < 1e-5
    assert len(network.load_encoder(tmp_path / "out").encoder.layers) == LAYERS
    assert (tmp_path / "out" / "tokenizer.json").read_text(encoding="utf-8") == "{}"


def test_a_wrong_number_of_heads_is_found(published: Path, tmp_path: Path) -> None:
    model, words = published / "model.onnx", published / "tokenizer.json"
    with pytest.raises(InputError, match="are there 1 heads"):
        converting.convert_encoder(model, words, tmp_path / "out", heads=1)


def test_another_network_is_refused(tmp_path: Path) -> None:
    model = tmp_path / "model.onnx"
    torch.onnx.export(
        torch.nn.Linear(3, 2), (torch.zeros(1, 3),), str(model), opset_version=17, dynamo=False
    )
    with pytest.raises(InputError, match="no BERT in float32"):
        converting.convert_encoder(model, model, tmp_path / "out", heads=1)
