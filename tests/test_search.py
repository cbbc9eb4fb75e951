"""Names searched by words: the same rows in the same order on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.errors import NotFoundError
from kg.core.types import Node
from kg.questions.name_search import search
from kg.store import Store
from kg.store.codec.search_key import search_keys
from kg.store.directory.graph_directory import open_directory
from kg.store.ladybug.ladybug_store import LadybugStore
from kg.store.ladybug.projection import open_projection
from kg.store.neo4j.neo4j_store import Neo4jStore
from kg.workflows.removal import remove
from tests.neo4j_server import Server
from tests.strategies import HOSTILE
from tests.test_push import made
from tests.test_stores import Held, method, paper

GRAPH = Held(
    (
        paper("arxiv:1", "Vision transformers learn slowly"),
        paper("arxiv:2", "A vision of LoRA", date=None),
        method("lora", "LoRA", "LoRA", "low-rank adaptation"),
        method("lora-plus", "LoRA+ XL", "LoRA XL"),
        method("qlora", "QLoRA", "quantised LoRA"),
        method("vit", "ViT", "vision transformer", "Vision-Transformer"),
        Node("Dataset", "dataset/lora", {"name": "lora", "aliases": ()}),
        Node("Organization", "organization/senor", {"name": "Señor AI", "aliases": ("senor-ai",)}),
        *(method(f"hostile-{i}", text, text[::-1]) for i, text in enumerate(HOSTILE)),
    )
)


@pytest.fixture(scope="module")
def stores(
    neo4j_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Store]]:
    url, password = f"{neo4j_server.url}#searched", neo4j_server.password
    with (
        LadybugStore(tmp_path_factory.mktemp("search") / "graph") as embedded,
        Neo4jStore(url, password=password) as server,
        Neo4jStore(f"{neo4j_server.url}#another", password=password) as other,
    ):
        embedded.replace(GRAPH)
        server.replace(GRAPH)
        other.replace(Held((method("lora", "LoRA"), method("lora-2", "LoRA 2"))))
        yield embedded, server
        server.query("MATCH (n) DETACH DELETE n", write=True)


ASKED = {
    "lora": ["method/lora", "dataset/lora", "method/lora-plus", "method/qlora", "arxiv:2"],
    "LoRA xl": ["method/lora-plus"],
    "low rank": ["method/lora"],
    "Vision Trans": ["method/vit", "arxiv:1"],
    "vision": ["method/vit", "arxiv:1", "arxiv:2"],
    "vis": ["method/vit", "arxiv:1", "arxiv:2"],
    "ision": [],
    "SENOR": ["organization/senor"],
    "transformers vision": ["arxiv:1"],
}


@pytest.mark.parametrize("text", ASKED)
def test_both_engines_find_the_same_in_the_same_order(
    stores: tuple[Store, Store], text: str
) -> None:
    embedded, server = (search(store, text) for store in stores)
    assert [row[-1] for row in embedded.rows] == ASKED[text]
    assert server == embedded


def test_the_alias_that_fits_is_shown(stores: tuple[Store, Store]) -> None:
    rows = {row[-1]: row for row in search(stores[0], "lora").rows}
    assert rows["method/qlora"] == ("Method", "QLoRA", "quantised LoRA", None, "method/qlora")
    assert rows["method/lora"][2] is None


@pytest.mark.parametrize("text", [*HOSTILE, "AND", "lora OR NOT", "+lora -x", "lora~2 ^4"])
def test_hostile_texts_are_words_alone(stores: tuple[Store, Store], text: str) -> None:
    embedded, server = (search(store, text) for store in stores)
    assert server == embedded
    if text in HOSTILE:
        assert f"method/hostile-{HOSTILE.index(text)}" in [row[-1] for row in embedded.rows]


def test_a_text_without_words_is_told(stores: tuple[Store, Store]) -> None:
    with pytest.raises(NotFoundError, match="no letter or digit"):
        search(stores[0], " ++ ")


def test_the_index_of_a_directory_finds_what_a_scan_finds(tmp_path: Path) -> None:
    """After papers were added, added again under other names, and removed."""
    place = made(tmp_path / "a.kg", 12)
    for change in (
        lambda: None,
        lambda: made(place, 20, first=8),
        lambda: remove(place, ["arxiv:00003", "arxiv:00007"]),
    ):
        change()
        with open_projection(place) as indexed, LadybugStore(indexed.path) as scanned:
            for text in ("study", "stu", "study 1", "1 stu", "quill 3", "q", "none", *HOSTILE):
                if search_keys(text):
                    assert search(indexed, text, limit=50) == search(scanned, text, limit=50), text
            assert len(search(indexed, "study", limit=50).rows) == len(open_directory(place))


@given(st.text())
def test_words_are_words_of_themselves(text: str) -> None:
    found = search_keys(text)
    assert search_keys(" ".join(found)) == found
    assert search_keys(text.swapcase()) is not None
