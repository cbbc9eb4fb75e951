"use strict";

// The picture: vis-network draws nodes and edges; a canvas above it draws the labels, the
// veil that dims the rest, and the selected node with its neighbours. So a selection or a
// hover costs nothing but that canvas, at any number of nodes.

const LABELS = 40;
const LEADING = 12; // names shown even where they cover a corner of another hub
const HIDES_HUB = 1e9; // more than the area of everything else on the screen
const LABEL_FONT = "12px system-ui, sans-serif";
const STRONG_FONT = "600 13px system-ui, sans-serif";
const LABEL_LENGTH = 34;
const REACH = 9;
const HUB_RADIUS = 7;
const DASHES = [6, 4]; // of what entities are to each other; papers' own links are whole

/**
 * Draw a graph into #picture and #overlay.
 * `graph` holds records, positions and links; `state` what is selected, hovered and hidden.
 */
function makePicture(graph, state) {
  const place = document.getElementById("picture");
  const overlay = document.getElementById("overlay");
  const context = overlay.getContext("2d");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const widths = new Map();
  let onScreen = [];
  let labelBoxes = [];

  const isNodeShown = (node) => !state.hiddenTypes.has(graph.records[node].type);
  const isEdgeShown = (edge) =>
    !state.hiddenRelations.has(edge[2]) && isNodeShown(edge[0]) && isNodeShown(edge[1]);

  const nodeView = new vis.DataView(new vis.DataSet(graph.nodes), {
    filter: (node) => isNodeShown(node.id),
  });
  const edgeView = new vis.DataView(new vis.DataSet(styledEdges(graph)), {
    filter: (edge) => isEdgeShown(graph.edges[edge.id]),
  });
  const network = new vis.Network(place, { nodes: nodeView, edges: edgeView }, graph.options);
  const ranked = graph.nodes
    .map((node) => node.id)
    .sort((a, b) => labelRank(b) - labelRank(a) || a - b);

  const leading = new Set(ranked.slice(0, LEADING));

  // What papers share is named first; then papers, whose titles are long; then the rest.
  function labelRank(node) {
    const links = graph.links[node].length;
    const paper = graph.records[node].type === 0;
    return links + (paper ? 0 : links > 1 ? 1e6 : -1e6);
  }

  function toScreen(node) {
    const { x, y } = graph.nodes[node];
    const middle = network.getViewPosition();
    const scale = network.getScale();
    return [
      (x - middle.x) * scale + place.clientWidth / 2,
      (y - middle.y) * scale + place.clientHeight / 2,
    ];
  }

  function radius(node) {
    return graph.nodes[node].size * network.getScale();
  }

  /** The shown node under or near a point of the picture, or null. */
  function nodeAt(x, y) {
    let best = null;
    let nearest = Infinity;
    for (const { id } of graph.nodes) {
      if (!isNodeShown(id)) continue;
      const [nodeX, nodeY] = toScreen(id);
      const distance = Math.hypot(nodeX - x, nodeY - y) - radius(id);
      if (distance < nearest && distance < REACH) [best, nearest] = [id, distance];
    }
    return best;
  }

  function shownLinks(node) {
    return graph.links[node].filter((number) => isEdgeShown(graph.edges[number]));
  }

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [place.clientWidth, place.clientHeight];
    if (overlay.width !== Math.round(width * ratio) || overlay.height !== Math.round(height * ratio)) {
      overlay.width = Math.round(width * ratio);
      overlay.height = Math.round(height * ratio);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const paper = dark.matches ? "#15181d" : "#ffffff";
    const ink = dark.matches ? "#e6e9ee" : "#1b2230";
    const centre = state.hovered ?? state.selected;
    const near = new Set();
    if (state.selected !== null && isNodeShown(state.selected)) {
      veil(paper, width, height);
      emphasise(state.selected, near, paper);
    }
    if (state.hovered !== null && state.hovered !== state.selected) {
      emphasise(state.hovered, near, paper);
    }
    onScreen = nodesOnScreen(near);
    drawLabels(namesInOrder(centre, near), [width, height], paper, ink);
  }

  function veil(paper, width, height) {
    context.globalAlpha = 0.87;
    context.fillStyle = paper;
    context.fillRect(0, 0, width, height);
    context.globalAlpha = 1;
  }

  /** Draw a node, its links and its neighbours above the rest. */
  function emphasise(node, near, paper) {
    const links = shownLinks(node);
    context.globalAlpha = links.length > 60 ? 0.45 : 0.75;
    context.lineWidth = 1.4;
    for (const number of links) {
      const [from, to, relation] = graph.edges[number];
      context.strokeStyle = graph.relations[relation].color;
      context.setLineDash(graph.relations[relation].between ? DASHES : []);
      context.beginPath();
      context.moveTo(...toScreen(from));
      context.lineTo(...toScreen(to));
      context.stroke();
      near.add(from).add(to);
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
    near.add(node);
    for (const other of near) {
      drawMark(context, graph.types[graph.records[other].type], ...toScreen(other),
        Math.max(radius(other), other === node ? 8 : 4.5), paper);
    }
  }

  function namesInOrder(centre, near) {
    if (state.selected === null) {
      const overview = ranked.filter(isNodeShown);
      return state.hovered === null ? overview : [centre, ...near, ...overview];
    }
    const first = [state.selected, ...(state.hovered === null ? [] : [state.hovered])];
    return [...first, ...[...near].sort((a, b) => labelRank(b) - labelRank(a))];
  }

  /** Names beside their nodes, the first come first served, none over another. */
  function drawLabels(names, [width, height], paper, ink) {
    const taken = (labelBoxes = []);
    const done = new Set();
    const limit = state.selected === null ? LABELS : 2 * LABELS;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const node of names) {
      if (taken.length >= limit) break;
      const [x, y] = toScreen(node);
      if (done.has(node) || x < 0 || y < 0 || x > width || y > height) continue;
      done.add(node);
      const strong = node === state.selected || node === state.hovered;
      const box = freeBox(node, x, y, strong, taken, [width, height]);
      if (!box) continue;
      taken.push(box);
      context.font = strong ? STRONG_FONT : LABEL_FONT;
      context.strokeStyle = paper;
      context.lineWidth = 4;
      context.fillStyle = ink;
      const text = shortName(node);
      context.strokeText(text, box[0], (box[1] + box[3]) / 2);
      context.fillText(text, box[0], (box[1] + box[3]) / 2);
    }
  }

  /** A free place for a name right, left, below or above of its node; the strong always get one. */
  function freeBox(node, x, y, strong, taken, [width, height]) {
    const long = textWidth(shortName(node), strong);
    const gap = Math.max(radius(node), 3) + 4;
    const boxes = [
      [x + gap, y - 8, x + gap + long, y + 8],
      [x - gap - long, y - 8, x - gap, y + 8],
      [x - long / 2, y + gap - 2, x + long / 2, y + gap + 14],
      [x - long / 2, y - gap - 14, x + long / 2, y - gap + 2],
    ].filter((box) => box[0] >= 2 && box[2] <= width - 2 && box[1] >= 0 && box[3] <= height);
    let best = strong ? boxes[0] : undefined;
    let least = leading.has(node) ? Infinity : HIDES_HUB;
    for (const box of boxes) {
      if (taken.some((other) => overlap(box, other))) continue;
      const cost = coveredArea(box, node);
      if (cost < least) [best, least] = [box, cost];
    }
    return best;
  }

  /** How much of other nodes a name at this place would hide; a hub counts for all the rest. */
  function coveredArea(box, node) {
    let area = 0;
    for (const [x, y, size, other] of onScreen) {
      if (other === node || x < box[0] - size || x > box[2] + size) continue;
      if (y < box[1] - size || y > box[3] + size) continue;
      area += size > HUB_RADIUS ? HIDES_HUB : size * size;
    }
    return area;
  }

  /** Centre, radius and number of each node that is drawn in full colour. */
  function nodesOnScreen(near) {
    const drawn = state.selected === null ? ranked.filter(isNodeShown) : [...near];
    return drawn.map((node) => [...toScreen(node), radius(node), node]);
  }

  function textWidth(text, strong) {
    const key = (strong ? "!" : ".") + text;
    if (!widths.has(key)) {
      context.font = strong ? STRONG_FONT : LABEL_FONT;
      widths.set(key, context.measureText(text).width);
    }
    return widths.get(key);
  }

  function shortName(node) {
    return shorten(graph.records[node].name, LABEL_LENGTH);
  }

  /** Bring these nodes, or all, into view. */
  function fit(nodes) {
    network.fit({
      nodes: (nodes ?? graph.nodes.map((node) => node.id)).filter(isNodeShown),
      maxZoomLevel: nodes ? 1.1 : 1.6,
      animation: calm.matches ? false : { duration: 300, easingFunction: "easeInOutQuad" },
    });
  }

  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor });
  }

  function applyFilters() {
    nodeView.refresh();
    edgeView.refresh();
    draw();
  }

  network.on("afterDrawing", draw);
  dark.addEventListener("change", draw);
  network.fit({ maxZoomLevel: 1.6 });
  const labels = () => labelBoxes;
  return { network, draw, fit, zoom, nodeAt, toScreen, applyFilters, shownLinks, labels };
}

/** The edges for vis-network: thin and faint, more so the more there are. */
function styledEdges(graph) {
  const opacity = graph.edges.length > 2500 ? 0.16 : graph.edges.length > 800 ? 0.24 : 0.4;
  return graph.drawnEdges.map((edge) => ({
    ...edge,
    width: 1,
    dashes: graph.relations[graph.edges[edge.id][2]].between ? DASHES : false,
    color: { color: graph.relations[graph.edges[edge.id][2]].color, opacity, inherit: false },
  }));
}

function overlap(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/** At most `length` characters on one line, cut at the end; never half of a surrogate pair. */
function shorten(text, length) {
  const line = text.slice(0, 4 * length).replace(/[\s\u0000-\u001f]+/g, " ").trim();
  const letters = Array.from(line);
  return letters.length > length ? letters.slice(0, length - 1).join("").trim() + "…" : line;
}
