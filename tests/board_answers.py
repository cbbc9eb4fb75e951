"""The values of the packaged sample, each read by eye: whose it is, and on which board it stands.

Keyed by value and the beginning of its sentence, so that the table holds whatever a model reads.
An empty board: the value is no level of a data set (a change, a value of people or of a setting).
Methods are alternatives, parted by a bar; of a board its direction is left out.
"""

from __future__ import annotations

from typing import NamedTuple


class Answer(NamedTuple):
    """What a value is: the first words of its sentence, the method, and the board."""

    value: str
    sentence: str
    method: str
    board: str


def _answers(sentence: str, *rows: str) -> list[Answer]:
    """Answers of one sentence, each ``value > method > board``."""
    parts = (row.split(" > ") for row in rows)
    return [Answer(value, sentence, method, board) for value, method, board in parts]


LDM = "latent diffusion model|LDM"
DSR1 = "DeepSeek-R1"

ANSWERS: list[Answer] = [
    *_answers(
        "A linear classifier on SimCLR features",
        "76.5% > linear classifier|SimCLR > top-1 accuracy on ImageNet",
    ),
    *_answers(
        "Fine-tuned on 1% of the labels it reaches",
        "1% >  > ",
        "85.8% > SimCLR > top-5 accuracy on ImageNet, 1% of the labels",
    ),
    *_answers(
        "ViT-H/14 achieves 88.55% top-1",
        "88.55% > ViT-H/14 > top-1 accuracy on ImageNet",
        "94.55% > ViT-H/14 > top-1 accuracy on CIFAR-100",
        "77.63% > ViT-H/14 > top-1 accuracy on VTAB",
    ),
    *_answers(
        "On WMT14 English-to-German it reaches",
        "28.4 > Transformer > BLEU on WMT14, en-de",
        "41.8 > Transformer > BLEU on WMT14, en-fr",
    ),
    *_answers(
        "BERT-Large obtains a GLUE score",
        "80.5 > BERT-Large > GLUE score on GLUE",
        "86.7% > BERT-Large > accuracy on MultiNLI",
        "93.2 > BERT-Large > F1 on SQuAD, v1.1",
        "83.1 > BERT-Large > F1 on SQuAD, v2.0",
    ),
    *_answers(
        "An ensemble of batch-normalised networks",
        "4.9% > batch normalization|ensemble of batch-normalised networks > top-5 error on "
        "ImageNet, validation",
    ),
    *_answers(
        "A model with 10 million parameters still",
        "2.7% > Conformer > word error rate on LibriSpeech, test-clean",
        "6.3% > Conformer > word error rate on LibriSpeech, test-other",
    ),
    *_answers(
        "On LibriSpeech the large model gets",
        "2.1% > Conformer > word error rate on LibriSpeech, test-clean",
        "4.3% > Conformer > word error rate on LibriSpeech, test-other",
        "1.9% > Conformer > word error rate on LibriSpeech, test-clean",
        "3.9% > Conformer > word error rate on LibriSpeech, test-other",
    ),
    *_answers("A 110-layer ResNet has", "6.43% > ResNet > error on CIFAR-10"),
    *_answers(
        "An ensemble of ResNets", "3.57% > ResNet|ensemble of ResNets > top-5 error on ImageNet"
    ),
    *_answers(
        "DeepSeek-R1-Zero, trained by GRPO",
        "15.6% > DeepSeek-R1-Zero > pass@1 on AIME 2024",
        "71.0% > DeepSeek-R1-Zero > pass@1 on AIME 2024",
    ),
    *_answers(
        "It reaches a pass@1 of 79.8%",
        f"79.8% > {DSR1} > pass@1 on AIME 2024",
        "79.2% > OpenAI o1 > pass@1 on AIME 2024",
        f"97.3% > {DSR1} > pass@1 on MATH-500",
        f"90.8% > {DSR1} > pass@1 on MMLU",
        f"71.5% > {DSR1} > pass@1 on GPQA Diamond",
    ),
    *_answers(
        "Distillation passes the ability on",
        "72.6% > DeepSeek-R1-Distill-Qwen-32B > pass@1 on AIME 2024",
    ),
    *_answers(
        "Reinforcement learning with GRPO raises",
        "82.9% > instruction-tuned model > accuracy on GSM8K",
        "88.2% > GRPO > accuracy on GSM8K",
        "46.8% > instruction-tuned model > accuracy on MATH",
        "51.7% > GRPO > accuracy on MATH",
    ),
    *_answers(
        "On unconditional CIFAR-10 generation",
        "9.46 > DDPM > Inception Score on CIFAR-10",
        "3.17 > DDPM > FID on CIFAR-10",
    ),
    *_answers(
        "EfficientNet also transfers well",
        "91.7% > EfficientNet > accuracy on CIFAR-100",
        "98.8% > EfficientNet > accuracy on Flowers",
    ),
    *_answers(
        "EfficientNet-B7 attains a top-1",
        "84.3% > EfficientNet-B7 > top-1 accuracy on ImageNet",
    ),
    *_answers(
        "On COCO, DETR with a ResNet-50", "42.0 > DETR > average precision on COCO"
    ),
    *_answers(
        "On HumanEval, Codex with 12B",
        "28.8% > Codex > pass@1 on HumanEval",
        "0% > GPT-3 > pass@1 on HumanEval",
        "11.4% > GPT-J > pass@1 on HumanEval",
    ),
    *_answers(
        "T5-11B attains an average of 90.3",
        "90.3 > T5-11B > GLUE score on GLUE",
        "88.9 > T5-11B > SuperGLUE score on SuperGLUE",
        "89.8 >  > ",
    ),
    *_answers(
        "With 300 proposals an image",
        "73.2% > Faster R-CNN > mAP on PASCAL VOC 2007",
        "70.4% > Faster R-CNN > mAP on PASCAL VOC 2012",
    ),
    *_answers(
        "Longer context improves quality",
        "61.4% > FlashAttention > accuracy on Path-X",
        "63.1% > FlashAttention > accuracy on Path-256",
    ),
    *_answers(
        "By Parzen window estimates",
        "225 > GAN|generative adversarial network > log-likelihood on MNIST",
        "2057 > GAN|generative adversarial network > log-likelihood on Toronto Face Database",
    ),
    *_answers(
        "LDM obtains an FID of 5.11",
        f"5.11 > {LDM} > FID on CelebA-HQ",
        f"3.60 > {LDM} > FID on ImageNet",
    ),
    *_answers("Trained on LAION-400M", f"12.63 > {LDM} > FID on COCO"),
    *_answers(
        "LLaMA-65B is competitive with",
        "63.4% > LLaMA 65B > accuracy on MMLU",
        "50.9% > LLaMA 65B > accuracy on GSM8K",
        "84.2% > LLaMA 65B > accuracy on HellaSwag",
        "23.7% > LLaMA 65B > pass@1 on HumanEval",
    ),
    *_answers(
        "GPT-3 answers 71.2% of TriviaQA",
        "71.2% > GPT-3 > accuracy on TriviaQA, few-shot",
        "85.0 > GPT-3 > F1 on CoQA",
        "86.4% > GPT-3 > accuracy on LAMBADA",
    ),
    *_answers(
        "Its few-shot SuperGLUE score of 71.8",
        "71.8 > GPT-3 > SuperGLUE score on SuperGLUE, few-shot",
    ),
    *_answers(
        "On LAMBADA the perplexity falls",
        "8.63 > GPT-2 > perplexity on LAMBADA",
        "17.48 > GPT-2 > perplexity on WikiText-103",
    ),
    *_answers(
        "CLIP has a zero-shot top-1", "76.2% > CLIP > top-1 accuracy on ImageNet, 0-shot"
    ),
    *_answers(
        "Llama 2 70B reaches an accuracy",
        "68.9% > Llama 2 70B > accuracy on MMLU",
        "56.8% > Llama 2 70B > accuracy on GSM8K",
        "63.4% > LLaMA 65B > accuracy on MMLU",
        "50.9% > LLaMA 65B > accuracy on GSM8K",
        "29.9% > Llama 2 70B > pass@1 on HumanEval",
    ),
    *_answers(
        "With GPT-3 it gives an accuracy",
        "91.7% > LoRA > accuracy on MultiNLI",
        "89.5% > full fine-tuning > accuracy on MultiNLI",
        "74.0% > LoRA > accuracy on WikiSQL",
        "73.8% > full fine-tuning > accuracy on WikiSQL",
    ),
    *_answers(
        "For instance segmentation on COCO test-dev",
        "37.1 > Mask R-CNN|ResNeXt-101 FPN backbone > mask average precision on COCO, test-dev",
        "33.6 > FCIS+++|FCIS > mask average precision on COCO, test-dev",
    ),
    *_answers(
        "In object detection on COCO, ViT-Large",
        "53.3 > ViT-Large|MAE > box average precision on COCO",
        "49.3 > supervised pre-training > box average precision on COCO",
    ),
    *_answers(
        "Most models of the time are near",
        "25% >  > ",
        "43.9% > GPT-3 175B > accuracy on MMLU, few-shot",
        "48.9% > UnifiedQA > accuracy on MMLU",
    ),
    *_answers("Its instruct version, tuned by DPO", "8.30 > Mixtral > score on MT-Bench"),
    *_answers(
        "Mixtral outperforms or matches",
        "70.6% > Mixtral > accuracy on MMLU",
        "69.9% > Llama 2 70B > accuracy on MMLU",
        "74.4% > Mixtral > accuracy on GSM8K",
        "40.2% > Mixtral > pass@1 on HumanEval",
    ),
    *_answers(
        "DQN outperforms earlier methods",
        "168 > DQN > average score on Breakout",
        "20 > DQN > average score on Pong",
    ),
    *_answers("Our Guanaco models start from", "24 hours >  > ", "99.3% >  > "),
    *_answers(
        "The largest, Qwen3-235B-A22B",
        "85.7 > Qwen3-235B-A22B > score on AIME 2024",
        "81.5 > Qwen3-235B-A22B > score on AIME 2025",
        "70.7 > Qwen3-235B-A22B > score on LiveCodeBench",
    ),
    *_answers(
        "On MultiNLI its accuracy is 90.2%",
        "90.2% > RoBERTa > accuracy on MultiNLI",
        "86.6% > BERT-Large > accuracy on MultiNLI",
    ),
    *_answers(
        "The resulting model reaches 88.5",
        "88.5 > RoBERTa > GLUE score on GLUE",
        "83.2% > RoBERTa > accuracy on RACE",
    ),
    *_answers(
        "Whisper and wav2vec 2.0 have an equal",
        "2.7% > Whisper|wav2vec 2.0 > word error rate on LibriSpeech, test-clean",
        "55.2% >  > ",
    ),
    *_answers(
        "A logistic regression model over",
        "51.0% > logistic regression > F1 on SQuAD",
        "20% > simple baseline > F1 on SQuAD",
        "86.8% >  > ",
    ),
    *_answers("At 512x512 it reaches", "3.04 > DiT-XL/2 > FID on ImageNet, 512x512"),
    *_answers(
        "DiT-XL/2 outperforms ADM and LDM",
        "2.27 > DiT-XL/2 > FID on ImageNet, 256x256",
        f"3.60 > {LDM} > FID on ImageNet, 256x256",
    ),
    *_answers(
        "For instance segmentation on COCO it reaches",
        "46.5 > SAM > mask average precision on COCO, 0-shot",
        "51.0 > ViTDet > mask average precision on COCO",
    ),
    *_answers(
        "It obtains 87.3% top-1 accuracy",
        "87.3% > Swin Transformer > top-1 accuracy on ImageNet",
        "58.7 > Swin Transformer > box average precision on COCO, test-dev",
        "51.1 > Swin Transformer > mask average precision on COCO, test-dev",
        "53.5 > Swin Transformer > mIoU on ADE20K",
    ),
    *_answers(
        "Chinchilla outperforms Gopher",
        "67.5% > Chinchilla > accuracy on MMLU",
    ),
    *_answers(
        "A distillation token lets the student",
        "85.2% > DeiT > top-1 accuracy on ImageNet",
    ),
    *_answers(
        "DeiT-B, with 86 million parameters", "83.1% > DeiT-B > top-1 accuracy on ImageNet"
    ),
    *_answers("Pre-trained and fine-tuned on ImageNet-1K alone",
        "87.8% > ViT-Huge model|MAE > accuracy on ImageNet"),
    *_answers(
        "It sets the best warping error",
        "0.000353 > U-Net > warping error on ISBI EM segmentation challenge",
        "92% > U-Net > intersection over union on PhC-U373",
        "77.5% > U-Net > intersection over union on DIC-HeLa",
    ),
    *_answers(
        "Its accuracy is 56.7% on AIME",
        "56.7% > s1-32B > accuracy on AIME 2024",
        "93.0% > s1-32B > accuracy on MATH-500",
        "59.6% > s1-32B > accuracy on GPQA Diamond",
    ),
    *_answers(
        "With all labels of LibriSpeech",
        "1.8% > wav2vec 2.0 > word error rate on LibriSpeech, test-clean",
        "3.3% > wav2vec 2.0 > word error rate on LibriSpeech, test-other",
    ),
    *_answers(
        "With only ten minutes of labelled speech",
        "4.8% > wav2vec 2.0 > word error rate on LibriSpeech, test-clean, 10 minutes of labels",
        "8.2% > wav2vec 2.0 > word error rate on LibriSpeech, test-other, 10 minutes of labels",
    ),
    *_answers(
        "With eight examples, PaLM 540B solves",
        "56.9% > PaLM 540B|chain-of-thought > accuracy on GSM8K",
        "17.9% > standard prompting > accuracy on GSM8K",
        "55% > GPT-3 > accuracy on GSM8K",
    ),
    *_answers("It reaches 79.0% on SVAMP", "79.0% > chain-of-thought > accuracy on SVAMP"),
    *_answers("With 100 samples a problem", "70.2% > Codex > accuracy on HumanEval"),
    *_answers(
        "In language modeling on the Pile",
        "63.3% > Mamba-2.8B > ",
        "59.1% > Pythia-2.8B > ",
    ),
]  # fmt: skip

FAULTS = {
    "metric of another sentence": {
        ("8.30", "Its instruct version, tuned by DPO"),
    },
    "an average over tasks is another metric": {
        ("67.5%", "Chinchilla outperforms Gopher"),
    },
}
"""What the boards of the sample state wrongly today, by reason: at most two rows."""
