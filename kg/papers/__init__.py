"""Readings of one paper joined, and what of it a graph shows."""
