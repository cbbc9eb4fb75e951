"""The Neo4j server."""
