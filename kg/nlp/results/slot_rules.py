"""What each outcome of a sentence is about: metric, dataset, method, task and baseline.

No syntax tree: a slot goes to the mention that is cheapest to reach from the number. A cost
is a distance in characters, less for a preposition that binds ('of', 'on', 'in terms of'),
more for commas, clause words and other numbers in between. Lists of equal length are
paired in order ('a and b on C and D, respectively'), and a second list without names of its
own takes those of the first ('X gets 81.2 on A and 74.0 on B, Y 79.1 and 73.5').
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.core.schema import DATASET, METHOD, METRIC, TASK
from kg.nlp.text.annotated_text import Page, Place
from kg.nlp.text.numbers import Number

__all__ = [
    "SLOTS",
    "Line",
    "Paper",
    "Slots",
    "aligned",
    "bind",
    "dataset_cost",
    "metric_cost",
    "own",
    "read",
    "signs",
]

_MOST = 150.0
"""The cost beyond which a mention of the same sentence is not bound."""

_NUMBER_BETWEEN, _CLAUSE_BETWEEN, _COMMA_BETWEEN = 25.0, 20.0, 8.0
_KEEPING, _TAKEN, _MISFIT = 60.0, 30.0, 200.0
_WINDOW = 120
"""Characters before a mention in which a cue is looked for."""
_CLAUSE = re.compile(r"[;:]|\b(?:while|whereas|but)\b|,?\sand\s\w+(?:s|ing)\b")
_OF = re.compile(
    r"\s?\(?(?:scores?\s|values?\s)?(?:of|by|from|to|at|is|was|=|:|\()\s?(?:[a-z]{1,12}\s){0,3}[$~(+]?$"
)
_BESIDE = re.compile(
    r"\s?[$)]?\s?(?:(?!(?:while|and|with|without|but|when|than|as|or|using|for|in|on|to|by|from|of"
    r"|compared|over|per)\s)[a-z-]{2,16}\s){0,2}$"
)
_IN = re.compile(r"\s?\)?\s(?:in(?:\sterms\sof)?|on|of|for)\s(?:the\s)?(?:[a-z-]{2,16}\s){0,2}$")
_ON = re.compile(
    r"\s?[^.;]{0,60}?\b(?:on|in|for|across|over|of)\s(?:the\s)?(?:[a-z-]{1,16}\s){0,3}$"
)
_RIVAL = re.compile(
    r"\b(?:compared (?:to|with|against)|in comparison (?:to|with)|than|over|vs\.?|versus|against"
    r"|outperform\w{0,3}|surpass\w{0,3}|exceed\w{0,3}|beat\w{0,3}|relative to|w\.r\.t\.?"
    r"|improv\w{1,3}|within \S{1,9} of|baselines?)\s(?:[\w'(),/-]{1,20}\s){0,6}$",
    re.IGNORECASE,
)
_LED_BY = re.compile(r"\s(?:models?\s|baselines?\s)?by\s(?:[a-z]{1,12}\s){0,3}[$~(]?")
_OWN = re.compile(
    r"\s?[:(]?\s?(?:(?:achiev|reach|obtain|attain|get|got|scor|yield)\w{0,4}\s)?[~$]?$"
)
_NEXT = re.compile(r"\)?(?:,?\sand\s|,\s)(?:an?\s)?(?:[a-z]{1,12}\s){0,3}[$~(+]?$")
_KEPT = re.compile(
    r"\b(?:without|maintain\w*|retain\w*|preserv\w*|comparable|similar|negligible|minimal|minimum|keep\w*"
    r"|no|match\w*|despite|sacrific\w*|compromis\w*)\s(?:[a-z-]{1,16}\s){0,4}$"
)
_FITS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"\s(?:[a-z]+\s)?(?:faster|slower|speed)"),
        re.compile(r"(?i)speed|time|latenc|fast|converg|throughput|accelerat|effici|runtime|rate"),
    ),
    (
        re.compile(r"\s(?:[a-z]+\s)?(?:smaller|larger)"),
        re.compile(r"(?i)size|param|memory|scale|storage|footprint|length|compress"),
    ),
)
_SUBJECT = re.compile(
    r"[^.;:]{0,60}?\b(?:achiev|outperform|provid|yield|reach|garner|improv|reduc|attain|obtain|surpass"
    r"|bring|give|deliver|accelerat|sav|cut|exceed|lead|gain|lower|increas|boost|is|are|perform)\w{0,4}\s"
)
_OBLIQUE = re.compile(
    r"\b(?:with|using|on|for|of|by|than|via|through|in|from|to|into)\s(?:\w{1,14}\s){0,2}$"
)

_SIGNS_BEFORE = {"rival": _RIVAL, "oblique": _OBLIQUE, "kept": _KEPT}
_SIGNS_LEFT = {"of": _OF, "own": _OWN, "next": _NEXT, "led by": _LED_BY}
_SIGNS_RIGHT = {"beside": _BESIDE, "in": _IN, "on": _ON}


@dataclass(frozen=True, slots=True)
class Slots:
    """Groups by their number in the paper, per slot; None where the text does not say."""

    metric: int | None = None
    method: int | None = None
    dataset: int | None = None
    task: int | None = None
    baseline: int | None = None


SLOTS = tuple(Slots.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Paper:
    """A page with its roles, and the method and the task that it is first of all about."""

    page: Page
    roles: tuple[str, ...]
    method: int | None
    task: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: its mentions and numbers; ``runs`` as in `kg.nlp.results.result_extraction`."""

    index: int
    start: int
    end: int
    places: tuple[Place, ...]
    numbers: tuple[Number, ...]
    runs: tuple[int, ...]

    def members(self, position: int) -> list[int]:
        """The positions of the numbers in the list that this one stands in."""
        return [i for i, run in enumerate(self.runs) if run == self.runs[position]]


def read(page: Page, roles: Sequence[str]) -> Paper:
    """The paper behind a page: its lead method is the introduced one that is named first."""
    return Paper(
        page,
        tuple(roles),
        _lead(page, roles, METHOD, "introduces"),
        _lead(page, roles, TASK, "addresses"),
    )


def _lead(page: Page, roles: Sequence[str], label: str, role: str) -> int | None:
    colon = page.text.find(":", 0, page.sentences[0][1])
    best: tuple[float, int] | None = None
    for number, (group, owned) in enumerate(zip(page.groups, roles, strict=True)):
        if group.label != label or owned != role or not group.mentions:
            continue
        first = group.mentions[0]
        titled = first.start == 0 and first.end == colon
        rank = (first.start - 60.0 * len(group.mentions) - (1000.0 if titled else 0.0), number)
        best = rank if best is None or rank < best else best
    return best[1] if best else None


def bind(paper: Paper, line: Line, chosen: Sequence[int]) -> dict[int, Slots]:
    """Position of each chosen number -> its slots."""
    bound: dict[int, Slots] = {}
    for position in chosen:
        named = own(paper, line, position)
        dataset = _reach(paper, line, position, DATASET, named.start if named else line.start)
        if named and dataset is None:
            dataset = _inherited(line, position, bound)
        method = named.group if named else _method(paper, line, position)
        bound[position] = Slots(
            metric=_reach(paper, line, position, METRIC, line.start),
            method=method,
            dataset=dataset,
            task=_task(paper, line, position),
            baseline=_baseline(paper, line, position, method),
        )
    return bound


def _reach(paper: Paper, line: Line, position: int, label: str, since: int) -> int | None:
    """The group of a label that is cheapest to reach among the mentions from ``since`` on."""
    places = [place for place in line.places if place.label == label and place.start >= since]
    if not places:
        return None
    if mate := aligned(paper.page, line, position, places):
        return mate.group
    cost = metric_cost if label == METRIC else dataset_cost
    best = min(
        places, key=lambda place: (cost(paper.page.text, line, position, place), place.start)
    )
    if cost(paper.page.text, line, position, best) > _MOST:
        return None
    return best.group if label == METRIC else _first_of_list(paper.page, places, best)


def _first_of_list(page: Page, places: Sequence[Place], best: Place) -> int | None:
    """The first of two names that share a number; None of three and more."""
    listed = [place for place in places if page.head(place) == page.head(best)]
    return listed[0].group if len(listed) < 3 else None


def aligned(page: Page, line: Line, position: int, places: Sequence[Place]) -> Place | None:
    """The mention that stands where the number stands, in a list as long as the number's."""
    members = line.members(position)
    if len(members) < 2:
        return None
    last = line.numbers[members[-1]]
    lists: dict[int, list[Place]] = {}
    for place in places:
        lists.setdefault(page.head(place), []).append(place)
    for listed in sorted(lists.values(), key=lambda names: abs(names[0].start - last.end)):
        if len({place.group for place in listed}) == len(listed) == len(members):
            return listed[members.index(position)]
    return None


def _between(text: str, line: Line, position: int, place: Place) -> tuple[str, float, bool]:
    """(the text between number and mention, its cost, true if the mention comes first)."""
    number = line.numbers[position]
    left = place.end <= number.start
    start, end = (place.end, number.start) if left else (number.end, place.start)
    between = text[start:end] if start < end else ""
    mates = set(line.members(position))
    crossed = sum(
        1
        for i, other in enumerate(line.numbers)
        if i not in mates and start <= other.start and other.end <= end
    )
    cost = (
        len(between)
        + _NUMBER_BETWEEN * crossed
        + _CLAUSE_BETWEEN * len(_CLAUSE.findall(between))
        + _COMMA_BETWEEN * between.count(",")
    )
    return between, cost, left


def metric_cost(text: str, line: Line, position: int, place: Place) -> float:
    """What it costs to reach a metric from a number, in characters."""
    between, cost, left = _between(text, line, position, place)
    cost += _misfit(text, line, position, place)
    if left:
        return cost * (0.4 if _OF.fullmatch(between) else 1.0) + _taken(between)
    if _BESIDE.fullmatch(between):
        return cost * 0.3
    return cost * (0.5 if _IN.fullmatch(between) else 1.2) + 3


def _misfit(text: str, line: Line, position: int, place: Place) -> float:
    """What it costs to read a metric that is said to be kept, or of another dimension."""
    if _KEPT.search(text[max(line.start, place.start - _WINDOW) : place.start]):
        return _KEEPING
    end = line.numbers[position].end
    name = text[place.start : place.end]
    return sum(_MISFIT for said, fits in _FITS if said.match(text, end) and not fits.search(name))


def signs(text: str, line: Line, position: int, place: Place) -> Iterator[str]:
    """How a mention stands to a number of its sentence, by the patterns that bind."""
    before, number = (
        text[max(line.start, place.start - _WINDOW) : place.start],
        line.numbers[position],
    )
    yield from (sign for sign, regex in _SIGNS_BEFORE.items() if regex.search(before))
    if place.end <= number.start:
        between, patterns = (place.end, number.start), _SIGNS_LEFT
    else:
        between, patterns = (number.end, place.start), _SIGNS_RIGHT
    if between[0] <= between[1]:
        yield from (sign for sign, regex in patterns.items() if regex.fullmatch(text, *between))
        if patterns is _SIGNS_LEFT and _SUBJECT.match(text, *between):
            yield "subject"


def _taken(between: str) -> float:
    """What it costs to reach back over 'and': the mention there belongs to an earlier number."""
    return _TAKEN if _NEXT.fullmatch(between) else 3.0


def dataset_cost(text: str, line: Line, position: int, place: Place) -> float:
    """What it costs to reach a mention of another label from a number, in characters."""
    between, cost, left = _between(text, line, position, place)
    cost += _KEEPING * between.count(";")
    if left:
        return cost * 0.8 + _taken(between)
    return cost * (0.5 if _ON.fullmatch(between) else 1.0)


def _inherited(line: Line, position: int, bound: dict[int, Slots]) -> int | None:
    """The dataset of the number at the same place of an earlier list of the sentence."""
    members = line.members(position)
    earlier = [i for i in sorted(bound) if i < members[0]]
    if len(earlier) < len(members):
        return None
    return bound[earlier[members.index(position)]].dataset


def _named(paper: Paper, line: Line, position: int) -> list[Place]:
    """The methods before the number's list that no rival cue precedes."""
    text, number = paper.page.text, line.numbers[line.members(position)[0]]
    return [
        place
        for place in line.places
        if place.label == METHOD
        and place.end <= number.start
        and not _RIVAL.search(text[max(line.start, place.start - _WINDOW) : place.start])
    ]


def own(paper: Paper, line: Line, position: int) -> Place | None:
    """The method right before the number's list ('Y 79.1 and 73.5', 'Y achieves 79.1')."""
    start = line.numbers[line.members(position)[0]].start
    for place in reversed(_named(paper, line, position)):
        if _OWN.fullmatch(paper.page.text, place.end, start):
            return place
    return None


def _method(paper: Paper, line: Line, position: int) -> int | None:
    """The method that a number is of: an introduced one before it, else the subject."""
    left = _named(paper, line, position)
    groups = [place.group for place in left if paper.roles[place.group] == "introduces"]
    if groups:
        return paper.method if paper.method in groups else groups[-1]
    start = line.numbers[line.members(position)[0]].start
    if subject := _subject(paper.page.text, line, left, start):
        return subject.group
    if paper.method is not None:
        return paper.method
    return left[0].group if left else None


def _subject(text: str, line: Line, left: Sequence[Place], start: int) -> Place | None:
    """The last method before the number that a verb follows, as the subject of its clause."""
    for place in reversed(left):
        if _OBLIQUE.search(text[max(line.start, place.start - _WINDOW) : place.start]):
            continue
        if _SUBJECT.match(text, place.end, start):
            return place
    return None


def _task(paper: Paper, line: Line, position: int) -> int | None:
    tasks = [place for place in line.places if place.label == TASK]
    if not tasks:
        return paper.task
    if mate := aligned(paper.page, line, position, tasks):
        return mate.group
    text = paper.page.text
    return min(
        tasks, key=lambda place: (dataset_cost(text, line, position, place), place.start)
    ).group


def _baseline(paper: Paper, line: Line, position: int, method: int | None) -> int | None:
    """The method that the number is compared with: the nearest that a rival cue precedes."""
    text = paper.page.text
    rivals = [
        place
        for place in line.places
        if place.label == METHOD
        and place.group != method
        and paper.roles[place.group] != "introduces"
        and (
            _RIVAL.search(text[max(line.start, place.start - _WINDOW) : place.start])
            or _LED_BY.fullmatch(text, place.end, line.numbers[position].start)
        )
    ]
    if not rivals:
        return None
    if mate := aligned(paper.page, line, position, rivals):
        return mate.group
    return min(
        rivals, key=lambda place: (_between(text, line, position, place)[1], place.start)
    ).group
