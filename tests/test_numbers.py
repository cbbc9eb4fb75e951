from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.nlp.text import number_patterns, numbers
from kg.nlp.text.number_kinds import Number

FOUND = [
    ("reaches 97.23% on the test split", ["97.23%"]),
    ("gains 25\\% over the rest", ["25\\%"]),
    ("a 3.7x speedup", ["3.7x"]),
    ("a 3.7× speedup", ["3.7×"]),
    ("an up to 230times speedup", ["230times"]),
    ("an up to 4056.43 times speedup", ["4056.43 times"]),
    ("runs 5 700times quicker", ["5 700times"]),
    ("runs 14$\\times$ faster", ["14$\\times$"]),
    ("training is sim3x faster", ["3x"]),
    ("rises by +4% there", ["+4%"]),
    ("a change of -82.30% in cost", ["-82.30%"]),
    ("1.52 bits/dim on the images", ["1.52 bits/dim"]),
    ("faster by two orders of magnitude", ["two orders of magnitude"]),
    ("faster by 3 orders of magnitude", ["3 orders of magnitude"]),
    ("it halves the cost", ["halves"]),
    ("it doubles the rate and triples the yield", ["doubles", "triples"]),
    ("uses a third of the compute", ["a third"]),
    ("takes twice the time", ["twice"]),
    ("a BLEU of 28.4", ["28.4"]),
    ("45.1 mAP at 30 FPS", ["45.1", "30 FPS"]),
    ("from 33% to 35% accuracy", ["33%", "35%"]),
    ("from 75.2% to 79% and 79.1% to 83%", ["75.2%", "79%", "79.1%", "83%"]),
    ("81.2 and 74.0", ["81.2", "74.0"]),
    ("sparsity of 90%+ everywhere", ["90%+"]),
    ("throughput up by 10+%", ["10+%"]),
    ("up to 2.5 points", ["2.5 points"]),
    ("10 percentage points more", ["10 percentage points"]),
    ("by 12 absolute points", ["12 absolute points"]),
    ("3.1% points better", ["3.1%"]),
    ("a 27-point gain", ["27-point"]),
    ("40 percent fewer", ["40 percent"]),
    ("1.9-3.3x speedup", ["1.9-3.3x"]),
    ("between 10% and 20% of it", ["10%", "20%"]),
    ("by 3% to 9%", ["3% to 9%"]),
    ("by 1.7x to 2.5x", ["1.7x to 2.5x"]),
    ("a 1.25sim1.56times speedup", ["1.25sim1.56times"]),
    ("150%-250% more", ["150%-250%"]),
    ("10times-1000times cheaper", ["10times-1000times"]),
    ("takes 4ms, 1.85 ms or 20 seconds", ["4ms", "1.85 ms", "20 seconds"]),
    ("in ten minutes instead of an hour", ["ten minutes", "an hour"]),
    ("peak memory of 11GB", ["11GB"]),
    ("630 images per second", ["630 images per second"]),
    ("100 tokens per second", ["100 tokens per second"]),
    ("at 502 petaFLOP/s", ["502 petaFLOP/s"]),
    ("gains 4.59 dB in PSNR", ["4.59 dB"]),
    ("SSIM of 0.990pm0.006", ["0.990pm0.006"]),
    ("0.98+-0.04 and 0.91±0.08", ["0.98+-0.04", "0.91±0.08"]),
    ("wins 9 out of 26 games", ["9 out of 26"]),
    ("cut to 1/17.", ["1/17"]),
    ("costs $0.08 a call", ["$0.08"]),
    ("less than $12 USD", ["$12 USD"]),
    ("with 0.99M parameters and 3.3 million steps", ["0.99M", "3.3 million"]),
    ("runs in O(n log n) time", ["O(n log n)"]),
    ("2,600 of them", ["2,600"]),
    ("an accuracy of $0.91$", ["0.91"]),
    ("up to $4.75\\%$ higher", ["4.75\\%"]),
    ("errors of $\\sim13\\%$ there", ["13\\%"]),
    ("an error of 3.1 × 10⁻³ on it", ["3.1 × 10⁻³"]),
    ("a loss of 1.2e−5, against 3.4e-5", ["1.2e−5", "3.4e-5"]),
    ("by up to $2.7 \\times 10^{-4}$ times", ["2.7 \\times 10^{-4}"]),
    ("of –0.35 nats and −12.1", ["–0.35", "−12.1"]),
    ("scores 70.1/52.3 F1", ["70.1", "52.3"]),
    ("isolates 66.67%/69.23% more", ["66.67%", "69.23%"]),
    ("reduces latency by 19%--31% here", ["19%--31%"]),
    ("the best scores--84.2% for Wood", ["84.2%"]),
    ("is 56.1% (95% CI: 55.2-57.0).", ["56.1%"]),
    ("achieves 68.2 (±0.4) and 60.4 (±0.5)", ["68.2", "60.4"]),
    ("a median of 0.88[0.82-0.93].", ["0.88"]),
    ("by half a point and by a full point", ["half a point", "a full point"]),
    ("cuts memory by two-thirds", ["two-thirds"]),
    ("by up to five points", ["five points"]),
    ("a six-fold rise", ["six-fold"]),
    ("eighty-nine percent accuracy", ["eighty-nine percent"]),
    ("rises by 1.5%p over it", ["1.5%p"]),
    ("1.5 orders of magnitude faster", ["1.5 orders of magnitude"]),
    ("at US$0.30 instead of US$24.70 a call", ["US$0.30", "US$24.70"]),
    ("handles 1,234,567 events/s", ["1,234,567 events/s"]),
    ("values of 0.96{\\deg}C and 1.25 {\\deg}", ["0.96{\\deg}C", "1.25 {\\deg}"]),
    ("a delay of 13.31ns, at 170 MHz", ["13.31ns", "170 MHz"]),
    ("41,7 BLEU, 1,9 more", ["41,7", "1,9"]),
    ("reach 41,7 ± 0,3 there", ["41,7 ± 0,3"]),
    ("cut from $0.012 to $0.004 a call", ["$0.012", "$0.004"]),
    ("by two and a half points", ["two and a half points"]),
    ("an error of 0.9 kcal/mol", ["0.9 kcal/mol"]),
    ("is 0.884 (0.868–0.899) for it", ["0.884"]),
    ("rated 4.2 (1-5)", ["4.2", "1-5"]),
    ("an error of 5.3 plus-minus 1.5 pixels", ["5.3 plus-minus 1.5"]),
    ("gains ranging from 0.5% to 15.1%", ["0.5% to 15.1%"]),
    ("at 1.9 million ops/s", ["1.9 million ops/s"]),
]

NOT_FOUND = [
    "GPT-4 and LLaMA-2-7B",
    "ResNet50, S2FT and L2",
    "images of 256x256, 512 x 512 and 64times 64",
    "see [12] and [3, 14]",
    "at https://example.org/v2/100%",
    "the 4-step and 8-bit variants in 3D",
    "version 1.2.3",
    "x_{5} and 10^{-3}",
    "half-precision and two second-order terms",
    "double descent and triples of a graph",
    "the term of order n^2",
    "",
]

PARSED = [
    ("97.23%", 97.23, "%", "absolute"),
    ("falls by 30%", 30.0, "%", "relative"),
    ("12% fewer steps", 12.0, "%", "relative"),
    ("+4%", 4.0, "%", "difference"),
    ("-82.3%", -82.3, "%", "difference"),
    ("2.5 points", 2.5, "points", "difference"),
    ("10 percentage points", 10.0, "pp", "difference"),
    ("3.1% points", 3.1, "%", "difference"),
    ("3.7x", 3.7, "x", "ratio"),
    ("halves", 0.5, "x", "ratio"),
    ("two orders of magnitude", 100.0, "x", "ratio"),
    ("7B", 7e9, None, "absolute"),
    ("3.3 million", 3.3e6, None, "absolute"),
    ("2,600", 2600.0, None, "absolute"),
    ("ten minutes", 10.0, "min", "absolute"),
    ("4.5/5", 0.9, None, "absolute"),
    ("3/0", None, None, "absolute"),
    ("O(1/t^2)", None, None, "absolute"),
    ("an error of 3.1 × 10⁻³", 0.0031, None, "absolute"),
    ("1.2e−5", 1.2e-5, None, "absolute"),
    ("$6.7 \\times 10^{-4}$", 6.7e-4, None, "absolute"),
    ("a likelihood of –0.35 nats", -0.35, None, "absolute"),
    ("by −0.35", -0.35, None, "difference"),
    ("half a point", 0.5, "points", "difference"),
    ("two-thirds", 2 / 3, "x", "ratio"),
    ("eighty-nine percent", 89.0, "%", "absolute"),
    ("rises by 1.5%p", 1.5, "pp", "difference"),
    ("1.9% absolute", 1.9, "%", "difference"),
    ("1.5 orders of magnitude", 31.6228, "x", "ratio"),
    ("US$0.30", 0.3, "USD", "absolute"),
    ("12,000 more than Flink", 12000.0, None, "difference"),
    ("It gains 7.8 AP", 7.8, None, "difference"),
    ("0.6 above LoRA", 0.6, None, "difference"),
    ("41,7", 41.7, None, "absolute"),
    ("two and a half times", 2.5, "x", "ratio"),
    ("preferred by 68% of raters", 68.0, "%", "absolute"),
    ("1.9% below the dense model", 1.9, "%", "relative"),
    ("by a factor of 3.4", 3.4, "x", "ratio"),
    ("is 0.6 lower at it", 0.6, None, "difference"),
    ("0.18 m/s", 0.18, "m/s", "absolute"),
    ("saves 86.8% GPU memory", 86.8, "%", "relative"),
    ("30% training time savings", 30.0, "%", "relative"),
    ("up to 41% FAR reduction", 41.0, "%", "relative"),
    ("nearly a 12% LPIPS reduction on it", 12.0, "%", "relative"),
    ("a 27.1% average recall degradation", 27.1, "%", "relative"),
    ("a speed-up of 18% query latency reduction", 18.0, "%", "relative"),
    ("saves over 35% of it", 35.0, "%", "relative"),
    ("with 92% accuracy on it and an increase in cost", 92.0, "%", "absolute"),
    ("whose 88% recall drops to much less", 88.0, "%", "absolute"),
    ("reduces the energy between 23-50 %", 50.0, "%", "relative"),
    ("doubles the rate", 2.0, "x", "ratio"),
    ("by 2-4%", 4.0, "%", "relative"),
    ("an improvement of 2.1 over it", 2.1, None, "difference"),
]

LISTED = [
    ("by 2.1 points on ImageNet and 3.4 on CIFAR-100", ["difference", "difference"]),
    ("by 3.7, 6.9 and 1.6", ["difference"] * 3),
    ("by 0.9/0.7/0.4", ["difference"] * 3),
    ("by 2.6% (easy) and 1.1% (hard)", ["relative"] * 2),
    ("with 14% and 24.9% improvements in it", ["relative"] * 2),
    ("with 3%, 5% and 7.5% recall gains", ["relative"] * 3),
    ("can save over 35% and 25% GFLOPs", ["relative"] * 2),
    ("improvements of 4.6% in mAP@0.5 and 3.5% in mAP@0.5:0.95", ["relative"] * 2),
    ("accuracies of 92% and 95% there", ["absolute"] * 2),
    ("it reaches 92% and 5% higher recall", ["absolute", "relative"]),
    ("by an additional 6% for one and up to 3% for another", ["relative"] * 2),
    ("exceeding the Transformer by 1.3 and 1.4", ["difference", "difference"]),
    ("of –0.35 nats on POWER and −12.1 on GAS", ["absolute", "absolute"]),
    ("of 48.2, 29.5 and 45.0", ["absolute"] * 3),
    ("by 2.5 points to 81.0%", ["difference", "absolute"]),
    ("improvements of 4.6%, 4.13%, and 2.39% in accuracy", ["relative"] * 3),
    ("outperforming it by 5.84\\% and 1.96\\%", ["relative"] * 2),
    ("cuts cost by 5% and reaches 91.2% accuracy", ["relative", "absolute"]),
]


@pytest.mark.parametrize(("text", "raws"), FOUND, ids=[text for text, _ in FOUND])
def test_surfaces_are_verbatim(text: str, raws: list[str]) -> None:
    assert [number.raw for number in numbers.find_numbers(text)] == raws


@pytest.mark.parametrize("text", NOT_FOUND)
def test_names_links_and_dimensions_are_no_numbers(text: str) -> None:
    assert numbers.find_numbers(text) == ()


@pytest.mark.parametrize(("text", "value", "unit", "kind"), PARSED, ids=[p[0] for p in PARSED])
def test_values_units_and_kinds(
    text: str, value: float | None, unit: str | None, kind: str
) -> None:
    (number,) = numbers.find_numbers(text)
    assert number.number == pytest.approx(value)
    assert (number.unit, number.kind) == (unit, kind)


@pytest.mark.parametrize(("text", "kinds"), LISTED, ids=[text for text, _ in LISTED])
def test_kinds_carry_along_lists(text: str, kinds: list[str]) -> None:
    assert [number.kind for number in numbers.find_numbers(text)] == kinds


def test_the_last_unit_of_a_list_is_that_of_all() -> None:
    found = numbers.find_numbers("4 and 8 times higher, by 12 and 15% in 2019 and 20% of it")
    assert [(n.number, n.unit, n.kind) for n in found] == [
        (4.0, "x", "ratio"),
        (8.0, "x", "ratio"),
        (12.0, "%", "relative"),
        (15.0, "%", "relative"),
        (2019.0, None, "absolute"),
        (20.0, "%", "absolute"),
    ]


def test_deviations_and_intervals_belong_to_their_number() -> None:
    (level,) = numbers.find_numbers("is 56.1% (95% CI: 55.2-57.0)")
    assert (level.number, level.interval) == (56.1, (55.2, 57.0))
    (level,) = numbers.find_numbers("is 0.884 (0.868–0.899) here")
    assert (level.number, level.interval, level.stop) == (0.884, (0.868, 0.899), 22)
    first, second = numbers.find_numbers("68.2 (±0.4) against 81.0 ± 2.5")
    assert (first.deviation, second.deviation) == (0.4, 2.5)


def test_a_range_keeps_both_ends() -> None:
    (number,) = numbers.find_numbers("a 1.9-3.3x speedup")
    assert (number.low, number.number, number.unit) == (1.9, 3.3, "x")


def test_only_the_asked_part_is_read() -> None:
    text = "10% here, 20% there"
    assert [number.raw for number in numbers.find_numbers(text, 9)] == ["20%"]
    assert [number.raw for number in numbers.find_numbers(text, 0, 5)] == ["10%"]


HOSTILE = [
    "1" * 20000,
    "1 " * 10000,
    "1,234" * 4000,
    "0.1-" * 5000,
    "(" * 20000,
    "O(" * 10000,
    "O(((((" * 3000 + ")",
    "5 700 " * 3000 + "times",
    "$" * 20000,
    "+-+-" * 5000 + "1%",
    "1 out of " * 3000,
    "a" * 20000 + "1%",
    "x" * 20000,
    "3%\x00\ud8005x\u202e7%😀8%",
    " \t\n" * 5000,
    "[1, " * 5000,
    "https://" * 3000,
    "two " * 5000 + "orders of magnitude",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_takes_linear_time(text: str) -> None:
    began = time.process_time()
    found = numbers.find_numbers(text)
    assert time.process_time() - began < 2.0
    assert_sound(text, found)


PIECES = st.sampled_from(
    ["1", "23", ".", ",", "%", "\\%", "x", " times", " ", "-", "+", "to", "from ", "sim", "$", "(",
     ")", "O(", "two orders of magnitude", "pm", "/", "points", "K", "a", "~", "[", "]", "\n"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=80)))
@example("1%$.1")
def test_offsets_slice_back(text: str) -> None:
    assert_sound(text, numbers.find_numbers(text))


def assert_sound(text: str, found: tuple[Number, ...]) -> None:
    end = 0
    for number in found:
        assert end <= number.start < number.end <= len(text)
        assert text[number.start : number.end] == number.raw
        end = number.end


@given(st.text(alphabet="0123456789.,-+−~xX%$[]()/\\ OTΘmhkse{}^_:", max_size=40))
def test_the_short_way_finds_what_the_long_way_finds(text: str) -> None:
    short = list(numbers._single(number_patterns.TOKEN_IN_DIGITS, text, 0, len(text)))
    assert short == list(numbers._single(number_patterns.TOKEN, text, 0, len(text)))
