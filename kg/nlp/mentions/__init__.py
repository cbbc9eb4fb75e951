"""The trained model that finds entities, and the rules beside it."""
