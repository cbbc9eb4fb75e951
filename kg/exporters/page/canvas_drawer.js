"use strict";

// Nodes and edges of some thousands, on a canvas by vis-network.

/**
 * A drawer in `place`. `scene` says what is shown and how: `isNodeShown(node)`,
 * `isEdgeShown(edge)`, `colorOf(node)`, `styleOf(number)`; `drawGround(context)` draws below the
 * nodes, `drawAbove()` after every drawing.
 */
function makeDrawer(place, graph, scene) {
  const nodeData = new vis.DataSet(graph.nodes.map((node) => ({ ...node, ...colored(node) })));
  const nodeView = new vis.DataView(nodeData, { filter: ({ id }) => scene.isNodeShown(id) });
  const edgeView = new vis.DataView(new vis.DataSet(graph.drawnEdges.map(styled)), {
    filter: ({ id }) => scene.isEdgeShown(graph.edges[id]),
  });
  const network = new vis.Network(place, { nodes: nodeView, edges: edgeView }, graph.options);
  let isMoving = false;

  function colored({ id }) {
    return { color: { background: scene.colorOf(id), border: scene.colorOf(id) } };
  }

  function styled(edge) {
    const { color, opacity, dashes } = scene.styleOf(edge.id);
    return {
      ...edge, width: EDGE_WIDTH, dashes: dashes.length ? dashes : false,
      color: { color, opacity, inherit: false },
    };
  }

  function start() {
    network.on("beforeDrawing", scene.drawGround);
    network.on("afterDrawing", scene.drawAbove);
    network.on("dragStart", () => { isMoving = true; });
    network.on("dragEnd", () => { isMoving = false; });
  }

  /** Where the picture stands: pixels of its origin, and of a unit. */
  function view() {
    const [middle, scale] = [network.getViewPosition(), network.getScale()];
    const [width, height] = [place.clientWidth, place.clientHeight];
    return { x: width / 2 - middle.x * scale, y: height / 2 - middle.y * scale, scale };
  }

  function moveTo([x, y], scale, animate) {
    const animation = animate ? { duration: MOVE_TIME, easingFunction: "easeInOutQuad" } : false;
    network.moveTo({ position: { x, y }, scale, animation });
  }

  function refresh() {
    nodeView.refresh();
    edgeView.refresh();
  }

  function recolor() {
    nodeData.update(graph.nodes.map((node) => ({ id: node.id, ...colored(node) })));
    network.redraw();
  }

  return {
    start, view, moveTo, refresh, recolor,
    redraw: () => network.redraw(),
    isMoving: () => isMoving,
    onClick: (act) => network.on("click", ({ pointer: { DOM } }) => act(DOM.x, DOM.y)),
    canvases: () => [place.querySelector("canvas")],
    counts: () => [nodeView.length, edgeView.length],
    isStanding: () => !isMoving,
  };
}
