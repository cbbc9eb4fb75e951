"use strict";

// What the drawer of large graphs draws on: sigma's camera, gestures and canvas, or, in a browser
// without WebGL, none.

function hasWebgl() {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

/** The stage of sigma: one unit of the graph is one pixel at a ratio of 1, y grows upwards. */
function makeStage(place, data, look) {
  const { DirectedGraph, Sigma } = sigmaBundle;
  const graph = new DirectedGraph();
  graph.addNode("origin", { x: 0, y: 0, isHidden: true }); // without a node sigma draws no layer
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const sigma = new Sigma(graph, place, {
    styles: { nodes: { x: 0, y: 0, visibility: "hidden" } },
    settings: {
      autoRescale: false, renderLabels: false, enableCameraRotation: false,
      pickingDownSizingRatio: 64, // the page itself finds what is under the pointer
      zoomDuration: calm ? 0 : 150, inertiaRatio: 0,
    },
  });
  let layers = null;
  sigma.addCustomLayerProgram("graph", "nodes", (gl) => {
    layers = makeLayers(gl, data, look);
    return layers;
  });
  sigma.on("doubleClickStage", (event) => event.preventSigmaDefault());

  function view() {
    const [origin, unit] = [0, 1].map((x) => sigma.graphToViewport({ x, y: 0 }));
    return { x: origin.x, y: origin.y, scale: unit.x - origin.x };
  }

  function moveTo(x, y, scale, animate) {
    const state = { ...sigma.graphToFramedGraph({ x, y: -y }), ratio: 1 / scale };
    if (animate) sigma.getCamera().animate(state, { duration: MOVE_TIME, easing: "quadraticInOut" });
    else sigma.getCamera().setState(state);
  }

  return {
    view, moveTo,
    layers: () => layers,
    isHeld: () => sigma.getMouseCaptor().isMouseDown,
    draw: () => sigma.scheduleRender(),
    drawNow: () => sigma.refresh(),
    resize: () => sigma.refresh(),
    canvases: () => [sigma.getStageCanvas()],
    onMove: (act) => sigma.getCamera().on("updated", act),
    onDrawn: (act) => sigma.on("afterRender", act),
    onClick: (act) => sigma.on("clickStage", ({ event }) => act(event.x, event.y)),
  };
}

/** In a browser without WebGL: the communities and the panel, and a word on what is missing. */
function makeNoStage(place, view) {
  const state = { ...view };
  const [moved, drawn] = [[], []];
  const call = (acts) => acts.forEach((act) => act());
  place.append(make("p", {
    className: "missing",
    textContent: "This browser has no WebGL, so nodes and links are not drawn. The panel has them all.",
  }));

  function moveTo(x, y, scale) {
    const [middleX, middleY] = [place.clientWidth / 2, place.clientHeight / 2];
    Object.assign(state, { x: middleX - x * scale, y: middleY - y * scale, scale });
    call(moved);
  }

  return {
    moveTo,
    view: () => state,
    layers: () => null,
    isHeld: () => false,
    draw: () => requestAnimationFrame(() => call(drawn)),
    drawNow: () => call(drawn),
    resize: () => {},
    canvases: () => [],
    onMove: (act) => moved.push(act),
    onDrawn: (act) => drawn.push(act),
    onClick: (act) => place.addEventListener("click", (event) => act(event.offsetX, event.offsetY)),
  };
}
