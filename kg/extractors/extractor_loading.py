"""The extractor that a command names as ``module:function``."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from kg.core.errors import ExtractorError
from kg.extractors.named_extractor import NamedExtractor, named

__all__ = ["load_extractor"]


def load_extractor(text: str) -> NamedExtractor:
    """The extractor of a module: one installed, or a file of the current folder.

    Args:
        text: ``module:name``, where the name is a function or a `NamedExtractor`.

    Raises:
        ExtractorError: there is no such module or name, or it cannot be called.
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
    if not isinstance(found, NamedExtractor) and not callable(found):
        raise ExtractorError(text, "is neither a function nor a NamedExtractor")
    return named(found)
