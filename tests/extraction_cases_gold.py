"""Twenty hard abstracts with the result tuples that an expert would write, every slot judged."""

from __future__ import annotations

from typing import NamedTuple

from tests.extraction_cases import Case, OnlyThese, Stated


class Row(NamedTuple):
    """A result tuple; a metric may be several names with ``|`` between them."""

    method: str
    dataset: str | None
    metric: str
    value: str
    kind: str
    baseline: str | None = None
    baseline_value: str | None = None

    @property
    def fact(self) -> Stated:
        slots = {slot: each for slot, each in self._asdict().items() if slot != "value"}
        return Stated(self.value, slots, f"all slots of {self.method} {self.value}")


_PAPERS: list[tuple[str, str, list[Row]]] = [
    (
        "TriFormer: A Tri-Path Transformer for Question Answering",
        "We introduce TriFormer, a tri-path transformer for question answering. TriFormer, "
        "BERT and RoBERTa reach F1 scores of 91.2, 88.4 and 89.7 on SQuAD, TriviaQA and "
        "HotpotQA, respectively.",
        [
            Row("TriFormer", "SQuAD", "F1", "91.2", "absolute"),
            Row("BERT", "TriviaQA", "F1", "88.4", "absolute"),
            Row("RoBERTa", "HotpotQA", "F1", "89.7", "absolute"),
        ],
    ),
    (
        "LoomRec: Threaded Sequence Models for Recommendation",
        "We propose LoomRec, a threaded sequence model for recommendation. LoomRec sets a new "
        "state of the art on 5 of 7 datasets.",
        [],
    ),
    (
        "Marlin-13B: Small Models That Reason",
        "We release Marlin-13B, a language model for mathematical reasoning. Our 13B model "
        "matches a 70B one: on GSM8K, Marlin-13B obtains 81.5% accuracy against 81.7% for "
        "LLaMA-2-70B.",
        [
            Row("Marlin-13B", "GSM8K", "accuracy", "81.5%", "absolute", "LLaMA-2-70B", "81.7%"),
        ],
    ),
    (
        "GlyphDiff: Diffusion Models for Text Rendering",
        "We introduce GlyphDiff, a diffusion model for text rendering. Compared with Stable "
        "Diffusion, GlyphDiff lowers FID by 3.6 on MS-COCO and reduces the error rate by half.",
        [
            Row("GlyphDiff", "MS-COCO", "FID", "3.6", "difference", "Stable Diffusion"),
            Row("GlyphDiff", None, "error rate", "half", "ratio", "Stable Diffusion"),
        ],
    ),
    (
        "CalmRL: Stable Offline Reinforcement Learning",
        "We propose CalmRL for offline reinforcement learning. On D4RL, CalmRL achieves an "
        "average normalized score of 87.3 ± 1.2, compared to 81.0 ± 2.5 for CQL and 79.4 ± "
        "0.9 for IQL.",
        [
            Row(
                "CalmRL",
                "D4RL",
                "normalized score|average normalized score",
                "87.3 ± 1.2",
                "absolute",
                "CQL",
                "81.0 ± 2.5",
            ),
            Row(
                "IQL", "D4RL", "normalized score|average normalized score", "79.4 ± 0.9", "absolute"
            ),
        ],
    ),
    (
        "MoltenMT: Low-Resource Machine Translation",
        "We present MoltenMT for low-resource machine translation. MoltenMT gains between 1.5 "
        "and 3.2 BLEU over mBART on FLORES-200, with the largest gain (+3.2) on "
        "Swahili-English.",
        [
            Row("MoltenMT", "FLORES-200", "BLEU", "between 1.5 and 3.2", "difference", "mBART"),
            Row("MoltenMT", "FLORES-200", "BLEU", "+3.2", "difference", "mBART"),
        ],
    ),
    (
        "DualSeg: Semi-Supervised Medical Segmentation",
        "We propose DualSeg for semi-supervised medical image segmentation. With only 10% of "
        "the labels, DualSeg attains a Dice of 89.6% on ACDC, and with 20% a Dice of 91.2%, "
        "close to the fully supervised U-Net (91.7%).",
        [
            Row("DualSeg", "ACDC", "Dice", "89.6%", "absolute"),
            Row("DualSeg", "ACDC", "Dice", "91.2%", "absolute", "U-Net", "91.7%"),
        ],
    ),
    (
        "NightDet: Object Detection in the Dark",
        "We present NightDet, a detector for object detection at night. NightDet improves mAP "
        "on ExDark from 61.4 to 66.0, a relative gain of 7.5%, at 45 FPS.",
        [
            Row("NightDet", "ExDark", "mAP", "66.0", "absolute", None, "61.4"),
            Row("NightDet", "ExDark", "mAP", "7.5%", "relative"),
            Row("NightDet", "ExDark", "FPS", "45 FPS", "absolute"),
        ],
    ),
    (
        "TinyVox: Keyword Spotting on Microcontrollers",
        "We propose TinyVox for keyword spotting. TinyVox needs 4x fewer parameters and 6.5x "
        "less energy than DS-CNN, yet its accuracy on Speech Commands drops only from 95.4% "
        "to 95.1%.",
        [
            Row("TinyVox", None, "parameters", "4x", "ratio", "DS-CNN"),
            Row("TinyVox", None, "energy", "6.5x", "ratio", "DS-CNN"),
            Row("TinyVox", "Speech Commands", "accuracy", "95.1%", "absolute", "DS-CNN", "95.4%"),
        ],
    ),
    (
        "DriftGuard: Continual Learning under Shift",
        "We propose DriftGuard, a continual learning method. DriftGuard does not improve "
        "accuracy on Split CIFAR-100 (72.0% vs. 72.3% for DER++), but it reduces forgetting "
        "by 41% on CORe50.",
        [
            Row("DriftGuard", "Split CIFAR-100", "accuracy", "72.0%", "absolute", "DER++", "72.3%"),
            Row("DriftGuard", "CORe50", "forgetting", "41%", "relative"),
        ],
    ),
    (
        "BitCask: 2-Bit Quantization of Language Models",
        "BitCask is a quantization method for large language models. Perplexity on WikiText-2 "
        "rises from 5.47 to 5.81 for LLaMA-2-7B and from 4.88 to 5.02 for LLaMA-2-13B, while "
        "memory shrinks 3.9-fold.",
        [
            Row("BitCask", "WikiText-2", "Perplexity", "5.81", "absolute", None, "5.47"),
            Row("BitCask", "WikiText-2", "Perplexity", "5.02", "absolute", None, "4.88"),
            Row("BitCask", None, "memory", "3.9-fold", "ratio"),
        ],
    ),
    (
        "ProfNet: Comparing Baselines",
        "We propose ProfNet for node classification. On Cora, GCN, GAT and ProfNet obtain "
        "81.5%, 83.0% and 85.2% accuracy, respectively.",
        [
            Row("GCN", "Cora", "accuracy", "81.5%", "absolute"),
            Row("GAT", "Cora", "accuracy", "83.0%", "absolute"),
            Row("ProfNet", "Cora", "accuracy", "85.2%", "absolute"),
        ],
    ),
    (
        "VersusNet: Two Systems",
        "We propose VersusNet for semantic segmentation. VersusNet attains 84.5 mIoU on "
        "Cityscapes vs. 82.1 for SegFormer and 81.3 for Mask2Former.",
        [
            Row("VersusNet", "Cityscapes", "mIoU", "84.5", "absolute", "SegFormer", "82.1"),
            Row("Mask2Former", "Cityscapes", "mIoU", "81.3", "absolute"),
        ],
    ),
    (
        "DropNet: Forgetting",
        "We propose DropNet for continual learning. After five tasks, accuracy on Split "
        "CIFAR-100 drops by only 2.1%, compared with 14.8% for EWC and 9.3% for LwF.",
        [
            Row("DropNet", "Split CIFAR-100", "accuracy", "2.1%", "difference"),
            Row("EWC", "Split CIFAR-100", "accuracy", "14.8%", "difference"),
            Row("LwF", "Split CIFAR-100", "accuracy", "9.3%", "difference"),
        ],
    ),
    (
        "RangeScore: Across Seeds",
        "We study variance of fine-tuning. Across 20 seeds, the accuracy of BERT on RTE "
        "ranges from 62.1% to 71.5%, with a mean of 67.8%.",
        [
            Row("BERT", "RTE", "accuracy", "62.1% to 71.5%", "absolute"),
            Row("BERT", "RTE", "accuracy", "67.8%", "absolute"),
        ],
    ),
    (
        "HalveErr: Speech",
        "We introduce HalveErr for speech recognition. It halves the WER of Whisper on "
        "TED-LIUM (from 4.0 to 2.0).",
        [
            Row("HalveErr", "TED-LIUM", "WER", "2.0", "absolute", "Whisper", "4.0"),
        ],
    ),
    (
        "NotBetter: Honest Report",
        "We propose NotBetter for relation extraction. On TACRED, NotBetter underperforms "
        "LUKE by 1.2 F1 (71.5 vs. 72.7).",
        [
            Row("NotBetter", "TACRED", "F1", "1.2", "difference", "LUKE"),
            Row("NotBetter", "TACRED", "F1", "71.5", "absolute", "LUKE", "72.7"),
        ],
    ),
    (
        "RelDrop: Pruning",
        "We propose RelDrop for model pruning. At 50% sparsity, RelDrop loses 0.4 perplexity "
        "on WikiText-2 relative to the dense OPT-13B, while SparseGPT loses 1.1.",
        [
            Row("RelDrop", "WikiText-2", "perplexity", "0.4", "difference", "OPT-13B"),
            Row("SparseGPT", "WikiText-2", "perplexity", "1.1", "difference", "OPT-13B"),
        ],
    ),
    (
        "BigNum: Throughput",
        "We propose BigNum for event processing. BigNum handles 1,234,567 events/s on NYC "
        "Taxi, 12,000 more than Flink.",
        [
            Row("BigNum", "NYC Taxi", "throughput", "1,234,567", "absolute"),
        ],
    ),
    (
        "Chess: Elo",
        "We propose MateNet for chess. MateNet attains an Elo rating of 2895 on Lichess "
        "blitz, +310 over Maia.",
        [
            Row("MateNet", "Lichess blitz", "Elo rating", "2895", "absolute"),
            Row("MateNet", "Lichess blitz", "Elo rating", "+310", "difference", "Maia"),
        ],
    ),
]

_NOT_ALL = "BigNum: Throughput"
"""Its labels leave out a difference that the abstract states."""


def _values(rows: list[Row]) -> tuple[str, ...]:
    each = [value for row in rows for value in (row.value, row.baseline_value) if value]
    return tuple(dict.fromkeys(each))


GOLD_CASES = [
    Case(
        "gold",
        title,
        abstract,
        [
            *(row.fact for row in rows),
            *([] if title == _NOT_ALL else [OnlyThese(_values(rows))]),
        ],
    )
    for title, abstract, rows in _PAPERS
]
