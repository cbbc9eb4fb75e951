"""Relations that plain words state: what a method extends, is built on, and was trained on."""

from __future__ import annotations

from tests.extraction_cases import Case, Related

_KINDS = [
    Case(
        "kind of",
        "VarNet: Gated Networks",
        "VarNet is a variant of ResNet that uses gated blocks.",
        [Related("VarNet", "KIND_OF", "ResNet")],
    ),
    Case(
        "kind of",
        "MiniCLIP: Small Encoders",
        "We train small encoders. MiniCLIP is a small version of CLIP for phones.",
        [Related("MiniCLIP", "KIND_OF", "CLIP")],
    ),
    Case(
        "kind of",
        "FlexLoRA: Adapters That Grow",
        "Adapters have a fixed rank. FlexLoRA extends LoRA with ranks that grow.",
        [Related("FlexLoRA", "KIND_OF", "LoRA")],
    ),
    Case(
        "kind of",
        "Streaming Speech with WhisperFlow",
        "WhisperFlow extends Whisper to streams, and needs no training.",
        [Related("WhisperFlow", "KIND_OF", "Whisper")],
    ),
    Case(
        "kind of",
        "PrivSGD: Private Training",
        "We introduce PrivSGD. PrivSGD is an extension of DP-SGD to sparse gradients.",
        [Related("PrivSGD", "KIND_OF", "DP-SGD")],
    ),
    Case(
        "kind of",
        "TreeMamba: Sequences as Trees",
        "TreeMamba, a variant of Mamba, reads trees. It is faster than Transformer-XL.",
        [Related("TreeMamba", "KIND_OF", "Mamba")],
    ),
    Case(
        "kind of",
        "LongRead: Longer Contexts",
        "LongRead extends the context of LLaMA to 128K tokens without training.",
        [Related("LongRead", "KIND_OF", "LLaMA", stated=False)],
    ),
    Case(
        "kind of",
        "NerLite: Names on a Phone",
        "We address named entity recognition, a subtask of information extraction.",
        [Related("named entity recognition", "SUBTASK_OF", "information extraction")],
    ),
]

_PARTS = [
    Case(
        "built on",
        "DeepTune: Dialogue on a Budget",
        "We present DeepTune, built on GPT-2, for dialogue.",
        [Related("GPT-2", "PART_OF", "DeepTune")],
    ),
    Case(
        "built on",
        "PhraseMT: Translating Phrases",
        "PhraseMT builds on BART and copies phrases from a memory.",
        [Related("BART", "PART_OF", "PhraseMT")],
    ),
    Case(
        "built on",
        "GeoSegment: Satellite Images",
        "We propose GeoSegment for satellite images. GeoSegment is built upon SegFormer.",
        [Related("SegFormer", "PART_OF", "GeoSegment")],
    ),
    Case(
        "built on",
        "RagLite: Retrieval for Small Devices",
        "RagLite consists of a BM25 retriever and a small reader. It fits into 1 GB.",
        [Related("BM25", "PART_OF", "RagLite")],
    ),
    Case(
        "built on",
        "DetShip: Ships in Radar Images",
        "DetShip uses Swin Transformer as its backbone and detects ships.",
        [Related("Swin Transformer", "PART_OF", "DetShip")],
    ),
    Case(
        "built on",
        "MusicTag: Tagging Songs",
        "We train MusicTag on playlists. MusicTag employs HuBERT as its audio encoder.",
        [Related("HuBERT", "PART_OF", "MusicTag")],
    ),
    Case(
        "built on",
        "QuickCount: Counting Crowds",
        "QuickCount is trained with dropout. It builds on the idea that crowds move.",
        [Related("dropout", "PART_OF", "QuickCount", stated=False)],
    ),
]

_TRAINED = [
    Case(
        "trained on",
        "SynthTalk: Dialogue",
        "We propose SynthTalk. SynthTalk is trained on MultiWOZ and tested on DSTC2.",
        [
            Related("SynthTalk", "TRAINED_ON", "MultiWOZ"),
            Related("SynthTalk", "TRAINED_ON", "DSTC2", stated=False),
        ],
    ),
    Case(
        "trained on",
        "CodeGist: Summaries of Code",
        "CodeGist was fine-tuned on CodeSearchNet and evaluated on FunCom.",
        [Related("CodeGist", "TRAINED_ON", "CodeSearchNet")],
    ),
    Case(
        "trained on",
        "OpenEar: Speech Models",
        "OpenEar, which we pretrained on LibriSpeech, recognises speech of children.",
        [Related("OpenEar", "TRAINED_ON", "LibriSpeech")],
    ),
    Case(
        "trained on",
        "MolWords: Language Models for Molecules",
        "MolWords is a language model that was trained on ZINC.",
        [Related("MolWords", "TRAINED_ON", "ZINC")],
    ),
    Case(
        "trained on",
        "FaceFair: Fair Recognition",
        "Trained on CelebA alone, FaceFair reaches 96.1% on LFW.",
        [Related("FaceFair", "TRAINED_ON", "CelebA")],
    ),
    Case(
        "trained on",
        "NoWiki: Pretraining without Wikipedia",
        "NoWiki was not trained on Wikipedia. It knows the facts of T-REx.",
        [Related("NoWiki", "TRAINED_ON", "Wikipedia", stated=False)],
    ),
]

RELATION_CASES = [*_KINDS, *_PARTS, *_TRAINED]
