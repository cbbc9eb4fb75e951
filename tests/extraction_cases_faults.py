"""The facts that the model misses today: reason -> ids of tests, each of which must fail."""

from __future__ import annotations

from collections.abc import Mapping

FAULTS: Mapping[str, tuple[str, ...]] = {
    "name not found": (
        "known data set LinguaMix: WMT'16 En-Ro is a Dataset",
        "29 WMT'14 En-De is a Dataset",
        "29 WMT 2014 English-German is a Dataset",
        "29 $F_1$ is a Metric",
        "29 WMT14 English-German is WMT'14 En-De",
        "29 WMT14 English-German is WMT 2014 English-German",
        "29 F1 is $F_1$",
    ),
    "value bound to another method": (
        "gold BitCask: all slots of BitCask 5.81",
        "gold BitCask: all slots of BitCask 5.02",
        "lead system Seeing Through Smoke: 91.2% dataset=SmokeBench method=SmokeSight",
    ),
    "name of the dataset not found": (
        "07 MinusNet: –0.35 dataset=POWER metric=negative log-likelihood",
        "07 MinusNet: −12.1 dataset=GAS metric=negative log-likelihood",
        "gold DualSeg: all slots of DualSeg 91.2%",
        "gold DropNet: all slots of DropNet 2.1%",
        "gold DropNet: all slots of LwF 9.3%",
        "gold Chess: all slots of MateNet 2895",
    ),
    "number not read as a result": (
        "gold BitCask: all slots of BitCask 3.9-fold",
        "gold DropNet: all slots of EWC 14.8%",
        "gold BigNum: all slots of BigNum 1,234,567",
    ),
    "baseline not bound": (
        "17 DualSeg: 91.2% baseline=U-Net baseline_value=91.7%",
        "signs in names B*Plan: 40% method=B*Plan baseline=A*",
    ),
    "value bound to another dataset": (
        "gold GlyphDiff: all slots of GlyphDiff half",
        "gold MoltenMT: all slots of MoltenMT +3.2",
        "known data set SteadyNet: 22% dataset=Permuted MNIST metric=forgetting",
        "known data set LinguaMix: 30.2 dataset=WMT'16 En-Ro",
    ),
    "value bound to another metric": (
        "09 BandNet: 56.1% metric=robust accuracy dataset=CIFAR-10 method=BandNet",
        "known metric ShieldNet: 31.4% metric=robust accuracy dataset=CIFAR-100",
    ),
    "wrong role": (
        "lead system Kernel Tuning at Scale: KernBO is in role introduces",
        "lead system Seeing Through Smoke: SmokeSight is in role introduces",
    ),
}
