"""Names as strings: cleaning, comparing, and making ids that any process derives alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
"""A run of letters and digits. The word pieces of the encoder add signs to it, the index of
`kg search` a greatest length; fitted tables (`kg.nlp.relations.pair_words`,
`kg.nlp.results.slot_features`) keep the words that they were fitted to."""

_DASHES = re.compile(r"[\s\-\u2010-\u2015_/]+")
_NOT_NAME = re.compile(r"[^\w\s%@+*^.#]")
_LATEX_COMMAND = re.compile(
    r"\\(?:text(?:bf|it|tt|sc|rm|sf)?|emph|mathrm|mathbf|mathcal|mathbb|mathit|mbox)\s*\{([^{}]*)\}"
)
_ESCAPED = re.compile(r"\\([%&_#$ ])")
_PLAIN = re.compile(r"[A-Za-z0-9 -]+")
_LONGEST_SLUG = 80  # characters; longer ids are unreadable in tables


def clean_surface(surface: str) -> str:
    r"""A surface without LaTeX debris, for display; never for offsets.

    >>> clean_surface(r"\textbf{Fast-DiT}  {v2}")
    'Fast-DiT v2'
    """
    text = unicodedata.normalize("NFC", surface)
    text = _LATEX_COMMAND.sub(r"\1", text)
    text = _ESCAPED.sub(r"\1", text).replace("$", "")
    text = re.sub(r"[{}]", "", text)
    return " ".join(text.split()) or surface.strip()


def key(name: str) -> str:
    """What two spellings of one name share: Unicode, case, hyphens, plural and debris folded.

    Versions and sizes are kept, and so are the signs that distinguish names (C++, C#, pass@1).

    >>> key("Vision-Transformers") == key("vision transformer")
    True
    >>> key("CIFAR-10") == key("CIFAR-100")
    False
    """
    return " ".join(map(_singular, _plainly(name).split())) or name.strip().casefold()


def key_with_plurals(name: str) -> str:
    """A name as its `key`, with its plurals: what an id shows of it.

    >>> key_with_plurals("Vision-Transformers"), key_with_plurals("LPIPS")
    ('vision transformers', 'lpips')
    """
    return " ".join(_plainly(name).split()) or name.strip().casefold()


def _plainly(name: str) -> str:
    if "times" in name:
        name = with_dimensions(name)
    if _PLAIN.fullmatch(name):  # nearly every name; the general way gives the same
        return name.lower().replace("-", " ")
    text = unicodedata.normalize("NFKC", clean_surface(name)).casefold().replace("×", "x")
    return _NOT_NAME.sub("", _DASHES.sub(" ", text)).strip(" .")


_IRREGULAR = {
    "analyses": "analysis",
    "biases": "bias",
    "caches": "cache",
    "corpora": "corpus",
    "hypotheses": "hypothesis",
    "indices": "index",
    "matrices": "matrix",
    "vertices": "vertex",
    **{
        word: word
        for word in """
        alias atlas axis bias canvas dynamics genomics graphics kinetics mathematics mechanics
        movies opus pandas physics robotics semantics series species statistics
        """.split()  # noqa: SIM905
    },
}
_SIBILANTS = ("sses", "xes", "ches", "shes")


def _singular(word: str) -> str:
    """The word without its plural; 'analysis' and 'corpus' have none, 'GPUs' has."""
    if len(word) < 4 or not word.endswith(("s", "corpora")):
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ss") or (len(word) > 4 and word.endswith(("us", "is"))):
        return word
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if len(word) > 4 and word.endswith(_SIBILANTS) else word[:-1]


_TIMES = re.compile(r"(?<=\d)\s?\\?times\s?(?=\d)")


def with_dimensions(name: str) -> str:
    r"""A name with the sign of its dimensions: what a page left of \times is 'times'.

    >>> with_dimensions("ImageNet 64times 64"), with_dimensions("4times faster")
    ('ImageNet 64x64', '4times faster')
    """
    return _TIMES.sub("x", name)


def digest(text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def slug(name_key: str) -> str:
    """A readable id part for a `key`: one key, one slug, and no two keys share one.

    A key that is long, or has signs that no `key` of ordinary text has, gets a hash.

    >>> slug("low rank adaptation"), slug("c++"), slug("pass@1")
    ('low-rank-adaptation', 'c++', 'pass@1')
    """
    if len(name_key) <= _LONGEST_SLUG and name_key and not _NOT_NAME.search(name_key):
        return name_key.replace(" ", "-")
    readable = "-".join(re.sub(r"[^\w.]+", " ", name_key[:60]).split())
    return f"{readable}~{digest(name_key)[:8]}"


def node_id(label: str, name_key: str) -> str:
    """The id of the node of a label that a key stands for."""
    return f"{label.lower()}/{slug(name_key)}"


def entity_id(label: str, name: str) -> str:
    """The id of the entity node that a name stands for.

    >>> entity_id("Method", "LoRA")
    'method/lora'
    """
    return node_id(label, key(name))


def handle_key(handle: str) -> str:
    """What two spellings of one account name share: nothing is folded but case and hyphens.

    >>> handle_key("Hugging-Works")
    'hugging works'
    """
    return _DASHES.sub(" ", handle.casefold()).strip()


def title_key(title: str) -> str:
    """What two spellings of one title share.

    >>> title_key("LoRA:  Low-Rank Adaptation") == title_key("LoRA: low rank adaptation")
    True
    """
    text = unicodedata.normalize("NFKC", title).casefold()
    return " ".join(WORD.findall(text)) or text.strip()


_VALUE_DEBRIS = re.compile(r"\s+|times$|x$|×$|\\times$|\\?%$|\+|^~")


def value_key(value: str) -> str:
    r"""What two spellings of one value share: blanks, signs of 'times' and per cent folded.

    >>> value_key("3.7x") == value_key("~3.7 times") == value_key(r"3.7\times")
    True
    """
    return _VALUE_DEBRIS.sub("", value.casefold())


def title_fold(title: str, folds: int) -> int:
    """Which of ``folds`` parts, from 0, papers of a title belong to: one title, one part.

    Training and evaluation split papers by this alone, so that neither can leak into the other.

    >>> title_fold("On  Things", 5) == title_fold("On things", 5)
    True
    """
    return int(digest(title_key(title)), 16) % folds
