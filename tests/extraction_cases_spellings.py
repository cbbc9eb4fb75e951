"""Case 29: how one thing is spelled in several papers; in the graph it is one node."""

from __future__ import annotations

from typing import NamedTuple


class Spelling(NamedTuple):
    """A paper's abstract and the name in it, which must be a name of a node of this label."""

    name: str
    label: str
    abstract: str


SPELLINGS = [
    Spelling("R@1", "Metric", "TowerRank obtains an R@1 of 48.2 on Flickr30k."),
    Spelling("Recall@1", "Metric", "TowerRank obtains a Recall@1 of 47.1 on Flickr30k."),
    Spelling("AUC-ROC", "Metric", "TowerRank obtains an AUC-ROC of 0.91 on MIMIC-III."),
    Spelling("ROC-AUC", "Metric", "TowerRank obtains a ROC-AUC of 0.92 on MIMIC-III."),
    Spelling(
        "WMT14 English-German", "Dataset", "TowerRank reaches 29.7 BLEU on WMT14 English-German."
    ),
    Spelling("WMT'14 En-De", "Dataset", "TowerRank reaches 29.1 BLEU on WMT'14 En-De."),
    Spelling(
        "WMT 2014 English-German",
        "Dataset",
        "TowerRank reaches 28.4 BLEU on WMT 2014 English-German.",
    ),
    Spelling("SWE-bench", "Dataset", "TowerRank solves 21.0% of the issues of SWE-bench."),
    Spelling(
        "SWE-bench Verified",
        "Dataset",
        "ToolSage is a framework for tool use by language model agents. ToolSage solves 38.7% of "
        "SWE-bench Verified, 12.4 percentage points more than ReAct.",
    ),
    Spelling("F1", "Metric", "TowerRank obtains an F1 of 91.2 on SQuAD."),
    Spelling("F-1", "Metric", "TowerRank obtains an F-1 of 91.3 on SQuAD."),
    Spelling("$F_1$", "Metric", "TowerRank obtains an $F_1$ of 91.4 on SQuAD."),
    Spelling("mAP50", "Metric", "TowerRank obtains an mAP50 of 52.9 on COCO."),
    Spelling("BLEU-4", "Metric", "TowerRank obtains a BLEU-4 of 38.1 on COCO Captions."),
]

ONE_NODE = [
    ("R@1", "Recall@1"),
    ("AUC-ROC", "ROC-AUC"),
    ("WMT14 English-German", "WMT'14 En-De"),
    ("WMT14 English-German", "WMT 2014 English-German"),
    ("F1", "F-1"),
    ("F1", "$F_1$"),
]

TWO_NODES = [("SWE-bench", "SWE-bench Verified")]
