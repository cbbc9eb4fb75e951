"""Fixtures of real parts, each started once and only when a test asks for it."""

from __future__ import annotations

pytest_plugins = (
    "tests.fixtures_browser",
    "tests.fixtures_built",
    "tests.fixtures_neo4j",
    "tests.fixtures_questions",
)
