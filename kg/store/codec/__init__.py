"""Rows, digests and batches: what all stores share."""
