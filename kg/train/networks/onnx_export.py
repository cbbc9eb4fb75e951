"""Writing a trained network as the files that the extractor runs."""

from __future__ import annotations

import shutil
from importlib import import_module
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from kg.nlp.mentions.wordpieces import Batch
from kg.train.networks.network import Network

__all__ = ["NETWORK_FILES", "export_network"]

NETWORK_FILES = ("model.onnx", "pairs.npz", "tokenizer.json")
"""The files that `export_network` writes."""

_OPSET = 17


class _Papers(nn.Module):
    """The network with the head ``papers`` alone, for one window, which has no padding.

    Attention without a mask gives the same, bit for bit, in 0.93 of the time.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, Tensor]:
        found: tuple[Tensor, Tensor] = self.network(ids, shapes, None, first, last)
        return found


def export_network(network: Network, tokenizer: Path, out: Path, *, int8: bool = True) -> None:
    """Write ``model.onnx``, ``pairs.npz`` and ``tokenizer.json`` into the folder ``out``.

    With ``int8`` the weights of matrices and embeddings are quantised, a scale a column; the
    file is then a quarter of the size.
    """
    out.mkdir(parents=True, exist_ok=True)
    plain = out / "model.fp32.onnx"
    torch.onnx.export(
        _Papers(network.eval()),
        _sample(),
        str(plain),
        input_names=[name for name in Batch._fields if name != "attention"],
        output_names=["spans", "parts"],
        dynamic_axes=_axes(),
        opset_version=_OPSET,
        dynamo=False,
    )
    if int8:
        quantization = import_module("onnxruntime.quantization")
        quantization.quantize_dynamic(
            plain,
            out / "model.onnx",
            per_channel=True,
            weight_type=quantization.QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        )
        plain.unlink()
    else:
        plain.replace(out / "model.onnx")
    arrays = network.pair_head()._asdict()
    np.savez_compressed(out / "pairs.npz", allow_pickle=False, **arrays)
    shutil.copyfile(tokenizer, out / "tokenizer.json")


def _sample() -> tuple[Tensor, ...]:
    """Inputs of the right kinds; every size is free in the exported graph."""
    ids = torch.arange(20).reshape(2, 10)
    places = torch.tensor([[1, 2, 3], [4, 5, 6]])
    return ids, torch.zeros_like(ids), places, places


def _axes() -> dict[str, dict[int, str]]:
    by_piece = {0: "windows", 1: "pieces"}
    by_word = {0: "windows", 1: "words"}
    axes = {"ids": by_piece, "shapes": by_piece}
    return {**axes, "first": by_word, "last": by_word, "spans": by_word, "parts": by_word}
