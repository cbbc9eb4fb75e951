"""The embedded database, a projection of a graph directory."""
