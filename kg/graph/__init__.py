"""Extractions in, nodes and edges out: the graph as a pure fold."""
