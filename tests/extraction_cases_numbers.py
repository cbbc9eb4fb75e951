"""Cases of numbers and their kinds, each with what was wrong when it was first read."""

from __future__ import annotations

from tests.extraction_cases import Case, Unstated, stated

NUMBER_CASES = [
    Case(
        "kinds",
        "RangeTrack: Multi-Object Tracking",
        "We present RangeTrack. Across MOT17, MOT20 and DanceTrack it improves HOTA by 1.2–3.5 "
        "points and IDF1 by 2-4%, and reduces identity switches by 15% to 30%.",
        [
            stated("2-4%", kind="relative", metric="IDF1"),
            stated("15% to 30%", kind="relative", metric="identity switches"),
        ],
    ),
    Case(
        "kinds",
        "LeanTune: Parameter-Efficient Tuning",
        "We propose LeanTune, a parameter-efficient fine-tuning method. LeanTune obtains an "
        "average of 88.4 on GLUE, 0.6 above LoRA with rank 8 and a learning rate of 3e-4.",
        [
            stated("0.6", kind="difference", baseline="LoRA", dataset="GLUE"),
            Unstated("3e-4"),
        ],
    ),
    Case(
        "numbers",
        "Dezimal: Translation with Commas",
        "We present Dezimal, a translation system. On WMT19 German-English, Dezimal obtains 41,7 "
        "BLEU, 1,9 more than mBART.",
        [
            stated("41,7", number=41.7, kind="absolute", metric="BLEU"),
            stated("1,9", number=1.9, kind="difference", baseline="mBART"),
        ],
    ),
    Case(
        "numbers",
        "NightSeg: Seeing in the Dark",
        "We introduce NightSeg for nighttime semantic segmentation. NightSeg improves mIoU on "
        "Dark Zurich by almost seven points and on ACDC by two and a half points.",
        [
            stated("seven points", number=7.0, metric="mIoU", dataset="Dark Zurich"),
            stated("two and a half points", number=2.5, kind="difference", dataset="ACDC"),
        ],
    ),
    Case(
        "numbers",
        "PriceLM: Cheaper Cascades",
        "We introduce PriceLM, a cascade of language models. PriceLM cuts the cost per query "
        "from $0.012 to $0.004, and keeps 98.5% of GPT-4's accuracy on MMLU.",
        [stated("$0.004", number=0.004, unit="USD", baseline_value="$0.012")],
    ),
    Case(
        "kinds",
        "Emberline: Wildfire Forecasting",
        "We introduce Emberline for wildfire forecasting. Compared to persistence, Emberline cuts "
        "the mean absolute error from 1,240 to 870 hectares (−30%) and raises the F1 score by "
        "0.08 to 0.71.",
        [
            stated("870", baseline_value="1,240", metric="mean absolute error", number=870.0),
            stated("0.08", kind="difference", metric="F1 score|F1"),
            stated("0.71", kind="absolute", metric="F1 score|F1"),
        ],
    ),
    Case(
        "kinds",
        "Skein: Sparse Training",
        "We present Skein, a sparse training method. At 95% sparsity, Skein reaches 74.9% top-1 "
        "accuracy with ResNet-50 on ImageNet, 1.6% higher than RigL and only 1.9% below the dense "
        "model (76.8%).",
        [
            Unstated("95%"),
            stated("1.6%", kind="relative", baseline="RigL", baseline_value=None),
            stated("1.9%", kind="relative"),
        ],
    ),
    Case(
        "kinds",
        "Orchid: Video Generation",
        "Orchid is a video diffusion transformer. It achieves an FVD of 98.2 on UCF-101 and 143 "
        "on Kinetics-600, and is preferred by 68% of raters over Gen-2.",
        [stated("68%", kind="absolute", baseline="Gen-2")],
    ),
    Case(
        "kinds",
        "Foxglove: Multi-Document Summarization",
        "Foxglove is a summarization model. On Multi-News, it improves on PRIMERA by 0.9/0.7/0.4.",
        [stated("0.7", kind="difference"), stated("0.4", kind="difference")],
    ),
    Case(
        "kinds",
        "PolicyPatch: Safe Reinforcement Learning",
        "We propose PolicyPatch for safe reinforcement learning. PolicyPatch reduces the cost "
        "rate by a factor of 3.4 versus PPO-Lagrangian at 96% of its return.",
        [stated("3.4", kind="ratio", unit="x", metric="cost rate", baseline="PPO-Lagrangian")],
    ),
    Case(
        "kinds",
        "WaveSSM: Longer Contexts",
        "WaveSSM is a state space model. Compared with Mamba, perplexity on PG-19 is 0.6 lower at "
        "1.3B parameters, and the gap is 1.1 at 2.8B.",
        [
            stated("0.6", kind="difference", metric="perplexity", dataset="PG-19"),
            Unstated("1.3B"),
            Unstated("2.8B"),
        ],
    ),
]
