"use strict";

// The panel: search, legend, and the card of what is known of a node. Text from
// papers enters the page here alone, and only by textContent.

const FIRST_SHOWN = 30;
const RESULTS_OPEN = 6;
const FOUND_SHOWN = 12;

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
function longList(items, makeItem) {
  const list = make("ul", { className: "plain" });
  list.append(...items.slice(0, FIRST_SHOWN).map(makeItem));
  if (items.length > FIRST_SHOWN) {
    const more = make("button", {
      type: "button",
      className: "small",
      textContent: `Show all ${items.length}`,
    });
    const row = make("li", {}, more);
    more.addEventListener("click", () => row.replaceWith(...items.slice(FIRST_SHOWN).map(makeItem)));
    list.append(row);
  }
  return list;
}

/** A group of rows under a heading that folds. */
function foldingGroup(title, items, makeItem, open = true) {
  const summary = make("summary", {}, make("h3", { textContent: title }));
  return make("details", { className: "group", open }, summary, longList(items, makeItem));
}

/** The card: what is most linked, or all that is known of the selected node. */
function makeCard(graph, actions) {
  const card = document.getElementById("card");
  const isPaper = (node) => graph.records[node].type === 0;

  function show(node, canGoBack) {
    card.replaceChildren(...(node === null ? home() : about(node, canGoBack)));
    card.scrollTop = 0;
  }

  function home() {
    const help = "Click a node, or search, to see its links with the sentences behind them.";
    const shared = graph.nodes
      .map((node) => node.id)
      .filter((node) => !isPaper(node) && graph.links[node].length > 1)
      .sort((a, b) => graph.links[b].length - graph.links[a].length || a - b)
      .slice(0, 15);
    const rows = longList(shared, (node) =>
      make("li", {}, gotoButton(graph, actions.go, node, `${graph.links[node].length} links`))
    );
    const title = make("h3", { textContent: "Most linked" });
    return [make("p", { className: "quiet", textContent: help }), title, rows];
  }

  function about(node, canGoBack) {
    const record = graph.records[node];
    const aliases = (record.aliases ?? []).join(" · ");
    const facts = [record.date, record.facts, record.id].filter(Boolean).join(" · ");
    return [
      bar(record, canGoBack),
      make("h2", { dir: "auto", textContent: record.name }),
      ...(aliases ? [make("p", { className: "quiet", dir: "auto", textContent: aliases })] : []),
      make("p", { className: "quiet", textContent: facts }),
      ...(record.page ? [make("p", { className: "quiet" }, link(record.page))] : []),
      ...groups(node),
    ];
  }

  function bar(record, canGoBack) {
    const type = graph.types[record.type];
    const kind = make("span", { className: "kind" }, markIcon(type), type.label);
    const back = make("button", { type: "button", className: "small", textContent: "← Back" });
    back.hidden = !canGoBack;
    back.addEventListener("click", actions.back);
    const close = make("button", {
      type: "button",
      className: "small",
      textContent: "✕",
      ariaLabel: "Clear the selection",
    });
    close.addEventListener("click", actions.clear);
    return make("div", { className: "bar" }, kind, back, close);
  }

  /** The links of a node by type and direction, and its results; few results are open.
   *  What it is to other entities comes first: papers may be many. */
  function groups(node) {
    const byKind = new Map();
    for (const number of graph.links[node]) {
      const [from, , relation] = graph.edges[number];
      const kind = 2 * relation + (from === node ? 0 : 1);
      byKind.set(kind, [...(byKind.get(kind) ?? []), number]);
    }
    const results = graph.resultsOf[node];
    const early = (kind) => (graph.relations[kind >> 1].between ? 0 : 1);
    const kinds = [...byKind.keys()].sort((a, b) => early(a) - early(b) || a - b);
    return [
      ...kinds.map((kind) => linkGroup(node, kind, byKind.get(kind))),
      ...(results.length ? [resultGroup(node, results)] : []),
    ];
  }

  function linkGroup(node, kind, numbers) {
    const { phrase, between } = graph.relations[kind >> 1];
    const outward = kind % 2 === 0;
    const heading = `${phrase[0].toUpperCase()}${phrase.slice(1)}${outward ? "" : " this"}`;
    if (between) return relationGroup(node, heading, numbers);
    const title = `${heading} · ${outward ? numbers.length : sources(numbers)}`;
    const newestFirst = outward ? numbers : numbers.slice().sort(byDate);
    return foldingGroup(title, newestFirst, (number) => linkItem(node, number));
  }

  /** A relation to other entities: each once, with all papers that say so. What most papers
   *  say comes first, of equals what is surest. */
  function relationGroup(node, heading, numbers) {
    const byOther = new Map();
    for (const number of numbers) {
      const [from, to] = graph.edges[number];
      const other = from === node ? to : from;
      byOther.set(other, [...(byOther.get(other) ?? []), number]);
    }
    const sure = (said) => Math.max(...said.map((number) => graph.edges[number][5] ?? 0));
    const others = [...byOther].sort(
      (a, b) => b[1].length - a[1].length || sure(b[1]) - sure(a[1])
    );
    return foldingGroup(`${heading} · ${others.length}`, others, relationItem);
  }

  function relationItem([other, numbers]) {
    const said = numbers.slice().sort((a, b) => (graph.edges[b][5] ?? 0) - (graph.edges[a][5] ?? 0));
    const note = said.length > 1 ? `${said.length} papers` : "";
    const item = make("li", {}, gotoButton(graph, actions.go, other, note), ...saying(said[0]));
    if (said.length > 1) {
      const summary = make("summary", { textContent: `${said.length - 1} more` });
      item.append(make("details", {}, summary, ...said.slice(1).flatMap(saying)));
    }
    return item;
  }

  /** What a paper says: the sentence, the paper, and how sure it is that it says so. */
  function saying(number) {
    const [, , , paper, evidence, sure] = graph.edges[number];
    const quotes = quotations(graph, evidence);
    return paper < 0 ? quotes : [...quotes, paperLine(paper, sure)];
  }

  function sources(numbers) {
    const what = isPaper(graph.edges[numbers[0]][0]) ? "paper" : "result";
    return `${numbers.length} ${what}${numbers.length === 1 ? "" : "s"}`;
  }

  function byDate(a, b) {
    const date = (number) => graph.records[graph.edges[number][0]].date ?? "";
    return date(b).localeCompare(date(a)) || a - b;
  }

  function linkItem(node, number) {
    const [from, to, , paper, evidence] = graph.edges[number];
    const other = from === node ? to : from;
    const item = make("li", {});
    item.append(gotoButton(graph, actions.go, other, isPaper(other) ? date(other) : ""));
    item.append(...quotations(graph, evidence));
    if (paper >= 0 && paper !== node && paper !== other) item.append(paperLine(paper));
    return item;
  }

  function date(node) {
    return graph.records[node].date ?? "";
  }

  function paperLine(paper, sure) {
    const { name } = graph.records[paper];
    const certainty = typeof sure === "number" ? `${sure}\u00a0%\u00a0sure` : "";
    const text = [name, date(paper), certainty].filter(Boolean).join(" · ");
    return make("p", { className: "quiet", dir: "auto", textContent: text });
  }

  /** The results that are not nodes: value, what it is of, the sentence, and the paper. */
  function resultGroup(node, numbers) {
    const makeItem = (number) => resultItem(node, graph.results[number]);
    const open = numbers.length <= RESULTS_OPEN;
    return foldingGroup(`Results · ${numbers.length}`, numbers, makeItem, open);
  }

  function resultItem(node, result) {
    const statement = make("p", { dir: "auto" }, make("strong", { textContent: result.shown }));
    for (const [relation, , name, before] of result.slots) {
      const compared = before ? ` (${before})` : "";
      statement.append(` · ${graph.relations[relation].phrase} `);
      statement.append(make("em", { textContent: name + compared }));
    }
    const item = make("li", {}, statement);
    if (result.facts) item.append(make("p", { className: "quiet", textContent: result.facts }));
    item.append(...quotations(graph, result.evidence));
    if (result.paper !== node) {
      item.append(gotoButton(graph, actions.go, result.paper, date(result.paper)));
    }
    return item;
  }

  return { show };
}

/** Check boxes with counts, one a type of node and one a type of link. */
function makeLegend(graph, state, applyFilters) {
  fill("types", graph.types, state.hiddenTypes, (type) => markIcon(type), (type) => type.label);
  for (const [place, between] of [["relations", false], ["between", true]]) {
    const here = graph.relations.map((kind) => (kind.between === between ? kind : { count: 0 }));
    fill(place, here, state.hiddenRelations, stroke, (relation) => relation.phrase);
  }

  function stroke(relation) {
    const line = make("span", { className: relation.between ? "stroke dashed" : "stroke" });
    line.style.color = relation.color;
    return line;
  }

  function fill(place, kinds, hidden, icon, name) {
    document.getElementById(place).hidden = !kinds.some((kind) => kind.count);
    kinds.forEach((kind, number) => {
      if (!kind.count) return;
      const box = make("input", { type: "checkbox", checked: true });
      box.addEventListener("change", () => {
        if (box.checked) hidden.delete(number);
        else hidden.add(number);
        applyFilters();
      });
      const count = make("output", { textContent: kind.count.toLocaleString("en") });
      document.getElementById(place).append(make("label", {}, box, icon(kind), name(kind), count));
    });
  }
}

/** The search box: a name, alias or title; best and most linked first. */
function makeSearch(graph, go) {
  const box = document.getElementById("search");
  const list = document.getElementById("found");
  const haystacks = graph.records.map((record) =>
    [record.name, ...(record.aliases ?? [])].map((text) => text.toLowerCase())
  );
  let found = [];
  let active = 0;

  function score(texts, wanted) {
    let best = 0;
    for (const text of texts) {
      const place = text.indexOf(wanted);
      if (place < 0) continue;
      const atWord = place === 0 || /[^\p{L}\p{N}]/u.test(text[place - 1]);
      best = Math.max(best, text === wanted ? 4 : place === 0 ? 3 : atWord ? 2 : 1);
    }
    return best;
  }

  function find(wanted) {
    return haystacks
      .map((texts, node) => [score(texts, wanted), graph.links[node].length, node])
      .filter(([points]) => points)
      .sort((a, b) => b[0] - a[0] || b[1] - a[1] || a[2] - b[2])
      .slice(0, FOUND_SHOWN)
      .map(([, , node]) => node);
  }

  function update() {
    const wanted = box.value.trim().toLowerCase();
    found = wanted ? find(wanted) : [];
    active = 0;
    const none = make("li", { className: "none", textContent: "Nothing of that name is shown" });
    list.replaceChildren(...(found.length || !wanted ? found.map(option) : [none]));
    setOpen(Boolean(wanted));
    mark();
  }

  function option(node, number) {
    const name = make("span", { dir: "auto", textContent: shorten(graph.records[node].name, 120) });
    const icon = markIcon(graph.types[graph.records[node].type]);
    const item = make("li", { id: `found-${number}`, role: "option" }, icon, name);
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      choose(node);
    });
    return item;
  }

  function mark() {
    found.forEach((_, number) =>
      list.children[number].setAttribute("aria-selected", String(number === active))
    );
    if (found.length) box.setAttribute("aria-activedescendant", `found-${active}`);
    else box.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function setOpen(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
  }

  function choose(node) {
    box.value = "";
    setOpen(false);
    go(node);
  }

  box.addEventListener("input", update);
  box.addEventListener("blur", () => setOpen(false));
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      active = (active + step + found.length) % found.length;
      mark();
    } else if (event.key === "Enter" && found.length) {
      choose(found[active]);
    } else if (event.key === "Escape" && box.value) {
      box.value = "";
      update();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
  return { focus: () => box.focus() };
}
