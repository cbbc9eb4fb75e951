"""Fitting the model of table headers to papers whose tables are labelled.

Run as ``python -m kg.train.linear.fit_headers PAGE...`` with each page's labels beside it: of
``03.html`` those of ``03.gold.json``. It prints the table of weights.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from kg import ingest, nlp
from kg.nlp.linear_model import BIAS, LinearModel, Source, format_linear_model
from kg.nlp.tables.header_features import HEADER_CLASSES
from kg.train.labels.labelled_tables import HeaderExample, header_examples, read_table_labels
from kg.train.linear.regression import Design, fit_multinomial, one_hot, round_weights

__all__ = ["fit_header_model", "labelled_headers"]

_LASSO, _RIDGE, _MIN_COUNT, _MIN_WEIGHT, _STEPS = 0.0003, 0.002, 4, 0.005, 250
_COPIES, _STRENGTH = 5, 3.0
"""Chosen by cross-validation by paper, like how often and how strongly each of `_KNOWN` counts."""

_KNOWN: Mapping[str, str] = {
    "metric": """arrow|directed|known:Metric|head directed|ends:Metric|unit|found:Metric
        |spoken:metric|corner row:metric|metric letter|hash|word:metric""",
    "dataset": """known:Dataset|found:Dataset|spoken:dataset|ends:Dataset|begins:Dataset
        |corner row:dataset|word:dataset|split head""",
    "method": """cited|own name|word:ours|known:Method|found:Method|corner row:method|plus
        |spoken:method|level:cited|level:own name|level:word:ours|word:human""",
    "setting": """number|size|equals|symbol|corner row:setting|word:setting|word:average
        |row table:ablation|row table:no own or cited|corner beside:method
        |corner col:names a dataset|col table:names a dataset""",
}
"""Features whose role is known from what they mean, as examples of their own: twenty papers do not
have all of them often enough."""


def fit_header_model(papers: Sequence[Sequence[HeaderExample]]) -> LinearModel:
    """The model of headers; a paper counts as the square root of the number of its headers."""
    rows: list[Mapping[str, float]] = []
    roles: list[int] = []
    trust: list[float] = []
    for examples in papers:
        for example in examples:
            rows.append({BIAS: 1.0, **example.features})
            roles.append(HEADER_CLASSES.index(example.role))
            trust.append(1 / math.sqrt(len(examples)))
    mean, count = sum(trust) / len(trust), len(rows)
    for role, features in _KNOWN.items():
        for feature in features.split("|") * _COPIES:
            rows.append({BIAS: 1.0, feature.strip(): 1.0})
            roles.append(HEADER_CLASSES.index(role))
            trust.append(mean * _STRENGTH)
    weighed = np.array(trust) * len(trust) / sum(trust)
    design = Design.of(rows, min_count=_MIN_COUNT)
    weights = fit_multinomial(
        design,
        one_hot(roles, len(HEADER_CLASSES)),
        weighed,
        lasso=_LASSO,
        ridge=_RIDGE,
        steps=_STEPS,
    )
    source = Source(
        scores="what a header of a table names (kg/nlp/tables/header_features.py)",
        command="python -m kg.train.linear.fit_headers",
        fitted_to=f"{count} headers of {len(papers)} labelled papers, by multinomial logistic "
        "regression with L1 and L2 penalties",
    )
    found = {
        name: {feature: float(weights[at, i]) for feature, at in design.columns.items()}
        for i, name in enumerate(HEADER_CLASSES)
    }
    rounded = {n: round_weights(w, threshold=_MIN_WEIGHT, digits=3) for n, w in found.items()}
    return LinearModel(rounded, source)


def labelled_headers(pages: Sequence[Path]) -> list[list[HeaderExample]]:
    """The examples of each page, with the labels beside it.

    Raises:
        InputError: a page or its labels cannot be read.
    """
    labels = [read_table_labels(page.with_suffix(".gold.json")) for page in pages]
    found = nlp.extract(ingest.read_documents(pages))
    return [list(header_examples(*each)) for each in zip(found, labels, strict=True)]


if __name__ == "__main__":
    fitted = fit_header_model(labelled_headers([Path(page) for page in sys.argv[1:]]))
    sys.stdout.write(format_linear_model(fitted))
