"""What shows whether the header of a table names a method, a data set, a metric or a setting.

The features of a header are its form, what the lexicon knows of it, how the paper's text speaks of
it, and the same of its neighbours: headers of one level mostly name things of one kind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from kg.core.names import key
from kg.core.paper_tables import Table
from kg.core.schema import DATASET, METHOD, METRIC, TASK
from kg.lexicon.entries import entries
from kg.lexicon.known_names import known_entity
from kg.lexicon.metrics import higher_is_better, shipped_metrics
from kg.nlp.tables.split_headers import is_metric_word
from kg.nlp.tables.table_layout import Header, Layout
from kg.nlp.tables.table_names import without_brackets
from kg.nlp.tables.table_paper import TablePaper
from kg.nlp.text.abbreviations import find_abbreviations

__all__ = [
    "ABLATION",
    "HEADER_CLASSES",
    "corner_role",
    "header_features",
    "header_key",
    "word_groups",
]

ABLATION = "table:ablation"
"""The feature of tables that compare variants of what the paper proposes, without naming it."""
_WHOLE = {
    "table:no own": "row",
    "table:no own or cited": "row",
    ABLATION: "row",
    "table:names a dataset": "col",
    "table:names a metric": "col",
}
"""What may hold for a table as a whole, and the axis whose headers it speaks of."""
HEADER_CLASSES = ("method", "dataset", "metric", "setting")

_GROUPS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for name, words in {
        "method": "methods?|models?|approach(?:es)?|algorithms?|systems?|networks?|baselines?"
        r"|techniques?|strateg(?:y|ies)|architectures?|parsers?|classifiers?|detectors?|agents?"
        r"|encoders?|variants?|learners?",
        "dataset": "data ?sets?|data|corpus|corpora|benchmarks?|games?|environments?|envs?"
        r"|domains?|languages?|tasks?|test sets?|collections?|problems?|queries",
        "metric": r"metrics?|measures?|scores?|acc(?:uracy)?|error|precision|recall|f1|f-score|auc"
        r"|auroc|map|mrr|bleu|rouge|fid|psnr|ssim|rmse|mae|mse|loss|rate|perplexity|ppl|time|speed"
        r"|latency|fps|params?|parameters|flops|memory|size|likelihood|return|reward|rank|ap|iou"
        r"|miou|wer|cer|eer|dice|hits|recall|ndcg|correlation|cost|length|r2|improvement",
        "setting": r"shots?|ways?|steps?|ep(?:ochs?|\.)|layers?|dim(?:ension)?s?|threshold"
        r"|resolution|backbone|initiali[sz]ation|training|features?|loss|type|window|noise|level|ratio|split"
        r"|optimi[sz]er|rate|batch|seed|k|n|size|width|depth|samples?|quantity|variants?|setting",
        "ours": r"ours?|proposed|this (?:work|paper)",
        "without": r"w/o|w\.o\.?|without|w/|with|no|only|\+|all|full",
        "average": r"average|avg\.?|mean|median|overall|total|all",
        "split": r"test|val(?:idation)?|dev|train(?:ing)?",
        "human": "humans?|random|oracle|ground truths?|control|chance|majority|upper bound",
    }.items()
}
_CORNERS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"(?:{words})(?:\s?(?:names?|\(.*\)))?", re.IGNORECASE)
    for name, words in {
        "method": r"(?:methods?|models?|approach(?:es)?|algorithms?|systems?|networks?|parsers?"
        r"|classifiers?|detectors?|agents?|baselines?|techniques?|variants?|policy)",
        "dataset": r"data ?sets?|corpus|corpora|benchmarks?|games?|environments?|envs?|domains?"
        r"|languages?|tasks?",
        "metric": r"metrics?|measures?|criteri(?:on|a)",
    }.items()
}
"""What heads a column of names and says what they are; with more words ('sample method') it says
what they are of."""
_ABLATION = re.compile(
    r"\b(?:ablation|effects?|impact|influence|different|various|variants?|types?|strateg(?:y|ies)|choices?"
    r"|functions|losses|regulari[sz]ations?|comparison of|sensitivity|with and without)\b",
    re.IGNORECASE,
)
_LONG_NAME = 3
_CAPTION, _MOST_SPANNED = 300, 4
"""Characters of a caption that count, and words of a name in it."""
_ARROW = re.compile(r"[↑↓]")
_UNIT = re.compile(r"\((?:%|s|ms|sec|hours?|h|M|G|K|k|MB|GB|dB|m|cm|mm|min)\)|%")
_SIZE = re.compile(r"\d+[x×]\d+")
_STEPS = re.compile(r"^[\d.,]+\s?-?\s?(?:k|m|%|shot|way|steps?|layers?|epochs?|x|hours?)?$", re.I)


def header_key(header: Header) -> tuple[str, str, int]:
    """What headers of a table share that are the same name at the same level."""
    return header.name, *header.level


def corner_role(corner: str) -> str | None:
    """What the head of a column of names says that they are; None where it is empty.

    >>> corner_role("Model Name"), corner_role("Model Type"), corner_role("")
    ('method', 'setting', None)
    """
    for role, pattern in _CORNERS.items():
        if pattern.fullmatch(corner.strip()):
            return role
    return "setting" if corner.strip() else None


def word_groups(text: str) -> Iterator[str]:
    """The groups of words that a text holds a word of."""
    for name, pattern in _GROUPS.items():
        if pattern.search(text):
            yield name


@lru_cache(maxsize=20_000)
def _form(name: str) -> tuple[str, ...]:
    return tuple(_form_features(name))


def _is_known(label: str, name: str) -> bool:
    """Whether the lexicon has a name; one that is an ordinary word too in its own case alone."""
    found = known_entity(label, key(name))
    if found is None or found.number < 0:
        return found is not None
    entry = entries()[found.number]
    return "case" not in entry.flags or name in entry.surfaces


def _form_features(name: str) -> Iterator[str]:
    """Features of a name alone."""
    for group in word_groups(name):
        yield f"word:{group}"
    name_key = key(without_brackets(name))
    words = without_brackets(name).split()
    for label in (METHOD, DATASET, METRIC, TASK):
        if _is_known(label, " ".join(words)):
            yield f"known:{label}"
        if any(_is_known(label, " ".join(words[:n])) for n in range(1, len(words))):
            yield f"begins:{label}"
        if any(_is_known(label, " ".join(words[n:])) for n in range(1, len(words))):
            yield f"ends:{label}"
    if name_key in shipped_metrics() and is_metric_word(" ".join(words)):
        yield "directed"
    elif name_key not in shipped_metrics() and higher_is_better(name_key) is not None:
        yield "head directed"
    yield from (
        mark
        for mark, holds in (
            ("arrow", _ARROW.search(name)),
            ("unit", _UNIT.search(name)),
            ("size", _SIZE.fullmatch(name)),
            ("number", _STEPS.match(name)),
            ("plus", name.startswith("+")),
            ("equals", "=" in name),
            ("joined", "+" in name[1:]),
            ("hash", "#" in name),
            ("at", "@" in name),
            ("symbol", len(name) <= 2),
            ("metric letter", re.fullmatch(r"[PRF]1?(?:@\d+)?|[PR]@.*", name)),
            ("greek", re.search(r"[α-ωΑ-Ω𝒜-𝓏]", name)),
        )
        if holds
    )
    if len(name.split()) > _LONG_NAME:
        yield "long"


_SPOKEN: Sequence[tuple[str, re.Pattern[str], re.Pattern[str]]] = [
    (name, re.compile(rf"(?:{before})$"), re.compile(after))
    for name, before, after in (
        (
            "dataset",
            "",
            r"(?:\s[\w-]+)?\s(?:data ?sets?|corpus|corpora|benchmarks?|test set|games?"
            r"|environments?)\b",
        ),
        ("on", r"\b(?:on|in|for|from)\s(?:the\s)?", ""),
        (
            "method",
            "",
            r"\s(?:models?|methods?|networks?|algorithms?|approach|architectures?|systems?|agents?|layers?"
            r"|baselines?|outperforms?|achieves?|performs?|is trained)\b",
        ),
        ("with", r"\b(?:with|by|of|than|use|using|to|propose|our)\s(?:the\s)?", ""),
        ("metric", "", r"\s(?:scores?|metrics?|of \d|values?|rates?|loss)"),
        ("metric", r"\d%?\s", ""),
    )
]
"""How a text speaks of a data set, a method, a metric: what stands before and after it."""


def _spoken(name: str, paper: TablePaper) -> Iterator[str]:
    """Features of how the paper's text speaks of a name."""
    low = re.sub(r"[↑↓]", " ", name)
    if not 2 <= len(low) <= 60:
        return
    contexts = paper.contexts(low)
    if not contexts:
        yield "unspoken"
    for label, before, after in _SPOKEN:
        if any(before.search(left) and after.match(right) for left, right in contexts):
            yield f"spoken:{label}"


def _of_entities(name: str, paper: TablePaper) -> Iterator[str]:
    """Features of what was found in title and abstract under a name."""
    own = key(name)
    for entity in paper.entities:
        if any(key(surface) == own for surface in entity.surfaces):
            yield f"found:{entity.type}"
    long = paper.abbreviations.get(name)
    if long is not None:
        yield "abbreviation"
        for label in (METHOD, DATASET, METRIC, TASK):
            if known_entity(label, key(long)):
                yield f"known:{label}"
        if higher_is_better(long) is not None:
            yield "directed"


_MEANING = ("known:", "ends:", "directed", "head directed", "word:")
_DEFINED = re.compile(
    r"(?:^|[(;,.:]\s?)([\w@#.+-]{1,12})\s?(?:=|:|stands for|denotes|refers to|means|is short for)\s"
    r"?([\w -]{3,40}?)(?=[;,.)]|$)"
)
"""What a caption says that an abbreviation stands for: 'PPL: perplexity', 'inf = inform'."""


@lru_cache(maxsize=500)
def _definitions(caption: str) -> Mapping[str, str]:
    """Short name in lower case -> what the caption says it stands for."""
    found = {m[1].casefold(): m[2] for m in _DEFINED.finditer(caption)}
    for short in find_abbreviations(caption):
        found[caption[short.start : short.end].casefold()] = caption[
            short.long_start : short.long_end
        ]
    return found


def _own(header: Header, paper: TablePaper, table: Table) -> dict[str, float]:
    found = dict.fromkeys(_form(header.name), 1.0)
    found.update(dict.fromkeys(_spoken(header.name, paper), 1.0))
    found.update(dict.fromkeys(_of_entities(header.name, paper), 1.0))
    if header.part:
        found[f"split {header.part}"] = 1.0
    if any(cell.cited for cell in header.cells):
        found["cited"] = 1.0
    own = key(header.name)
    if any(f" {key(name)} " in f" {own} " for name in paper.own_names[:3]):
        found["own name"] = 1.0
    if long := _definitions(table.caption).get(header.name.casefold()):
        found.update({f"{name}": 1.0 for name in _form(long) if name.startswith(_MEANING)})
    if len(header.name) > 2 and header.name.casefold() in table.caption.casefold():
        found["in caption"] = 1.0
    return found


_SHARED = re.compile(
    r"word:|known:|ends:|begins:|spoken:|found:|directed|arrow|unit|cited|own name|number|plus"
    r"|unspoken|size|greek|symbol|abbreviation|joined"
)


_ACROSS = re.compile(r"cited|own name|word:(?:ours|metric)|directed|arrow|known:|plus|number")


def header_features(
    headers: Sequence[Header], layout: Layout, table: Table, paper: TablePaper
) -> list[dict[str, float]]:
    """For each header of a table (each once), its features.

    'level:X' is the share of its level that has X, 'other:X' that of the other axis; 'corner:X' is
    a word in what heads its column of names or, for headers of columns, the names beside.
    """
    own = [_own(header, paper, table) for header in headers]
    parts = _parts_of_f1(headers)
    for header, features in zip(headers, own, strict=True):
        if (*header.level, header.name) in parts:
            features["metric letter"] = 1.0
    levels: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    axes: defaultdict[str, list[int]] = defaultdict(list)
    for at, header in enumerate(headers):
        levels[header.level].append(at)
        axes[header.level[0]].append(at)
    for members in levels.values():
        if len(members) > 1 and all("unit" in own[i] for i in members):
            for i in members:
                del own[i]["unit"]
    whole = list(_table_features(own, table, paper))
    found = []
    for at, header in enumerate(headers):
        axis, number = header.level
        features = dict(own[at])
        features[f"axis:{axis}"] = 1.0
        features.update(_shares("level", [own[i] for i in levels[header.level]], _SHARED))
        rest = [i for name, members in axes.items() if name != axis for i in members]
        features.update(_shares("other", [own[i] for i in rest], _ACROSS))
        last = max(n for name, n in levels if name == axis)
        features[f"{axis} {'inner' if number == last else 'outer'}"] = 1.0
        if len(levels[header.level]) == 1:
            features["alone"] = 1.0
        features.update({f"{axis} {name}": 1.0 for name in whole if _WHOLE[name] == axis})
        features.update(_corner_features(axis, number, layout))
        found.append(features)
    return found


_PART_OF_F1 = re.compile(r"(.{0,6}?)-?(P|R|F)(?:1|rec|re|ec|r|p)?", re.IGNORECASE)


def _parts_of_f1(headers: Sequence[Header]) -> set[tuple[str, int, str]]:
    """Axis, number, name of headers that are precision, recall and F1 of one thing: LP, LR, LF."""
    found: defaultdict[tuple[str, int, str], dict[str, str]] = defaultdict(dict)
    for header in headers:
        if match := _PART_OF_F1.fullmatch(header.name):
            found[*header.level, match[1]][match[2].upper()] = header.name
    return {
        (axis, number, name)
        for (axis, number, _), names in found.items()
        if len(names) > 1 and ("F" in names or not {"P", "R"} - set(names))
        for name in names.values()
    }


def _table_features(
    own: Sequence[Mapping[str, float]], table: Table, paper: TablePaper
) -> Iterator[str]:
    """What holds for a table as a whole: features of `_WHOLE`."""
    is_own = any("own name" in each or "word:ours" in each for each in own)
    if paper.own_names and not is_own:
        yield "table:no own"
        if not any("cited" in each for each in own):
            yield "table:no own or cited"
            if _ABLATION.search(table.caption):
                yield ABLATION
    caption = _spans(key(table.caption[:_CAPTION]))
    found = {key(s) for e in paper.entities if e.type == DATASET for s in e.surfaces}
    found.update(key(name) for name in paper.said_datasets)
    if any(span in found or known_entity(DATASET, span) for span in caption):
        yield "table:names a dataset"
    if any(span in shipped_metrics() or known_entity(METRIC, span) for span in caption):
        yield "table:names a metric"


def _corner_features(axis: str, number: int, layout: Layout) -> Iterator[tuple[str, float]]:
    """What stands where the columns of names meet the header rows."""
    corner = layout.corners.get(number if axis == "row" else layout.stubs - 1, "")
    if axis == "section":
        return
    if any(known_entity(DATASET, part) for part in _spans(key(corner))):
        yield f"corner {axis}:names a dataset", 1.0
    elif axis == "row" and corner:
        yield f"corner row:{corner_role(corner)}", 1.0
    others = [
        corner_role(layout.corners[n]) for n in layout.corners if axis == "row" and n != number
    ]
    for role in dict.fromkeys(others):
        if role:
            yield f"corner beside:{role}", 1.0


def _spans(name_key: str) -> set[str]:
    """Every run of up to four words of a key."""
    words = name_key.split()
    ends = range(1, _MOST_SPANNED + 1)
    return {" ".join(words[i : i + n]) for i in range(len(words)) for n in ends}


def _shares(
    name: str, members: Sequence[Mapping[str, float]], shared: re.Pattern[str]
) -> Iterator[tuple[str, float]]:
    counts: defaultdict[str, float] = defaultdict(float)
    for member in members:
        for feature, value in member.items():
            if shared.match(feature):
                counts[feature] += value
    for feature, count in counts.items():
        yield f"{name}:{feature}", round(count / len(members), 3)
