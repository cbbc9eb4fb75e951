"""The graph directory: records, ledger and index on disk."""
