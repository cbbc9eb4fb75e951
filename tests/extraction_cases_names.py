"""Cases on names and roles: variants of a name, parts of a name, mentions, future use."""

from __future__ import annotations

from tests.extraction_cases import (
    Absent,
    Apart,
    Case,
    InRole,
    Named,
    NotOf,
    Together,
    WholeNames,
    stated,
)

DATASETS = [
    ("ImageNet", "ImageNet-A"),
    ("ImageNet", "ImageNet-C"),
    ("ImageNet", "ImageNet-R"),
    ("ImageNet", "ImageNet-Sketch"),
    ("ImageNet", "Tiny ImageNet"),
    ("MNIST", "Fashion-MNIST"),
    ("COCO", "COCO-O"),
    ("HumanEval", "HumanEval+"),
    ("MBPP", "MBPP+"),
    ("SWE-bench", "SWE-bench Verified"),
    ("SWE-bench Lite", "SWE-bench Verified"),
    ("CIFAR-10", "CIFAR-10-C"),
    ("LongBench", "LongBench-E"),
    ("ARC-Easy", "ARC-Challenge"),
    ("Cityscapes", "Cityscapes-C"),
]

DATASET_VARIANTS = [
    Case(
        "01",
        f"Note {at}: A Study of Generalization",
        f"We evaluate our classifier VoxNet{at} on {parent} and {variant}. It obtains 81.2% "
        f"accuracy on {parent} and 64.7% on {variant}. On {variant} it is worse than on {parent}.",
        [
            Apart(variant, parent),
            stated("81.2%", dataset=parent),
            stated("64.7%", dataset=variant),
        ],
    )
    for at, (parent, variant) in enumerate(DATASETS)
]

METHODS = [
    ("LLaMA", "LLaMA-Adapter"),
    ("ViT", "ViT-Adapter"),
    ("DETR", "Deformable DETR"),
    ("LoRA", "LoRA+"),
    ("PPO", "PPO-Lagrangian"),
    ("DreamBooth", "DreamBooth-LoRA"),
]

METHOD_VARIANTS = [
    Case(
        "02",
        f"Remark {at}: A Study of Generalization",
        f"We compare our model VoxNet{at} with {parent} and {variant} on CIFAR-100. {parent} "
        f"obtains 81.2% accuracy and {variant} obtains 84.7%. VoxNet{at} obtains 86.0%.",
        [
            Apart(variant, parent),
            stated("81.2%", method=parent),
            stated("84.7%", method=variant),
            stated("86.0%", method=f"VoxNet{at}"),
        ],
    )
    for at, (parent, variant) in enumerate(METHODS)
]

NAMES = [
    Case(
        "03",
        "FlashGraph: Fast Graph Sampling",
        "FlashGraph is a sampler for graph neural networks. On ogbn-products, FlashGraph trains "
        "two orders of magnitude faster than GraphSAGE at the same accuracy of 79.1%.",
        [WholeNames(), Named("FlashGraph", "Method")],
    ),
    Case(
        "03",
        "ToolSage: Agents That Learn Tools",
        "ToolSage is a framework for tool use by language model agents. ToolSage solves 38.7% of "
        "SWE-bench Verified, 12.4 percentage points more than ReAct, and does so at a third of "
        "the cost.",
        [WholeNames(), Named("ToolSage", "Method")],
    ),
    Case(
        "03",
        "PruneFold: Structured Pruning of Protein Models",
        "PruneFold prunes protein language models. It removes 60% of the parameters of ESM-2 at a "
        "cost of only 0.3 points of TM-score on CASP14, where it still reaches 0.81.",
        [WholeNames(), Named("PruneFold", "Method")],
    ),
    Case(
        "03",
        "Yi: Open Models",
        "We release Yi-34B. Yi-34B achieves 76.3 on MMLU. Yi is trained on 3.1T tokens.",
        [WholeNames(), Apart("Yi-34B", "Yi"), stated("76.3", method="Yi-34B", dataset="MMLU")],
    ),
    Case(
        "12",
        "DERT and DETR",
        "We compare DERT with DETR on COCO. DERT obtains 43.1 AP, DETR 42.0 AP.",
        [Apart("DERT", "DETR"), stated("43.1", method="DERT"), stated("42.0", method="DETR")],
    ),
    Case(
        "12",
        "C++ Code Generation with π0",
        "We fine-tune π0 and π0.5 for robot manipulation on LIBERO. π0.5 attains a success rate "
        "of 96.9%, π0 94.2%.",
        [Apart("π0.5", "π0"), stated("96.9%", method="π0.5"), stated("94.2%", method="π0")],
    ),
    Case(
        "12",
        "GPT-4o mini vs. GPT-4o",
        "We compare GPT-4o mini with GPT-4o, o1 and o1-mini on AIME 2024. o1 solves 74.4%, "
        "o1-mini 63.6% and GPT-4o 9.3%.",
        [
            Apart("GPT-4o mini", "GPT-4o"),
            Apart("o1-mini", "o1"),
            stated("74.4%", method="o1"),
            stated("63.6%", method="o1-mini"),
            stated("9.3%", method="GPT-4o"),
        ],
    ),
    Case(
        "14",
        "LoRA-Mix (Low-Rank Adapter Mixtures)",
        "LoRA-Mix (Low-Rank Adapter Mixtures) is a method for fine-tuning. LoRA-Mix obtains 84.0 "
        "on MMLU.",
        [WholeNames(), Together("LoRA-Mix", "Low-Rank Adapter Mixtures")],
    ),
    Case(
        "14",
        "Beyond A*: Search",
        "We present A*Net for knowledge graph reasoning, based on the A* algorithm. A*Net has an "
        "MRR of 0.411 on FB15k-237 and 0.549 on WN18RR.",
        [
            Named("A*Net", "Method"),
            Absent("*Net"),
            stated("0.411", method="A*Net", dataset="FB15k-237"),
            stated("0.549", method="A*Net", dataset="WN18RR"),
        ],
    ),
    Case(
        "14",
        "Wide & Deep Learning",
        "We present Wide & Deep for app recommendation. Wide & Deep increases app acquisitions on "
        "Google Play by 3.9% over a wide-only model.",
        [
            Named("Wide & Deep", "Method"),
            Absent("Wide"),
            Apart("Wide & Deep", "wide-only model"),
            stated("3.9%", method="Wide & Deep", kind="relative"),
        ],
    ),
    Case(
        "14",
        "Stanford Question Answering with Retrieval",
        "We evaluate on the Stanford Question Answering Dataset (SQuAD 2.0) and on the Stanford "
        "Natural Language Inference corpus (SNLI). Our reader, RetroRead, gets 83.1 EM on "
        "SQuAD 2.0.",
        [
            Together("SNLI", "Stanford Natural Language Inference corpus"),
            Apart("SNLI", "SQuAD 2.0"),
            stated("83.1", method="RetroRead", dataset="SQuAD 2.0", metric="EM"),
        ],
    ),
    Case(
        "15",
        "PlainProbe: What Does Probing Tell?",
        "We study probing of language models. We do not evaluate on GLUE, and we leave SuperGLUE "
        "to future work. Our probe, PlainProbe, is tested on SentEval only.",
        [
            InRole("GLUE", "mentions"),
            InRole("SuperGLUE", "mentions"),
            InRole("SentEval", "evaluates_on"),
        ],
    ),
    Case(
        "15",
        "NoGain: A Negative Result on Mixup",
        "We find that mixup does not improve robustness on ImageNet-C. Unlike BERT, our model "
        "NoGain uses no attention and was never trained on Wikipedia.",
        [InRole("ImageNet-C", "evaluates_on"), InRole("Wikipedia", "mentions")],
    ),
    Case(
        "21",
        "ChainEdit: Editing Facts in Language Models",
        "We introduce ChainEdit for knowledge editing. After 1,000 edits, ChainEdit keeps an "
        "efficacy of 98.9% on CounterFact, whereas ROME falls to 36.1% and MEMIT to 85.2%.",
        [
            Named("ROME", "Method"),
            Named("MEMIT", "Method"),
            Named("efficacy", "Metric"),
            stated("98.9%", method="ChainEdit", metric="efficacy"),
            stated("36.1%", method="ROME"),
            NotOf("36.1%", "method", "ChainEdit"),
            stated("85.2%", method="MEMIT"),
            NotOf("85.2%", "method", "ChainEdit"),
        ],
    ),
]

NAME_CASES = [*DATASET_VARIANTS, *METHOD_VARIANTS, *NAMES]
