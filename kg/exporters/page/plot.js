"use strict";

// How many papers name an entity, by month or year and role: a small plot for its card.

const PLOT_WIDTH = 340;
const PLOT_HEIGHT = 64;
const MOST_MONTHS = 30;

/** The plot of a node with its caption, or nothing where all papers are of one month. */
function rolesByTime(graph, node) {
  const dated = graph.links[node]
    .map((number) => graph.edges[number])
    .filter(([from, to]) => to === node && graph.records[from].type === 0)
    .filter(([from]) => /^\d{4}-\d\d/.test(graph.records[from].date ?? ""));
  const dates = dated.map(([from]) => graph.records[from].date.slice(0, 7)).sort();
  if (!dates.length || dates[0] === dates.at(-1)) return [];
  const months = monthsBetween(dates[0], dates.at(-1));
  const byYear = months.length > MOST_MONTHS;
  const periods = byYear ? [...new Set(months.map((month) => month.slice(0, 4)))] : months;
  const counts = new Map(periods.map((period) => [period, new Map()]));
  for (const [from, , relation] of dated) {
    const bars = counts.get(graph.records[from].date.slice(0, byYear ? 4 : 7));
    bars.set(relation, (bars.get(relation) ?? 0) + 1);
  }
  const title = `Papers by ${byYear ? "year" : "month"}`;
  return [make("figure", {}, make("figcaption", { textContent: title }), bars(graph, counts, title))];
}

function monthsBetween(first, last) {
  const months = [];
  let [year, month] = first.split("-").map(Number);
  for (let now = first; now <= last; ) {
    months.push(now);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    now = `${year}-${String(month).padStart(2, "0")}`;
  }
  return months;
}

function bars(graph, counts, title) {
  const totals = [...counts.values()].map((each) => [...each.values()].reduce((a, b) => a + b, 0));
  const most = Math.max(...totals);
  const spoken = [...counts.keys()].map((period, i) => `${period}: ${totals[i]}`).join(", ");
  const svg = shape("svg", {
    viewBox: `0 0 ${PLOT_WIDTH} ${PLOT_HEIGHT}`, role: "img", "aria-label": `${title}. ${spoken}`,
  });
  const step = PLOT_WIDTH / counts.size;
  const high = PLOT_HEIGHT - 16;
  [...counts].forEach(([period, roles], number) => {
    let y = high;
    for (const [relation, count] of [...roles].sort((a, b) => a[0] - b[0])) {
      const { color, phrase } = graph.relations[relation];
      const tall = (count / most) * (high - 12);
      y -= tall;
      const bar = shape("rect", {
        x: round(number * step + step * 0.12), y: round(y), width: round(step * 0.76),
        height: round(tall), fill: color,
      });
      const note = shape("title", {});
      note.textContent = `${period}: ${phrase} ${count}`;
      bar.append(note);
      svg.append(bar);
    }
  });
  const labels = [[0, "start", [...counts.keys()][0]], [PLOT_WIDTH, "end", [...counts.keys()].at(-1)]];
  for (const [x, anchor, text] of labels) {
    const label = shape("text", { x, y: PLOT_HEIGHT - 3, "text-anchor": anchor });
    label.textContent = text;
    svg.append(label);
  }
  const peak = totals.indexOf(most);
  const label = shape("text", { x: round((peak + 0.5) * step), y: 9, "text-anchor": "middle" });
  label.textContent = most;
  svg.append(label);
  return svg;
}
