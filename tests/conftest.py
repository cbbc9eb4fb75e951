"""Fixtures of real parts, each started once and only when a test asks for it."""

from __future__ import annotations

from hypothesis import settings

# A first example loads models and tables, and other work may hold the processor.
settings.register_profile("kg", deadline=None)
settings.load_profile("kg")

pytest_plugins = (
    "tests.fixtures_browser",
    "tests.fixtures_built",
    "tests.fixtures_neo4j",
    "tests.fixtures_questions",
)
