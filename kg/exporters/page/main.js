"use strict";

// Reads the records of the page, and joins picture, panel and keys by one small state.

(function start() {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const details = read("details");
  const graph = {
    ...details,
    records: details.nodes,
    nodes: read("nodes"),
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

  const state = { selected: null, hovered: null, hiddenTypes: new Set(), hiddenRelations: new Set() };
  const trail = [];
  const place = document.getElementById("picture");
  const picture = makePicture(graph, state);
  const card = makeCard(graph, { go, back, clear });
  const search = makeSearch(graph, go);
  makeLegend(graph, state, picture.applyFilters);

  function select(node) {
    state.selected = node;
    state.hovered = null;
    document.getElementById("legend").open = node === null;
    card.show(node, trail.length > 0);
    picture.draw();
  }

  /** Select a node from the panel: the view moves to it and its neighbours. */
  function go(node) {
    if (state.selected !== null && state.selected !== node) trail.push(state.selected);
    select(node);
    const near = picture.shownLinks(node).flatMap((number) => graph.edges[number].slice(0, 2));
    picture.fit([...new Set([node, ...near])]);
    document.getElementById("card").focus({ preventScroll: true });
  }

  function back() {
    const node = trail.pop();
    if (node === undefined) return;
    state.selected = null;
    go(node);
  }

  function clear() {
    trail.length = 0;
    select(null);
  }

  picture.network.on("click", ({ pointer }) => {
    const node = picture.nodeAt(pointer.DOM.x, pointer.DOM.y);
    if (node === null) return clear();
    if (state.selected !== null && state.selected !== node) trail.push(state.selected);
    return select(node);
  });

  let frame = 0;
  place.addEventListener("pointermove", (event) => {
    if (event.buttons) return;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const box = place.getBoundingClientRect();
      hover(picture.nodeAt(event.clientX - box.left, event.clientY - box.top));
    });
  });
  place.addEventListener("pointerleave", () => hover(null));

  function hover(node) {
    if (node === state.hovered) return;
    state.hovered = node;
    place.classList.toggle("pointing", node !== null);
    picture.draw();
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type === "text";
    if (event.key === "Escape") clear();
    else if (event.key === "/" && !typing) search.focus();
    else return;
    event.preventDefault();
  });

  document.getElementById("zoom").addEventListener("click", (event) => {
    const factor = Number(event.target.dataset.zoom);
    if (factor) picture.zoom(factor);
    else if (factor === 0) picture.fit();
  });

  select(null);
  window.paperGraph = { picture, state, graph };
})();
