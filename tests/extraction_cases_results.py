"""Cases on numbers: which are results, what they count, and of which kind they are."""

from __future__ import annotations

from tests.extraction_cases import Case, NotOf, Unstated, stated

RESULT_CASES = [
    Case(
        "04",
        "PivotNet: Anchored Attention for Image Classification",
        "PivotNet is a vision backbone with anchored attention for image classification. PivotNet "
        "improves over Swin Transformer by 2.1 points on ImageNet and 3.4 on CIFAR-100 in top-1 "
        "accuracy.",
        [
            stated("2.1 points", kind="difference", dataset="ImageNet"),
            stated("3.4", kind="difference"),
            stated(
                "3.4", dataset="CIFAR-100", metric="top-1 accuracy", baseline="Swin Transformer"
            ),
        ],
    ),
    Case(
        "04",
        "BothNet: Translation",
        "BothNet is a translation model. On WMT14 English-German and English-French, BothNet "
        "reaches 29.7 and 43.2 BLEU, exceeding the Transformer by 1.3 and 1.4.",
        [
            stated("1.3", kind="difference", dataset="WMT14 English-German"),
            stated("1.4", kind="difference"),
            NotOf("1.4", "dataset", "WMT14 English-German"),
            stated("29.7", kind="absolute", dataset="WMT14 English-German"),
            stated("43.2", kind="absolute"),
            NotOf("43.2", "dataset", "WMT14 English-German"),
        ],
    ),
    Case(
        "04",
        "CrossLens: Video-Text Retrieval",
        "CrossLens is a model for video-text retrieval. It achieves R@1 of 48.2, 29.5 and 45.0 on "
        "MSR-VTT, LSMDC and DiDeMo, outperforming CLIP4Clip by 3.7, 6.9 and 1.6.",
        [
            stated("3.7", kind="difference", baseline="CLIP4Clip"),
            stated("6.9", kind="difference", baseline="CLIP4Clip"),
            stated("1.6", kind="difference", baseline="CLIP4Clip"),
        ],
    ),
    Case(
        "04",
        "RangeNet: Speech Enhancement",
        "RangeNet is a model for speech enhancement. Across five noise types RangeNet improves "
        "PESQ by between 0.21 and 0.34 over DEMUCS on VoiceBank-DEMAND.",
        [
            stated("0.34", kind="difference", metric="PESQ"),
            stated("0.34", baseline="DEMUCS", dataset="VoiceBank-DEMAND"),
        ],
    ),
    Case(
        "04",
        "MoltenMT: Low-Resource Machine Translation",
        "We present MoltenMT for low-resource machine translation. MoltenMT gains between 1.5 and "
        "3.2 BLEU over mBART on FLORES-200, with the largest gain (+3.2) on Swahili-English.",
        [
            stated("1.5 and 3.2", kind="difference"),
            stated("1.5 and 3.2", dataset="FLORES-200", metric="BLEU", baseline="mBART"),
            stated("+3.2", kind="difference"),
        ],
    ),
    Case(
        "04",
        "LatNet: Faster Detection",
        "We propose LatNet for object detection. LatNet runs at 3.1 ms per image on an RTX 4090, "
        "2.4x faster than YOLOv8, with 52.9 AP on COCO (0.3 lower than YOLOv8).",
        [
            stated("0.3", kind="difference", baseline="YOLOv8", dataset="COCO"),
            stated("52.9", kind="absolute", dataset="COCO", metric="AP"),
            stated("2.4x", kind="ratio", baseline="YOLOv8"),
            NotOf("2.4x", "metric", "AP"),
            stated("3.1 ms", kind="absolute"),
        ],
    ),
    Case(
        "06",
        "SciNet: Surrogate PDE Solvers",
        "SciNet is a neural operator for PDE solving. SciNet obtains a relative L2 error of "
        "3.1 × 10⁻³ on Darcy Flow, compared to 8.9 × 10⁻³ for FNO.",
        [
            stated("3.1 × 10⁻³", number=0.0031, kind="absolute"),
            stated("3.1 × 10⁻³", baseline_number=0.0089),
            stated("3.1 × 10⁻³", baseline="FNO"),
        ],
    ),
    Case(
        "06",
        "ExpNet: Depth Estimation",
        "We propose ExpNet for depth estimation. ExpNet reaches a mean squared error of 1.2e−5 on "
        "NYUv2, against 3.4e-5 for DORN.",
        [
            stated("1.2e−5", number=1.2e-5, kind="absolute"),
            stated("1.2e−5", baseline_number=3.4e-5),
            stated("1.2e−5", baseline="DORN"),
        ],
    ),
    Case(
        "07",
        "MinusNet: Density Estimation",
        "MinusNet is a normalizing flow. MinusNet attains a negative log-likelihood of –0.35 nats "
        "on POWER and −12.1 on GAS.",
        [
            stated("–0.35", number=-0.35, kind="absolute"),
            stated("–0.35", dataset="POWER", metric="negative log-likelihood"),
            stated("−12.1", number=-12.1, kind="absolute"),
            stated("−12.1", dataset="GAS", metric="negative log-likelihood"),
        ],
    ),
    Case(
        "09",
        "BandNet: Robust Classification",
        "BandNet is a robust image classifier. Its robust accuracy on CIFAR-10 is 56.1% "
        "(95% CI: 55.2-57.0).",
        [
            stated("56.1%", metric="robust accuracy", dataset="CIFAR-10", method="BandNet"),
            Unstated("95%"),
            Unstated("55.2-57.0"),
        ],
    ),
    Case(
        "09",
        "StdNet: Few-Shot Learning",
        "StdNet is a few-shot learner. On miniImageNet, StdNet achieves 68.2 (±0.4) 1-shot "
        "accuracy, while ProtoNet has 60.4 (±0.5).",
        [
            stated("68.2", method="StdNet", dataset="miniImageNet"),
            stated("60.4", method="ProtoNet"),
            Unstated("±0.4"),
            Unstated("±0.5"),
        ],
    ),
    Case(
        "17",
        "DualSeg: Semi-Supervised Medical Segmentation",
        "We propose DualSeg for semi-supervised medical image segmentation. With only 10% of the "
        "labels, DualSeg attains a Dice of 89.6% on ACDC, and with 20% a Dice of 91.2%, close to "
        "the fully supervised U-Net (91.7%).",
        [
            Unstated("10%"),
            Unstated("20%"),
            stated("89.6%", metric="Dice", method="DualSeg"),
            stated("89.6%", dataset="ACDC"),
            stated("91.2%", baseline="U-Net", baseline_value="91.7%"),
        ],
    ),
    Case(
        "17",
        "RelDrop: Pruning",
        "We propose RelDrop for model pruning. At 50% sparsity, RelDrop loses 0.4 perplexity on "
        "WikiText-2 relative to the dense OPT-13B, while SparseGPT loses 1.1.",
        [
            Unstated("50%"),
            stated("0.4", kind="difference"),
            stated("0.4", dataset="WikiText-2", metric="perplexity", baseline="OPT-13B"),
            stated("1.1", method="SparseGPT"),
        ],
    ),
    Case(
        "17",
        "AeroPose: 6D Pose Estimation",
        "We present AeroPose for 6D pose estimation. AeroPose is the first method to exceed 90% "
        "ADD-S on YCB-Video (90.3%), and beats FoundationPose on LM-O (+4.8%).",
        [
            Unstated("90%"),
            stated("90.3%", method="AeroPose", metric="ADD-S", kind="absolute"),
            stated("90.3%", dataset="YCB-Video"),
            stated("+4.8%", kind="difference", baseline="FoundationPose"),
            stated("+4.8%", dataset="LM-O"),
        ],
    ),
    Case(
        "17",
        "Oom: Scaling",
        "We propose Oom for retrieval. Oom cuts index size from 12 GB to 340 MB and query latency "
        "from 45 ms to 6 ms on MS MARCO at equal MRR@10 of 0.38.",
        [
            NotOf("6 ms", "metric", "MRR"),
            stated("6 ms", metric="query latency|latency", baseline_value="45 ms"),
            stated("340 MB", metric="index size", baseline_value="12 GB"),
            stated("0.38", metric="MRR@10", dataset="MS MARCO"),
        ],
    ),
    Case(
        "20",
        "PPNet: Visual Question Answering",
        "PPNet is a model for visual question answering. On VQAv2, accuracy rises by 1.5%p over "
        "BLIP-2, from 81.0% to 82.5%.",
        [
            stated("1.5%p", kind="difference", baseline="BLIP-2"),
            stated("1.5%p", dataset="VQAv2"),
            stated("82.5%", kind="absolute", baseline="BLIP-2", baseline_value="81.0%"),
            stated("82.5%", dataset="VQAv2"),
        ],
    ),
    Case(
        "20",
        "RelNet: Machine Reading",
        "RelNet is a reader for machine reading comprehension. On RACE, it yields a 12% relative "
        "error reduction, which is 1.9% absolute, over XLNet.",
        [
            stated("12%", kind="relative", baseline="XLNet", dataset="RACE"),
            stated("1.9%", kind="difference", baseline="XLNet", dataset="RACE"),
        ],
    ),
    Case(
        "20",
        "OrderNet: Nearest Neighbour Search",
        "OrderNet is an index for nearest neighbour search. On SIFT1B, OrderNet is 1.5 orders of "
        "magnitude faster than HNSW at a recall@10 of 0.95.",
        [
            stated("1.5 orders of magnitude", kind="ratio", number=31.6, baseline="HNSW"),
            NotOf("1.5 orders of magnitude", "metric", "recall@10"),
            stated("0.95", kind="absolute", metric="recall@10", dataset="SIFT1B"),
        ],
    ),
    Case(
        "20",
        "CostNet: Routing Queries",
        "CostNet routes queries among language models. On MT-Bench, CostNet keeps 95% of GPT-4's "
        "score at US$0.30 instead of US$24.70 per million tokens.",
        [
            stated("US$0.30", number=0.3, unit="USD"),
            stated("US$0.30", baseline_value="US$24.70"),
        ],
    ),
]
