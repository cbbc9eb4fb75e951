from collections import Counter

from kg.core import names, schema
from kg.lexicon.entries import FLAGS, entries
from kg.nlp.text.gazetteer import entries_by_key, entries_ending


def test_the_table_is_large_and_clean() -> None:
    table = entries()
    by_label = Counter(entry.type for entry in table)
    assert len(table) > 900
    assert set(by_label) == set(schema.ENTITY_LABELS)
    for entry in table:
        assert all(surface and surface == surface.strip() for surface in entry.surfaces), entry
        assert len(set(entry.surfaces)) == len(entry.surfaces), entry
        assert entry.flags <= FLAGS


def test_no_spelling_has_two_meanings() -> None:
    spelled = Counter(surface for entry in entries() for surface in entry.surfaces)
    assert [surface for surface, count in spelled.items() if count > 1] == []


def test_every_spelling_leads_to_its_entry() -> None:
    lost = [
        surface
        for entry in entries()
        for surface in entry.surfaces
        if entry not in entries_by_key()[names.key(surface)]
    ]
    assert lost == []


def test_what_a_name_ends_in_comes_longest_first() -> None:
    found = entries_ending(names.key("Tidal Masked Language Modelling"))
    assert [entry.name for entry in found] == ["masked language modeling", "language modeling"]
    assert all(entry.name != "LoRA" for entry in entries_ending(names.key("LoRA")))
