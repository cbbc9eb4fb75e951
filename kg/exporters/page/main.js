"use strict";

// Reads the records of the page, and joins picture, panel, keys and address by one small state.

(function start() {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const graph = readGraph(read);
  const everything = new Set(graph.groups.length ? graph.groups.keys() : [0]);
  const hasMap = graph.groups.length > 0;
  const state = {
    selected: null, hovered: null, hoveredGroup: null, byCommunity: hasMap,
    open: hasMap ? new Set() : everything, hiddenTypes: new Set(), hiddenRelations: new Set(),
  };
  let isStarted = false;
  const byId = (id) => document.getElementById(id);
  const place = byId("picture");
  const picture = makePicture(graph, state);
  const visits = makeVisits(graph, show);
  const card = makeCard(graph, { go, openGroup, visits, clear, noteOf: picture.noteOf });
  const search = makeSearch(graph, go);
  makeLegend(graph, state, picture.applyFilters);
  for (const each of document.querySelectorAll("[data-map]")) each.hidden = !hasMap;

  /** Show a place: `{ node, group, all }`, each or none; `move` brings it into view. */
  function show({ node = null, group = null, all = false }, move) {
    const own = node === null || !hasMap ? group : graph.groupOf[node];
    state.open = all || !hasMap ? everything : new Set(own === null ? [] : [own]);
    [state.selected, state.hovered, state.hoveredGroup] = [node, null, null];
    byId("legend").open = node === null && Math.min(innerWidth, 1.4 * innerHeight) > 900;
    for (const each of document.querySelectorAll("[data-open]")) {
      each.ariaPressed = String(state.open.size === (each.dataset.open === "all" ? everything.size : 0));
    }
    picture.applyFilters();
    card.show({ node, group: node === null ? group : null });
    if (!move) return;
    if (node !== null) picture.fit(around(node), isStarted);
    else if (group !== null && !all) picture.fitGroup(group, isStarted);
    else picture.fit(undefined, isStarted);
  }

  function around(node) {
    const near = picture.shownLinks(node).flatMap((number) => graph.edges[number].slice(0, 2));
    return [...new Set([node, ...near])];
  }

  const isAllOpen = () => state.open.size === everything.size;

  /** Select a node from the panel: the view moves to it and its neighbours. */
  function go(node) {
    visits.add({ node, all: isAllOpen() }, true);
    byId("card").focus({ preventScroll: true });
  }

  function openGroup(group) {
    visits.add({ group }, true);
  }

  /** First the selection goes, then the community closes. */
  function clear() {
    const kept = state.selected === null || isAllOpen() ? null : graph.groupOf[state.selected];
    const all = isAllOpen() && state.selected !== null;
    visits.add({ group: hasMap ? kept : null, all }, state.selected === null);
  }

  picture.onClick((x, y) => {
    const node = picture.nodeAt(x, y);
    const group = node === null && state.selected === null ? picture.discAt(x, y) : null;
    if (node !== null) visits.add({ node, all: isAllOpen() }, false);
    else if (group !== null) openGroup(group);
    else if (state.selected !== null) clear();
  });

  let frame = 0;
  place.addEventListener("pointermove", (event) => {
    if (event.buttons) return;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const box = place.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const node = picture.nodeAt(x, y);
      hover(node, node === null && state.selected === null ? picture.discAt(x, y) : null);
    });
  });
  place.addEventListener("pointerleave", () => hover(null, null));

  function hover(node, group) {
    if (node === state.hovered && group === state.hoveredGroup) return;
    const isGround = group !== state.hoveredGroup;
    [state.hovered, state.hoveredGroup] = [node, group];
    place.classList.toggle("pointing", node !== null || group !== null);
    if (isGround) picture.redraw();
    else picture.draw();
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type === "text";
    if (event.key === "Escape") clear();
    else if (event.key === "/" && !typing) search.focus();
    else return;
    event.preventDefault();
  });

  byId("tools").addEventListener("click", ({ target }) => {
    const { zoom, open, save } = target.dataset;
    if (Number(zoom)) picture.zoom(Number(zoom));
    else if (zoom) picture.fit();
    else if (open) visits.add({ all: open === "all" }, true);
    else if (save) saveView(picture, save, document.title);
  });
  byId("color").addEventListener("change", ({ target }) => {
    state.byCommunity = target.value === "community";
    picture.applyColors();
  });

  visits.start();
  isStarted = true;
  window.paperGraph = { picture, state, graph };
})();

/** A node as vis-network wants it, which may be given as `[x, y, radius]`. */
function placed(node, id) {
  return Array.isArray(node) ? { id, x: node[0], y: node[1], size: node[2] } : node;
}

/** The records of the page, with what they imply: links and results of each node, its community. */
function readGraph(read) {
  const details = read("details");
  const graph = {
    ...details,
    records: details.nodes,
    nodes: read("nodes").map(placed),
    drawnEdges: read("edges"),
    options: read("options"),
  };
  graph.links = graph.nodes.map(() => []);
  graph.edges.forEach(([from, to], number) => {
    graph.links[from].push(number);
    graph.links[to].push(number);
  });
  graph.resultsOf = graph.nodes.map(() => []);
  graph.results.forEach((result, number) => {
    const named = result.slots.map((slot) => slot[1]).filter((node) => node >= 0);
    for (const node of new Set([result.paper, ...named])) graph.resultsOf[node].push(number);
  });
  graph.groupOf = graph.nodes.map(() => 0);
  graph.groups.forEach(({ members }, number) => {
    for (const node of members) graph.groupOf[node] = number;
  });
  return graph;
}
