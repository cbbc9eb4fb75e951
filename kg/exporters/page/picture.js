"use strict";

// The picture: vis-network draws nodes and edges; a canvas above it draws names, titles, the
// veil that dims the rest, and the selected node with its neighbours. So a selection or a
// hover costs nothing but that canvas, at any number of nodes.

const REACH = 9;
const DASHES = [6, 4]; // of what entities are to each other; papers' own links are whole
const FONT = "system-ui, sans-serif";
const EDGE_WIDTH = 1.4; // at the scale of 1
const FADED = 0.22; // of an edge between communities, against one within

/**
 * Draw a graph into #picture and #overlay.
 * `graph` holds records, positions and links; `state` what is selected, hovered, open and hidden.
 */
function makePicture(graph, state) {
  const place = document.getElementById("picture");
  const overlay = document.getElementById("overlay");
  const context = overlay.getContext("2d");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const widths = new Map();
  let written = [];
  let emphasised = { lines: [], marks: [] };
  let baseScale = 1;

  const isTypeShown = (node) => !state.hiddenTypes.has(graph.records[node].type);
  const isNodeShown = (node) => isTypeShown(node) && state.open.has(graph.groupOf[node]);
  const isLinkShown = (edge) =>
    !state.hiddenRelations.has(edge[2]) && isTypeShown(edge[0]) && isTypeShown(edge[1]);
  const isEdgeShown = (edge) => isLinkShown(edge) && isNodeShown(edge[0]) && isNodeShown(edge[1]);

  const nodeData = new vis.DataSet(graph.nodes.map((node) => ({ ...node, ...colored(node) })));
  const nodeView = new vis.DataView(nodeData, { filter: (node) => isNodeShown(node.id) });
  const edges = styledEdges(graph);
  const edgeView = new vis.DataView(new vis.DataSet(edges), {
    filter: (edge) => isEdgeShown(graph.edges[edge.id]),
  });
  const network = new vis.Network(place, { nodes: nodeView, edges: edgeView }, graph.options);
  const view = { toScreen, scale, nearness, nodeToScreen, radius };
  const labels = makeLabels(graph, view, textWidth);
  const discs = makeDiscs(graph, state, view);

  function scale() {
    return network.getScale();
  }

  function nearness() {
    return scale() / baseScale;
  }

  function toScreen(x, y) {
    const middle = network.getViewPosition();
    return [
      (x - middle.x) * scale() + place.clientWidth / 2,
      (y - middle.y) * scale() + place.clientHeight / 2,
    ];
  }

  function nodeToScreen(node) {
    return toScreen(graph.nodes[node].x, graph.nodes[node].y);
  }

  function radius(node) {
    return graph.nodes[node].size * scale();
  }

  function colorOf(node) {
    const group = graph.groups[graph.groupOf[node]];
    return state.byCommunity && group ? group.color : graph.types[graph.records[node].type].color;
  }

  function colored({ id }) {
    return { color: { background: colorOf(id), border: colorOf(id) } };
  }

  /** The shown node under or near a point of the picture, or null. */
  function nodeAt(x, y) {
    let best = null;
    let nearest = Infinity;
    const near = new Set(emphasised.marks.map((each) => each.node));
    for (const { id } of graph.nodes) {
      if (!isNodeShown(id) && !near.has(id)) continue;
      const [nodeX, nodeY] = nodeToScreen(id);
      const distance = Math.hypot(nodeX - x, nodeY - y) - radius(id);
      if (distance < nearest && distance < REACH) [best, nearest] = [id, distance];
    }
    return best;
  }

  function shownLinks(node) {
    return graph.links[node].filter((number) => isLinkShown(graph.edges[number]));
  }

  function inks() {
    return dark.matches ? ["#15181d", "#e6e9ee"] : ["#ffffff", "#1b2230"];
  }

  /** The ground under the nodes: discs and what joins them. */
  function drawGround(ground) {
    const ratio = window.devicePixelRatio || 1;
    const [paper] = inks();
    ground.save();
    ground.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { lines, circles } = discs.shapes(dark.matches);
    for (const line of lines) drawLine(ground, line);
    for (const circle of circles) {
      ground.beginPath();
      ground.arc(circle.x, circle.y, circle.radius, 0, 2 * Math.PI);
      if (circle.solid) {
        ground.fillStyle = paper;
        ground.fill();
      }
      ground.fillStyle = circle.color;
      ground.strokeStyle = circle.color;
      ground.lineWidth = circle.width;
      ground.globalAlpha = circle.fill;
      ground.fill();
      ground.globalAlpha = circle.stroke;
      ground.stroke();
      ground.globalAlpha = 1;
    }
    ground.restore();
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
    const [paper, ink] = inks();
    const near = new Set();
    emphasised = { lines: [], marks: [] };
    if (state.selected !== null) veil(paper, width, height);
    for (const node of new Set([state.selected, state.hovered])) {
      if (node !== null && isTypeShown(node)) emphasise(node, near);
    }
    for (const node of near) emphasised.marks.push(markAbove(node));
    for (const line of emphasised.lines) drawLine(context, line);
    for (const each of emphasised.marks) {
      drawMark(context, each.shape, each.color, each.x, each.y, each.radius, paper);
    }
    const taken = [];
    const titles = state.selected === null ? discs.texts(textWidth, taken, [width, height]) : [];
    const isStrong = (node) => node === state.selected || node === state.hovered;
    const [names, many] = [namesInOrder(near), state.selected !== null];
    const placed = labels.placed(names, isStrong, onScreen(near), taken, [width, height], many);
    written = [...titles, ...placed];
    for (const each of written) drawText(each, paper, ink);
  }

  function veil(paper, width, height) {
    context.globalAlpha = 0.87;
    context.fillStyle = paper;
    context.fillRect(0, 0, width, height);
    context.globalAlpha = 1;
  }

  function drawLine(canvas, { from, to, color, opacity, width, dashes }) {
    canvas.globalAlpha = opacity;
    canvas.strokeStyle = color;
    canvas.lineWidth = width;
    canvas.setLineDash(dashes);
    canvas.beginPath();
    canvas.moveTo(...from);
    canvas.lineTo(...to);
    canvas.stroke();
    canvas.setLineDash([]);
    canvas.globalAlpha = 1;
  }

  function drawText({ text, x, y, size, bold }, paper, ink) {
    context.font = font(size, bold);
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.strokeStyle = paper;
    context.lineWidth = 4;
    context.fillStyle = ink;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }

  /** A node, its links and its neighbours, to be drawn above the rest. */
  function emphasise(node, near) {
    const links = shownLinks(node);
    const opacity = links.length > 60 ? 0.45 : 0.75;
    near.add(node);
    for (const number of links) {
      const [from, to, relation] = graph.edges[number];
      const { color, between } = graph.relations[relation];
      emphasised.lines.push({
        from: nodeToScreen(from), to: nodeToScreen(to), color, opacity, width: 1.4,
        dashes: between ? DASHES : [],
      });
      near.add(from).add(to);
    }
  }

  function markAbove(node) {
    const [x, y] = nodeToScreen(node);
    const least = node === state.selected || node === state.hovered ? 8 : 4.5;
    return { node, ...markOf(node), x, y, radius: Math.max(radius(node), least) };
  }

  function markOf(node) {
    return { shape: graph.types[graph.records[node].type].shape, color: colorOf(node) };
  }

  function namesInOrder(near) {
    if (state.selected === null) {
      const overview = labels.ranked.filter(isNodeShown);
      return state.hovered === null ? overview : [state.hovered, ...near, ...overview];
    }
    const first = [state.selected, ...(state.hovered === null ? [] : [state.hovered])];
    return [...first, ...[...near].sort((a, b) => labels.labelRank(b) - labels.labelRank(a))];
  }

  /** Centre, radius and number of each node that is drawn in full colour. */
  function onScreen(near) {
    const drawn = state.selected === null ? labels.ranked.filter(isNodeShown) : [...near];
    return drawn.map((node) => [...nodeToScreen(node), radius(node), node]);
  }

  function font(size, bold) {
    return `${bold ? "600 " : ""}${size}px ${FONT}`;
  }

  /** The width of a text in pixels; widths grow with the size, so each text is measured once. */
  function textWidth(text, size, bold) {
    const key = (bold ? "!" : ".") + text;
    if (!widths.has(key)) {
      context.font = font(100, bold);
      widths.set(key, context.measureText(text).width / 100);
    }
    return widths.get(key) * size;
  }

  /** Bring these nodes, or this community, or all, into view. */
  function fit(nodes, animate = true) {
    show(boxOf(nodes ?? graph.nodes.map((node) => node.id), !nodes), nodes ? 1.1 : 1.6, animate);
  }

  function fitGroup(number, animate = true) {
    const [x, y, size] = graph.groups[number].disc;
    show([x - size, y - size, x + size, y + size], 2.5, animate);
  }

  function boxOf(nodes, whole) {
    const shown = nodes.filter(isTypeShown).map((node) => graph.nodes[node]);
    const spots = [
      ...shown.map(({ x, y, size }) => [x, y, size]),
      ...(whole ? graph.groups.map((group) => group.disc) : []),
    ];
    const edge = (side, sign) => Math.min(...spots.map((each) => sign * each[side] - each[2]));
    if (!spots.length) return [-1, -1, 1, 1];
    return [edge(0, 1), edge(1, 1), -edge(0, -1), -edge(1, -1)];
  }

  function show([left, top, right, bottom], most, animate) {
    const margin = 16;
    const wanted = Math.min(
      (place.clientWidth - 2 * margin) / Math.max(right - left, 1),
      (place.clientHeight - 2 * margin) / Math.max(bottom - top, 1),
      most
    );
    network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      scale: Math.max(wanted, 0.02),
      animation:
        animate && !calm.matches ? { duration: 300, easingFunction: "easeInOutQuad" } : false,
    });
  }

  function zoom(factor) {
    network.moveTo({ scale: scale() * factor });
  }

  function applyFilters() {
    nodeView.refresh();
    edgeView.refresh();
    draw();
  }

  /** Colour the nodes by type or by community. */
  function applyColors() {
    nodeData.update(graph.nodes.map((node) => ({ id: node.id, ...colored(node) })));
    network.redraw();
  }

  /** All that is seen, as shapes in pixels, the ground first. */
  function scene() {
    const [paper, ink] = inks();
    const ground = discs.shapes(dark.matches);
    const lines = edges
      .filter(({ id }) => isEdgeShown(graph.edges[id]))
      .map(({ id, color, dashes }) => ({
        from: nodeToScreen(graph.edges[id][0]), to: nodeToScreen(graph.edges[id][1]),
        color: color.color, opacity: color.opacity, width: EDGE_WIDTH * scale(), dashes: dashes || [],
      }));
    const marks = graph.nodes
      .filter(({ id }) => isNodeShown(id))
      .map(({ id }) => {
        const [x, y] = nodeToScreen(id);
        return { ...markOf(id), x, y, radius: radius(id) };
      });
    return {
      width: place.clientWidth, height: place.clientHeight, paper, ink, ground, lines, marks,
      emphasised: state.selected === null && state.hovered === null ? null : emphasised,
      isVeiled: state.selected !== null, texts: written,
    };
  }

  network.on("beforeDrawing", drawGround);
  network.on("afterDrawing", draw);
  dark.addEventListener("change", () => network.redraw());
  fit(undefined, false);
  baseScale = scale();
  return {
    network, draw, fit, fitGroup, zoom, nodeAt, discAt: discs.at, noteOf: discs.note,
    toScreen: nodeToScreen, placeToScreen: toScreen, applyFilters, applyColors, shownLinks, scene,
    redraw: () => network.redraw(),
    labels: () => written.map(({ box, ...each }) => box ?? [each.x, each.y - each.size * 0.6,
      each.x + textWidth(each.text, each.size, each.bold), each.y + each.size * 0.6]),
  };
}

/** The edges for vis-network: thin and faint, more so the more there are and between communities. */
function styledEdges(graph) {
  const full = graph.edges.length > 2500 ? 0.45 : 0.5;
  return graph.drawnEdges.map((edge) => {
    const [from, to, relation] = graph.edges[edge.id];
    const opacity = graph.groupOf[from] === graph.groupOf[to] ? full : full * FADED;
    return {
      ...edge,
      width: EDGE_WIDTH,
      dashes: graph.relations[relation].between ? DASHES : false,
      color: { color: graph.relations[relation].color, opacity, inherit: false },
    };
  });
}
