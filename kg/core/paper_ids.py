"""Ids of papers: every usual way to write one, and the id that a paper has in a graph.

A paper that has an arXiv id is known by it, else by its DOI, then by the ids of `KINDS` in
their order, and without any by its title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from kg.core.names import digest, title_key

KINDS = ("arxiv", "doi", "acl", "openreview", "pmid", "pmcid", "openalex", "s2", "corpusid")
"""Kinds of ids that mean one paper everywhere, the one to know a paper by first."""

_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas"
    "|cond-mat|cs|dg-ga|econ|eess|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th"
    "|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|q-fin|quant-ph|solv-int|stat"
    "|supr-con"
)
"""Source: https://info.arxiv.org/help/arxiv_identifier.html and arXiv's list of archives."""

_NUMBER = r"(?P<new>\d\d(?:0[1-9]|1[0-2])\.\d{4,5})"
_CLASS = r"(?:\.[a-z-]{2,8})?"
_ARXIV = re.compile(
    rf"""
    (?P<prefix>
        oai:arxiv\.org: | arxiv(?:\.org)?(?:\s+preprint)?(?:\s*arxiv)?[\s:/_-]*(?:abs/)?
      | (?:corr\s+)?abs/
      | (?:https?://(?:r\.jina\.ai|web\.archive\.org/web/\w+)/)?
        (?:https?://)?(?:(?:[\w-]+\.)*arxiv\.org|xxx\.lanl\.gov)
        /(?:abs|pdf|html|ps|format|e-print|src)/(?:arxiv:)?
      | (?:https?://)?(?:www\.|api\.)?(?:alphaxiv\.org/(?:abs|overview|pdf)
            |(?:huggingface|hf)\.co/papers|ar5iv\.org/(?:html|abs|pdf)|semanticscholar\.org/arxiv)[/:]
      | (?:doi:\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?10\.48550/arxiv\.
    )?
    (?: (?:(?:{_ARCHIVES}){_CLASS}/)?{_NUMBER}
      | (?P<archive>{_ARCHIVES}){_CLASS}/(?P<old>\d{{7}}) )
    (?:v(?P<version>[1-9]\d{{0,5}}))?
    (?:\.pdf)? /? (?:[?\#]\S*)? (?P<rest>\s*\[[^\]]*\].*|\s.*|\.)?
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_DBLP = re.compile(
    r"(?:dblp:|(?:https?://)?dblp\.org/rec/)?(?:journals/)?corr/abs-(?P<first>\d{4})-(?P<last>\d{4,5})"
    r"(?:\.\w+)?",
    re.IGNORECASE,
)
"""A key of DBLP for a paper of arXiv."""

_DOI = re.compile(r"10\.\d{4,9}/[^\s?#\"<>]+", re.IGNORECASE)
_DOI_GIVEN = re.compile(
    r"(?:(?:urn:|info:)?doi[:/\s]\s*|(?:https?://|www\.)\S*?|(?:dx\.)?doi\.org/|[\w.-]+/doi/(?:\w+/)?)?"
    rf"(?P<doi>{_DOI.pattern})(?:[?#]\S*)?(?:\s*\[doi\])?",
    re.IGNORECASE,
)
_DOI_ENDS = re.compile(
    r"(?:[.,;:]|/(?:full|abstract|abs|pdf|epdf|meta|html|fulltext|summary)|\.pdf|(?<=\d)v\d+\.full)$",
    re.IGNORECASE,
)
_VERSIONED = ("10.1101/", "10.64898/")
"""Prefixes of bioRxiv and medRxiv, whose addresses put a version behind the DOI."""

_OTHERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            "doi",
            r"https?://(?:www\.)?nature\.com/articles/([a-z]*\d[\w-]*|[a-z]+\.\d[\w.-]*?)(?:\.pdf)?/?"
            r"(?:[?#].*)?",
        ),
        (
            "acl",
            r"(?:acl:|(?:https?://)?(?:www\.)?acl(?:anthology\.org|anthology\.info/papers"
            r"|web\.org/anthology)/)((?=[\w.-]*\d)[\w.-]+?)(?:\.pdf)?/?(?:[?#].*)?",
        ),
        ("acl", r"((?:19|20)\d\d\.[a-z0-9_]+-[a-z0-9]+\.\d+|[A-Z]\d\d-\d{4})"),
        (
            "openreview",
            r"(?:openreview:|(?:https?://)?(?:www\.)?openreview\.net/(?:forum|pdf|attachment)"
            r"\?(?:\w+=[\w-]*&){0,3}id=)([\w-]{5,20})(?:&.*)?(?:#.*)?",
        ),
        ("pmid", r"(?i:pmid:?\s*|https?://(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/)(\d{1,9})/?"),
        ("pmid", r"https?://pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,9})/?(?:[?#].*)?"),
        ("pmid", r"https?://europepmc\.org/(?:article|abstract)/(?:MED|med)/(\d{1,9})/?"),
        ("pmcid", r"(?:pmcid:\s*|https?://\S+/articles/)?(PMC\d{2,9})(?:/.*|\.\d+)?"),
        ("openalex", r"(?:openalex:|https?://(?:api\.)?openalex\.org/(?:works/)?)?(W\d{4,12})"),
        (
            "s2",
            r"(?:s2:|https?://(?:www\.|api\.)?semanticscholar\.org/paper/(?:\S*/)?)?([0-9a-f]{40})",
        ),
        (
            "corpusid",
            r"(?i:corpus\s?id:\s*|https?://api\.semanticscholar\.org/corpusid:)(\d{1,12})",
        ),
    )
)


_LONGEST = 1000
"""Characters of a text that may be an id: longer ones are none, and cost time."""


@dataclass(frozen=True, slots=True)
class PaperId:
    """An id of one of the `KINDS`, in its one spelling, and the version that it was given with.

    >>> str(PaperId("arxiv", "2106.09685"))
    'arxiv:2106.09685'
    """

    kind: str
    value: str
    version: int | None = None

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


def parse_paper_id(given: str) -> PaperId | None:
    """The id that a text is, as an id, a URL or a citation writes it; None if it is none.

    >>> parse_paper_id("https://huggingface.co/papers/2106.09685")
    PaperId(kind='arxiv', value='2106.09685', version=None)
    >>> parse_paper_id("math.GT/0309136v2"), str(parse_paper_id("https://doi.org/10.1000/ABC."))
    (PaperId(kind='arxiv', value='math/0309136', version=2), 'doi:10.1000/abc')
    >>> parse_paper_id("my-paper-v2") is None
    True
    """
    text = given.strip().strip("<>\"'").strip()
    if len(text) > _LONGEST:
        return None
    return _arxiv_id(text) or _doi(text) or _other_id(text)


def _arxiv_id(text: str) -> PaperId | None:
    if dblp := _DBLP.fullmatch(text):
        return _arxiv_id(f"{dblp['first']}.{dblp['last']}")
    match = _ARXIV.fullmatch(text)
    if match is None or (match["rest"] and not match["prefix"] and match["rest"].strip() != "."):
        return None
    value = match["new"] or f"{match['archive'].lower()}/{match['old']}"
    return PaperId("arxiv", value, int(match["version"]) if match["version"] else None)


def _doi(text: str) -> PaperId | None:
    match = _DOI_GIVEN.fullmatch(text.replace("%2F", "/").replace("%2f", "/"))
    if match is None:
        return None
    value = unquote(match["doi"]).lower()
    while ending := _DOI_ENDS.search(value):
        value = value[: ending.start()]
    value = value if value.count("(") >= value.count(")") else value.rstrip(")")
    if value.startswith(_VERSIONED):
        value = re.sub(r"v\d{1,3}$", "", value)
    arxiv = _arxiv_id(value)
    return arxiv or PaperId("doi", value)


def _other_id(text: str) -> PaperId | None:
    for kind, pattern in _OTHERS:
        if match := pattern.fullmatch(text):
            return PaperId(kind, f"10.1038/{match[1]}".lower() if kind == "doi" else match[1])
    return None


def paper_version(given: str) -> int | None:
    """The version that an arXiv id or URL ends with; None if it has none.

    >>> paper_version("2106.09685v2"), paper_version("2106.09685"), paper_version("my-v2")
    (2, None, None)
    """
    found = _arxiv_id(given.strip())
    return found.version if found else None


def paper_id(title: str, given: str | None = None) -> str:
    """A paper's stable id: from an arXiv id, a DOI or their like where there is one, else from
    the title.

    >>> paper_id("Any", "2106.09685v2"), paper_id("Any", "https://doi.org/10.1000/ABC")
    ('arxiv:2106.09685', 'doi:10.1000/abc')
    """
    text = (given or "").strip()
    if text.startswith("title:"):
        return text
    found = parse_paper_id(text)
    return str(found) if found else f"title:{digest(title_key(title))}"


def local_id(title: str, given: str) -> str:
    """The id of a paper that its source gives a name of its own: it distinguishes papers of one
    title, and never joins papers of two.

    >>> local_id("Editorial", "Ab12") == local_id("Editorial", "Zz98")
    False
    """
    return f"id:{given}@{digest(title_key(title))[:8]}"


_PAGE = re.compile(r"https?://\S+", re.IGNORECASE)


def paper_page(url: str | None, arxiv: str | None, doi: str | None) -> str | None:
    """The address to read a paper at: its own, else at arXiv, else by its DOI; None without any.

    >>> paper_page("javascript:alert(1)", "2106.09685", None), paper_page(None, None, "10.1/a<b")
    ('https://arxiv.org/abs/2106.09685', 'https://doi.org/10.1/a%3Cb')
    """
    if url is not None and _PAGE.fullmatch(url):
        return url
    if arxiv is not None:
        return f"https://arxiv.org/abs/{quote(arxiv, safe='/')}"
    return f"https://doi.org/{quote(doi, safe='/')}" if doi is not None else None
