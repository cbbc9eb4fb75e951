"use strict";

// What the WebGL drawer has sigma draw: all nodes as points and all edges as lines, each in one
// call. Sigma's own programs look every node and edge up in textures, for each corner of it: of
// 50,000 nodes on a software renderer that takes 1.8 s a frame, as points 0.05 s. Both are drawn into
// pictures of their own, edges some more in each frame, so that no frame is long; while the view
// moves, those pictures move with it, and that of very many nodes is drawn anew only now and then.

const MANY_NODES = 20000;
const FOLLOWED = 800; // milliseconds until very many nodes are drawn anew in a view that moves
const UNIT = 8; // of the texture; sigma uses those from 0 on
const FIRST_BUDGET = 1e6; // pixels of lines in the first frame
const LEAST_BUDGET = 4e5; // about 50 ms of a software renderer
const LINE_COST = 20; // pixels that a line costs beside its length
const [FAST, SLOW] = [30, 70]; // milliseconds of a frame: more lines in the next, or fewer

/**
 * A program for sigma's layers. `data` holds `nodes` and `lines` as bytes, `lengths` of the lines up
 * to each, and a `version` that grows when they change; `look()` returns where the picture stands
 * (`x` and `y` of its origin, `scale`, all in pixels), `isMoving` and how wide an edge is.
 */
function makeLayers(gl, data, look) {
  const nodes = makeProgram(gl, NODE_VERTEX, NODE_FRAGMENT);
  const lines = makeProgram(gl, LINE_VERTEX, LINE_FRAGMENT);
  const quad = makeProgram(gl, PICTURE_VERTEX, PICTURE_FRAGMENT);
  const [front, back, dots] = [makeCanvas(gl), makeCanvas(gl), makeCanvas(gl)];
  const pictures = { shown: front, next: back }; // of the edges: as they are seen, as they grow
  let version = -1;
  let done = 0; // lines in the picture that grows
  let budget = FIRST_BUDGET;
  let before = 0;
  let dotted = 0; // when the nodes were drawn last

  const count = () => data.lengths.length;
  const isDone = () => version === data.version && pictures.next.view === null;

  function uniforms(program, params, { x, y, scale }) {
    gl.useProgram(program.id);
    gl.uniform4f(program.at("view"), x, y, scale, params.pixelRatio);
    gl.uniform2f(program.at("size"), params.width, params.height);
  }

  /** Draw the pictures that are to be seen now. */
  function preRender(params) {
    const [now, time] = [look(), performance.now()];
    if (version !== data.version) {
      nodes.fill(data.nodes);
      lines.fill(data.lines);
      version = data.version;
      [pictures.shown.view, dots.view] = [null, null];
      begin();
    }
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    if (!isNow(dots.view, now) && !(now.isMoving && isKept(time))) drawNodes(params, now, time);
    if (!now.isMoving && pictures.next.view !== null) drawLines(params, now, time);
  }

  function isNow(view, now) {
    return view !== null && view.x === now.x && view.y === now.y && view.scale === now.scale;
  }

  /** Whether very many nodes were drawn so lately that a moving view keeps their picture. */
  function isKept(time) {
    const many = data.nodes.byteLength / VERTEX_BYTES > MANY_NODES;
    return many && dots.view !== null && time - dotted < FOLLOWED;
  }

  function drawNodes(params, now, time) {
    dots.clear(params, now);
    uniforms(nodes, params, now);
    nodes.draw(gl.POINTS, 0, data.nodes.byteLength / VERTEX_BYTES);
    dotted = time;
  }

  /** Draw some more lines, as many as the last frames had time for. */
  function drawLines(params, now, time) {
    const factor = time - before > SLOW ? 0.5 : time - before < FAST ? 2 : 1;
    if (done) budget = Math.max(budget * factor, LEAST_BUDGET);
    before = time;
    if (!done) pictures.next.clear(params, now);
    else pictures.next.use();
    uniforms(lines, params, pictures.next.view);
    gl.uniform1f(lines.at("width"), Math.min(now.edgeWidth * params.pixelRatio, 1));
    const end = lastWithin(budget / now.scale);
    lines.draw(gl.LINES, 2 * done, 2 * (end - done));
    done = end;
    if (done === count()) finish();
  }

  function begin() {
    done = 0;
    pictures.next.view = {};
  }

  function finish() {
    [pictures.shown, pictures.next] = [pictures.next, pictures.shown];
    pictures.next.view = null;
  }

  /** The end of the lines that are drawn next: so long in all, in units of the picture. */
  function lastWithin(length) {
    const each = (LINE_COST * length) / budget;
    const from = done ? data.lengths[done - 1] : 0;
    let [low, high] = [Math.min(done + 1, count()), count()];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (data.lengths[middle - 1] - from + each * (middle - done) <= length) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function render(params) {
    const now = look();
    for (const picture of [pictures.shown.view ? pictures.shown : pictures.next, dots]) {
      if (!picture.view?.scale) continue;
      const zoom = now.scale / picture.view.scale;
      const [left, top] = [now.x - picture.view.x * zoom, now.y - picture.view.y * zoom];
      const [wide, high] = [picture.width * zoom, picture.height * zoom];
      uniforms(quad, params, now);
      gl.uniform4f(quad.at("box"), left, top, left + wide, top + high);
      picture.bind(quad.at("picture"));
      quad.draw(gl.TRIANGLE_STRIP, 0, 4);
    }
    gl.activeTexture(gl.TEXTURE0);
  }

  function kill() {
    for (const each of [nodes, lines, quad, front, back, dots]) each.kill();
  }

  return { preRender, render, kill, begin, isDone };
}

/** A program with a buffer of vertices: place and length as floats, colour as bytes. */
function makeProgram(gl, vertex, fragment) {
  const id = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(id, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(id);
  const [array, buffer] = [gl.createVertexArray(), gl.createBuffer()];
  gl.bindVertexArray(array);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  [[2, gl.FLOAT, 0], [1, gl.FLOAT, 8], [4, gl.UNSIGNED_BYTE, 12]].forEach(([size, kind, at], place) => {
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, kind, kind !== gl.FLOAT, VERTEX_BYTES, at);
  });
  gl.bufferData(gl.ARRAY_BUFFER, VERTEX_BYTES * 4, gl.STATIC_DRAW);
  gl.bindVertexArray(null);
  const places = new Map();

  function at(name) {
    if (!places.has(name)) places.set(name, gl.getUniformLocation(id, name));
    return places.get(name);
  }

  function fill(bytes) {
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, bytes, gl.STATIC_DRAW);
  }

  function draw(mode, first, many) {
    gl.bindVertexArray(array);
    if (many) gl.drawArrays(mode, first, many);
    gl.bindVertexArray(null);
  }

  function kill() {
    gl.deleteVertexArray(array);
    gl.deleteBuffer(buffer);
    gl.deleteProgram(id);
  }

  return { id, at, fill, draw, kill };
}

/** A picture that is drawn into, and the `view` it was drawn at; null if there is none. */
function makeCanvas(gl) {
  const [texture, target] = [gl.createTexture(), gl.createFramebuffer()];
  const canvas = { view: null, width: 0, height: 0, clear, use, bind, kill };
  let size = [0, 0];

  /** Empty, in the size of the stage. */
  function clear({ pixelRatio }, view) {
    const [wide, high] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
    Object.assign(canvas, { view, width: wide / pixelRatio, height: high / pixelRatio });
    if (size[0] !== wide || size[1] !== high) resize(wide, high);
    use();
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  function resize(wide, high) {
    size = [wide, high];
    gl.activeTexture(gl.TEXTURE0 + UNIT);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, wide, high, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    gl.bindFramebuffer(gl.FRAMEBUFFER, target);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.activeTexture(gl.TEXTURE0);
  }

  function use() {
    gl.bindFramebuffer(gl.FRAMEBUFFER, target);
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
  }

  function bind(place) {
    gl.activeTexture(gl.TEXTURE0 + UNIT);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.uniform1i(place, UNIT);
  }

  function kill() {
    gl.deleteTexture(texture);
    gl.deleteFramebuffer(target);
  }

  return canvas;
}
