"use strict";

// The picture: a drawer (canvas_drawer.js or webgl_drawer.js) draws nodes and edges; a canvas above
// it draws names, titles, the veil that dims the rest, and the selected node with its neighbours.
// So a selection or a hover costs nothing but that canvas, at any number of nodes.

const REACH = 9;
const FONT = "system-ui, sans-serif";
const DASHES = [6, 4]; // of what entities are to each other; papers' own links are whole
const EDGE_WIDTH = 1.4; // at the scale of 1
const FADED = 0.22; // of an edge between communities, against one within
const MANY_EDGES = 20000; // beyond these, edges are fainter, lest they cover the nodes
const MOVE_TIME = 300; // milliseconds

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
  let shown = [];
  let baseScale = 1;

  const isTypeShown = (node) => !state.hiddenTypes.has(graph.records[node].type);
  const isNodeShown = (node) => isTypeShown(node) && state.open.has(graph.groupOf[node]);
  const isLinkShown = (edge) =>
    !state.hiddenRelations.has(edge[2]) && isTypeShown(edge[0]) && isTypeShown(edge[1]);
  const isEdgeShown = (edge) => isLinkShown(edge) && isNodeShown(edge[0]) && isNodeShown(edge[1]);

  const xs = Float64Array.from(graph.nodes, (node) => node.x);
  const ys = Float64Array.from(graph.nodes, (node) => node.y);
  const sizes = Float64Array.from(graph.nodes, (node) => node.size);
  const drawer = makeDrawer(place, graph, {
    isNodeShown, isEdgeShown, colorOf, styleOf, drawGround, drawAbove: draw,
  });
  const view = { toScreen, scale, nearness, nodeToScreen, radius };
  const labels = makeLabels(graph, view, textWidth);
  const discs = makeDiscs(graph, state, view);

  function scale() {
    return drawer.view().scale;
  }

  function nearness() {
    return scale() / baseScale;
  }

  function toScreen(x, y) {
    const view = drawer.view();
    return [x * view.scale + view.x, y * view.scale + view.y];
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

  /** An edge is thin and faint, more so the more there are and between communities. */
  function styleOf(number) {
    const [from, to, relation] = graph.edges[number];
    const { color, between } = graph.relations[relation];
    const many = Math.max(Math.min(1, Math.sqrt(MANY_EDGES / graph.edges.length)), 0.3);
    const full = many * (graph.edges.length > 2500 ? 0.45 : 0.5);
    const opacity = graph.groupOf[from] === graph.groupOf[to] ? full : full * FADED;
    return { color, opacity, dashes: between ? DASHES : [] };
  }

  /** The shown node under or near a point of the picture, or null. */
  function nodeAt(x, y) {
    const view = drawer.view();
    const [atX, atY] = [(x - view.x) / view.scale, (y - view.y) / view.scale];
    const near = new Set(emphasised.marks.map((each) => each.node));
    let best = null;
    let nearest = REACH / view.scale;
    for (let id = 0; id < xs.length; id += 1) {
      const reach = nearest + sizes[id];
      if (Math.abs(xs[id] - atX) >= reach || Math.abs(ys[id] - atY) >= reach) continue;
      const distance = Math.hypot(xs[id] - atX, ys[id] - atY) - sizes[id];
      if (distance < nearest && (isNodeShown(id) || near.has(id))) [best, nearest] = [id, distance];
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
    const isMoving = drawer.isMoving();
    const taken = [];
    const titles = state.selected === null ? discs.texts(textWidth, taken, [width, height]) : [];
    const isStrong = (node) => node === state.selected || node === state.hovered;
    const placed = isMoving
      ? labels.moved(isStrong, taken, [width, height])
      : labels.placed({
        names: namesInOrder(near), isStrong, taken, size: [width, height],
        drawn: state.selected === null ? shown : [...near], many: state.selected !== null,
      });
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
      return state.hovered === null ? shown : [state.hovered, ...near, ...shown];
    }
    const first = [state.selected, ...(state.hovered === null ? [] : [state.hovered])];
    return [...first, ...[...near].sort((a, b) => labels.labelRank(b) - labels.labelRank(a))];
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
    const least = (one, other) => Math.min(one, other); // so many are no arguments of Math.min
    const edge = (side, sign) => spots.map((each) => sign * each[side] - each[2]).reduce(least);
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
    const middle = [(left + right) / 2, (top + bottom) / 2];
    drawer.moveTo(middle, Math.max(wanted, 0.02), animate && !calm.matches);
  }

  function zoom(factor) {
    const view = drawer.view();
    const [x, y] = [place.clientWidth / 2 - view.x, place.clientHeight / 2 - view.y];
    drawer.moveTo([x / view.scale, y / view.scale], view.scale * factor, false);
  }

  function applyFilters() {
    shown = labels.ranked.filter(isNodeShown);
    drawer.refresh();
    draw();
  }

  function lineOf(number) {
    const [from, to] = graph.edges[number];
    const width = EDGE_WIDTH * scale();
    return { from: nodeToScreen(from), to: nodeToScreen(to), width, ...styleOf(number) };
  }

  /** Whether the box of a line or mark reaches into the view. */
  function isSeen([fromX, fromY], [toX, toY], size) {
    const [width, height] = [place.clientWidth, place.clientHeight];
    return Math.max(fromX, toX) > -size && Math.min(fromX, toX) < width + size
      && Math.max(fromY, toY) > -size && Math.min(fromY, toY) < height + size;
  }

  /** All that is seen, as shapes in pixels, the ground first. */
  function scene() {
    const [paper, ink] = inks();
    const ground = discs.shapes(dark.matches);
    const numbers = graph.edges.map((_, number) => number);
    const lines = numbers
      .filter((number) => isEdgeShown(graph.edges[number]))
      .map(lineOf)
      .filter(({ from, to }) => isSeen(from, to, 0));
    const marks = shown
      .map((node) => ({ ...markOf(node), at: nodeToScreen(node), radius: radius(node) }))
      .filter((mark) => isSeen(mark.at, mark.at, mark.radius))
      .map(({ at: [x, y], ...mark }) => ({ ...mark, x, y }));
    return {
      width: place.clientWidth, height: place.clientHeight, paper, ink, ground, lines, marks,
      emphasised: state.selected === null && state.hovered === null ? null : emphasised,
      isVeiled: state.selected !== null, texts: written,
    };
  }

  drawer.start();
  dark.addEventListener("change", drawer.redraw);
  fit(undefined, false);
  baseScale = scale();
  return {
    draw, fit, fitGroup, zoom, nodeAt, discAt: discs.at, noteOf: discs.note,
    toScreen: nodeToScreen, placeToScreen: toScreen, applyFilters, shownLinks, scene, scale,
    applyColors: drawer.recolor, redraw: drawer.redraw, onClick: drawer.onClick,
    canvases: drawer.canvases, counts: drawer.counts, isStanding: drawer.isStanding,
    labels: () => written.map(({ box, ...each }) => box ?? [each.x, each.y - each.size * 0.6,
      each.x + textWidth(each.text, each.size, each.bold), each.y + each.size * 0.6]),
  };
}
