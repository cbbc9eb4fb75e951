"use strict";

// Where the reader has been, for back and forward, and the address: `#node=...` or
// `#community=...` opens the page there again. A page inside another page, as in a notebook, has
// no address of its own.

/** A list of places `{ node, group, all }`; `show(place, move)` shows one. */
function makeVisits(graph, show) {
  const isAddressed = window.top === window && location.protocol !== "about:";
  let places = [read()];
  let at = 0;

  function fragment({ node = null, group = null, all = false }) {
    if (node !== null) return `#node=${encode(graph.records[node].id)}`;
    if (group !== null) return `#community=${encode(graph.groups[group].title)}`;
    return all ? "#all" : "#";
  }

  function encode(text) {
    return encodeURIComponent(text.toWellFormed?.() ?? text.replace(/[\ud800-\udfff]/g, "\ufffd"));
  }

  /** The place that the address names; the first view if it names none. */
  function read() {
    const [kind, value] = location.hash.slice(1).split("=", 2);
    const wanted = decode(value ?? "");
    const node = kind === "node" ? graph.records.findIndex((record) => record.id === wanted) : -1;
    const group = kind === "community" ? graph.groups.findIndex((each) => each.title === wanted) : -1;
    if (node >= 0) return { node };
    return group >= 0 ? { group } : { all: kind === "all" };
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      if (error instanceof URIError) return text;
      throw error;
    }
  }

  function isSame(one, other) {
    return fragment(one) === fragment(other) && Boolean(one.all) === Boolean(other.all);
  }

  function add(place, move) {
    if (!isSame(place, places[at])) {
      places = [...places.slice(0, at + 1), place];
      at += 1;
      if (isAddressed) history.pushState({ at }, "", fragment(place));
    }
    show(place, move);
  }

  function step(by) {
    if (!can(by)) return;
    if (isAddressed) history.go(by);
    else turn(at + by);
  }

  function turn(to) {
    at = to;
    show(places[at], true);
  }

  function can(by) {
    return at + by >= 0 && at + by < places.length;
  }

  addEventListener("popstate", (event) => {
    const known = event.state?.at;
    if (known !== undefined && places[known] && isSame(places[known], read())) return turn(known);
    [places, at] = [[read()], 0];
    if (isAddressed) history.replaceState({ at }, "");
    return turn(0);
  });

  function start() {
    if (isAddressed) history.replaceState({ at }, "");
    show(places[0], true);
  }

  return { add, step, can, start };
}
