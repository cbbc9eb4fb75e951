"use strict";

// Names beside their nodes: the first come first served, none over another. More of them find
// room, and they grow, as the view comes nearer.

const LABELS = 40;
const MOST_LABELS = 160;
const LEADING = 12; // names shown even where they cover a corner of another hub
const HIDES_HUB = 1e9; // more than the area of everything else on the screen
const APART = 4; // pixels between names, at least
const ROOMY = 600000; // square pixels that have room for all labels
const LABEL_SIZE = 12;
const LABEL_LENGTH = 34;
const HUB_RADIUS = 7;
const FIRST_OF_GROUP = 2; // best-linked nodes of each community, named before the others

/** Where names stand. `view` turns nodes into pixels; `measure(text, size, bold)` is a width. */
function makeLabels(graph, view, measure) {
  const ranked = rankedNodes();
  const leading = new Set(ranked.slice(0, LEADING));

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
    const first = all.filter(isFirst);
    return [...first, ...all.filter((node) => !first.includes(node))];
  }

  function size(node, strong) {
    const near = Math.min(Math.max(view.nearness(), 1), 8);
    const hub = Math.min(Math.log2(1 + graph.links[node].length) / 2, 3);
    return (LABEL_SIZE + (strong ? 1 : 0) + hub) * Math.min(near ** 0.25, 1.5);
  }

  function text(node) {
    return shorten(graph.records[node].name, LABEL_LENGTH);
  }

  /** The names, in this order, that have a place; `taken` are boxes that are written in. */
  function placed(names, isStrong, onScreen, taken, [width, height], many) {
    const done = new Set();
    const near = Math.max(view.nearness(), 1);
    const room = Math.min(Math.sqrt((width * height) / ROOMY), 1);
    const limit = Math.min(room * (many ? 2 * LABELS : LABELS * near), MOST_LABELS);
    const written = [];
    for (const node of names) {
      if (written.length >= limit) break;
      const [x, y] = view.nodeToScreen(node);
      if (done.has(node) || x < 0 || y < 0 || x > width || y > height) continue;
      done.add(node);
      const strong = isStrong(node);
      const box = freeBox(node, x, y, strong, onScreen, taken, [width, height]);
      if (!box) continue;
      taken.push([box[0] - APART, box[1], box[2] + APART, box[3]]);
      const middle = (box[1] + box[3]) / 2;
      written.push({ text: text(node), x: box[0], y: middle, size: size(node, strong), bold: strong, box });
    }
    return written;
  }

  /** A free place for a name right, left, below or above of its node; the strong always get one. */
  function freeBox(node, x, y, strong, onScreen, taken, [width, height]) {
    const high = size(node, strong);
    const long = measure(text(node), high, strong);
    const [gap, half] = [Math.max(view.radius(node), 3) + 4, high * 0.67];
    const boxes = [
      [x + gap, y - half, x + gap + long, y + half],
      [x - gap - long, y - half, x - gap, y + half],
      [x - long / 2, y + gap - 2, x + long / 2, y + gap - 2 + 2 * half],
      [x - long / 2, y - gap + 2 - 2 * half, x + long / 2, y - gap + 2],
    ].filter((box) => box[0] >= 2 && box[2] <= width - 2 && box[1] >= 0 && box[3] <= height);
    let best = strong ? boxes[0] : undefined;
    let least = leading.has(node) ? Infinity : HIDES_HUB;
    for (const box of boxes) {
      if (taken.some((other) => overlap(box, other))) continue;
      const cost = coveredArea(box, node, onScreen);
      if (cost < least) [best, least] = [box, cost];
    }
    return best;
  }

  /** How much of other nodes a name at this place would hide; a hub counts for all the rest. */
  function coveredArea(box, node, onScreen) {
    let area = 0;
    for (const [x, y, size, other] of onScreen) {
      if (other === node || x < box[0] - size || x > box[2] + size) continue;
      if (y < box[1] - size || y > box[3] + size) continue;
      area += size > HUB_RADIUS ? HIDES_HUB : size * size;
    }
    return area;
  }

  return { ranked, labelRank, placed };
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
