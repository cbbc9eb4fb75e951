"use strict";

// In the widget of a notebook alone: reports the selected node to the frame around the page, and
// goes to the node that the frame asks for.

(function link() {
  const { state, graph } = window.paperGraph;
  const idOf = (node) => (node === null ? null : graph.records[node].id);
  let selected = state.selected;

  Object.defineProperty(state, "selected", {
    get: () => selected,
    set(node) {
      const isNew = node !== selected;
      selected = node;
      if (isNew) window.parent.postMessage({ selected: idOf(node) }, "*");
    },
  });

  window.addEventListener("message", ({ source, data }) => {
    if (source !== window.parent || data.select === idOf(selected)) return;
    location.hash = data.select === null ? "#" : `#node=${encodeURIComponent(data.select)}`;
  });
})();
