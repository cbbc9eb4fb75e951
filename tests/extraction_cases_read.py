"""What ranked values of abstracts that nobody had labelled got wrong when they were read by eye.

Each kind has several wordings of our own: changes that look like levels, values of rivals and of
people, data sets that were not found, and settings.
"""

from __future__ import annotations

from tests.extraction_cases import Absent, Case, NotOf, Unstated, stated

_CHANGES = [
    Case(
        "gain in brackets",
        "TernFuse: Camera and Radar Fusion for 3D Detection",
        "We propose TernFuse for 3D object detection. On nuScenes, TernFuse brings a clear "
        "performance gain (3.1% NDS and 5.2% mAP) over CRN.",
        [stated("3.1%", kind="relative"), stated("5.2%", kind="relative")],
    ),
    Case(
        "gain in brackets",
        "MossClip: Retrieval of Field Recordings",
        "MossClip retrieves field recordings. Its large improvement (52.0% vs. 31.0%) on "
        "AudioCaps comes from longer clips.",
        [stated("52.0%", kind="absolute")],
    ),
    Case(
        "improving by no word",
        "Lanternfish: Test-Time Adaptation for Driving",
        "We introduce Lanternfish. It improves BEV segmentation 11.4% mIoU on nuScenes-C and "
        "costs nothing else.",
        [stated("11.4%", kind="relative", method="Lanternfish")],
    ),
    Case(
        "improving by no word",
        "PointBrook: Sparse Points",
        "PointBrook adds points to sparse scans, significantly improving 2.4% mIoU on "
        "SemanticKITTI with few extra points.",
        [stated("2.4%", kind="relative")],
    ),
    Case(
        "gain in decibels",
        "DewNeRF: View Synthesis in Rain",
        "We present DewNeRF. On the DTU dataset it achieves up to a 1.6 dB PSNR improvement over "
        "IBRNet.",
        [stated("1.6 dB", kind="difference")],
    ),
    Case(
        "list of gains",
        "SedgeData: Open Vocabulary Detection",
        "We collect SedgeData. Trained on it, Grounding DINO achieves improvements of 21.5 AP50 "
        "and 30.2 Recall@10 on COCO.",
        [stated("21.5", kind="difference"), stated("30.2", kind="difference")],
    ),
    Case(
        "gains in a range",
        "GorseNet: Gene Regulation",
        "GorseNet infers gene regulation. On BEELINE it improves the leading models by margins "
        "ranging from 4.2% to 19.7% in AUROC.",
        [stated("19.7%", kind="relative")],
    ),
]

_RIVALS = [
    Case(
        "clause of a rival",
        "FenLink: Entity Linking for Old Maps",
        "We propose FenLink for entity linking. FenLink achieves an F1 score of 48.2% on AIDA, "
        "far above BLINK, a strong zero-shot baseline that achieves only 25.9%.",
        [stated("48.2%", method="FenLink"), NotOf("25.9%", "method", "FenLink")],
    ),
    Case(
        "clause of a rival",
        "OrchidASR: Whispered Speech",
        "We propose OrchidASR. It has a word error rate of 7.1% on wTIMIT, surpassing Whisper, "
        "which only reaches 12.8%.",
        [stated("7.1%", method="OrchidASR"), NotOf("12.8%", "method", "OrchidASR")],
    ),
    Case(
        "rival behind another number",
        "SlateVLM: Volumes and Text",
        "SlateVLM aligns volumes and text. On MSR-VTT it reaches 58.3% R@1 over 2,000 samples, "
        "outperforming the current state-of-the-art CT-CLIP model (17.2%).",
        [stated("58.3%", method="SlateVLM"), NotOf("17.2%", "method", "SlateVLM")],
    ),
    Case(
        "best of the rivals",
        "CellRiddles: Reasoning over Cells",
        "We release CellRiddles. Models struggle on it, with the best baseline (Gemini 2.0 Flash) "
        "achieving only 19.4% accuracy; our CellMind-R reaches 32.9%.",
        [
            NotOf("19.4%", "method", "CellMind-R"),
            stated("32.9%", method="CellMind-R", metric="accuracy"),
        ],
    ),
    Case(
        "possessive of a rival",
        "RushLM: Adapting Language Models",
        "RushLM lowers the perplexity on PubMed to 7.9, while a fully tuned BioGPT model's "
        "perplexity of 7.1 is still better.",
        [stated("7.9", method="RushLM"), NotOf("7.1", "method", "RushLM")],
    ),
    Case(
        "value of people",
        "SpanQuiz: Spatial Questions",
        "We present SpanQuiz, a benchmark. GPT-4o gets 47.2% accuracy on SpanQuiz, far below the "
        "human-level accuracy of 96.3%.",
        [stated("47.2%", method="GPT-4o"), NotOf("96.3%", "method", "GPT-4o")],
    ),
]

_DATA = [
    Case(
        "data set in brackets",
        "RoughSight: Robust Classification",
        "We present RoughSight. It achieves an accuracy of 91.1% (ZZ++) and 64.2% (ImageNet-R).",
        [NotOf("91.1%", "dataset", "ImageNet-R"), stated("64.2%", dataset="ImageNet-R")],
    ),
    Case(
        "second data set without its preposition",
        "Bolus: Frames for Long Videos",
        "Bolus selects frames. It increases accuracy on the Video-MME benchmark from 52.1% to "
        "55.0% and MLVU benchmark from 57.3% to 62.8%.",
        [
            stated("55.0%", dataset="Video-MME|Video-MME benchmark"),
            stated("62.8%", dataset="MLVU|MLVU benchmark"),
        ],
    ),
    Case(
        "languages",
        "AskNear: Hallucination Spans",
        "AskNear finds hallucinated spans. It is best for Italian and Catalan, with IoU scores of "
        "0.44 and 0.39, respectively.",
        [Absent("Italian and Catalan"), Absent("Catalan")],
    ),
    Case(
        "where data lie",
        "ScanSift: Dementia from MRI",
        "ScanSift classifies scans. It reaches 98.7% accuracy on Kaggle datasets.",
        [stated("98.7%", dataset=None), Absent("Kaggle datasets")],
    ),
    Case(
        "names behind a slash",
        "RiftGen: Anomaly Generation",
        "We propose RiftGen. On MVTecAD, RiftGen achieves 2.11/0.30 ZIS/LPIPS for generation.",
        [NotOf("2.11", "metric", "LPIPS"), stated("0.30", metric="LPIPS")],
    ),
    Case(
        "setting",
        "ColdDrift: Open-World Learning",
        "ColdDrift learns without labels. With a 60% mismatch proportion on Tiny-ImageNet, "
        "ColdDrift surpasses OpenMatch by 35.1%.",
        [Unstated("60%"), stated("35.1%", baseline="OpenMatch")],
    ),
]

_FURTHER = [
    Case(
        "change in a measure of a value",
        "DotTally: Counting Cells",
        "DotTally counts cells with improvements in Mean Absolute Error of up to 41.3% on VGG and "
        "38.0% on DCC.",
        [stated("41.3%", kind="relative"), stated("38.0%", kind="relative")],
    ),
    Case(
        "change in a measure of a value",
        "WardSwarm: Injected Prompts",
        "WardSwarm guards agents. It achieves an average reduction in the harm of injected prompts "
        "of approximately 24.6%.",
        [stated("24.6%", kind="relative")],
    ),
    Case(
        "change in a measure of a value",
        "EchoMast: Radar Detection",
        "We show average improvements of 4.8% in mean average precision (mAP) and 3.3% in mean "
        "average recall (mAR) on RADIATE.",
        [stated("4.8%", kind="relative"), stated("3.3%", kind="relative")],
    ),
    Case(
        "change up to a value",
        "LeafSeg: Classes That Follow Each Other",
        "The change leads to an improvement up to 12.9% for the mean IoU and up to 15.4% for the "
        "mean accuracy on Cityscapes.",
        [stated("12.9%", kind="relative"), stated("15.4%", kind="relative")],
    ),
    Case(
        "long adverb before a change",
        "MixAnew: Balanced Modalities",
        "MixAnew improves accuracy by approximately 5.9% on CREMA-D.",
        [stated("5.9%", kind="relative", metric="accuracy")],
    ),
    Case(
        "what is reduced in brackets",
        "AnalystAid: Intrusion Triage",
        "AnalystAid helps analysts, reducing false negatives (1.7% for one site and 9% for two).",
        [stated("1.7%", kind="relative")],
    ),
    Case(
        "gains of two measures",
        "PaceSpeech: Fluency Scoring",
        "PaceSpeech scores fluency. It brings gains of 3.9 F1-score and 5.1 Pearson points on "
        "Speechocean762.",
        [stated("3.9", kind="difference"), stated("5.1", kind="difference")],
    ),
    Case(
        "accuracy loss",
        "ApproxMul: Cheap Multipliers",
        "ApproxMul saves energy in exchange for up to 3% accuracy loss on CIFAR-10.",
        [stated("3%", kind="relative")],
    ),
    Case(
        "from and to with a unit of words",
        "KeySLAM: Odometry",
        "On KITTI, KeySLAM reduces the rotational error from 0.0031 deg/m to 0.0012 deg/m.",
        [stated("0.0012", baseline_value="0.0031"), Unstated("0.0031")],
    ),
    Case(
        "gains in a list of pairs",
        "NightSigns: Traffic Signs at Night",
        "NightSigns beats earlier methods by 2.5% mAP50 and 1.4% mAP50:95 on TT100K, 1.2% mAP50 "
        "and 1.7% mAP50:95 on CCTSDB.",
        [stated("1.2%", kind="relative"), stated("1.7%", kind="relative")],
    ),
    Case(
        "margins",
        "OccluTrack: Tracking Behind Cars",
        "OccluTrack tracks cars, with margins of 1.3% in HOTA and 1.6% in MOTA on KITTI.",
        [stated("1.3%", kind="relative"), stated("1.6%", kind="relative")],
    ),
    Case(
        "list before a comparison",
        "ContrastSeg: Few Labels",
        "ContrastSeg gives better masks, 3.3%, 5.1%, 7.2% DSC higher than the previous best on "
        "MMWHS, CHAOS, and Spleen.",
        [stated("3.3%", kind="relative"), stated("7.2%", kind="relative")],
    ),
    Case(
        "enhancement",
        "RemoteJoint: Retrieval of Satellite Images",
        "RemoteJoint shows an enhancement in retrieval accuracy of 4.7% on BigEarthNet and 6.2% on "
        "FMoW-RGB.",
        [stated("4.7%", kind="relative"), stated("6.2%", kind="relative")],
    ),
    Case(
        "boosts of two models",
        "PhraseField: Grounding Data",
        "Training with PhraseField gives an average accuracy boost of 4.1% for LISA and a 7.4% for "
        "PSALM.",
        [stated("4.1%", kind="relative"), stated("7.4%", kind="relative")],
    ),
    Case(
        "metric of a list",
        "SwarmUNet: Tumor Masks",
        "SwarmUNet achieves Dice scores of 0.951 and 0.947 and Intersection over Union (IoU) "
        "scores of 0.913 and 0.902 on BraTS and LiTS.",
        [stated("0.947", metric="Dice|Dice scores"), stated("0.902", metric="IoU|IoU scores")],
    ),
    Case(
        "hardware",
        "QuickStereo: Depth at the Edge",
        "QuickStereo runs at 112 FPS on large GPUs and 87 FPS on the AGX Orin.",
        [stated("87 FPS", dataset=None), Absent("AGX Orin")],
    ),
    Case(
        "over rivals",
        "VectorLane: Maps from Cameras",
        "VectorLane does better on nuScenes, surpassing SOTAs over 13.8 mAP.",
        [stated("13.8", kind="difference")],
    ),
    Case(
        "clause of an unnamed rival",
        "StereoDot: Depth from Dots",
        "On KITTI, StereoDot achieves an error rate of 2.7%, outperforming the previous "
        "state-of-the-art method, which had an error rate of 3.1%.",
        [stated("2.7%", method="StereoDot"), NotOf("3.1%", "method", "StereoDot")],
    ),
    Case(
        "rival behind a clause",
        "SignLeap: Sign Recognition",
        "SignLeap achieves a top-1 accuracy of 74.9% on the WLASL100 dataset, which shows its "
        "strength compared to traditional CNNs with 66.3%.",
        [stated("74.9%", method="SignLeap"), NotOf("66.3%", "method", "SignLeap")],
    ),
]

READ_CASES = [*_CHANGES, *_RIVALS, *_DATA, *_FURTHER]
