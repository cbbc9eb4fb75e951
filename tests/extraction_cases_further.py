"""Cases of the same kinds in other words, each with what was wrong when it was first read."""

from __future__ import annotations

from tests.extraction_cases import Absent, Apart, Case, InRole, NotOf, Unstated, stated

FURTHER_CASES = [
    Case(
        "intervals",
        "MedRoute: Mixture of Experts for Clinical Notes",
        "We present MedRoute, a mixture-of-experts model for clinical notes. MedRoute achieves "
        "an AUROC of 0.912 (95% CI 0.897–0.926) on MIMIC-IV, versus 0.884 (0.868–0.899) for "
        "ClinicalBERT.",
        [
            stated("0.912", interval=(0.897, 0.926), metric="AUROC", dataset="MIMIC-IV"),
            stated("0.912", baseline="ClinicalBERT", baseline_value="0.884"),
        ],
    ),
    Case(
        "old and new",
        "GradeRL: Rewards from Rubrics",
        "We introduce GradeRL, a reinforcement learning method that learns from rubrics. "
        "Starting from Qwen2.5-7B, GradeRL raises accuracy on AIME 2024 from 13.3 to 31.7 "
        "(+18.4) and on MATH-500 from 71.2 to 83.0 (+11.8).",
        [
            stated("31.7", baseline_value="13.3", dataset="AIME 2024", metric="accuracy"),
            stated("+18.4", kind="difference", dataset="AIME 2024"),
            stated("83.0", baseline_value="71.2", dataset="MATH-500"),
            stated("+11.8", kind="difference", dataset="MATH-500"),
        ],
    ),
    Case(
        "units",
        "SnowDepth: Monocular Depth in Winter",
        "We propose SnowDepth for monocular depth estimation. It reduces the RMSE on KITTI to "
        "2.07 m, while running in 14 ms per frame.",
        [
            stated("2.07 m", metric="RMSE", unit="m", dataset="KITTI"),
            NotOf("14 ms", "metric", "RMSE"),
        ],
    ),
    Case(
        "units",
        "Sparrow: Faster Speculative Decoding",
        "We introduce Sparrow, a speculative decoding method for large language models. Sparrow "
        "generates 142 tokens/s on an A100, compared with 61 tokens/s for Medusa, and lowers "
        "energy by 0.8 J per token.",
        [
            stated("142 tokens/s", unit="/s", baseline="Medusa", baseline_value="61 tokens/s"),
            stated("0.8 J", kind="difference"),
        ],
    ),
    Case(
        "settings",
        "MaskMol: Pretraining on Molecules",
        "MaskMol is a pretrained model for molecular property prediction. With a masking ratio "
        "of 40% and 12 layers, MaskMol reaches 78.3 ROC-AUC on BBBP; at 80% masking it falls to "
        "74.1.",
        [
            Unstated("40%"),
            Unstated("80%"),
            stated("74.1", kind="absolute", dataset="BBBP", metric="ROC-AUC"),
        ],
    ),
    Case(
        "settings",
        "FewDet: Few-Shot Detection",
        "We present FewDet, a few-shot object detector. Given 30 shots per class, FewDet "
        "achieves 21.6 AP on COCO and would exceed 25 with a larger backbone. Prior work "
        "reported that detectors lose up to 40% of their accuracy in this setting.",
        [
            stated("21.6", metric="AP", dataset="COCO", method="FewDet"),
            Unstated("25"),
            Unstated("40%"),
        ],
    ),
    Case(
        "settings",
        "GraphSieve: Coarsening",
        "We propose GraphSieve, a graph coarsening method. When only 5% of the nodes are kept, "
        "GraphSieve retains 96.1% of the accuracy of GCN on ogbn-arxiv.",
        [Unstated("5%"), stated("96.1%", dataset="ogbn-arxiv")],
    ),
    Case(
        "rivals",
        "TensorFold: Neural Solvers for Fluids",
        "TensorFold is a neural solver for fluid dynamics. On PDEBench, TensorFold attains a "
        "normalized error of 4.7×10^-4, one order of magnitude below that of FNO.",
        [
            stated("4.7×10^-4", number=4.7e-4, dataset="PDEBench"),
            stated("one order of magnitude", kind="ratio", number=10.0, baseline="FNO"),
        ],
    ),
    Case(
        "rivals",
        "StreamJoin: Exactly-Once Joins",
        "We introduce StreamJoin, a stream processing engine. On Nexmark, StreamJoin sustains "
        "2,450,000 events per second, 1.8x that of Flink, at a p99 latency of 35 ms.",
        [stated("1.8x", kind="ratio", baseline="Flink")],
    ),
    Case(
        "rivals",
        "ColdStart: Offline Reinforcement Learning",
        "We propose ColdStart for offline reinforcement learning. ColdStart scores 64.2±3.1 on "
        "AntMaze, whereas IQL scores 47.8±5.0 and CQL drops to 14.9.",
        [
            stated("64.2±3.1", deviation=3.1, method="ColdStart", dataset="AntMaze"),
            stated("14.9", method="CQL", kind="absolute"),
        ],
    ),
    Case(
        "rivals",
        "Beacon: Named Entity Recognition",
        "We present Beacon for named entity recognition. Precision, recall and F1 of Beacon on "
        "CoNLL-2003 are 93.1%, 92.4% and 92.7%; BERT has an F1 of 91.8%.",
        [
            stated("92.4%", metric="recall", method="Beacon"),
            stated("91.8%", method="BERT", metric="F1"),
        ],
    ),
    Case(
        "rivals",
        "Umbra: Shadow Removal",
        "Umbra is a diffusion model for shadow removal. PSNR on ISTD is 33.2 dB for Umbra, 31.9 "
        "dB for ShadowFormer and 30.4 dB for BMNet.",
        [
            stated("31.9 dB", method="ShadowFormer", metric="PSNR"),
            NotOf("30.4 dB", "method", "ShadowFormer"),
        ],
    ),
    Case(
        "rivals",
        "Pivotal: Dense Retrieval",
        "We propose Pivotal, a dense retriever. Pivotal outperforms Contriever (47.5), GTR (49.8) "
        "and E5 (51.2) with an average nDCG@10 of 53.1 on BEIR.",
        [
            stated("53.1", method="Pivotal", baseline="Contriever", baseline_value="47.5"),
            Unstated("47.5"),
            Unstated("49.8"),
            Unstated("51.2"),
        ],
    ),
    Case(
        "lists",
        "HingeBench: Do Models Reason about Mechanisms?",
        "We present HingeBench, a benchmark of 1,200 mechanical puzzles. GPT-4o solves 41% of "
        "them, Claude 3.5 Sonnet 46% and Llama-3.1-70B 28%.",
        [
            stated("41%", method="GPT-4o", dataset="HingeBench"),
            stated("46%", method="Claude 3.5 Sonnet", dataset="HingeBench"),
            stated("28%", method="Llama-3.1-70B", dataset="HingeBench"),
        ],
    ),
    Case(
        "lists",
        "Tern: Text-to-SQL with Schema Pruning",
        "We introduce Tern, a text-to-SQL system. On BIRD, Tern reaches an execution accuracy of "
        "67.2%; DIN-SQL and DAIL-SQL reach 55.9% and 57.4%. On Spider it is 88.1%.",
        [
            stated("55.9%", method="DIN-SQL", dataset="BIRD"),
            NotOf("57.4%", "method", "Tern"),
        ],
    ),
    Case(
        "units",
        "Basalt: Key-Value Storage on NVMe",
        "We present Basalt, a key-value store. Basalt delivers 1.9 million ops/s on YCSB-A, 2.7x "
        "and 1.4x the throughput of RocksDB and KVell, and its 99.9th percentile latency is 420 "
        "µs.",
        [
            stated("1.9 million", number=1.9e6, unit="/s", method="Basalt"),
            stated("2.7x", kind="ratio", baseline="RocksDB", metric="throughput"),
            stated("1.4x", kind="ratio", baseline="KVell", metric="throughput"),
            NotOf("420 µs", "metric", "throughput"),
        ],
    ),
    Case(
        "metrics",
        "Moth: Streaming Text-to-Speech",
        "Moth is a streaming text-to-speech system. Moth has a mean opinion score of 4.31 ± 0.06 "
        "on LJSpeech, against 4.02 ± 0.08 for VITS, and a real-time factor of 0.11.",
        [
            stated("4.31 ± 0.06", deviation=0.06, baseline="VITS", baseline_value="4.02 ± 0.08"),
            NotOf("0.11", "metric", "mean opinion score"),
        ],
    ),
    Case(
        "metrics",
        "TraceQA: Provenance for Answers",
        "We propose TraceQA for attributed question answering. Our model raises F1 from 61.0 "
        "(GPT-4) to 69.8 on ASQA at one tenth of the cost.",
        [stated("69.8", baseline_value="61.0"), NotOf("one tenth", "metric", "F1")],
    ),
    Case(
        "metrics",
        "CropLens: Yield Prediction",
        "We propose CropLens for crop yield prediction. R² rises from 0.71 with random forests "
        "and 0.74 with LSTM to 0.83 with CropLens; RMSE falls to 0.41 t/ha.",
        [
            stated("0.83", metric="R²", method="CropLens"),
            stated("0.41", metric="RMSE", method="CropLens"),
        ],
    ),
    Case(
        "settings",
        "Sieve-KV: Compressing the Key-Value Cache",
        "We present Sieve-KV, which compresses the key-value cache. At a compression ratio of 8x, "
        "Sieve-KV keeps 97.4% of the full-cache accuracy on LongBench and increases throughput "
        "by 2.1x to 2.6x over SnapKV.",
        [
            Unstated("8x"),
            stated("2.1x to 2.6x", kind="ratio", metric="throughput", baseline="SnapKV"),
        ],
    ),
    Case(
        "rivals",
        "Gannet: Compact Vision-Language Models",
        "We introduce Gannet, a 2B vision-language model. Gannet scores 56.4 on MMMU and 71.9 on "
        "MathVista, trailing Qwen2-VL-7B by 1.8 and 0.7 points while using 3.5x less memory.",
        [
            stated("1.8", kind="difference", baseline="Qwen2-VL-7B"),
            stated("0.7 points", kind="difference", baseline="Qwen2-VL-7B"),
        ],
    ),
    Case(
        "rivals",
        "PulseNet: Remote Heart Rate",
        "We present PulseNet for remote photoplethysmography. PulseNet reaches an MAE of 0.42 bpm "
        "on UBFC-rPPG and 1.18 bpm on PURE, compared with 0.76 and 1.84 bpm for PhysFormer.",
        [
            stated("0.42", method="PulseNet", metric="MAE", unit="bpm"),
            NotOf("0.76", "method", "PulseNet"),
            NotOf("1.84", "method", "PulseNet"),
        ],
    ),
    Case(
        "lists",
        "ParseFlow: Semantic Parsing",
        "We introduce ParseFlow. Exact match improves from 48.2 to 53.9 and from 61.7 to 66.0 on "
        "KQA Pro and GrailQA.",
        [
            stated("53.9", baseline_value="48.2", dataset="KQA Pro"),
            stated("66.0", baseline_value="61.7", dataset="GrailQA", metric="exact match"),
        ],
    ),
    Case(
        "names",
        "Attentive Routes: Two Abbreviations",
        "Graph attention networks (GATs) and gated attention transformers (GATs) are often "
        "confused. We test both on ZINC.",
        [Apart("graph attention networks", "gated attention transformers")],
    ),
    Case(
        "roles",
        "Does Scaling Help?",
        "We compare GPT-2 with GPT-2 XL on LAMBADA and plan to study QNLI in future work. "
        "DistilBERT would be a natural baseline but is left to future work.",
        [
            Apart("GPT-2", "GPT-2 XL"),
            InRole("LAMBADA", "evaluates_on"),
            InRole("QNLI", "mentions"),
            InRole("DistilBERT", "mentions"),
        ],
    ),
    Case(
        "metrics",
        "MazeMind: Two Speeds of Thought",
        "We present MazeMind, a planner. MazeMind solves unseen mazes 97.6% of the time, and its "
        "plans are 4 and 8 times shorter than those of A*.",
        [
            NotOf("97.6%", "metric", "time"),
            stated("4", kind="ratio", unit="x"),
            stated("8 times", kind="ratio", unit="x"),
        ],
    ),
    Case(
        "rivals",
        "Otter-TTS: Codec Language Models for Speech",
        "We introduce Otter-TTS, a codec language model. On Seed-TTS-eval, its word error rate is "
        "1.53 (human speech: 2.06) and its speaker similarity 0.71.",
        [
            stated("1.53", method="Otter-TTS", dataset="Seed-TTS-eval", metric="word error rate"),
            NotOf("2.06", "method", "Otter-TTS"),
        ],
    ),
    Case(
        "rivals",
        "TinyRad: Radiology Reports",
        "We introduce TinyRad, a 3B model for radiology report generation. TinyRad obtains a "
        "CheXbert F1 of 0.62 on MIMIC-CXR vs 0.58 (MAIRA-1) and 0.56 (Med-PaLM M).",
        [
            stated("0.62", method="TinyRad", baseline_value="0.58"),
            NotOf("0.56", "method", "TinyRad"),
        ],
    ),
    Case(
        "rivals",
        "Anneal-Free: Fast Diffusion Samplers",
        "We propose Anneal-Free, a diffusion sampler. On LSUN Bedroom it improves FID over DDIM "
        "from 6.62 to 3.91 and over DPM-Solver++ from 4.05 to 3.87.",
        [
            stated("3.91", baseline="DDIM", baseline_value="6.62", metric="FID"),
            stated("3.87", baseline="DPM-Solver++", baseline_value="4.05"),
        ],
    ),
    Case(
        "settings",
        "DriftCast: Ocean Currents",
        "DriftCast is a graph network for ocean forecasting. At a lead time of 5 days it lowers "
        "RMSE by 18 % relative to GLORYS12.",
        [Unstated("5 days"), stated("18 %", kind="relative", baseline="GLORYS12")],
    ),
    Case(
        "names",
        "FedPrune: Federated Pruning",
        "We propose FedPrune. Communication drops by up to 13.7×, and accuracy on FEMNIST stays "
        "within 0.5% of FedAvg.",
        [Absent("Communication drops"), stated("13.7×", kind="ratio")],
    ),
]
