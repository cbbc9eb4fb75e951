"use strict";

// The panel beside the picture: the legend, which filters, and the search.

const FOUND_SHOWN = 12;

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
