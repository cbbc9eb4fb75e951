"""Cases on whose a number is, and on numbers in words or in odd forms that were missed."""

from __future__ import annotations

from tests.extraction_cases import Absent, Case, Named, NotOf, stated

BINDING_CASES = [
    Case(
        "10",
        "TriFormer: A Tri-Path Transformer for Question Answering",
        "We introduce TriFormer, a tri-path transformer for question answering. TriFormer, BERT "
        "and RoBERTa reach F1 scores of 91.2, 88.4 and 89.7 on SQuAD, TriviaQA and HotpotQA, "
        "respectively.",
        [
            stated("91.2", method="TriFormer"),
            stated("88.4", method="BERT"),
            stated("89.7", method="RoBERTa"),
        ],
    ),
    Case(
        "10",
        "ProfNet: Comparing Baselines",
        "We propose ProfNet for node classification. On Cora, GCN, GAT and ProfNet obtain 81.5%, "
        "83.0% and 85.2% accuracy, respectively.",
        [
            stated("81.5%", method="GCN"),
            stated("83.0%", method="GAT"),
            stated("85.2%", method="ProfNet"),
        ],
    ),
    Case(
        "11",
        "VersusNet: Two Systems",
        "We propose VersusNet for semantic segmentation. VersusNet attains 84.5 mIoU on "
        "Cityscapes vs. 82.1 for SegFormer and 81.3 for Mask2Former.",
        [
            stated("84.5", method="VersusNet", dataset="Cityscapes", metric="mIoU"),
            stated("84.5", baseline="SegFormer", baseline_value="82.1"),
            stated("81.3", method="Mask2Former"),
            NotOf("81.3", "method", "VersusNet"),
        ],
    ),
    Case(
        "11",
        "CalmRL: Stable Offline Reinforcement Learning",
        "We propose CalmRL for offline reinforcement learning. On D4RL, CalmRL achieves an "
        "average normalized score of 87.3 ± 1.2, compared to 81.0 ± 2.5 for CQL and 79.4 ± 0.9 "
        "for IQL.",
        [
            stated("87.3", baseline="CQL", baseline_value="81.0 ± 2.5"),
            stated("79.4", method="IQL"),
            NotOf("79.4", "method", "CalmRL"),
        ],
    ),
    Case(
        "11",
        "Marlin-13B: Small Models That Reason",
        "We release Marlin-13B, a language model for mathematical reasoning. Our 13B model "
        "matches a 70B one: on GSM8K, Marlin-13B obtains 81.5% accuracy against 81.7% for "
        "LLaMA-2-70B.",
        [stated("81.5%", baseline="LLaMA-2-70B", baseline_value="81.7%")],
    ),
    Case(
        "11",
        "OmniRank: Dense Retrieval at Scale",
        "We introduce OmniRank, a dense retriever. OmniRank obtains nDCG@10 of 0.52 on BEIR and "
        "MRR@10 of 41.3 on MS MARCO, surpassing ColBERTv2 (0.49 and 39.7).",
        [
            Named("ColBERTv2", "Method"),
            stated("0.52", metric="nDCG@10", dataset="BEIR"),
            stated("0.52", baseline="ColBERTv2", baseline_value="0.49"),
            stated("41.3", metric="MRR@10", dataset="MS MARCO"),
            stated("41.3", baseline="ColBERTv2", baseline_value="39.7"),
            NotOf("0.49", "method", "OmniRank"),
            NotOf("39.7", "method", "OmniRank"),
        ],
    ),
    Case(
        "18",
        "HushASR: Noise-Robust Speech Recognition",
        "We propose HushASR, a noise-robust model for speech recognition. HushASR cuts the word "
        "error rate on LibriSpeech test-other from 5.2% to 4.1%, and on CHiME-4 from 9.8% to 7.3%.",
        [
            stated("4.1%", dataset="LibriSpeech|LibriSpeech test-other", baseline_value="5.2%"),
            NotOf("7.3%", "dataset", "LibriSpeech|LibriSpeech test-other"),
            Named("CHiME-4", "Dataset"),
            stated("7.3%", baseline_value="9.8%"),
        ],
    ),
    Case(
        "18",
        "DriftGuard: Continual Learning under Shift",
        "We propose DriftGuard, a continual learning method. DriftGuard does not improve accuracy "
        "on Split CIFAR-100 (72.0% vs. 72.3% for DER++), but it reduces forgetting by 41% on "
        "CORe50.",
        [
            NotOf("72.0%", "dataset", "CORe50"),
            Named("Split CIFAR-100", "Dataset"),
            stated("72.0%", baseline_value="72.3%", metric="accuracy"),
            stated("41%", dataset="CORe50", kind="relative"),
        ],
    ),
    Case(
        "18",
        "CrossLens: Video-Text Retrieval",
        "CrossLens is a model for video-text retrieval. It achieves R@1 of 48.2, 29.5 and 45.0 on "
        "MSR-VTT, LSMDC and DiDeMo, outperforming CLIP4Clip by 3.7, 6.9 and 1.6.",
        [
            Named("LSMDC", "Dataset"),
            Named("DiDeMo", "Dataset"),
            Named("R@1", "Metric"),
            stated("48.2", dataset="MSR-VTT"),
            NotOf("29.5", "dataset", "MSR-VTT"),
            NotOf("45.0", "dataset", "MSR-VTT"),
            NotOf("6.9", "dataset", "MSR-VTT"),
            NotOf("1.6", "dataset", "MSR-VTT"),
        ],
    ),
    Case(
        "19",
        "ToolSage: Agents That Learn Tools",
        "ToolSage is a framework for tool use by language model agents. ToolSage solves 38.7% of "
        "SWE-bench Verified, 12.4 percentage points more than ReAct, and does so at a third of "
        "the cost.",
        [
            stated("38.7%", kind="absolute", dataset="SWE-bench Verified"),
            Absent("SWE-bench"),
            stated("12.4 percentage points", kind="difference", baseline="ReAct"),
            stated("a third", kind="ratio"),
        ],
    ),
    Case(
        "19",
        "FlashGraph: Fast Graph Sampling",
        "FlashGraph is a sampler for graph neural networks. On ogbn-products, FlashGraph trains "
        "two orders of magnitude faster than GraphSAGE at the same accuracy of 79.1%.",
        [
            stated("two orders of magnitude", kind="ratio", baseline="GraphSAGE"),
            stated("79.1%", kind="absolute", metric="accuracy", dataset="ogbn-products"),
        ],
    ),
    Case(
        "19",
        "ThirdNet: Efficient Inference",
        "ThirdNet is an inference engine. ThirdNet reduces latency by a third on LLaMA-7B and "
        "cuts memory by two-thirds.",
        [
            stated("a third", kind="ratio", metric="latency"),
            stated("two-thirds", kind="ratio", metric="memory"),
        ],
    ),
    Case(
        "19",
        "PointNetX: Parsing",
        "PointNetX is a dependency parser. On Penn Treebank it improves UAS by half a point and "
        "LAS by a full point.",
        [
            stated("half a point", kind="difference", number=0.5, metric="UAS"),
            stated("a full point", kind="difference", number=1.0, metric="LAS"),
        ],
    ),
    Case(
        "19",
        "SpanGlue: Joint Entity and Relation Extraction",
        "SpanGlue is a joint model for entity and relation extraction. It scores 70.1/52.3 F1 "
        "(entity/relation) on SciERC and 90.8/68.9 on ACE05.",
        [
            stated("70.1", metric="F1", dataset="SciERC"),
            stated("52.3", metric="F1", dataset="SciERC"),
            stated("90.8", metric="F1", dataset="ACE05"),
            stated("68.9", metric="F1", dataset="ACE05"),
        ],
    ),
    Case(
        "19",
        "HalveErr: Speech",
        "We introduce HalveErr for speech recognition. It halves the WER of Whisper on TED-LIUM "
        "(from 4.0 to 2.0).",
        [stated("2.0", kind="absolute", baseline_value="4.0")],
    ),
    Case(
        "19",
        "BigNum: Throughput",
        "We propose BigNum for event processing. BigNum handles 1,234,567 events/s on NYC Taxi, "
        "12,000 more than Flink.",
        [
            stated("1,234,567", number=1234567.0, dataset="NYC Taxi", kind="absolute"),
            stated("12,000", number=12000.0, baseline="Flink", kind="difference"),
        ],
    ),
    Case(
        "19",
        "WordNetX: Sentiment",
        "WordNetX is a sentiment classifier. WordNetX gets eighty-nine percent accuracy on SST-2.",
        [stated("eighty-nine percent", number=89.0, unit="%", dataset="SST-2")],
    ),
]
