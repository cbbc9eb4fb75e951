"""Texts that stand in the place of an abstract: withdrawals, notes of arXiv, errors of services."""

from __future__ import annotations

import re

_KINDS = r"(?:paper|article|submission|manuscript|preprint|work|version|document)"
_GONE = r"(?:withdrawn|retracted)"
_WITHDRAWN = re.compile(
    rf"\W*+(?:{_GONE}\b(?:\s+(?:by|due|{_KINDS})|\W)"
    rf"|(?:arxiv admin note:|(?:this|the)\s+{_KINDS})"
    rf"[^.]{{0,120}}?\b(?:been|is|was|be)\s+(?:\w+\s+)?{_GONE}"
    rf"|this\s+is\s+a\s+{_GONE}"
    rf"|(?:the\s+authors?|we|i)\s+(?:have\s+|has\s+)?(?:{_GONE}|withdraw|retract)s?\s+(?:this|the)\s)",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 600
"""Characters of a notice; an abstract that only mentions a withdrawal is longer."""

_ADMIN = re.compile(r"(?<!\s)\s*+\(?arXiv admin note:[^\n]*$", re.IGNORECASE)
_ERROR_ID = re.compile(r"arxiv\.org/api/errors", re.IGNORECASE)
_ERROR = re.compile(
    r"(?:incorrect id format|malformed|rate exceeded|bad request|unknown|invalid)", re.IGNORECASE
)


_RETRACTED = re.compile(
    r"\W*+(?:retracted|withdrawn|retraction|withdrawal)(?: (?:article|paper|notice|note))?"
    r"\s*+[:\])–—-]",
    re.IGNORECASE,
)


def is_retracted(title: str, mark: object) -> bool:
    """Whether a paper is retracted, by what publishers put before its title or a service's mark.

    >>> is_retracted("RETRACTED: On Tides", None), is_retracted("On Tides", True)
    (True, True)
    >>> is_retracted("Retracted papers of 2024", "false")
    False
    """
    return str(mark).casefold() in ("true", "1", "yes") or bool(_RETRACTED.match(title))


def is_withdrawal(abstract: str) -> bool:
    """Whether a text is a notice that its paper was withdrawn, and no abstract.

    >>> is_withdrawal("This paper has been withdrawn by the author due to a sign error.")
    True
    """
    return len(abstract) <= _LONGEST_NOTICE and _WITHDRAWN.match(abstract) is not None


def without_admin_note(abstract: str) -> str:
    """An abstract without what arXiv's administrators put behind it.

    >>> without_admin_note("We count tides. arXiv admin note: text overlap with arXiv:2401.1")
    'We count tides.'
    """
    return _ADMIN.sub("", abstract)


def is_service_error(identifier: object, title: str, abstract: str) -> bool:
    """Whether an entry is the error message of a service, such as arXiv's API, and no paper."""
    if _ERROR_ID.search(str(identifier or "")):
        return True
    return title.strip().casefold() == "error" and bool(_ERROR.match(abstract.strip()))
