"use strict";

// The map: each community a disc with its title, its size and its best-linked members. A closed
// disc stands for its nodes; of an open one only the ground and the title are drawn.

const TITLE_SIZES = [22, 19, 17, 15, 14, 13, 12, 11, 10];
const MEMBERS_NAMED = 3;
const LINES_OF_EACH = 3; // strongest links of a disc that are drawn

/** What the discs need of the page: `view` turns places into pixels, `state` knows what is open. */
function makeDiscs(graph, state, view) {
  const { groups } = graph;
  const fields = groups.map((_, number) => number).filter((number) => groups[number].field);
  const bridges = strongestBridges();
  const notes = groups.map(noteOf);
  const counts = groups.map(({ members, total }) =>
    members.length < total ? `${counted(members.length)} of ${counted(total)}` : `${counted(total)} nodes`
  );
  const named = groups.map(({ members }) =>
    members
      .filter((node) => graph.records[node].type !== 0)
      .sort((a, b) => graph.links[b].length - graph.links[a].length || a - b)
      .slice(0, MEMBERS_NAMED)
      .map((node) => shorten(graph.records[node].name, 26))
  );

  const isOpen = (number) => state.open.has(number);

  /** Pairs of communities with many links between them: [one, other, links]. */
  function strongestBridges() {
    const counts = new Map();
    for (const [from, to] of graph.edges) {
      const [one, other] = [graph.groupOf[from], graph.groupOf[to]].sort((a, b) => a - b);
      if (one === other || !groups[one]?.field || !groups[other]?.field) continue;
      const key = one * groups.length + other;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const all = [...counts].map(([key, count]) => [
      Math.floor(key / groups.length), key % groups.length, count,
    ]);
    all.sort((a, b) => b[2] - a[2] || a[0] - b[0] || a[1] - b[1]);
    const best = new Set();
    for (const field of fields) {
      all.filter((each) => each[0] === field || each[1] === field)
        .slice(0, LINES_OF_EACH)
        .forEach((each) => best.add(each));
    }
    return all.filter((each) => best.has(each));
  }

  function noteOf({ members, total }) {
    const papers = members.filter((node) => graph.records[node].type === 0).length;
    const names = members.length - papers;
    const shown = [[papers, "paper"], [names, "name"]]
      .filter(([count]) => count)
      .map(([count, what]) => `${counted(count)} ${what}${count === 1 ? "" : "s"}`)
      .join(", ");
    return members.length < total
      ? `${shown}: ${counted(members.length)} of ${counted(total)} nodes are shown`
      : shown;
  }

  /** Centre and radius in pixels. */
  function place(number) {
    const [x, y, radius] = groups[number].disc;
    return [...view.toScreen(x, y), radius * view.scale()];
  }

  /** The closed disc at a point of the picture, or null. */
  function at(x, y) {
    for (const number of groups.keys()) {
      if (isOpen(number)) continue;
      const [middleX, middleY, radius] = place(number);
      if (Math.hypot(middleX - x, middleY - y) <= radius) return number;
    }
    return null;
  }

  /** The grounds of all discs and the bridges between closed ones, as shapes in pixels. */
  function shapes(dark) {
    const [lines, circles] = [[], []];
    const most = bridges[0]?.[2] ?? 1;
    for (const [one, other, count] of state.open.size ? [] : bridges) {
      const [from, to] = [place(one), place(other)];
      lines.push({
        from: from.slice(0, 2), to: to.slice(0, 2), color: dark ? "#a3adbb" : "#5b6575",
        opacity: 0.3, width: 1 + 7 * Math.sqrt(count / most), dashes: [],
      });
    }
    for (const number of groups.keys()) {
      const [x, y, radius] = place(number);
      const pointed = number === state.hoveredGroup;
      const closed = state.open.size ? 0.09 : dark ? 0.24 : 0.16;
      const fill = isOpen(number) ? 0.05 : pointed ? 0.34 : closed;
      circles.push({
        x, y, radius, color: groups[number].color, fill, solid: !isOpen(number),
        stroke: isOpen(number) ? 0.25 : 0.8, width: pointed ? 2.5 : 1.2,
      });
    }
    return { lines, circles };
  }

  /** What is written: titles with notes in closed discs, titles at the rim of open ones.
   *  `measure(text, size, bold)` is a width in pixels; texts come back with their box. */
  function texts(measure, taken, [width, height]) {
    const written = [];
    for (const number of groups.keys()) {
      const [x, y, radius] = place(number);
      if (x + radius < 0 || y + radius < 0 || x - radius > width || y - radius > height) continue;
      if (!isOpen(number)) written.push(...inside(number, x, y, radius, measure, taken));
      else if (state.selected === null) written.push(...rim(number, x, y, radius, measure, taken));
    }
    return written;
  }

  /** The title and what fits below it, as large as it goes; else its first name alone. */
  function inside(number, x, y, radius, measure, taken) {
    const { title } = groups[number];
    for (const text of [title, title.split(" · ")[0]]) {
      for (const size of TITLE_SIZES) {
        const rows = rowsThatFit(number, text, radius, size, measure);
        if (rows) return stack(x, y, rows, measure, taken);
      }
    }
    const under = below(number, x, y, radius, measure, taken);
    return under.length ? under : clipped(title, x, y, radius, measure, taken);
  }

  /** As much of a title as one line of a small disc holds. */
  function clipped(title, x, y, radius, measure, taken) {
    const size = TITLE_SIZES.at(-1);
    for (let length = Array.from(title).length; length >= 5; length -= 1) {
      const text = shorten(title, length);
      if (measure(text, size, true) < 1.85 * radius) {
        return [boxed(text, x, y, size, true, measure, taken)];
      }
    }
    return [];
  }

  /** [text, size, bold, line height] of each row, or null where the title does not fit. */
  function rowsThatFit(number, text, radius, size, measure) {
    const title = wrap(text, 1.75 * radius, size, measure);
    if (!title) return null;
    const note = Math.max(11, Math.round(size * 0.72));
    const small = [counts[number], ...named[number].filter((name) => !title.includes(name))];
    for (let count = small.length; count >= 0; count -= 1) {
      const rows = [
        ...title.map((line) => [line, size, true, size * 1.25]),
        ...small.slice(0, count).map((line) => [line, note, false, note * 1.35]),
      ];
      const isEnough = count >= Math.min(2, small.length) || size <= 13;
      if (isEnough && isInside(rows, radius, measure)) return rows;
    }
    return null;
  }

  /** Whether every row, with the rows in the middle of the disc, ends within it. */
  function isInside(rows, radius, measure) {
    let y = -rows.reduce((sum, row) => sum + row[3], 0) / 2;
    return rows.every(([text, size, bold, line]) => {
      const far = Math.max(Math.abs(y), Math.abs(y + line));
      y += line;
      return Math.hypot(far, measure(text, size, bold) / 2) < 0.98 * radius;
    });
  }

  function stack(x, middle, rows, measure, taken) {
    let y = middle - rows.reduce((sum, row) => sum + row[3], 0) / 2;
    return rows.map(([text, size, bold, line]) => {
      y += line;
      return boxed(text, x, y - line / 2, size, bold, measure, taken);
    });
  }

  /** A title that is too long for its disc: under it, where nothing else is. */
  function below(number, x, y, radius, measure, taken) {
    const [size, text] = [11, shorten(groups[number].title, 30)];
    const [middle, half] = [y + radius + 8, measure(text, size, true) / 2];
    const isOverDisc = [...groups.keys()].some((other) => {
      if (other === number) return false;
      const [otherX, otherY, reach] = place(other);
      const [aside, above] = [Math.max(Math.abs(otherX - x) - half, 0), Math.abs(otherY - middle)];
      return Math.hypot(aside, Math.max(above - size / 2, 0)) < reach;
    });
    return isOverDisc ? [] : free(text, x, middle, size, measure, taken);
  }

  function rim(number, x, y, radius, measure, taken) {
    const size = Math.min(17, Math.max(12, radius / 11));
    const { title } = groups[number];
    const fits = (text) => measure(text, size, true) < 2.1 * radius;
    const text = [title, title.split(" · ")[0]].find(fits);
    return text && radius > 34 ? free(text, x, y - radius + size * 0.9, size, measure, taken) : [];
  }

  function free(text, x, y, size, measure, taken) {
    const half = measure(text, size, true) / 2 + 3;
    const box = [x - half, y - size * 0.65, x + half, y + size * 0.65];
    if (taken.some((other) => overlap(box, other))) return [];
    return [boxed(text, x, y, size, true, measure, taken)];
  }

  function boxed(text, x, y, size, bold, measure, taken) {
    const half = measure(text, size, bold) / 2;
    taken.push([x - half, y - size * 0.6, x + half, y + size * 0.6]);
    return { text, x: x - half, y, size, bold };
  }

  /** The title in lines no wider than this, or null: parted between names first, then words. */
  function wrap(title, limit, size, measure) {
    const lines = [];
    const parts = title.split(" · ");
    for (const [part, name] of parts.entries()) {
      let line = "";
      const words = (part < parts.length - 1 ? `${name}\u00a0·` : name).split(/(?<=-)|(?= )/);
      for (const word of words) {
        if (measure(word.trim(), size, true) > limit) return null;
        if (measure((line + word).trim(), size, true) <= limit) line += word;
        else {
          lines.push(line.trim());
          line = word;
        }
      }
      const joined = part ? `${lines.at(-1)} ${line.trim()}` : "";
      if (part && measure(joined, size, true) <= limit) lines.splice(-1, 1, joined);
      else lines.push(line.trim());
    }
    return lines.length <= 5 ? lines : null;
  }

  return { at, shapes, texts, note: (number) => notes[number] };
}
