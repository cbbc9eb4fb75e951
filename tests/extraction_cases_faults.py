"""The facts that the model misses today: reason -> ids of tests, each of which must fail."""

from __future__ import annotations

from collections.abc import Mapping

FAULTS: Mapping[str, tuple[str, ...]] = {
    "name not found": (
        "21 ChainEdit: ROME is a Method",
        "21 ChainEdit: efficacy is a Metric",
        "18 HushASR: CHiME-4 is a Dataset",
        "18 DriftGuard: Split CIFAR-100 is a Dataset",
        "29 WMT'14 En-De is a Dataset",
        "29 WMT 2014 English-German is a Dataset",
        "29 $F_1$ is a Metric",
        "29 mAP50 is a Metric",
        "29 BLEU-4 is a Metric",
        "29 WMT14 English-German is WMT'14 En-De",
        "29 WMT14 English-German is WMT 2014 English-German",
        "29 F1 is $F_1$",
    ),
    "value bound to another method": (
        "21 ChainEdit: 36.1% is not of method ChainEdit",
        "21 ChainEdit: 85.2% is not of method ChainEdit",
        "17 RelDrop: 1.1 method=SparseGPT",
        "11 OmniRank: 0.49 is not of method OmniRank",
        "11 OmniRank: 39.7 is not of method OmniRank",
        "gold BitCask: all slots of BitCask 5.81",
        "gold BitCask: all slots of BitCask 5.02",
        "gold RelDrop: all slots of SparseGPT 1.1",
    ),
    "name of the dataset not found": (
        "07 MinusNet: –0.35 dataset=POWER metric=negative log-likelihood",
        "07 MinusNet: −12.1 dataset=GAS metric=negative log-likelihood",
        "17 AeroPose: +4.8% dataset=LM-O",
        "gold DualSeg: all slots of DualSeg 91.2%",
        "gold TinyVox: all slots of TinyVox 95.1%",
        "gold DriftGuard: all slots of DriftGuard 72.0%",
        "gold DropNet: all slots of DropNet 2.1%",
        "gold DropNet: all slots of LwF 9.3%",
        "gold Chess: all slots of MateNet 2895",
        "gold Chess: all slots of MateNet +310",
    ),
    "number not read as a result": (
        "20 CostNet: US$0.30 number=0.3 unit=USD",
        "20 CostNet: US$0.30 baseline_value=US$24.70",
        "11 CalmRL: 79.4 method=IQL",
        "19 ToolSage: a third kind=ratio",
        "19 PointNetX: half a point kind=difference number=0.5 metric=UAS",
        "gold CalmRL: all slots of IQL 79.4 ± 0.9",
        "gold BitCask: all slots of BitCask 3.9-fold",
        "gold DropNet: all slots of EWC 14.8%",
        "gold BigNum: all slots of BigNum 1,234,567",
    ),
    "baseline not bound": ("17 DualSeg: 91.2% baseline=U-Net baseline_value=91.7%",),
    "value bound to another dataset": (
        "18 HushASR: 7.3% is not of dataset LibriSpeech or LibriSpeech test-other",
        "18 DriftGuard: 72.0% is not of dataset CORe50",
        "18 CrossLens: 29.5 is not of dataset MSR-VTT",
        "18 CrossLens: 45.0 is not of dataset MSR-VTT",
        "18 CrossLens: 6.9 is not of dataset MSR-VTT",
        "18 CrossLens: 1.6 is not of dataset MSR-VTT",
        "gold GlyphDiff: all slots of GlyphDiff half",
        "gold MoltenMT: all slots of MoltenMT +3.2",
    ),
    "setting read as a result": ("17 AeroPose: 90% is no result",),
    "name of the metric not found": ("21 ChainEdit: 98.9% method=ChainEdit metric=efficacy",),
    "name of the baseline not found": (
        "06 ExpNet: 1.2e−5 baseline=DORN",
        "11 OmniRank: 0.52 baseline=ColBERTv2 baseline_value=0.49",
        "11 OmniRank: 41.3 baseline=ColBERTv2 baseline_value=39.7",
    ),
    "name of the method not found": (
        "21 ChainEdit: 36.1% method=ROME",
        "21 ChainEdit: 85.2% method=MEMIT",
    ),
    "wrong role": ("15 NoGain: ImageNet-C is in role evaluates_on",),
    "name of another type": (
        "21 ChainEdit: MEMIT is a Method",
        "18 CrossLens: DiDeMo is a Dataset",
    ),
    "value bound to another metric": (
        "04 RangeNet: 0.34 kind=difference metric=PESQ",
        "09 BandNet: 56.1% metric=robust accuracy dataset=CIFAR-10 method=BandNet",
    ),
}
