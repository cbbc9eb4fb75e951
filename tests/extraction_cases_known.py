"""Names that the lexicon or a list shows to be what the words beside them leave open."""

from __future__ import annotations

from tests.extraction_cases import Case, Named, NotOf, stated

_DATASETS = [
    Case(
        "known data set",
        "QuietASR: Speech Recognition in Noise",
        "We propose QuietASR for speech recognition. QuietASR cuts the word error rate on AMI "
        "from 18.2% to 15.0%, and on CHiME-6 from 41.3% to 36.8%.",
        [
            Named("CHiME-6", "Dataset"),
            stated("36.8%", dataset="CHiME-6", baseline_value="41.3%"),
            NotOf("36.8%", "dataset", "AMI"),
        ],
    ),
    Case(
        "known data set",
        "ClipSeek: Retrieving Moments",
        "ClipSeek is a model for moment retrieval. It achieves R@1 of 61.0, 44.8 and 39.2 on "
        "Charades-STA, QVHighlights and TACoS.",
        [
            stated("61.0", dataset="Charades-STA"),
            stated("44.8", dataset="QVHighlights"),
            stated("39.2", dataset="TACoS"),
        ],
    ),
    Case(
        "known data set",
        "EarBud: Sound on Small Devices",
        "We propose EarBud for sound classification. EarBud needs 3x fewer parameters than "
        "MobileNetV2, yet its accuracy on UrbanSound8K drops only from 88.1% to 87.6%.",
        [stated("87.6%", dataset="UrbanSound8K", baseline_value="88.1%", metric="accuracy")],
    ),
    Case(
        "known data set",
        "SteadyNet: Learning without Forgetting",
        "We propose SteadyNet, a continual learning method. SteadyNet does not improve accuracy "
        "on Split TinyImageNet (48.1% vs. 48.5% for DER), but it reduces forgetting by 22% on "
        "Permuted MNIST.",
        [
            NotOf("48.1%", "dataset", "Permuted MNIST"),
            stated("22%", dataset="Permuted MNIST", metric="forgetting"),
        ],
    ),
    Case(
        "known data set",
        "PoseCraft: Object Pose",
        "We present PoseCraft for object pose estimation. PoseCraft beats FoundationPose on "
        "T-LESS (+2.1%) and on ITODD (+3.0%).",
        [stated("+2.1%", dataset="T-LESS"), stated("+3.0%", dataset="ITODD")],
    ),
    Case(
        "known data set",
        "LinguaMix: Translation",
        "LinguaMix is a translation model. LinguaMix reaches 30.2 BLEU on WMT'16 En-Ro and 28.9 "
        "BLEU on IWSLT'14 De-En.",
        [
            Named("WMT'16 En-Ro", "Dataset"),
            Named("IWSLT'14 De-En", "Dataset"),
            stated("30.2", dataset="WMT'16 En-Ro"),
            stated("28.9", dataset="IWSLT'14 De-En"),
        ],
    ),
]

_METRICS = [
    Case(
        "known metric",
        "HearWell: Speech Enhancement",
        "HearWell is a model for speech enhancement. On DNS Challenge it improves STOI by 0.04 "
        "and PESQ by between 0.3 and 0.5.",
        [
            stated("0.04", metric="STOI", kind="difference"),
            stated("0.5", metric="PESQ", kind="difference"),
        ],
    ),
    Case(
        "known metric",
        "TreeWeaver: Parsing",
        "TreeWeaver is a dependency parser. On Universal Dependencies it improves LAS by 0.8 "
        "points and UAS by half a point.",
        [
            stated("0.8 points", metric="LAS"),
            stated("half a point", metric="UAS", number=0.5),
        ],
    ),
    Case(
        "known metric",
        "BoxWise: Detection",
        "BoxWise obtains an mAP75 of 47.3 on COCO, and an mAP50 of 66.1.",
        [stated("47.3", metric="mAP75"), stated("66.1", metric="mAP50")],
    ),
    Case(
        "known metric",
        "CapStone: Captions",
        "CapStone obtains a BLEU-4 of 39.5 and a CIDEr of 131.2 on COCO Captions.",
        [stated("39.5", metric="BLEU-4"), stated("131.2", metric="CIDEr")],
    ),
    Case(
        "known metric",
        "ShieldNet: Adversarial Training",
        "ShieldNet is an adversarially trained classifier. Its robust accuracy on CIFAR-100 is "
        "31.4%, and its clean accuracy is 62.0%.",
        [
            stated("31.4%", metric="robust accuracy", dataset="CIFAR-100"),
            stated("62.0%", metric="clean accuracy"),
        ],
    ),
    Case(
        "known metric",
        "QuizMaster: Reading Comprehension",
        "QuizMaster obtains an $F_1$ of 89.2 and an exact match of 82.7 on NewsQA.",
        [stated("89.2", metric="$F_1$|F1"), stated("82.7", metric="exact match")],
    ),
]

_EDITORS = [
    Case(
        "known method",
        "FactPatch: Editing Models",
        "We introduce FactPatch for model editing. After 500 edits, FactPatch keeps a "
        "specificity of 96.2% on zsRE, whereas MEMIT falls to 71.8% and ROME to 24.5%.",
        [
            Named("MEMIT", "Method"),
            Named("ROME", "Method"),
            stated("71.8%", method="MEMIT", metric="specificity"),
            stated("24.5%", method="ROME", metric="specificity"),
        ],
    ),
    Case(
        "known method",
        "DepthWell: Depth from One Image",
        "We propose DepthWell for depth estimation. DepthWell reaches an RMSE of 0.28 on NYUv2, "
        "against 0.36 for AdaBins and 0.51 for DORN.",
        [
            stated("0.28", baseline="AdaBins", baseline_value="0.36"),
            stated("0.51", method="DORN"),
        ],
    ),
    Case(
        "known method",
        "MemoLoop: Continual Learning",
        "We propose MemoLoop for continual learning. MemoLoop reaches 74.2% on Seq-CIFAR-10 vs. "
        "72.7% for DER++ and 64.9% for ER-ACE.",
        [stated("74.2%", baseline="DER++", baseline_value="72.7%")],
    ),
    Case(
        "known method",
        "SplitPrune: Sparse Language Models",
        "We present SplitPrune. At 60% sparsity, Wanda rises to a perplexity of 10.7 on "
        "WikiText-2, SparseGPT to 10.5 and SplitPrune only to 8.9.",
        [stated("10.7", method="Wanda"), stated("8.9", method="SplitPrune")],
    ),
    Case(
        "known method",
        "LateCheck: Retrieval",
        "We introduce LateCheck for retrieval. LateCheck obtains an MRR@10 of 40.8 on MS MARCO, "
        "whereas ColBERTv2 obtains 39.7 and SPLADE 36.8.",
        [stated("39.7", method="ColBERTv2"), stated("36.8", method="SPLADE")],
    ),
    Case(
        "known method",
        "MeshCast: Weather",
        "MeshCast is a weather model. On WeatherBench its RMSE is 402, against 410 for "
        "Pangu-Weather and 438 for FourCastNet.",
        [stated("402", baseline="Pangu-Weather", baseline_value="410")],
    ),
]

KNOWN_CASES = [*_DATASETS, *_METRICS, *_EDITORS]
