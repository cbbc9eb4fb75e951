"""Which names stand for one thing: names in, judgements and clusters out, all pure functions.

normalise (`spelling`) -> block and score (`judging`) -> judge (`judgement`, with `senses` for
names that mean two things) -> cluster (`clusters`) -> families (`families`).
"""
