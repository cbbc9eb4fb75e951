"use strict";

// The card: the communities and what is most linked, or all that is known of a node or community.

const RESULTS_OPEN = 6;
const FIRST_MEMBERS = 12;
const BRIEF = "In this large page a link has one sentence at most. All of them: kg show NAME.";
const SLOTS = [
  ["OF", "Method"],
  ["ON", "Data set"],
  ["MEASURES", "Metric"],
  ["FOR", "Task"],
  ["AGAINST", "Against"],
];

/** The card, and `show(place)`, which fills it. */
function makeCard(graph, actions) {
  const card = document.getElementById("card");
  const isPaper = (node) => graph.records[node].type === 0;

  function show({ node, group }) {
    const content = node !== null ? about(node) : group !== null ? community(group) : home();
    card.replaceChildren(...content);
    card.scrollTop = 0;
  }

  function home() {
    const help = graph.groups.length
      ? "Open a community, click a node or search, to see links with the sentences behind them."
      : "Click a node, or search, to see its links with the sentences behind them.";
    const shared = graph.nodes
      .map((node) => node.id)
      .filter((node) => !isPaper(node) && graph.links[node].length > 1)
      .sort(byLinks)
      .slice(0, 15);
    return [
      make("p", { className: "quiet", textContent: help }),
      ...(graph.groups.length ? [communityList()] : []),
      make("h3", { textContent: "Most linked" }),
      longList(shared, linkedRow),
    ];
  }

  function byLinks(a, b) {
    return graph.links[b].length - graph.links[a].length || a - b;
  }

  function linkedRow(node) {
    const count = graph.links[node].length;
    const note = `${counted(count)} link${count === 1 ? "" : "s"}`;
    return make("li", {}, gotoButton(graph, actions.go, node, note));
  }

  function communityList() {
    const rows = longList([...graph.groups.keys()], (number) => make("li", {}, groupButton(number)));
    const summary = make("summary", {}, make("h3", { textContent: "Communities" }));
    return make("details", { className: "group", open: true }, summary, rows);
  }

  function groupButton(number) {
    const { title, color, members } = graph.groups[number];
    const name = make("span", { dir: "auto", textContent: title });
    const count = make("output", { textContent: counted(members.length) });
    const button = make("button", { type: "button", className: "goto" }, swatch(color), name, count);
    button.addEventListener("click", () => actions.openGroup(number));
    return button;
  }

  function communityLine(number) {
    const { title, color } = graph.groups[number];
    const button = make("button", { type: "button", className: "small", textContent: title });
    button.addEventListener("click", () => actions.openGroup(number));
    return make("p", { className: "quiet" }, "Community ", swatch(color), " ", button);
  }

  function swatch(color) {
    const dot = make("i", { className: "swatch", ariaHidden: "true" });
    dot.style.background = color;
    return dot;
  }

  /** A community: its size, and its members by type, the best-linked first. */
  function community(number) {
    const { title, color, members } = graph.groups[number];
    const byType = graph.types
      .map(({ label }, type) => [label, members.filter((node) => graph.records[node].type === type)])
      .filter(([, nodes]) => nodes.length);
    const order = (label) => ["Task", "Method", "Dataset", "Metric"].indexOf(label) + 1 || 9;
    byType.sort((a, b) => order(a[0]) - order(b[0]));
    return [
      bar([swatch(color), "Community"]),
      make("h2", { dir: "auto", textContent: title }),
      make("p", { className: "quiet", textContent: actions.noteOf(number) }),
      ...byType.map(([label, nodes]) =>
        foldingGroup(
          `${label} · ${counted(nodes.length)}`, nodes.sort(byLinks), linkedRow, true, FIRST_MEMBERS
        )
      ),
    ];
  }

  function about(node) {
    const record = graph.records[node];
    const type = graph.types[record.type];
    const facts = [record.date, record.facts, record.id].filter(Boolean).join(" · ");
    const group = graph.groups.length ? [communityLine(graph.groupOf[node])] : [];
    return [
      bar([markIcon(type), type.label]),
      make("h2", { dir: "auto", textContent: record.name }),
      ...aliasLines(record.name, record.aliases ?? []),
      make("p", { className: "quiet", textContent: facts }),
      ...(record.links ?? []).map(([what, page]) =>
        make("p", { className: "quiet" }, `${what} `, link(page))
      ),
      ...group,
      ...rolesByTime(graph, node),
      ...groups(node),
      ...(graph.brief ? [make("p", { className: "quiet", textContent: BRIEF })] : []),
    ];
  }

  function bar(kind) {
    const { visits } = actions;
    const button = (text, label, act, disabled = false) => {
      const made = make("button", { type: "button", className: "small", textContent: text, disabled });
      if (label) made.ariaLabel = label;
      made.addEventListener("click", act);
      return made;
    };
    return make(
      "div", { className: "bar" }, make("span", { className: "kind" }, ...kind),
      button("← Back", "", () => visits.step(-1), !visits.can(-1)),
      button("→", "Forward", () => visits.step(1), !visits.can(1)),
      button("✕", "Clear the selection", actions.clear)
    );
  }

  /** The links of a node by type and direction, and its results; few results are open.
   *  What it is to other entities comes first: papers may be many. */
  function groups(node) {
    const byKind = new Map();
    for (const number of graph.links[node]) {
      const [from, , relation] = graph.edges[number];
      const kind = 2 * relation + (from === node ? 0 : 1);
      if (!byKind.has(kind)) byKind.set(kind, []);
      byKind.get(kind).push(number);
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
    const title = `${heading} · ${outward ? counted(numbers.length) : sources(numbers)}`;
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
      if (!byOther.has(other)) byOther.set(other, []);
      byOther.get(other).push(number);
    }
    const sure = (said) => Math.max(...said.map((number) => graph.edges[number][5] ?? 0));
    const others = [...byOther].sort(
      (a, b) => b[1].length - a[1].length || sure(b[1]) - sure(a[1])
    );
    return foldingGroup(`${heading} · ${counted(others.length)}`, others, relationItem);
  }

  function relationItem([other, numbers]) {
    const surest = numbers.slice();
    surest.sort((a, b) => (graph.edges[b][5] ?? 0) - (graph.edges[a][5] ?? 0));
    const note = surest.length > 1 ? `${counted(surest.length)} papers` : "";
    const item = make("li", {}, gotoButton(graph, actions.go, other, note), ...saying(surest[0]));
    if (surest.length > 1) {
      const summary = make("summary", { textContent: `${counted(surest.length - 1)} more` });
      item.append(make("details", {}, summary, ...surest.slice(1).flatMap(saying)));
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
    return `${counted(numbers.length)} ${what}${numbers.length === 1 ? "" : "s"}`;
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

  /** The results that are not nodes: a table with the sentence and the paper of each value. */
  function resultGroup(node, numbers) {
    const results = numbers.map((number) => graph.results[number]);
    const columns = SLOTS.filter(([type]) =>
      results.some(({ slots }) => slots.some((slot) => isSlot(slot, type) && slot[1] !== node))
    );
    const head = ["Value", ...columns.map(([, title]) => title)];
    const cells = head.map((textContent) => make("th", { textContent, scope: "col" }));
    const table = make("table", { className: "results" }, make("thead", {}, make("tr", {}, ...cells)));
    const rows = (some) => some.map((result) => resultRows(node, result, columns));
    table.append(...rows(results.slice(0, FIRST_SHOWN)));
    const title = make("h3", { textContent: `Results · ${counted(results.length)}` });
    const summary = make("summary", {}, title);
    const open = results.length <= RESULTS_OPEN;
    const group = make("details", { className: "group", open }, summary, table);
    if (results.length > FIRST_SHOWN) {
      group.append(moreButton(results.length, (more) => {
        more.remove();
        table.append(...rows(results.slice(FIRST_SHOWN)));
      }));
    }
    return group;
  }

  function isSlot([relation], type) {
    return graph.relations[relation].type === type;
  }

  function resultRows(node, result, columns) {
    const cells = columns.map(([type]) => {
      const names = result.slots
        .filter((slot) => isSlot(slot, type))
        .map(([, , name, before]) => (before ? `${name} (${before})` : name));
      return make("td", { dir: "auto", textContent: names.join(", ") });
    });
    const value = make("th", { scope: "row", textContent: result.shown });
    const told = make("td", { colSpan: columns.length + 1 });
    if (result.facts) told.append(make("p", { className: "quiet", textContent: result.facts }));
    told.append(...quotations(graph, result.evidence));
    if (result.paper !== node) {
      told.append(gotoButton(graph, actions.go, result.paper, date(result.paper)));
    }
    return make("tbody", {}, make("tr", {}, value, ...cells), make("tr", {}, told));
  }

  return { show };
}
