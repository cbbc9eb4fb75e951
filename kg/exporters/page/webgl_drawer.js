"use strict";

// Nodes and edges of some ten thousands, by sigma.js on WebGL. Sigma has the camera, the gestures
// and the stage; webgl_layers.js draws on it.

const LEAST_WIDTH = 0.8; // pixels of an edge, thin as a share of its ink: seen from afar, too
const SETTLED = 140; // milliseconds without a move until edges and names are drawn anew
const HELD = 800; // the same while a button is held: on a slow machine moves come late

/** A drawer in `place`, as in canvas_drawer.js. */
function makeDrawer(place, graph, scene) {
  const ground = make("canvas", { className: "ground", ariaHidden: "true" });
  place.before(ground);
  const view = { x: place.clientWidth / 2, y: place.clientHeight / 2, scale: 1 };
  const data = {
    nodes: new ArrayBuffer(0), lines: new Float32Array(0), lengths: [], shown: [], version: 0,
  };
  const stage = hasWebgl() ? makeStage(place, data, look) : makeNoStage(place, view);
  let [isMoving, isChanged, isStarted] = [false, true, false];
  let timer = 0;

  function look() {
    return { ...view, isMoving, edgeWidth: Math.max(EDGE_WIDTH * view.scale, LEAST_WIDTH) };
  }

  function start() {
    isStarted = true;
    stage.onMove(moved);
    stage.onDrawn(drawn);
    new ResizeObserver(() => {
      stage.resize();
      moved();
    }).observe(place);
    window.addEventListener("pointerup", () => isMoving && requestAnimationFrame(wait));
    readView();
    redraw();
  }

  function readView() {
    Object.assign(view, stage.view());
  }

  function moved() {
    [isMoving, isChanged] = [true, true];
    readView();
    wait();
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(settle, stage.isHeld() ? HELD : SETTLED);
  }

  /** The view stands: names find their places, and edges are drawn as sharp as they are. */
  function settle() {
    [isMoving, isChanged] = [false, true];
    stage.layers()?.begin();
    stage.draw();
  }

  function drawn() {
    if (isChanged && isStarted) drawAround();
    if (!isMoving && !stage.layers()?.isDone()) stage.draw();
  }

  /** The ground below the nodes and the names above them. */
  function drawAround() {
    isChanged = false;
    const ratio = window.devicePixelRatio || 1;
    const size = [place.clientWidth, place.clientHeight].map((each) => Math.round(each * ratio));
    if (ground.width !== size[0] || ground.height !== size[1]) [ground.width, ground.height] = size;
    const context = ground.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, ground.width, ground.height);
    scene.drawGround(context);
    scene.drawAbove();
  }

  function redraw() {
    isChanged = true;
    stage.draw();
  }

  function moveTo([x, y], scale, animate) {
    stage.moveTo(x, y, scale, animate);
    if (!animate) readView();
  }

  function refresh() {
    const nodes = [...graph.nodes.keys()].filter(scene.isNodeShown).sort(bySize);
    const numbers = graph.edges.map((_, number) => number);
    const shown = numbers.filter((number) => scene.isEdgeShown(graph.edges[number]));
    const isWithin = (number) => {
      const [from, to] = graph.edges[number];
      return graph.groupOf[from] === graph.groupOf[to];
    };
    const ordered = [...shown.filter(isWithin), ...shown.filter((each) => !isWithin(each))];
    Object.assign(data, lineFloats(ordered, graph, scene.styleOf));
    fillNodes(nodes);
    redraw();
  }

  function bySize(a, b) {
    return graph.nodes[b].size - graph.nodes[a].size || a - b;
  }

  function fillNodes(nodes) {
    const shapeOf = (node) => graph.types[graph.records[node].type].shape;
    data.nodes = nodeBytes(nodes, graph, scene.colorOf, shapeOf);
    data.version += 1;
    data.shown = nodes;
  }

  function recolor() {
    fillNodes(data.shown);
    redraw();
  }

  /** The pictures of ground and nodes, drawn in this very task: a stage forgets what it shows. */
  function canvases() {
    stage.drawNow();
    return [ground, ...stage.canvases()];
  }

  return {
    start, moveTo, refresh, recolor, redraw, canvases,
    view: () => view,
    isMoving: () => isMoving,
    onClick: stage.onClick,
    counts: () => [data.shown.length, data.lengths.length],
    isStanding: () => !isMoving && !isChanged && (stage.layers()?.isDone() ?? true),
  };
}
