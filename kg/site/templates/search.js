"use strict";
{
  const MOST = 60;
  const [places, rows] = JSON.parse(document.getElementById("names").textContent);
  const plain = /^[\x20-\x7e\t]*$/;
  const letters = (text) =>
    plain.test(text) ? text.replace(/[^a-z0-9+#]+/gi, " ") : text.normalize("NFKD")
      .replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}+#]+/gu, " ");
  const fold = (text) => letters(text).toLowerCase();
  const names = rows.map((row) => `${fold(` ${row[0]}`).trimEnd()} `);
  const keys = rows.map((row, at) => (row[3] ? `${names[at]}${fold(` ${row[3]}`)}` : names[at]));
  const words = document.getElementById("words");
  const found = document.getElementById("found");
  const count = document.getElementById("count");

  function item(at) {
    const [name, label, page, , papers] = rows[at];
    const line = document.createElement("li");
    const link = document.createElement("a");
    const quiet = document.createElement("span");
    link.href = `${page}.html`;
    link.textContent = name;
    quiet.className = "quiet";
    quiet.textContent = ` ${places[label] || label}${papers ? ` ${papers}` : ""}`;
    line.append(link, quiet);
    return line;
  }

  /** The rows that have all parts, in one walk: the whole name, names that begin so, others. */
  function having(parts, whole) {
    const found = [[], [], []];
    let hits = 0;
    for (let at = 0; at < keys.length; at += 1) {
      if (!parts.every((part) => keys[at].includes(part))) continue;
      hits += 1;
      const name = names[at];
      const rank = !name.startsWith(whole) ? 2 : name.length === whole.length + 1 ? 0 : 1;
      if (found[rank].length < MOST) found[rank].push(at);
    }
    return { hits, best: found.flat().slice(0, MOST) };
  }

  /** The rows that have most of the parts, where none has all: a word counts by how it begins. */
  function nearest(parts) {
    const starts = parts.map((part) => part.slice(0, Math.max(4, Math.ceil(part.length * 0.7))));
    const counts = keys.map((key) => starts.filter((start) => key.includes(start)).length);
    const most = counts.reduce((one, other) => Math.max(one, other), 0);
    const best = [];
    for (let at = 0; most && at < counts.length && best.length < MOST; at += 1) {
      if (counts[at] === most) best.push(at);
    }
    return best;
  }

  function search() {
    const folded = fold(words.value).trim();
    const parts = folded.split(" ").filter(Boolean).map((part) => ` ${part}`);
    const { hits, best } = parts.length ? having(parts, ` ${folded}`) : { hits: 0, best: [] };
    const near = parts.length && !hits ? nearest(parts) : [];
    found.replaceChildren(...[...best, ...near].map(item));
    count.textContent = near.length
      ? "No name has all of these words; these are the nearest"
      : parts.length
        ? `${hits.toLocaleString("en")} found${hits > MOST ? `, the first ${MOST} shown` : ""}`
        : `${rows.length.toLocaleString("en")} names`;
    history.replaceState(null, "", `#${new URLSearchParams({ q: words.value })}`);
  }

  words.addEventListener("input", search);
  words.value = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
  search();
  words.focus();
}
