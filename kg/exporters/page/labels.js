"use strict";

// Names beside their nodes: the first come first served, none over another. More of them find
// room, and they grow, as the view comes nearer.

const LABELS = 40;
const MOST_LABELS = 160;
const MOST_TRIED = 1500; // names in view that are tried: of the others few would find room
const LEADING = 12; // names shown even where they cover a corner of another hub
const HIDES_HUB = 1e9; // more than the area of everything else on the screen
const APART = 4; // pixels between names, at least
const ROOMY = 600000; // square pixels that have room for all labels
const LABEL_SIZE = 12;
const LABEL_LENGTH = 34;
const HUB_RADIUS = 7;
const FIRST_OF_GROUP = 2; // best-linked nodes of each community, named before the others
const SIDES = [0, 1, 2, 3]; // right, left, below, above
const CELL = 64; // pixels of a cell in which nodes are looked up

/** Where names stand. `view` turns nodes into pixels; `measure(text, size, bold)` is a width. */
function makeLabels(graph, view, measure) {
  const ranked = rankedNodes();
  const leading = new Set(ranked.slice(0, LEADING));
  const sides = new Map(); // of the names that are written

  // What papers share is named first; then papers, whose titles are long; then the rest.
  function labelRank(node) {
    const links = graph.links[node].length;
    const paper = graph.records[node].type === 0;
    return links + (paper ? 0 : links > 1 ? 1e6 : -1e6);
  }

  function rankedNodes() {
    const all = graph.nodes
      .map((node) => node.id)
      .sort((a, b) => labelRank(b) - labelRank(a) || a - b);
    const seen = new Map();
    const isFirst = (node) => {
      const count = seen.get(graph.groupOf[node]) ?? 0;
      seen.set(graph.groupOf[node], count + 1);
      return graph.groups.length > 0 && count < FIRST_OF_GROUP;
    };
    const first = new Set(all.filter(isFirst));
    return [...first, ...all.filter((node) => !first.has(node))];
  }

  function size(node, strong) {
    const near = Math.min(Math.max(view.nearness(), 1), 8);
    const hub = Math.min(Math.log2(1 + graph.links[node].length) / 2, 3);
    return (LABEL_SIZE + (strong ? 1 : 0) + hub) * Math.min(near ** 0.25, 1.5);
  }

  function text(node) {
    return shorten(graph.records[node].name, LABEL_LENGTH);
  }

  /** The names, in this order, that have a place; `taken` are boxes that are written in, `drawn`
   *  the nodes that no name should hide, `size` that of the view. */
  function placed({ names, isStrong, drawn, taken, size: [width, height], many }) {
    const done = new Set();
    const near = Math.max(view.nearness(), 1);
    const room = Math.min(Math.sqrt((width * height) / ROOMY), 1);
    const limit = Math.min(room * (many ? 2 * LABELS : LABELS * near), MOST_LABELS);
    const covered = makeCrowd(drawn, view, [width, height]);
    sides.clear();
    for (const node of names) {
      if (sides.size >= limit || done.size >= MOST_TRIED) break;
      const [x, y] = view.nodeToScreen(node);
      if (done.has(node) || x < 0 || y < 0 || x > width || y > height) continue;
      done.add(node);
      const side = freeSide(node, isStrong(node), covered, taken, [width, height]);
      if (side === undefined) continue;
      sides.set(node, side);
      taken.push(roomOf(boxAt(node, isStrong(node), side)));
    }
    return [...sides].map(([node, side]) => label(node, isStrong(node), side));
  }

  /** The names of before, where the moving view has their nodes; what has no room there is left out. */
  function moved(isStrong, taken, [width, height]) {
    const written = [];
    for (const [node, side] of sides) {
      const box = boxAt(node, isStrong(node), side);
      const isOut = box[2] < 0 || box[3] < 0 || box[0] > width || box[1] > height;
      if (isOut || taken.some((other) => overlap(box, other))) continue;
      taken.push(roomOf(box));
      written.push(label(node, isStrong(node), side));
    }
    return written;
  }

  function roomOf(box) {
    return [box[0] - APART, box[1], box[2] + APART, box[3]];
  }

  function label(node, strong, side) {
    const box = boxAt(node, strong, side);
    const middle = (box[1] + box[3]) / 2;
    return { text: text(node), x: box[0], y: middle, size: size(node, strong), bold: strong, box };
  }

  /** Where a name stands right, left, below or above of its node. */
  function boxAt(node, strong, side) {
    const [x, y] = view.nodeToScreen(node);
    const high = size(node, strong);
    const long = measure(text(node), high, strong);
    const [gap, half] = [Math.max(view.radius(node), 3) + 4, high * 0.67];
    if (side === 0) return [x + gap, y - half, x + gap + long, y + half];
    if (side === 1) return [x - gap - long, y - half, x - gap, y + half];
    if (side === 2) return [x - long / 2, y + gap - 2, x + long / 2, y + gap - 2 + 2 * half];
    return [x - long / 2, y - gap + 2 - 2 * half, x + long / 2, y - gap + 2];
  }

  /** The free side that hides least of other nodes; the strong always get one. */
  function freeSide(node, strong, covered, taken, [width, height]) {
    const isInside = (box) => box[0] >= 2 && box[2] <= width - 2 && box[1] >= 0 && box[3] <= height;
    const sides = SIDES.filter((side) => isInside(boxAt(node, strong, side)));
    let best = strong ? sides[0] : undefined;
    let least = leading.has(node) ? Infinity : HIDES_HUB;
    for (const side of sides) {
      const box = boxAt(node, strong, side);
      if (taken.some((other) => overlap(box, other))) continue;
      const cost = covered(box, node);
      if (cost < least) [best, least] = [side, cost];
    }
    return best;
  }

  return { ranked, labelRank, placed, moved };
}

/** How much of other nodes a box would hide, as a function of the box and its own node; a hub
 *  counts for all the rest. */
function makeCrowd(nodes, view, [width, height]) {
  const cells = new Map();
  const hubs = [];
  const cellAt = (x, y) => Math.floor(x / CELL) * 1e5 + Math.floor(y / CELL);
  for (const node of nodes) {
    const [[x, y], size] = [view.nodeToScreen(node), view.radius(node)];
    if (x < -size || y < -size || x > width + size || y > height + size) continue;
    if (size > HUB_RADIUS) hubs.push([x, y, size, node]);
    else if (cells.has(cellAt(x, y))) cells.get(cellAt(x, y)).push([x, y, size, node]);
    else cells.set(cellAt(x, y), [[x, y, size, node]]);
  }

  function areaOf(box, [x, y, size, other], node) {
    if (other === node || x < box[0] - size || x > box[2] + size) return 0;
    if (y < box[1] - size || y > box[3] + size) return 0;
    return size > HUB_RADIUS ? HIDES_HUB : size * size;
  }

  return (box, node) => {
    let area = hubs.reduce((sum, hub) => sum + areaOf(box, hub, node), 0);
    for (let x = box[0] - HUB_RADIUS; x < box[2] + HUB_RADIUS + CELL; x += CELL) {
      for (let y = box[1] - HUB_RADIUS; y < box[3] + HUB_RADIUS + CELL; y += CELL) {
        for (const each of cells.get(cellAt(x, y)) ?? []) area += areaOf(box, each, node);
      }
    }
    return area;
  };
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
