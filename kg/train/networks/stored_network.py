"""The network of a trained model as one that can learn further.

The file of a model holds int8 weights, one scale a column: their products are the weights again,
to 0.4 % of the largest of a column. Only the classes of labelled papers and the relations are
stored; the other corpora's outputs begin anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kg.core.errors import InputError
from kg.nlp.mentions.model_manifest import ModelManifest, read_manifest
from kg.train.networks.examples import HEADS
from kg.train.networks.network import Network, Size, columns

__all__ = ["load_stored_network"]

Floats = NDArray[np.float32]

_LAYER = re.compile(r"network\.encoder\.layers\.(\d+)\.")
_LAYER_MATRICES = ("qkv", "out", "up", "down")
_EMBEDDINGS = ("encoder.words.weight", "encoder.shapes.weight")
_ALIKE = {"Task": "Task", "Method": "Method", "Metric": "Metric", "Material": "Dataset"}
"""Classes of SciERC that begin as those of labelled papers that mean the same."""


def load_stored_network(folder: Path, *, seed: int = 0) -> Network:
    """The network in ``model.onnx`` and ``pairs.npz`` of a model's folder, in float32.

    What is not stored there, the outputs for other corpora, is random by ``seed``.

    Raises:
        InputError: the files are not those of an int8 model of this shape of network.
    """
    torch.manual_seed(seed)
    stored = _initializers(folder / "model.onnx")
    try:
        network = Network(_size(stored, read_manifest(folder)))
    except (KeyError, ValueError) as error:
        raise InputError(f"no int8 network of this version: {error}", str(folder)) from error
    weights = network.state_dict()
    try:
        weights.update(_named(stored, weights))
        _set_matrices(weights, stored, len(network.encoder.layers))
        with np.load(folder / "pairs.npz") as arrays:
            _set_pairs(weights, arrays)
        network.load_state_dict(weights)
    except (KeyError, StopIteration, RuntimeError) as error:
        raise InputError(f"no int8 network of this version: {error}", str(folder)) from error
    return network


def _size(stored: Mapping[str, NDArray[np.generic]], manifest: ModelManifest) -> Size:
    """The dimensions, by the shapes of what is stored; the manifest has the number of heads."""
    rows, width = stored["network.encoder.words.weight_quantized"].shape
    return Size(
        layers=1 + max(int(m[1]) for m in map(_LAYER.match, stored) if m),
        width=width,
        heads=manifest.dimensions["heads"],
        inner=len(stored["network.encoder.layers.0.up.bias"]),
        vocabulary=rows,
        positions=len(stored["network.encoder.positions.weight"]),
    )


def _initializers(path: Path) -> Mapping[str, NDArray[np.generic]]:
    onnx = import_module("onnx")
    graph = onnx.load(str(path)).graph
    return {each.name: onnx.numpy_helper.to_array(each) for each in graph.initializer}


def _named(
    stored: Mapping[str, NDArray[np.generic]], weights: Mapping[str, Tensor]
) -> dict[str, Tensor]:
    """What the file keeps under the names of the network: vectors, positions and embeddings."""
    plain = {
        name: torch.from_numpy(stored[f"network.{name}"].copy())
        for name in weights
        if f"network.{name}" in stored
    }
    embedded = {name: torch.from_numpy(_plain(stored, f"network.{name}")) for name in _EMBEDDINGS}
    return plain | embedded


def _plain(stored: Mapping[str, NDArray[np.generic]], name: str) -> Floats:
    """A quantised array as float32."""
    whole = stored[f"{name}_quantized"].astype(np.float32)
    zero = stored[f"{name}_zero_point"].astype(np.float32)
    return (whole - zero) * stored[f"{name}_scale"].astype(np.float32)


def _set_matrices(
    weights: dict[str, Tensor], stored: Mapping[str, NDArray[np.generic]], layers: int
) -> None:
    """The matrices, which the file numbers in the order of their use, and stores transposed."""
    matrices = (
        torch.from_numpy(_plain(stored, name).T.copy())
        for name in _numbered(stored, r"onnx::MatMul_(\d+)_quantized$", "_quantized")
    )
    for layer in range(layers):
        for part in _LAYER_MATRICES:
            weights[f"encoder.layers.{layer}.{part}.weight"] = next(matrices)
    for part in ("start", "end", "mean"):
        weights[f"head.{part}.weight"] = next(matrices)
    low, high = columns(HEADS, "papers")
    weights["head.out.weight"][low:high] = next(matrices)
    weights["pairs.parts.weight"] = next(matrices)
    vectors = [
        torch.from_numpy(stored[name].copy()) for name in _numbered(stored, r"onnx::Add_(\d+)$", "")
    ]
    *lengths, bias = vectors
    weights["head.length.weight"] = torch.stack(lengths)
    weights["head.out.bias"][low:high] = bias


def _numbered(stored: Mapping[str, object], pattern: str, ending: str) -> Iterator[str]:
    found = {int(m[1]): name for name in stored if (m := re.fullmatch(pattern, name))}
    yield from (found[number].removesuffix(ending) for number in sorted(found))


def _set_pairs(weights: dict[str, Tensor], arrays: Mapping[str, Floats]) -> None:
    """The head for pairs; the kinds of SciERC begin as those that mean the same."""
    kinds, classes = len(arrays["left"]), arrays["out"].shape[1]
    for side in ("left", "right"):
        weights[f"pairs.{side}.weight"][:kinds] = torch.from_numpy(arrays[side])
    weights["pairs.gap.weight"] = torch.from_numpy(arrays["gap"])
    weights["pairs.out.weight"][:classes] = torch.from_numpy(arrays["out"].T.copy())
    weights["pairs.out.bias"][:classes] = torch.from_numpy(arrays["bias"])
    (own, _), (low, _) = columns(HEADS, "scierc"), columns(HEADS, "papers")
    for index, name in enumerate(HEADS["scierc"]):
        if name in _ALIKE:
            like = low + HEADS["papers"].index(_ALIKE[name])
            for table in ("pairs.left.weight", "pairs.right.weight", "head.out.weight"):
                weights[table][own + index] = weights[table][like]
            weights["head.out.bias"][own + index] = weights["head.out.bias"][like]
