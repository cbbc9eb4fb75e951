"""What ranked values of a fifth draw of unlabelled abstracts got wrong when they were read by eye.

Each has wordings of our own: changes across units, shares of what was, values of rivals and of
models at large, settings, and conditions of another part of the sentence.
"""

from __future__ import annotations

from tests.extraction_cases import Case, NotOf, Unstated, stated

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

RANKED_CASES = [*_CHANGES, *_OWNERS, *_SETTINGS]
