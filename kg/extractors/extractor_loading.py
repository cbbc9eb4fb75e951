"""The extractor that a command names as ``module:function``."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kg.core.errors import ExtractorError
from kg.extractors.named_extractor import NamedExtractor, named

__all__ = ["load_extractor"]


def load_extractor(text: str) -> NamedExtractor:
    """The extractor of a module: one installed, or a file of the current folder.

    Args:
        text: ``module:name``, where the name is an extractor, a `NamedExtractor`, or a function
            without parameters that returns one of the two.

    Raises:
        ExtractorError: there is no such module or name, or it is none of these.
    """
    module, colon, name = text.partition(":")
    if not (module and colon and name):
        raise ExtractorError(text, "is not written module:function")
    here = str(Path.cwd())
    if here not in sys.path:  # a console script has the folder of the script there instead
        sys.path.insert(0, here)
    try:
        found = getattr(import_module(module), name)
    except ImportError as error:
        raise ExtractorError(text, f"cannot be imported ({error})") from error
    except AttributeError as error:
        raise ExtractorError(text, f"is not there: {module} has no {name}") from error
    if callable(found) and _has_no_parameters(found):
        found = found()
    if not isinstance(found, NamedExtractor) and not callable(found):
        raise ExtractorError(text, "is neither a function nor a NamedExtractor")
    return named(found)


def _has_no_parameters(function: Callable[..., object]) -> bool:
    """Whether a function takes nothing, and so makes an extractor instead of being one."""
    try:
        return not inspect.signature(function).parameters
    except ValueError:  # some functions written in C have no signature
        return False
