"""The facts that the model misses today: reason -> ids of tests, each of which must fail."""

from __future__ import annotations

from collections.abc import Mapping

FAULTS: Mapping[str, tuple[str, ...]] = {
    "name not found": (
        "29 $F_1$ is a Metric",
        "29 F1 is $F_1$",
        "lists of data sets Speech from the Web: Common Voice is a Dataset",
    ),
    "value bound to another method": (
        "gold BitCask: all slots of BitCask 5.81",
        "gold BitCask: all slots of BitCask 5.02",
        "gold RangeScore: all slots of BERT 62.1% to 71.5%",
        "gold RangeScore: all slots of BERT 67.8%",
        "methods in lists LangBridge: 68 method=Claude",
    ),
    "name of the dataset not found": (
        "07 MinusNet: –0.35 dataset=POWER metric=negative log-likelihood",
        "07 MinusNet: −12.1 dataset=GAS metric=negative log-likelihood",
        "gold DropNet: all slots of DropNet 2.1%",
        "gold DropNet: all slots of LwF 9.3%",
        "gold Chess: all slots of MateNet 2895",
        "gold RelDrop: all slots of SparseGPT 1.1",
        "gold Chess: all slots of MateNet +310",
        "gold TinyVox: all slots of TinyVox 95.1%",
    ),
    "number not read as a result": (
        "gold BitCask: all slots of BitCask 3.9-fold",
        "gold DropNet: all slots of EWC 14.8%",
        "gold BigNum: all slots of BigNum 1,234,567",
        "gold NightDet: all slots of NightDet 45 FPS",
    ),
    "baseline not bound": ("signs in names B*Plan: 40% method=B*Plan baseline=A*",),
    "value bound to another dataset": (
        "gold GlyphDiff: all slots of GlyphDiff half",
        "gold MoltenMT: all slots of MoltenMT +3.2",
    ),
    "value bound to another metric": (
        "known metric ShieldNet: 31.4% metric=robust accuracy dataset=CIFAR-100",
        "kinds RangeTrack: 2-4% kind=relative metric=IDF1",
    ),
    "wrong role": (
        "lead system Kernel Tuning at Scale: KernBO is in role introduces",
        "lead system Seeing Through Smoke: SmokeSight is in role introduces",
    ),
    "no name taken for one": ("19 ToolSage: SWE-bench is no name",),
    "metric named with its kind": (
        "gold TriFormer: all slots of TriFormer 91.2",
        "gold TriFormer: all slots of BERT 88.4",
        "gold TriFormer: all slots of RoBERTa 89.7",
    ),
}
