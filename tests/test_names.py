"""Names as strings: what two spellings share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.core import names


@given(st.text("abcsXYZ019- ").filter(lambda name: name.strip(" -")))
def test_a_plain_name_folds_as_it_would_among_signs(name: str) -> None:
    # An underscore is folded like a blank, but is no letter of a plain name.
    assert names.key(name) == names.key(f"_{name}_")
