"""What plain words state of a number: whose it is, of which data set, and what it is not.

Each kind has several wordings that were written before the rule that reads them.
"""

from __future__ import annotations

from tests.extraction_cases import Case, InRole, Named, NotOf, Unstated, stated

_RIVALS = [
    Case(
        "rival of a value",
        "FlowMint: Optical Flow in Fog",
        "We propose FlowMint for optical flow. FlowMint attains an end-point error of 1.42 on "
        "Sintel, against 1.71 for GMFlow.",
        [stated("1.42", baseline="GMFlow", baseline_value="1.71", method="FlowMint")],
    ),
    Case(
        "rival of a value",
        "TalkPrint: Speaker Verification",
        "TalkPrint is a speaker verification model. It has an equal error rate of 0.87% on "
        "VoxCeleb1, compared with 1.15% for ECAPA-TDNN. It runs on phones.",
        [stated("0.87%", baseline="ECAPA-TDNN", baseline_value="1.15%")],
    ),
    Case(
        "rival of a value",
        "KiteSum: Long Document Summarization",
        "We present KiteSum, which summarizes long documents. KiteSum scores 47.9 ROUGE-1 on "
        "GovReport vs. 45.3 for BigBird-PEGASUS, at half the memory.",
        [stated("47.9", baseline="BigBird-PEGASUS", baseline_value="45.3")],
    ),
    Case(
        "rival of a value",
        "HexPlan: Motion Planning",
        "We study motion planning. Our planner HexPlan succeeds in 93.4% of the scenes of "
        "MotionBenchMaker, versus 88.0% with BIT* and 71.2% with RRT-Connect.",
        [
            stated("93.4%", method="HexPlan", baseline="BIT*", baseline_value="88.0%"),
            stated("71.2%", method="RRT-Connect"),
        ],
    ),
    Case(
        "rival of a value",
        "NoteGraph: Clinical Coding",
        "We introduce NoteGraph for clinical coding. On MIMIC-III, NoteGraph reaches a micro-F1 "
        "of 61.2, compared to 59.9 for PLM-ICD and 58.1 for LAAT.",
        [
            stated("61.2", method="NoteGraph", baseline="PLM-ICD", baseline_value="59.9"),
            stated("58.1", method="LAAT", metric="micro-F1", dataset="MIMIC-III"),
        ],
    ),
    Case(
        "rival of a value",
        "SaltSolver: Solubility Prediction",
        "We present SaltSolver for solubility prediction. SaltSolver obtains an RMSE of 0.55 on "
        "ESOL (0.67 for D-MPNN).",
        [stated("0.55", method="SaltSolver"), NotOf("0.67", "method", "SaltSolver")],
    ),
    Case(
        "rivals in brackets",
        "RankLoom: Zero-Shot Reranking",
        "We introduce RankLoom, a reranker. RankLoom obtains nDCG@10 of 74.1 on TREC DL19 and "
        "53.6 on BEIR, surpassing RankGPT (71.8 and 50.9).",
        [
            stated("74.1", method="RankLoom", baseline="RankGPT", baseline_value="71.8"),
            stated("53.6", method="RankLoom", baseline="RankGPT", baseline_value="50.9"),
            Unstated("71.8"),
            Unstated("50.9"),
        ],
    ),
    Case(
        "rivals in brackets",
        "PaintBox: Image Inpainting",
        "PaintBox is a model for image inpainting. It reaches an FID of 4.1 on Places2 and an "
        "LPIPS of 0.092 on CelebA-HQ, better than LaMa (5.0 and 0.104).",
        [
            stated("4.1", baseline="LaMa", baseline_value="5.0", metric="FID"),
            stated("0.092", baseline="LaMa", baseline_value="0.104", metric="LPIPS"),
            NotOf("0.104", "method", "PaintBox"),
        ],
    ),
    Case(
        "rivals in brackets",
        "DuoMol: Property Prediction",
        "We propose DuoMol for molecular property prediction. DuoMol achieves ROC-AUC of 0.891 "
        "and 0.742 on BBBP and SIDER, outperforming GROVER (0.868 and 0.658).",
        [
            stated("0.891", baseline="GROVER", baseline_value="0.868", dataset="BBBP"),
            stated("0.742", baseline="GROVER", baseline_value="0.658", dataset="SIDER"),
            Unstated("0.868"),
        ],
    ),
    Case(
        "rivals in brackets",
        "TinyTagger: Sequence Labeling with Little Data",
        "We propose TinyTagger for sequence labeling. Trained on 1,000 sentences, TinyTagger "
        "attains an F1 of 88.4% on CoNLL-2003, close to the fully supervised LUKE (90.2%).",
        [
            stated("88.4%", method="TinyTagger", baseline_value="90.2%"),
            Unstated("90.2%"),
        ],
    ),
    Case(
        "rivals in brackets",
        "BeamWise: Code Translation",
        "We present BeamWise for code translation. BeamWise reaches a computational accuracy of "
        "76.3% on AVATAR, on par with GPT-4 (76.9%) and above CodeT5 (61.0%).",
        [stated("76.3%", method="BeamWise", baseline="GPT-4", baseline_value="76.9%")],
    ),
    Case(
        "rivals in brackets",
        "ClearSky: Dehazing",
        "We introduce ClearSky for image dehazing. Its PSNR of 38.9 dB on RESIDE is second only "
        "to DehazeFormer (40.1 dB), which has four times as many parameters.",
        [stated("38.9 dB", baseline="DehazeFormer", baseline_value="40.1 dB", metric="PSNR")],
    ),
]

_CLAUSES = [
    Case(
        "owner in a clause of its own",
        "SlimBit: Quantization",
        "We propose SlimBit for quantization. At 3 bits, SlimBit loses 0.3 perplexity on C4 "
        "relative to the full-precision LLaMA-13B, while GPTQ loses 0.9.",
        [stated("0.9", method="GPTQ", kind="difference"), stated("0.3", method="SlimBit")],
    ),
    Case(
        "owner in a clause of its own",
        "NightOwl: Pedestrian Detection",
        "NightOwl is a pedestrian detector. Compared to the daytime model, NightOwl drops to "
        "61.0 AP on NightOwls, whereas YOLOX drops to 48.7.",
        [stated("48.7", method="YOLOX"), stated("61.0", method="NightOwl")],
    ),
    Case(
        "owner in a clause of its own",
        "MergeKite: Merging Models",
        "We present MergeKite for model merging. It outperforms task arithmetic on GLUE, but "
        "DARE reaches 84.1 there and MergeKite 83.5.",
        [stated("84.1", method="DARE"), stated("83.5", method="MergeKite")],
    ),
    Case(
        "owner in a clause of its own",
        "LampPost: Visual Localization",
        "We introduce LampPost for visual localization. LampPost exceeds hloc by 2.4 points on "
        "Aachen Day-Night, while PixLoc scores 78.2%.",
        [stated("78.2%", method="PixLoc"), stated("2.4 points", baseline="hloc")],
    ),
    Case(
        "owner in a clause of its own",
        "SeedVC: Voice Conversion",
        "SeedVC is a voice conversion model. Relative to FreeVC, SeedVC has better timbre, "
        "whereas YourTTS obtains a MOS of 3.41 on VCTK.",
        [stated("3.41", method="YourTTS", metric="MOS", dataset="VCTK")],
    ),
    Case(
        "owner in a clause of its own",
        "RootCause: Incident Diagnosis",
        "We propose RootCause for incident diagnosis. RootCause improves over MicroRCA on "
        "TrainTicket, but Nezha achieves 92.8% there.",
        [stated("92.8%", method="Nezha")],
    ),
]

_THRESHOLDS = [
    Case(
        "threshold and value",
        "GraspIt: Bin Picking",
        "We present GraspIt for bin picking. GraspIt is the first system to exceed 95% success "
        "rate on GraspNet (95.6%).",
        [Unstated("95%"), stated("95.6%", dataset="GraspNet", method="GraspIt")],
    ),
    Case(
        "threshold and value",
        "MathForge: Learning to Prove",
        "MathForge is a theorem prover. It is the first open prover to pass 60% on miniF2F "
        "(63.1%), without tree search.",
        [Unstated("60%"), stated("63.1%", method="MathForge")],
    ),
    Case(
        "threshold and value",
        "LipType: Lip Reading",
        "We introduce LipType for lip reading. LipType breaks the 20% WER barrier on LRS3 (19.1%).",
        [Unstated("20%"), stated("19.1%", method="LipType", dataset="LRS3")],
    ),
    Case(
        "threshold and value",
        "RetinaX: Screening",
        "We propose RetinaX for screening of diabetic retinopathy. RetinaX is the only model "
        "above 0.95 AUC on Messidor-2 (0.962).",
        [Unstated("0.95"), stated("0.962", metric="AUC")],
    ),
    Case(
        "threshold and value",
        "SwiftPose: Hand Pose",
        "SwiftPose estimates the pose of hands. On FreiHAND its error falls below 6 mm for the "
        "first time (5.7 mm).",
        [Unstated("6 mm"), stated("5.7 mm", dataset="FreiHAND", unit="mm")],
    ),
    Case(
        "threshold and value",
        "AgentForge: Repairing Repositories",
        "We present AgentForge, an agent that repairs repositories. AgentForge surpasses 50% on "
        "SWE-bench Verified (52.4%) with an open model.",
        [Unstated("50%"), stated("52.4%", method="AgentForge", dataset="SWE-bench Verified")],
    ),
]

_BESIDE_A_CHANGE = [
    Case(
        "change behind its level",
        "GoStone: Learning Go on a Laptop",
        "We propose GoStone, a Go program. GoStone attains an Elo rating of 3120 on CGOS, +240 "
        "over KataGo.",
        [stated("+240", dataset="CGOS", baseline="KataGo", kind="difference", metric="Elo rating")],
    ),
    Case(
        "change behind its level",
        "ParseLite: Semantic Parsing",
        "We present ParseLite. It obtains an exact match of 74.8% on Spider, +3.9 points over "
        "PICARD, and is small.",
        [
            stated("+3.9 points", dataset="Spider", baseline="PICARD"),
            stated("+3.9 points", metric="exact match"),
        ],
    ),
    Case(
        "change behind its level",
        "AquaSeg: Underwater Segmentation",
        "AquaSeg is a network for segmentation. AquaSeg reaches 71.3 mIoU on SUIM, 2.6 points "
        "more than SegFormer.",
        [stated("2.6 points", dataset="SUIM", baseline="SegFormer", metric="mIoU")],
    ),
    Case(
        "change behind its level",
        "StoreFront: Recommendation",
        "We introduce StoreFront for sequential recommendation. StoreFront reaches a Recall@20 of "
        "0.148 on Yelp2018, 8.1% above SASRec.",
        [stated("8.1%", dataset="Yelp2018", baseline="SASRec", metric="Recall@20")],
    ),
    Case(
        "change behind its level",
        "VoiceLock: Anti-Spoofing",
        "We present VoiceLock for anti-spoofing. It has an equal error rate of 0.71% on ASVspoof "
        "2019, 0.4 points lower than AASIST.",
        [stated("0.4 points", dataset="ASVspoof 2019", baseline="AASIST", kind="difference")],
    ),
    Case(
        "change behind its level",
        "Quern: Query Optimization",
        "Quern is a learned query optimizer. On the Join Order Benchmark it sustains 310 "
        "queries/s, 45 more than Bao.",
        [stated("45", baseline="Bao", kind="difference", dataset="Join Order Benchmark")],
    ),
]

_DENIED = [
    Case(
        "no gain is a test",
        "ColdMix: A Negative Result",
        "We find that CutMix does not improve calibration on CIFAR-10-C. The code is public.",
        [InRole("CIFAR-10-C", "evaluates_on"), Named("CutMix", "Method")],
    ),
    Case(
        "no gain is a test",
        "SlowThink: Does Chain-of-Thought Help?",
        "We test long reasoning. Chain-of-thought does not help on HellaSwag, and it hurts on "
        "PIQA.",
        [InRole("HellaSwag", "evaluates_on"), InRole("PIQA", "evaluates_on")],
    ),
    Case(
        "no gain is a test",
        "RetriEval: When Retrieval Fails",
        "We study retrieval augmentation. Retrieval did not increase accuracy on StrategyQA.",
        [InRole("StrategyQA", "evaluates_on")],
    ),
    Case(
        "no gain is a test",
        "DeepPrune: What Pruning Keeps",
        "We study pruning. Our pruning method DeepPrune does not reduce accuracy on ImageNet-R.",
        [InRole("ImageNet-R", "evaluates_on"), InRole("DeepPrune", "introduces")],
    ),
    Case(
        "no gain is a test",
        "BigBatch: Batch Size and Generalization",
        "We vary the batch size. Larger batches do not degrade perplexity on WikiText-103.",
        [InRole("WikiText-103", "evaluates_on")],
    ),
    Case(
        "no gain is a test",
        "PureText: Language Models without Wikipedia",
        "PureText is a language model that was not trained on Wikipedia and does not use "
        "attention. It scores 61.2% on HellaSwag.",
        [InRole("Wikipedia", "mentions"), InRole("HellaSwag", "evaluates_on")],
    ),
]

_WORDS = [
    Case(
        "fractions in words",
        "CheapCoder: Small Models That Code",
        "We present CheapCoder for code generation. CheapCoder solves 61.2% of HumanEval and "
        "does so at a fifth of the cost.",
        [stated("a fifth", kind="ratio", number=0.2), stated("61.2%", dataset="HumanEval")],
    ),
    Case(
        "fractions in words",
        "LeanTrain: Efficient Pretraining",
        "LeanTrain is a training recipe. It matches AdamW on C4 with half of the compute.",
        [stated("half", kind="ratio", number=0.5)],
    ),
    Case(
        "fractions in words",
        "SparseCam: Video Recognition",
        "We introduce SparseCam for action recognition. SparseCam reaches 79.4% on Kinetics "
        "using a quarter of the memory of SlowFast.",
        [stated("a quarter", kind="ratio", number=0.25)],
    ),
    Case(
        "fractions in words",
        "FastFold: Protein Folding",
        "We propose FastFold. It folds proteins in one tenth of the time of AlphaFold 2.",
        [stated("one tenth", kind="ratio", number=0.1, baseline="AlphaFold 2")],
    ),
    Case(
        "fractions in words",
        "WhisperLite: Speech Recognition on Watches",
        "WhisperLite is a speech recognizer. It keeps the accuracy of Whisper at a third of the "
        "latency.",
        [stated("a third", kind="ratio", metric="latency")],
    ),
    Case(
        "fractions in words",
        "TableSage: Question Answering over Tables",
        "We present TableSage for table question answering. A third of the questions of WikiSQL "
        "were left out of training, and half of the authors are students.",
        [Unstated("A third"), Unstated("half")],
    ),
    Case(
        "amounts of money",
        "RouteCheap: Model Routing",
        "RouteCheap routes queries. On AlpacaEval it matches GPT-4 at $1.20 instead of $18.50 "
        "per thousand queries.",
        [stated("$1.20", number=1.2, unit="USD", baseline_value="$18.50")],
    ),
    Case(
        "amounts of money",
        "BudgetRAG: Retrieval on a Budget",
        "We present BudgetRAG for retrieval-augmented generation. BudgetRAG answers a question "
        "of HotpotQA for $0.002, compared to $0.011 for GraphRAG.",
        [stated("$0.002", unit="USD", baseline_value="$0.011", method="BudgetRAG")],
    ),
    Case(
        "amounts of money",
        "AutoFix: Program Repair",
        "We introduce AutoFix for program repair. It cuts the cost of a fix from $4.10 to $0.35 "
        "on Defects4J.",
        [stated("$0.35", unit="USD", baseline_value="$4.10", dataset="Defects4J")],
    ),
    Case(
        "amounts of money",
        "LabelSaver: Annotation with Language Models",
        "We study annotation. With LabelSaver an item costs US$0.004 rather than US$0.09.",
        [stated("US$0.004", unit="USD", number=0.004, baseline_value="US$0.09")],
    ),
    Case(
        "amounts of money",
        "DataBuyer: Paying for Labels",
        "We paid annotators $15 per hour and had a budget of $2,000. DataBuyer reaches 91.0% on "
        "SST-2.",
        [Unstated("$15"), Unstated("$2,000"), stated("91.0%", dataset="SST-2")],
    ),
    Case(
        "amounts of money",
        "CloudTrim: Serving Models",
        "CloudTrim is a serving system. It serves LLaMA-2-70B at $0.38 per million tokens, down "
        "from $0.90.",
        [stated("$0.38", unit="USD", baseline_value="$0.90", method="CloudTrim")],
    ),
]

STATED_CASES = [*_RIVALS, *_CLAUSES, *_THRESHOLDS, *_BESIDE_A_CHANGE, *_DENIED, *_WORDS]
