"""What of a graph belongs together, and what each such part is about."""
