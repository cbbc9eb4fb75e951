"""Boards: which values measure one thing, in which order, and which cannot be ranked.

rows of ``cypher/leaderboard.cypher``: a value with its data set, metric, method and sentence
    |  measured        what a value measures: data set, metric and conditions, unit and scale
    |  comparable      why a value is no level of that: a change, a share, another unit ...
    v
leaderboards         one board, one thing measured; the unsure and the incomparable apart
"""
