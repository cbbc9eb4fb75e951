"use strict";

// What the panel is made of. Text from papers enters the page here and in the card alone, and
// only by textContent.

const FIRST_SHOWN = 30;

/** An element with a class, properties and children; strings become text. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** A count for reading: 1,234. */
function counted(count) {
  return count.toLocaleString("en");
}

/** A link to where a paper is read, in a tab of its own. */
function link(page) {
  const shown = page.replace(/^https?:\/\/(www\.)?/, "");
  const properties = { href: page, target: "_blank", rel: "noopener noreferrer" };
  return make("a", { ...properties, textContent: shown });
}

const CELLS = " | ";

/** A sentence with what it names marked: `[number, start, length, ...]` in UTF-16 code units. */
function quotation(graph, [number, ...marks]) {
  const sentence = graph.sentences[number];
  const quote = make("blockquote", { dir: "auto" });
  const isRow = sentence.includes("\n") && sentence.includes(CELLS);
  if (isRow) quote.append(rowOfTable(sentence, marks));
  else mark(quote, sentence, 0, marks);
  return quote;
}

/** Append a piece of a sentence that begins at `from`, with the marks that stand in it. */
function mark(element, text, from, marks) {
  let done = 0;
  for (let i = 0; i < marks.length; i += 2) {
    const [start, end] = [marks[i] - from, marks[i] + marks[i + 1] - from];
    if (start === end || start < done || end > text.length) continue;
    element.append(text.slice(done, start));
    element.append(make("mark", { textContent: text.slice(start, end) }));
    done = end;
  }
  element.append(text.slice(done));
}

/** The row of a table below the rows of its header. */
function rowOfTable(sentence, marks) {
  const table = make("table");
  let from = 0;
  for (const line of sentence.split("\n")) {
    const row = make("tr");
    for (const text of line.split(CELLS)) {
      const cell = make("td");
      mark(cell, text, from, marks);
      row.append(cell);
      from += text.length + CELLS.length;
    }
    from += 1 - CELLS.length;
    table.append(row);
  }
  return table;
}

/** The best sentence, and the others behind a fold. */
function quotations(graph, evidence) {
  const [best, ...more] = distinctSentences(evidence);
  if (!best) return [];
  const quote = quotation(graph, best);
  if (!more.length) return [quote];
  const summary = make("summary", { textContent: `${more.length} more` });
  return [quote, make("details", {}, summary, ...more.map((each) => quotation(graph, each)))];
}

function distinctSentences(evidence) {
  const seen = new Set();
  return evidence.filter(([number]) => !seen.has(number) && seen.add(number));
}

/** A button that goes to a node. */
function gotoButton(graph, go, node, note = "") {
  const name = make("span", { dir: "auto", textContent: graph.records[node].name });
  const icon = markIcon(graph.types[graph.records[node].type]);
  const button = make("button", { type: "button", className: "goto" }, icon, name);
  button.dataset.node = node;
  if (note) button.append(make("output", { textContent: note }));
  button.addEventListener("click", () => go(node));
  return button;
}

/** A list that shows its first items, and the rest on demand. */
function longList(items, makeItem, first = FIRST_SHOWN) {
  const list = make("ul", { className: "plain" });
  list.append(...items.slice(0, first).map(makeItem));
  if (items.length > first) {
    const more = moreButton(items.length, () =>
      row.replaceWith(...items.slice(first).map(makeItem))
    );
    const row = make("li", {}, more);
    list.append(row);
  }
  return list;
}

function moreButton(count, act) {
  const more = make("button", {
    type: "button",
    className: "small",
    textContent: `Show all ${counted(count)}`,
  });
  more.addEventListener("click", () => act(more));
  return more;
}

/** A group of rows under a heading that folds. */
function foldingGroup(title, items, makeItem, open = true, first = FIRST_SHOWN) {
  const summary = make("summary", {}, make("h3", { textContent: title }));
  return make("details", { className: "group", open }, summary, longList(items, makeItem, first));
}

/** The other names of an entity, by what they are to its name. */
function aliasLines(name, aliases) {
  const kinds = new Map();
  for (const alias of aliases) {
    const kind = aliasKind(name, alias);
    kinds.set(kind, [...(kinds.get(kind) ?? []), alias]);
  }
  return ["Long form", "Short form", "Also", "Spelled"]
    .filter((kind) => kinds.has(kind))
    .map((kind) => {
      const names = make("span", { dir: "auto", textContent: kinds.get(kind).join(" · ") });
      return make("p", { className: "quiet" }, `${kind}: `, names);
    });
}

function aliasKind(name, alias) {
  const letters = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "").replace(/s$/, "");
  if (letters(name) === letters(alias)) return "Spelled";
  if (isShortFor(letters(name), alias)) return "Long form";
  return isShortFor(letters(alias), name) ? "Short form" : "Also";
}

/** Whether the letters are found in order in words at least twice as long, from their first on. */
function isShortFor(short, words) {
  const letters = Array.from(words.toLowerCase()).filter((each) => /[\p{L}\p{N}]/u.test(each));
  if (letters.length < 2 * short.length || letters[0] !== short[0]) return false;
  let at = 0;
  for (const letter of letters) if (letter === short[at]) at += 1;
  return at === short.length && !letters.join("").includes(short);
}
