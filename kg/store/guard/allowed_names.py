"""What a statement may call on each engine: the lists that `read_only` goes by.

A function is listed if its value depends on its arguments and the graph alone, and computing it
touches nothing else: no file, no network, no setting, no counter.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LADYBUG", "NEO4J", "Dialect", "word_set"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """An engine: the functions and the procedures (after CALL) that a statement may name.

    Names are in lower case. ``faulty`` maps a function that the engine computes wrongly to what
    to write in its place.
    """

    engine: str
    functions: frozenset[str]
    procedures: frozenset[str]
    faulty: dict[str, str]


def word_set(text: str) -> frozenset[str]:
    """The words of a text.

    >>> sorted(word_set("id keys  labels"))
    ['id', 'keys', 'labels']
    """
    return frozenset(text.split())


_COMMON = """
    abs acos all any asin atan atan2 avg ceil coalesce collect cos cot count date degrees exists
    floor id keys labels left length log log10 lower max min nodes none nullif percentilecont
    percentiledisc pi properties radians range relationships replace reverse right round sign
    sin single size split sqrt substring sum tan timestamp tolower toupper type upper
"""

LADYBUG = Dialect(
    "the embedded engine",
    word_set(
        _COMMON
        + """
        array_append array_cat array_concat array_contains array_cosine_similarity
        array_cross_product array_distance array_dot_product array_extract array_has
        array_indexof array_inner_product array_position array_prepend array_push_back
        array_push_front array_slice array_squared_distance array_value
        bitshift_left bitshift_right bitwise_and bitwise_or bitwise_xor blob
        cardinality cast cbrt ceiling century concat concat_ws contains count_if current_date
        current_timestamp date_part date_trunc datepart datetrunc dayname decimal decode duration
        element_at encode end_node ends_with epoch_ms equals even factorial gamma
        greater_than greater_than_equals greatest hash histogram ifnull initcap interval is_acyclic
        is_trail label last_day lcase least less_than less_than_equals levenshtein lgamma
        list_any_value list_append list_cat list_concat list_contains list_creation list_distinct
        list_element list_extract list_filter list_has list_has_all list_has_any list_indexof
        list_max list_min list_position list_prepend list_product list_reduce list_reverse
        list_reverse_sort list_slice list_sort list_sum list_to_string list_transform list_unique
        ln log2 lpad make_date map map_extract map_keys map_values md5 monthname negate not_equals
        octet_length offset pow prefix regexp_extract regexp_extract_all
        regexp_full_match regexp_matches regexp_replace regexp_split_to_array rels repeat rpad
        sha256 start_node starts_with string string_split string_to_array str_split struct
        struct_extract struct_pack split_part substr suffix time_bucket to_blob to_bool to_date
        to_days to_double to_epoch_ms to_float to_hours to_int128 to_int16 to_int32 to_int64
        to_int8 to_interval to_microseconds to_milliseconds to_minutes to_months to_seconds
        to_string to_timestamp to_uint128 to_uint16 to_uint32 to_uint64 to_uint8 to_uuid to_years
        typeof ucase union union_extract union_tag union_value uuid
        """
    ),
    word_set("db_version show_connection show_functions show_indexes show_tables table_info"),
    dict.fromkeys(
        ("trim", "ltrim", "rtrim"),
        "the embedded engine returns garbage for it (docs/engine-faults.md)",
    ),
)
"""Not listed of what it has: `nextval`, `currval`, `setseed`, `random`, `gen_random_uuid`, `error`,
`cost`, and every table function that opens files."""

NEO4J = Dialect(
    "Neo4j",
    word_set(
        _COMMON
        + """
        allreduce allshortestpaths btrim char_length character_length
        date.realtime date.statement date.transaction date.truncate datetime datetime.fromepoch
        datetime.fromepochmillis datetime.realtime datetime.statement datetime.transaction
        datetime.truncate duration duration.between duration.indays duration.inmonths
        duration.inseconds e elementid endnode exp haversin head isempty isnan last localdatetime
        localdatetime.realtime localdatetime.statement localdatetime.transaction
        localdatetime.truncate localtime localtime.realtime localtime.statement
        localtime.transaction localtime.truncate ltrim normalize point point.distance
        point.withinbbox reduce rtrim shortestpath startnode stdev stdevp tail time time.realtime
        time.statement time.transaction time.truncate toboolean tobooleanlist tobooleanornull
        tofloat tofloatlist tofloatornull tointeger tointegerlist tointegerornull tostring
        tostringlist tostringornull trim valuetype vector.similarity.cosine
        vector.similarity.euclidean
        """
    ),
    word_set(
        """
        db.index.fulltext.querynodes db.index.fulltext.queryrelationships
        db.index.vector.querynodes db.index.vector.queryrelationships db.info db.labels db.ping
        db.propertykeys db.relationshiptypes db.schema.nodetypeproperties
        db.schema.reltypeproperties db.schema.visualization dbms.components
        """
    ),
    {},
)
"""Not listed of what it has: `file` and `linenumber` (of LOAD CSV), `rand`, `randomuuid`, graphs of
other databases, every procedure that writes or rules the server, and all that plug-ins add."""
