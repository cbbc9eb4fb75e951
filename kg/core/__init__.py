"""Records and vocabulary of the whole package: what every room speaks of."""
