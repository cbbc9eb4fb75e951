"""What ranked values of three draws of unlabelled abstracts got wrong when they were read by eye.

Each has wordings of our own: changes across units, shares of what was, values of rivals and of
models at large, settings, and conditions of another part of the sentence.
"""

from __future__ import annotations

from tests.extraction_cases import Case, Named, NotOf, Unstated, stated

_CHANGES = [
    Case(
        "changes in other units",
        "OwlNet: Counting Birds",
        "We present OwlNet, a network that counts birds. OwlNet outperforms earlier methods by 12% "
        "on accuracy and 0.31 on MAE on the CUB-200 dataset.",
        [stated("12%", kind="relative"), stated("0.31", kind="difference")],
    ),
    Case(
        "changes in other units",
        "MarshDrive: Planning in Fog",
        "We present MarshDrive. MarshDrive surpasses earlier planners by a margin of 11.2 DS and "
        "17.4% SR on Bench2Drive.",
        [stated("11.2", kind="difference"), stated("17.4%", kind="relative")],
    ),
    Case(
        "improvement of two",
        "HeronNet: Water from Above",
        "We present HeronNet. On ADE20K, HeronNet outperforms the baseline with an average 11.2% "
        "mIoU and 14.5% mBIoU performance improvement.",
        [stated("11.2%", kind="relative"), stated("14.5%", kind="relative")],
    ),
    Case(
        "improvement of two",
        "ReedNet: Leaves",
        "We present ReedNet. On ImageNet, ReedNet achieves a 92.1% accuracy and 3.2% improvement "
        "over ResNet-50.",
        [stated("92.1%", kind="absolute"), stated("3.2%", kind="relative")],
    ),
    Case(
        "up to twice",
        "TernNet: Street Scenes",
        "We propose TernNet. The mean IoU is improved up to 4.1% and the mean accuracy up to 3.7% "
        "on the Cityscapes dataset.",
        [stated("4.1%", kind="relative"), stated("3.7%", kind="relative")],
    ),
    Case(
        "difference in brackets",
        "HeronSeg: Brains without Skulls",
        "We present HeronSeg. Compared to SynthStrip (95.1 Dice), HeronSeg delivers equal "
        "performance on ADNI, with minor differences (<2% Dice) in the others.",
        [stated("2%", kind="relative")],
    ),
    Case(
        "share of what was",
        "StepWell: Fewer Steps",
        "We present StepWell. Experiments show 8x faster text-to-image generation while preserving "
        "98.7% performance on GenEval.",
        [stated("98.7%", kind="relative")],
    ),
    Case(
        "share of what was",
        "CoalPrune: Smaller Networks",
        "We present CoalPrune. On CIFAR-10, CoalPrune reaches a 95.1% accuracy, retaining 97.3% of "
        "the original performance.",
        [stated("95.1%", kind="absolute"), stated("97.3%", kind="relative")],
    ),
]

_OWNERS = [
    Case(
        "value of a rival",
        "HeronGAN: Private Images",
        "We present HeronGAN, a private generator. On the LSUN Bedroom dataset, HeronGAN attains "
        "an FID of 21.4, improving over Private Evolution FID of 38.9.",
        [stated("21.4", method="HeronGAN"), NotOf("38.9", "method", "HeronGAN")],
    ),
    Case(
        "value of a rival",
        "ReedNet: Leaves Again",
        "We present ReedNet. ReedNet improves over ResNet-50 top-1 accuracy of 76.1% and reaches "
        "78.3% on ImageNet.",
        [NotOf("76.1%", "method", "ReedNet"), stated("78.3%", method="ReedNet")],
    ),
    Case(
        "models at large",
        "SwiftGen: A Data Engine",
        "We present SwiftGen, an engine that writes geometry problems. Experiments reveal the "
        "state-of-the-art models achieve only 41.3% accuracy on TideBench, which shows how hard "
        "it is.",
        [NotOf("41.3%", "method", "SwiftGen")],
    ),
    Case(
        "models at large",
        "SwiftGen: More Problems",
        "We present SwiftGen, an engine that writes geometry problems. Current models reach an "
        "average accuracy of 37.2% on TideBench.",
        [NotOf("37.2%", "method", "SwiftGen")],
    ),
    Case(
        "name with an aside",
        "ReedCo: Diffusion without Attention",
        "We introduce ReedCo, a family of diffusion models. Notably, ReedCo-XL achieves an FID of "
        "2.31 at 256x256 resolution on ImageNet. Furthermore, our largest model, ReedCo-H, scaled "
        "to 1B parameters, reaches an FID of 1.94 on ImageNet 256x256.",
        [stated("2.31", method="ReedCo-XL"), stated("1.94", method="ReedCo-H")],
    ),
    Case(
        "trained on",
        "ReedClip: Forged Faces",
        "We present ReedClip. Trained exclusively on 4-class ProGAN data, ReedClip achieves an "
        "average accuracy of 88.10% on 17 test subsets made by GANs and diffusion models.",
        [stated("88.10%", method="ReedClip", dataset=None)],
    ),
]

_SETTINGS = [
    Case(
        "settings",
        "HeronGAN: Private Faces",
        "We present HeronGAN, a private generator. Similarly, on CelebA-HQ, HeronGAN achieves an "
        "FID of 21.4 at epsilon equal to 1.0, compared to 43.1 from DP fine tuning baselines.",
        [stated("21.4", method="HeronGAN"), Unstated("1.0")],
    ),
    Case(
        "settings",
        "Attacks on Membership",
        "We study quantile regression attacks. Quantile regression attacks achieve nontrivial TPR "
        "on ImageNet even with 80% of training classes removed.",
        [Unstated("80%")],
    ),
    Case(
        "hours of hardware",
        "PondNAS: Fast Search",
        "We present PondNAS. PondNAS finds the best architecture on CIFAR-10, in terms of test "
        "error rate, within 0.02 GPU days.",
        [NotOf("0.02", "metric", "test error rate")],
    ),
    Case(
        "share of what is counted",
        "Warnings That Do Not Matter",
        "We study how LLMs with prompting remove warnings. Some LLMs identified approximately "
        "58.1% of FPs in the OWASP Benchmark dataset.",
        [NotOf("58.1%", "metric", "FPs")],
    ),
    Case(
        "condition of another part",
        "WadeCon: Contrastive Learning",
        "We present WadeCon. Experiments show that WadeCon (1) achieves the best results of "
        "contrastive frameworks, reaching 77.1% accuracy on ImageNet-1K and 75.2% on CIFAR-100 "
        "with a ResNet-50 encoder; (2) yields clear decision boundaries; and (3) is better in "
        "few-shot learning than the supervised baseline.",
        [stated("75.2%", dataset="CIFAR-100", conditions=())],
    ),
]

_AT_HAND = [
    Case(
        "value of a rival's",
        "GorseVLA: Actions for Robots",
        "We present GorseVLA. GorseVLA achieves a 94.1% average success rate on LIBERO, "
        "surpassing pi0-FAST's 84.6%.",
        [stated("94.1%", method="GorseVLA"), NotOf("84.6%", "method", "GorseVLA")],
    ),
    Case(
        "without a part",
        "GorseNet: Light Attention",
        "We propose GorseNet, which reaches an accuracy of 86.2% on CIFAR-10. Ablations confirm "
        "the role of attention (accuracy drops to 31.5% if removed) and of compression.",
        [stated("86.2%", method="GorseNet", dataset="CIFAR-10"), Unstated("31.5%")],
    ),
    Case(
        "values in brackets",
        "GorseQA: Answers on Video",
        "We introduce GorseQA. GorseQA achieves the best answer accuracy on Intent-QA (78.2%, "
        "+5.1% over previous methods), EgoSchema (74.3%, +2.2%), and NExT-QA (78.8%, +0.3%).",
        [NotOf("78.2%", "dataset", "EgoSchema"), stated("74.3%", dataset="EgoSchema")],
    ),
    Case(
        "changes in a list",
        "GorseSRL: Roles in Video",
        "We propose GorseSRL, which achieves a 15% relative improvement in F1-score for whole "
        "scenes and a 12.4% for single objects over GPT-4o on the VidSRL dataset.",
        [stated("15%", kind="relative"), stated("12.4%", kind="relative")],
    ),
    Case(
        "subject of its own",
        "GorseTrack: Assigning Objects",
        "We propose GorseTrack for tracking. GorseTrack reduces the RMSE on KITTI by 40% compared "
        "to a Kalman filter, while SAIT and MAITa achieve up to 93% accuracy in assignments.",
        [NotOf("93%", "method", "GorseTrack")],
    ),
    Case(
        "metric right before",
        "GorseFoley: Sound for Video",
        "We propose GorseFoley. GorseFoley improves over the best rivals, with FAD 0.81 to 0.76 on "
        "VGGSound and SI-SDR 2.31 dB to 3.17 dB, MOS 3.05 to 3.44 on PianoYT.",
        [NotOf("3.44", "metric", "FAD")],
    ),
    Case(
        "settings",
        "Paraphrases against Detectors",
        "We propose GorsePhrase, an attack. It lowers the true positive rate at 1% false positives "
        "by 61.2% on RADAR.",
        [Unstated("1%")],
    ),
    Case(
        "metrics that are models",
        "GorseMT: Better Synthetic Data",
        "We present GorseMT, whose synthetic data improves translation, measured by quality "
        "estimation, to 70.93 on COMETKiwi and 80.64 on XCOMET.",
        [NotOf("70.93", "dataset", "COMETKiwi"), NotOf("80.64", "dataset", "XCOMET")],
    ),
    Case(
        "average over a list",
        "GorseSSM: States instead of Attention",
        "We propose GorseSSM. GorseSSM-2B has an average zero-shot accuracy of 62.8% over LAMBADA, "
        "HellaSwag, PIQA and other tasks.",
        [stated("62.8%", method="GorseSSM-2B", dataset=None)],
    ),
    Case(
        "what 'it' is",
        "Recurrence Is Enough for Us",
        "The Gorsformer is a sequence-to-sequence model built from gates. We test it on machine "
        "translation. On WMT14 English-to-German it reaches 27.9 BLEU.",
        [stated("27.9", method="Gorsformer", metric="BLEU")],
    ),
    Case(
        "lists of models",
        "Soft Control: A Stochastic Actor",
        "We study control. On MuJoCo tasks the actor exceeds DDPG, PPO and TD3 in average return, "
        "and it beats earlier ensembles such as GNMT and ConvS2S on translation.",
        [Named("PPO", "Method"), Named("TD3", "Method"), Named("GNMT", "Method")],
    ),
    Case(
        "lists of data sets",
        "Speech from the Web",
        "We train Gorsper on audio of the web. Over other datasets, among them Common Voice and "
        "TED-LIUM, Gorsper makes fewer errors, as on benchmarks such as LFW and CFP-FP.",
        [Named("Common Voice", "Dataset"), Named("LFW", "Dataset"), Named("CFP-FP", "Dataset")],
    ),
]

_ANEW = [
    Case(
        "changes in a list",
        "SedgeRL: Data from Nothing",
        "We propose SedgeRL. On Qwen-2.5-7B, our method achieves a 27.1% absolute improvement over "
        "the base model on GSM8K (+2.4 pp vs. instruction-tuned, +5.8 pp vs. Self-Instruct), 7.9% "
        "on MATH, and 12.2% on GPQA.",
        [NotOf("7.9%", "kind", "absolute"), NotOf("12.2%", "kind", "absolute")],
    ),
    Case(
        "discrepancies",
        "SedgeGuard: Private Lungs",
        "We present SedgeGuard, a defence. SedgeGuard achieves discrepancies of 3.41 in PSNR and "
        "0.18 in SSIM compared to no defence on the ChestXRay dataset.",
        [NotOf("3.41", "kind", "absolute"), NotOf("0.18", "kind", "absolute")],
    ),
    Case(
        "value of a baseline",
        "SedgeTool: Thinking with Tools",
        "We propose SedgeTool. On the benchmark AIME, SedgeTool achieves 66% accuracy with 400 "
        "training steps, outperforming the text-based baseline (39% accuracy, 1080 steps).",
        [stated("66%", method="SedgeTool"), NotOf("39%", "method", "SedgeTool")],
    ),
    Case(
        "respectively",
        "SedgeWatch: Crime on Video",
        "We propose SedgeWatch. On two large datasets, UCF-Crime and XD-Violence, SedgeWatch "
        "achieves 86.1 AUC (+6.2 pp) and 74.9 AP (+12.0 pp), respectively.",
        [
            stated("86.1", dataset="UCF-Crime", metric="AUC"),
            stated("74.9", dataset="XD-Violence", metric="AP"),
        ],
    ),
    Case(
        "settings",
        "SedgeVAE: Filling Gaps",
        "We present SedgeVAE. Experiments on the UK-DALE dataset show that SedgeVAE outperforms "
        "other models in both 5% and 10% sparsity test cases, with lower RMSE.",
        [Unstated("5%"), Unstated("10%")],
    ),
    Case(
        "what nobody reaches",
        "SedgeBench: Counting Objects",
        "We introduce SedgeBench. We evaluate 26 models on SedgeBench, with even the top models "
        "unable to exceed 50% accuracy.",
        [Unstated("50%")],
    ),
    Case(
        "values in brackets",
        "SedgeStep: Long Tasks",
        "We propose SedgeStep. In the VirtualHome benchmark and on real robots, SedgeStep achieves "
        "success rates up to 33% (VirtualHome) and 24% (real robot).",
        [stated("33%", dataset="VirtualHome"), NotOf("24%", "dataset", "VirtualHome")],
    ),
    Case(
        "average over a list",
        "SedgeSearch: Values as Guides",
        "We propose SedgeSearch. With 64 generations, SedgeSearch achieves an average accuracy of "
        "44.8% across four competition math benchmarks (AIME 2024 and HMMT 2025 among them).",
        [NotOf("44.8%", "dataset", "AIME 2024")],
    ),
    Case(
        "value of a rival's",
        "SedgeView: Frames that Matter",
        "We propose SedgeView. SedgeView improves GPT-4o's accuracy from 50.1% to 52.9% and "
        "LLaVA-OneVision-72B's accuracy from 55.8% to 61.7% on LongVideoBench.",
        [NotOf("61.7%", "baseline", "GPT-4o")],
    ),
]

_LAST = [
    Case(
        "value of a rival's",
        "TarnKG: Rare Diseases",
        "We propose TarnKG. On the MyGene2 dataset, TarnKG attains an MRR of 23.51%, surpassing "
        "the best baseline (SHEPHERD) at 18.17% MRR and 29.60% NDCG.",
        [stated("23.51%", method="TarnKG"), NotOf("18.17%", "method", "TarnKG")],
    ),
    Case(
        "value of a rival's",
        "Networks for Mammograms",
        "We compare networks. ConvNeXt gives better results with a 94.1% AUC, 93.2% accuracy, and "
        "95.0% F-score compared to EfficientNet with a 92.2% AUC, 91.3% accuracy, and 93.1% "
        "F-score on the RSNA dataset.",
        [
            stated("95.0%", method="ConvNeXt"),
            NotOf("91.3%", "method", "ConvNeXt"),
            NotOf("93.1%", "method", "ConvNeXt"),
        ],
    ),
    Case(
        "value of a rival's",
        "TarnGrad: Tuning by Gradients",
        "We propose TarnGrad. Applied to a model trained on MS MARCO, TarnGrad reduces perplexity "
        "from 3.4 to 2.2, compared to LLaMA's perplexity of 1.9.",
        [stated("2.2", method="TarnGrad", baseline="LLaMA", baseline_value="1.9")],
    ),
    Case(
        "metric right behind",
        "TarnLoc: Finding Junctions",
        "We present TarnLoc. Tested on SemanticKITTI, TarnLoc achieves a mean localization error "
        "of 1.8 m, 88% precision, and 76% recall.",
        [stated("88%", metric="precision"), stated("76%", metric="recall")],
    ),
]

RANKED_CASES = [
    *_CHANGES,
    *_OWNERS,
    *_SETTINGS,
    *_AT_HAND,
    *_ANEW,
    *_LAST,
]
