"""Texts that would run, load or break something where they became markup, and a graph with each of
them in every text of every kind of node and edge."""

from __future__ import annotations

from kg.core import schema
from kg.core.types import Edge, Evidence, Node, Value
from kg.store.codec.rows import edge_order, node_order
from tests.fixtures_graphs import ATTACKS, Listed

_RUN = "window.pwned=1"

TEXTS = (
    *(text for text in ATTACKS if "\ud800" not in text),
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1s>",
    f"<svg><foreignObject><body onload={_RUN}></foreignObject></svg>",
    f"<math><mtext><img src=x onerror={_RUN}></mtext></math>",
    f"<body onload={_RUN}>",
    f"<iframe srcdoc='<script>parent.{_RUN[7:]}</script>'></iframe>",
    f"<iframe src='javascript:parent.{_RUN[7:]}'></iframe>",
    f"<object data='data:text/html,<script>{_RUN}</script>'></object>",
    f"<embed src='javascript:{_RUN}'>",
    f"<details open ontoggle={_RUN}><summary>x</summary></details>",
    f"<input autofocus onfocus={_RUN}>",
    f"<select autofocus onfocus={_RUN}></select>",
    f"<textarea autofocus onfocus={_RUN}></textarea>",
    f"<video><source onerror={_RUN}></video>",
    f"<audio src=x onerror={_RUN}>",
    f"<marquee onstart={_RUN}>x</marquee>",
    f"<a href='data:text/html,<script>opener.{_RUN[7:]}</script>'>x</a>",
    f"<a href='vbscript:{_RUN}'>x</a>",
    f"<a href='JaVaScRiPt:{_RUN}'>x</a>",
    f"<a href=' &#106;avascript:{_RUN}'>x</a>",
    f"<form action='javascript:{_RUN}'><button>x</button></form>",
    f"<button formaction='javascript:{_RUN}'>x</button>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_RUN}'>",
    "<meta http-equiv=refresh content='0;url=https://example.invalid/'>",
    "<base href='https://example.invalid/'>",
    "<link rel=stylesheet href='https://example.invalid/x.css'>",
    "<style>@import 'https://example.invalid/x.css';</style>",
    "<style>body{display:none}</style>",
    "</style><b>x</b>",
    f"</title><script>{_RUN}</script>",
    f"</textarea><script>{_RUN}</script>",
    f"</noscript><script>{_RUN}</script>",
    f"--><script>{_RUN}</script>",
    f"<!--><script>{_RUN}</script>",
    f"]]><script>{_RUN}</script>",
    f"<![CDATA[<script>{_RUN}</script>]]>",
    f"<template><script>{_RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={_RUN}>'>",
    f'"><script>{_RUN}</script>',
    f"'><script>{_RUN}</script>",
    f'" onmouseover="{_RUN}',
    f"' onfocus='{_RUN}' autofocus='",
    f"` onerror=`{_RUN}",
    f"x onmouseover={_RUN} y",
    f'\\"-{_RUN}-\\"',
    f"';{_RUN}//",
    f'";{_RUN}//',
    f"\\u003cscript>{_RUN}\\u003c/script>",
    f"\\x3cscript\\x3e{_RUN}\\x3c/script\\x3e",
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"&#60;script&#62;{_RUN}&#60;/script&#62;",
    f"%3Cscript%3E{_RUN}%3C/script%3E",
    f"+ADw-script+AD4-{_RUN}+ADw-/script+AD4-",
    f"<scr\x00ipt>{_RUN}</script>",
    f"<ſcript>{_RUN}</ſcript>",
    f"＜script＞{_RUN}＜/script＞",
    "{{ cycler.__init__.__globals__ }} {% include '/etc/passwd' %}",
    "{{ ''.__class__.__mro__ }}",
    "#{7*7} <%= 7*7 %> ${{7*7}}",
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "../../../../etc/passwd",
    "papers/../../index.html",
    "file:///etc/passwd",
    "//example.invalid/x.js",
    "\ufeffbyte order, zero\u200bwidth, soft\u00adhyphen",
    "\u202e\u2066reversed\u2069 and never closed",
    "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u030a\u030b" * 8,
    "constructor",
    "__proto__",
    "con.html",
    "line\nbreaks\r\nand\ttabs",
)

_KEPT = {"date": "2025-02-03", "published": "2025-02-03"}
_NUMBERS: dict[str, Value] = {"float": 71.5, "int": 2025, "bool": True}


def every_field(texts: tuple[str, ...] = TEXTS) -> Listed:
    """For each text a node of each label and an edge of each kind, all of whose texts it is.

    Every other result is absolute, so that it stands on a board.
    """
    nodes = [_node(label, number, text) for label in schema.LABELS for number, text in _all(texts)]
    edges = [
        _edge(kind, source, target, number, text, len(texts))
        for number, text in _all(texts)
        for kind, pairs in schema.EDGE_ENDS.items()
        for source, target in pairs
    ]
    found = {edge.key: edge for edge in edges}
    return Listed(
        tuple(sorted(nodes, key=node_order)), tuple(sorted(found.values(), key=edge_order))
    )


def _all(texts: tuple[str, ...]) -> list[tuple[int, str]]:
    return list(enumerate(texts))


def _id(label: str, number: int) -> str:
    return f"title:{number:016x}" if label == schema.PAPER else f"{label.lower()}/{number}"


def _node(label: str, number: int, text: str) -> Node:
    properties: dict[str, Value] = {}
    for name, kind in schema.NODE_PROPERTIES[label].items():
        texts: Value = (text, f"{text} {text}") if kind == "strings" else text
        properties[name] = _NUMBERS.get(kind, texts)
    properties.update({name: day for name, day in _KEPT.items() if name in properties})
    if label == schema.RESULT and number % 2 == 0:
        properties |= {"kind": "absolute", "confidence": 0.9, "raw": f"7{number}", "unit": "%"}
    return Node(label, _id(label, number), properties)


def _edge(kind: str, source: str, target: str, number: int, text: str, count: int) -> Edge:
    sentence = f"We found {text} here."
    said = Evidence(9, 9 + len(text), text, sentence, text, 0.9)
    other = (number + 1) % count if source == target else number
    known: dict[str, Value] = {"confidence": 0.9}
    if kind == "AGAINST":
        known["raw"] = text
    ends = (source, _id(source, number), target, _id(target, other))
    return Edge(kind, *ends, _id(schema.PAPER, number), (said,), known)
