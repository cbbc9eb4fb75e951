"""What boards got wrong with version 8 of the model: lists of a sentence before, and what stands
beside a value without being its own."""

from __future__ import annotations

from tests.extraction_cases import Case, NotOf, Unstated, stated

_LISTED_BEFORE = [
    Case(
        "average of listed values",
        "HeronText: Recognition",
        "We present HeronText. It achieves accuracies of 97.3% on IC13, 88.1% on SVT, and 66.6% on "
        "CUTE80, resulting in an average accuracy of 84.0%.",
        [stated("66.6%", dataset="CUTE80"), stated("84.0%", dataset=None)],
    ),
    Case(
        "data sets of a sentence before",
        "TarnScan: Anomalies",
        "We present TarnScan. We test it on MNIST, SVHN and CIFAR-10. With one normal image, our "
        "method achieves AUROC scores of 97.4%, 94.8% and 70.8%, respectively.",
        [
            stated("97.4%", dataset="MNIST"),
            stated("94.8%", dataset="SVHN"),
            stated("70.8%", dataset="CIFAR-10"),
        ],
    ),
    Case(
        "metrics, no data sets, of a list",
        "TarnNet: Anomalies",
        "We present TarnNet. We test it on MNIST, SVHN and CIFAR-10. It reaches precision, recall "
        "and F1 of 97.4%, 94.8% and 96.1%.",
        [stated("94.8%", metric="recall"), NotOf("94.8%", "dataset", "SVHN")],
    ),
]

_BESIDE = [
    Case(
        "close to a rival",
        "TarnTools: Reasoning",
        "We propose TarnTools. TarnTools increases the pass@1 performance on AIME2024 from 26.7% "
        "to 43.3%, bringing it very close to the performance of o1-preview.",
        [
            stated("43.3%", baseline=None, baseline_value="26.7%"),
            NotOf("43.3%", "baseline", "o1-preview"),
        ],
    ),
    Case(
        "a quality that a result shows",
        "TarnPolyp: Polyps",
        "We propose TarnPolyp. It has high Dice coefficients of 82.4% on CVC-ClinicDB and 93.4% on "
        "Kvasir-SEG, demonstrating its accuracy.",
        [NotOf("93.4%", "metric", "accuracy")],
    ),
    Case(
        "not exceeded",
        "LawTarn: Questions of Law",
        "We introduce LawTarn, a benchmark. Leading models have not exceeded 80.5% accuracy on it.",
        [Unstated("80.5%")],
    ),
    Case(
        "relative to a rival",
        "TarnCast: Rivers",
        "We propose TarnCast. TarnCast cuts the RMSE by 18% relative to GLOFAS4.",
        [stated("18%", kind="relative", baseline="GLOFAS4")],
    ),
    Case(
        "unweighted beside weighted",
        "TarnVoice: Emotion",
        "We propose TarnVoice. It has a weighted recall of 72.9% on IEMOCAP and an unweighted "
        "recall of 63.4% on MSP-IMPROV.",
        [
            stated("72.9%", conditions=(("variant", "weighted"),)),
            stated("63.4%", conditions=(("variant", "unweighted"),)),
        ],
    ),
]

BESIDE_CASES = [*_LISTED_BEFORE, *_BESIDE]
