"""The kinds of the other cases, in further wordings and other fields."""

from __future__ import annotations

from tests.extraction_cases import Apart, Case, InRole, Named, NotOf, Unstated, WholeNames, stated

_NUMBERS = [
    Case(
        "changes in lists",
        "RoadSeg: Segmentation",
        "We propose RoadSeg for segmentation. RoadSeg improves mIoU on Cityscapes, "
        "ADE20K and BDD100K by 1.2, 0.8 and 2.5 over SegFormer.",
        [
            stated("1.2", kind="difference", dataset="Cityscapes"),
            stated("0.8", kind="difference", dataset="ADE20K"),
            stated("2.5", kind="difference", dataset="BDD100K"),
        ],
    ),
    Case(
        "changes in lists",
        "TextFlow: Summaries",
        "TextFlow raises ROUGE-1, ROUGE-2 and ROUGE-L on XSum by 1.1, 0.7 and 0.9 "
        "points, respectively.",
        [
            stated("0.7", kind="difference", metric="ROUGE-2"),
            stated("0.9 points", kind="difference", metric="ROUGE-L"),
        ],
    ),
    Case(
        "changes in lists",
        "PruneX: Pruning",
        "PruneX lowers latency by 31% and memory by 44% on a phone, and accuracy by only "
        "0.2 points.",
        [
            stated("44%", kind="relative", metric="memory"),
            stated("0.2 points", kind="difference", metric="accuracy"),
        ],
    ),
    Case(
        "changes in lists",
        "SpeakUp: Text to Speech",
        "We propose SpeakUp. It outperforms VITS and FastSpeech 2 by 0.21 and 0.34 MOS "
        "on LJSpeech.",
        [
            stated("0.21", baseline="VITS", kind="difference", metric="MOS"),
            stated("0.34", baseline="FastSpeech 2", kind="difference"),
        ],
    ),
    Case(
        "powers of ten",
        "OdeNet: Solvers",
        "OdeNet solves differential equations. It attains a relative error of 2.4e-6 on "
        "PDEBench, versus 7.1e−4 for FNO.",
        [stated("2.4e-6", number=2.4e-06, baseline="FNO", baseline_value="7.1e−4")],
    ),
    Case(
        "powers of ten",
        "HeatNet: Heat",
        "HeatNet reaches a mean squared error of $3.2 \\times 10^{-5}$ on AirfRANS.",
        [stated("3.2", number=3.2e-05, metric="mean squared error")],
    ),
    Case(
        "minus signs",
        "FlowGain: Flows",
        "FlowGain attains a log-likelihood of −1.83 on BSDS300 and –0.97 on HEPMASS.",
        [
            stated("−1.83", number=-1.83, kind="absolute"),
            stated("–0.97", number=-0.97, kind="absolute"),
        ],
    ),
    Case(
        "minus signs",
        "QuantLite: Quantization",
        "QuantLite quantizes models to 4 bits. Accuracy on ImageNet changes by −0.3 "
        "points for ResNet-50.",
        [stated("−0.3 points", kind="difference", number=-0.3)],
    ),
    Case(
        "intervals",
        "TrialNet: Clinical Outcomes",
        "TrialNet predicts outcomes of trials. It has an AUROC of 0.81 (95% CI, 0.79 to "
        "0.83) on MIMIC-IV.",
        [stated("0.81", interval=(0.79, 0.83), metric="AUROC"), Unstated("95%")],
    ),
    Case(
        "intervals",
        "SeedSweep: Variance",
        "SeedSweep reaches 77.3% (±0.2) on CIFAR-100 over five seeds, and 94.1 ± 0.1% on CIFAR-10.",
        [
            stated("77.3%", deviation=0.2, dataset="CIFAR-100"),
            stated("94.1", deviation=0.1, dataset="CIFAR-10"),
        ],
    ),
    Case(
        "numbers in words",
        "FastJoin: Joins",
        "FastJoin is two to three times faster than DuckDB on TPC-H and halves its memory.",
        [stated("two to three times", kind="ratio", baseline="DuckDB")],
    ),
    Case(
        "numbers in words",
        "QuizBot: Questions",
        "QuizBot answers four out of five questions of TriviaQA, ninety percent of those of SQuAD.",
        [stated("ninety percent", number=90.0, dataset="SQuAD")],
    ),
    Case(
        "numbers in words",
        "EMScore: Reading",
        "EMScore obtains 70.3/81.9 EM/F1 on SQuAD 2.0.",
        [stated("81.9", metric="F1"), stated("70.3", metric="EM")],
    ),
    Case(
        "numbers in words",
        "CutCost: Training",
        "CutCost reduces training time by two-thirds and energy by a quarter.",
        [
            stated("two-thirds", kind="ratio", metric="training time"),
            stated("a quarter", kind="ratio", metric="energy"),
        ],
    ),
    Case(
        "units",
        "NoiseCut: Audio",
        "NoiseCut gains 1.8 dB SI-SDR on WSJ0-2mix, 1.2%p accuracy on ESC-50 and is 0.5 "
        "orders of magnitude faster.",
        [
            stated("1.8 dB", kind="difference", metric="SI-SDR", unit="dB"),
            stated("1.2%p", kind="difference", unit="pp"),
        ],
    ),
    Case(
        "units",
        "TrackIt: Tracking",
        "TrackIt improves HOTA on MOT17 by 1.4% absolute and runs at 41 FPS.",
        [stated("1.4%", kind="difference", metric="HOTA"), stated("41 FPS", unit="FPS")],
    ),
]

_OWNERS = [
    Case(
        "methods in lists",
        "NodeMix: Graphs",
        "On PubMed, GCN, GraphSAGE and our NodeMix obtain 79.0%, 78.5% and 81.9% accuracy.",
        [
            stated("79.0%", method="GCN"),
            stated("78.5%", method="GraphSAGE"),
            stated("81.9%", method="NodeMix"),
        ],
    ),
    Case(
        "methods in lists",
        "LangBridge: Reasoning",
        "GPT-4, Claude and LangBridge score 71, 68 and 74 on MGSM, respectively.",
        [
            stated("71", method="GPT-4"),
            stated("68", method="Claude"),
            stated("74", method="LangBridge"),
        ],
    ),
    Case(
        "methods in lists",
        "AudioX: Tagging",
        "We propose AudioX. AudioX and PANN reach 0.471 and 0.439 mAP on AudioSet.",
        [stated("0.471", method="AudioX"), stated("0.439", method="PANN")],
    ),
    Case(
        "later mention",
        "VoxLM: Spoken Models",
        "We study spoken language models. HuBERT is a common encoder. On SLURP, HuBERT "
        "has an accuracy of 88.4% and VoxLM one of 91.0%.",
        [stated("88.4%", method="HuBERT"), stated("91.0%", method="VoxLM")],
    ),
    Case(
        "data sets of pairs",
        "SignMatch: Sign Language",
        "SignMatch cuts the word error rate on PHOENIX-2014 from 21.2 to 19.0 and on "
        "CSL-Daily from 28.4 to 25.5.",
        [
            stated("19.0", dataset="PHOENIX-2014", baseline_value="21.2"),
            stated("25.5", dataset="CSL-Daily", baseline_value="28.4"),
        ],
    ),
    Case(
        "data sets of pairs",
        "WaveSep: Separation",
        "WaveSep improves SI-SNR by 0.9 dB on LRS2-2Mix and by 0.6 dB on WHAM!.",
        [stated("0.9 dB", dataset="LRS2-2Mix"), stated("0.6 dB", dataset="WHAM!|WHAM")],
    ),
    Case(
        "variants of methods",
        "AdaTune: Adapters",
        "We compare AdaTune with LoRA, AdaLoRA and QLoRA. AdaLoRA scores 88.1 on GLUE, "
        "LoRA 87.2 and AdaTune 88.9.",
        [
            Apart("LoRA", "AdaLoRA"),
            stated("88.1", method="AdaLoRA"),
            stated("87.2", method="LoRA"),
            stated("88.9", method="AdaTune"),
        ],
    ),
    Case(
        "method or metric",
        "EditLock: Editing",
        "We introduce EditLock for knowledge editing. EditLock keeps a locality of 97.1% "
        "on CounterFact, whereas MEND drops to 62.0% and FT to 12.4%.",
        [
            stated("97.1%", metric="locality"),
            stated("62.0%", method="MEND"),
            stated("12.4%", method="FT"),
        ],
    ),
    Case(
        "method or metric",
        "ScaleFair: Fairness",
        "ScaleFair keeps an equalized odds difference of 0.03 on Adult, while FairMix "
        "rises to 0.11.",
        [stated("0.03", metric="equalized odds difference"), stated("0.11", method="FairMix")],
    ),
]

_NAMES = [
    Case(
        "variants of data sets",
        "ShiftTest: Robustness",
        "ShiftTest reaches 76.1% on ImageNet, 64.2% on ImageNet-V2 and 41.3% on ImageNet-Sketch.",
        [
            Apart("ImageNet", "ImageNet-V2"),
            Apart("ImageNet-V2", "ImageNet-Sketch"),
            stated("64.2%", dataset="ImageNet-V2"),
            stated("41.3%", dataset="ImageNet-Sketch"),
        ],
    ),
    Case(
        "signs in names",
        "Deep & Cross: Ads",
        "We revisit Deep & Cross for click-through prediction. Deep & Cross reaches an "
        "AUC of 0.812 on Criteo.",
        [Named("Deep & Cross", "Method"), stated("0.812", method="Deep & Cross")],
    ),
    Case(
        "signs in names",
        "B*Plan: Search",
        "We present B*Plan, a planner. B*Plan expands 40% fewer nodes than A* on Sokoban.",
        [Named("B*Plan", "Method"), stated("40%", method="B*Plan", baseline="A*")],
    ),
    Case(
        "signs in names",
        "MoLE (Mixture of LoRA Experts)",
        "We propose MoLE (Mixture of LoRA Experts), a way to combine adapters. MoLE "
        "gains 2.1 points on GLUE.",
        [
            Named("MoLE", "Method"),
            WholeNames(),
            stated("2.1 points", method="MoLE", dataset="GLUE"),
        ],
    ),
    Case(
        "not used",
        "CodeSketch: Programs",
        "We evaluate CodeSketch on MBPP. Evaluation on APPS and on CodeContests is left "
        "for future work.",
        [
            InRole("MBPP", "evaluates_on"),
            InRole("APPS", "mentions"),
            InRole("CodeContests", "mentions"),
        ],
    ),
    Case(
        "not used",
        "SmallVit: Vision",
        "SmallVit is trained on ImageNet-1K alone, without JFT-300M. It could later be "
        "applied to COCO.",
        [
            InRole("ImageNet-1K", "trains_on"),
            InRole("JFT-300M", "mentions"),
            InRole("COCO", "mentions"),
        ],
    ),
    Case(
        "not used",
        "NoRL: Alignment",
        "Unlike PPO, our method NoRL needs no reward model. It is trained on UltraFeedback.",
        [
            InRole("PPO", "compares"),
            InRole("UltraFeedback", "trains_on"),
            InRole("NoRL", "introduces"),
        ],
    ),
    Case(
        "settings",
        "HalfData: Labels",
        "With 1% of the labels of ImageNet, HalfData reaches 68.3% top-1 accuracy; with "
        "10% of them 77.0%.",
        [
            Unstated("1%"),
            Unstated("10%"),
            stated("68.3%", dataset="ImageNet"),
            stated("77.0%", metric="top-1 accuracy"),
        ],
    ),
    Case(
        "settings",
        "LowBit: Bits",
        "At a compression rate of 8x and a learning rate of 0.001, LowBit keeps a "
        "perplexity of 6.1 on WikiText-2.",
        [Unstated("8x"), Unstated("0.001"), stated("6.1", metric="perplexity")],
    ),
    Case(
        "settings",
        "NoisyLab: Robustness",
        "Under 40% label noise, NoisyLab attains 70.2% on CIFAR-100, against 61.5% for DivideMix.",
        [Unstated("40%"), stated("70.2%", baseline="DivideMix", baseline_value="61.5%")],
    ),
    Case(
        "settings",
        "SplitQ: Search",
        "SplitQ has an MRR of 0.412 on MS MARCO at 9 ms per query.",
        [NotOf("9 ms", "metric", "MRR"), stated("0.412", metric="MRR")],
    ),
    Case(
        "lead system",
        "Better Tokens Through Pruning",
        "Long prompts are slow. TokTrim drops tokens that no head attends to. TokTrim "
        "speeds up LLaMA-2-7B by 1.9x.",
        [InRole("TokTrim", "introduces"), stated("1.9x", method="TokTrim")],
    ),
    Case(
        "lead system",
        "Kernel Tuning at Scale",
        "Autotuners waste samples. Here, KernBO models kernels as a graph; KernBO needs "
        "4x fewer trials than AutoTVM.",
        [InRole("KernBO", "introduces"), stated("4x", baseline="AutoTVM")],
    ),
    Case(
        "lead system",
        "Seeing Through Smoke",
        "SmokeSight combines thermal and RGB images with a Transformer. On SmokeBench it "
        "detects 91.2% of the people.",
        [
            InRole("SmokeSight", "introduces"),
            stated("91.2%", dataset="SmokeBench", method="SmokeSight"),
        ],
    ),
]

WORDING_CASES = [*_NUMBERS, *_OWNERS, *_NAMES]
