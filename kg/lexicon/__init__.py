"""Curated knowledge of names: what is known before any paper is read."""
