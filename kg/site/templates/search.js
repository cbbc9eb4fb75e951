"use strict";
{
  const MOST = 60;
  const [places, rows] = JSON.parse(document.getElementById("names").textContent);
  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}+#]+/gu, " ").toLowerCase();
  const keys = rows.map((row) => fold(` ${row[0]} ${row[3]}`));
  const words = document.getElementById("words");
  const found = document.getElementById("found");
  const count = document.getElementById("count");

  function rank(at, whole) {
    const name = fold(rows[at][0]).trim();
    return (name === whole ? 0 : name.startsWith(whole) ? 1 : 2) * 1e9 - rows[at][4];
  }

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

  function search() {
    const whole = fold(words.value).trim();
    const parts = whole.split(/\s+/).filter(Boolean).map((part) => ` ${part}`);
    const hits = [];
    if (parts.length) {
      for (let at = 0; at < keys.length; at += 1) {
        if (parts.every((part) => keys[at].includes(part))) hits.push(at);
      }
    }
    const best = hits.map((at) => [rank(at, whole), at]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    found.replaceChildren(...best.slice(0, MOST).map(([, at]) => item(at)));
    count.textContent = parts.length
      ? `${hits.length} found${hits.length > MOST ? `, the first ${MOST} shown` : ""}`
      : `${rows.length} names`;
    history.replaceState(null, "", `#${new URLSearchParams({ q: words.value })}`);
  }

  words.addEventListener("input", search);
  words.value = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
  search();
  words.focus();
}
