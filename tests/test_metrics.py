"""Which way metrics get better: the shipped table, heads of names, and tables of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.errors import InputError
from kg.core.schema import METRIC
from kg.lexicon import entries as lexicon
from kg.lexicon.metrics import (
    DIRECTIONS,
    higher_is_better,
    parse_metrics,
    read_metrics,
    shipped_metrics,
)

UP = """
accuracy; top-1 accuracy; Top-5 accuracies; test accuracy; zero-shot accuracy; F1; F1-score;
macro-F1 score; BLEU; BLEU-4; sacreBLEU score; ROUGE-L; ROUGE scores; CIDEr; mAP; mIoU; AUC; AUROC;
Recall@10; R@1; pass@k; NDCG@10; MRR@10; Hits@1; success rate; task success rates; win rate; PSNR;
SSIM; CLIP score; Inception Score; throughput; training throughput; images per second;
tokens per second; FPS; speedup; wall-clock speedup; inference speed; convergence speed;
sample efficiency; memory efficiency; compression ratio; reduction in latency; latency reduction;
memory savings; cost savings; reduction in size; accuracy gain; performance gains;
average improvement; robustness; robustness to perturbations; resistance to hallucinations;
quality of generated images; visual fidelity; correlation with human judgments; cumulative reward;
average return; log-likelihood; Sharpe ratio; Elo rating; mean opinion score; number of wins;
model performance; average score; coverage; out-of-distribution generalization; R2; R^2 score;
text-to-speech quality; queries per second on a phone;
decrease in error; rate of success; Cohen's kappa; GPU utilization
"""

DOWN = """
FID; FID score; FID-50K; FVD; LPIPS; perplexity; PPL; validation perplexity; WER; word error rate;
character error rates; error; test error; error rate; top-1 error; MSE; RMSE; MAE;
mean absolute percentage error; expected calibration error; latency; inference latency;
prefill latency; training time; wall-clock time; runtime; time to first token; response time;
time per step; memory; peak GPU memory; memory footprint; memory overhead; computational cost;
costs; cost of labeling; training cost; FLOPs; floating point operations (FLOPs); NFE;
number of parameters; trainable parameters; parameter count; number of sampling steps; loss;
training loss; cross-entropy loss; negative log-likelihood; regret; bits per dimension; bits/dim;
bits-per-character; false positive rate; hallucination rate; percentage of false positives;
energy consumption; carbon emissions; time complexity; sample complexity; model size;
Chamfer distance; edit distance; KL divergence; accuracy drop; performance drop;
quality degradation; generalization gap; collision rate; forgetting; toxicity; EER; mean rank;
standard deviation; variance of the gradient estimates; increase in cost; GPU hours;
computational inefficiency; probability of failure; footprint of the model
"""

COSTS = """
GPU days; A100 GPU days; GPU-hours; TPU days; training days; days; weeks; A100 hours; hours;
minutes;
seconds per image; ms; milliseconds per token; wall-clock hours; CPU time; on-device latency;
p99 latency; end-to-end delay; inference time; sampling time; training time; time to convergence;
parameters; #params; trainable params; model parameters; active parameters; FLOPs; training FLOPs;
MFLOPs; GMACs; peak memory; activation memory; VRAM; KV cache size; checkpoint size; disk usage;
storage cost; steps; sampling steps; number of denoising steps; iterations; epochs;
number of epochs;
function evaluations; communication rounds; number of GPUs; network traffic; communication volume;
power draw; watts; CO2e; training cost; price per token; computational overhead; compute budget
"""

UNKNOWN = """
attack success rate; batch size; learning rate; number of colours; rate; value; wibble; sparsity;
context length; speed-quality trade-off; refusal rate; length of task; 10
"""


def _cases(text: str) -> list[str]:
    return [" ".join(name.split()) for name in text.split(";")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *((name, True) for name in _cases(UP)),
        *((name, False) for name in _cases(DOWN + ";" + COSTS)),
        *((name, None) for name in _cases(UNKNOWN)),
    ],
)
def test_the_direction_of_a_metric(name: str, expected: bool | None) -> None:
    assert higher_is_better(name) is expected


@given(st.text(max_size=30))
def test_any_text_has_a_direction_or_none(name: str) -> None:
    assert higher_is_better(name) in (True, False, None)


@pytest.mark.parametrize("name", _cases(COSTS))
def test_less_of_a_cost_is_a_gain(name: str) -> None:
    assert higher_is_better(f"reduction in {name}") is True
    assert higher_is_better(f"increase in {name}") is False


def test_no_two_names_of_a_metric_get_better_in_opposite_ways() -> None:
    metrics = [entry for entry in lexicon.entries() if entry.type == METRIC]
    ways = {entry.name: {higher_is_better(name) for name in entry.surfaces} for entry in metrics}
    assert [name for name, found in ways.items() if {True, False} <= found] == []


APART = [
    ("GPU days", "GPU hours"),
    ("log-likelihood", "negative log-likelihood"),
    ("ADE", "FDE"),
    ("FLOPs", "MACs"),
    ("ROUGE-1", "ROUGE-2"),
    ("parameter count", "trainable parameters"),
    ("false positive rate", "false positives"),
]


@pytest.mark.parametrize("names", APART)
def test_what_gives_other_numbers_is_another_metric(names: tuple[str, str]) -> None:
    entries = [entry for entry in lexicon.entries() if entry.type == METRIC]
    assert not [entry.name for entry in entries if {*names} <= {*entry.surfaces}]
    assert {*names} <= {name for entry in entries for name in entry.surfaces}


def test_the_table_is_sound() -> None:
    rows = set(shipped_metrics().values())
    assert len(rows) > 150
    assert {row.direction for row in rows} == set(DIRECTIONS)
    assert all(row.unit for row in rows)
    assert [row.name for row in rows if higher_is_better(row.name) is None] == [
        row.name for row in rows if row.direction in ("none", "rest", "less")
    ]


def test_nearly_every_metric_of_the_lexicon_has_a_direction() -> None:
    names = {entry.name for entry in lexicon.entries() if entry.type == METRIC}
    assert {name for name in names if higher_is_better(name) is None} == {
        *("attack success rate", "bandwidth", "refusal rate", "sparsity"),
        *("human evaluation", "user study"),
    }


def test_a_table_of_ones_own_goes_first(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("# ours\nwibble\tdown\n\nsparsity\tup\tshare\tzeros|share of zeros\n")
    table = parse_metrics(read_metrics(own))
    assert [higher_is_better(n, table) for n in ("Wibble", "mean zeros", "accuracy")] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("line", ["accuracy", "accuracy\thigher", "\tup"])
def test_a_line_that_says_nothing_is_named(tmp_path: Path, line: str) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(f"wibble\tdown\n{line}\n")
    with pytest.raises(InputError, match=r"own\.tsv:2: ") as caught:
        read_metrics(own)
    assert "rest-up" in str(caught.value)


def test_a_missing_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.tsv"):
        read_metrics(tmp_path / "none.tsv")
