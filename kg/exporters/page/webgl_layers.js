"use strict";

// What the WebGL drawer has sigma draw: all nodes as points and all edges as lines, each in one
// call. Sigma's own programs look every node and edge up in textures, for each corner of it: of
// 50,000 nodes on a software renderer that takes 1.8 s a frame, as points 0.05 s. Edges are drawn
// into a picture of their own, some more in each frame, so that no frame is long; while the view
// moves, that picture moves with it.

const SHAPES = ["dot", "square", "diamond", "triangle", "triangleDown", "hexagon", "star"];
const POINT_ROOM = 1.25; // of a point's square, against the circle of its radius: for corners
const LEAST_RADIUS = 1.1; // pixels: a node is seen at any zoom
const VERTEX_BYTES = 16; // x, y and a length as floats; colour, and shape or opacity, as bytes
const UNIT = 8; // of the texture; sigma uses those from 0 on
const FIRST_BUDGET = 1e6; // pixels of lines in the first frame
const LEAST_BUDGET = 4e5; // about 50 ms of a software renderer
const LINE_COST = 20; // pixels that a line costs beside its length
const [FAST, SLOW] = [30, 70]; // milliseconds of a frame: more lines in the next, or fewer

const NODE_VERTEX = `#version 300 es
layout(location = 0) in vec2 place;
layout(location = 1) in float radius;
layout(location = 2) in vec4 color;
uniform vec4 view;  // pixels of the origin, pixels of a unit, pixels of the device in one
uniform vec2 size;
out vec4 ink;
flat out float shape;
flat out float reach;
void main() {
  vec2 at = (view.xy + place * view.z) / size * 2.0 - 1.0;
  gl_Position = vec4(at.x, -at.y, 0.0, 1.0);
  reach = max(radius * view.z, ${LEAST_RADIUS}) * view.w;
  gl_PointSize = 2.0 * ${POINT_ROOM} * reach;
  ink = vec4(color.rgb, 1.0);
  shape = floor(color.a * 255.0 + 0.5);
}`;

// The borders are those of marks.js; each is at a distance of 1.
const NODE_FRAGMENT = `#version 300 es
precision highp float;
in vec4 ink;
flat in float shape;
flat in float reach;
out vec4 color;
float border(vec2 p) {
  vec2 q = abs(p);
  if (shape < 0.5) return length(p);
  if (shape < 1.5) return max(q.x, q.y);
  if (shape < 2.5) return q.x + q.y;
  if (shape < 3.5) return max(p.y / 0.98, (1.7304 * q.x - p.y) / 1.01);
  if (shape < 4.5) return max(-p.y / 0.98, (1.7304 * q.x + p.y) / 1.01);
  if (shape < 5.5) return max(q.y / 0.866, q.x + 0.5774 * q.y);
  float turn = 1.25663706;
  float angle = abs(mod(atan(p.x, -p.y) + 0.5 * turn, turn) - 0.5 * turn);
  return length(p) * (0.2351 * cos(angle) + 0.6264 * sin(angle)) / 0.2233;
}
void main() {
  float inside = (1.0 - border((2.0 * gl_PointCoord - 1.0) * ${POINT_ROOM})) * reach + 0.5;
  if (inside <= 0.0) discard;
  color = ink * min(inside, 1.0);
}`;

const LINE_VERTEX = `#version 300 es
layout(location = 0) in vec2 place;
layout(location = 1) in float along;
layout(location = 2) in vec4 color;
uniform vec4 view;
uniform vec2 size;
out vec4 ink;
out float gone;
void main() {
  vec2 at = (view.xy + place * view.z) / size * 2.0 - 1.0;
  gl_Position = vec4(at.x, -at.y, 0.0, 1.0);
  gone = abs(along) * view.z;
  ink = vec4(color.rgb * color.a, along < 0.0 ? -color.a : color.a);
}`;

const LINE_FRAGMENT = `#version 300 es
precision highp float;
in vec4 ink;
in float gone;
uniform float width;
out vec4 color;
void main() {
  if (ink.a < 0.0 && mod(gone, 10.0) > 6.0) discard;
  color = vec4(ink.rgb, abs(ink.a)) * width;
}`;

const PICTURE_VERTEX = `#version 300 es
uniform vec4 box;  // left, top, right and bottom in pixels
uniform vec2 size;
out vec2 at;
void main() {
  at = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec2 place = mix(box.xy, box.zw, at) / size * 2.0 - 1.0;
  gl_Position = vec4(place.x, -place.y, 0.0, 1.0);
  at.y = 1.0 - at.y;
}`;

const PICTURE_FRAGMENT = `#version 300 es
precision mediump float;
in vec2 at;
uniform sampler2D picture;
out vec4 color;
void main() { color = texture(picture, at); }`;

/** The shown nodes as bytes of a buffer: `colorOf(node)` is `#rrggbb`, `shapeOf(node)` its name. */
function nodeBytes(nodes, graph, colorOf, shapeOf) {
  const bytes = new ArrayBuffer(nodes.length * VERTEX_BYTES);
  const [floats, whole] = [new Float32Array(bytes), new Uint8Array(bytes)];
  nodes.forEach((node, i) => {
    const { x, y, size } = graph.nodes[node];
    floats.set([x, y, size], (i * VERTEX_BYTES) / 4);
    whole.set([...channels(colorOf(node)), SHAPES.indexOf(shapeOf(node))], i * VERTEX_BYTES + 12);
  });
  return bytes;
}

/** The shown edges as floats of a buffer, two ends each, and how long those up to each are.
 *  The length at the far end is negative where the line is dashed. */
function lineFloats(numbers, graph, styleOf) {
  const floats = new Float32Array(8 * numbers.length);
  const bytes = new Uint8Array(floats.buffer);
  const lengths = new Float64Array(numbers.length);
  let total = 0;
  numbers.forEach((number, i) => {
    const [from, to] = graph.edges[number].slice(0, 2).map((node) => graph.nodes[node]);
    const { color, opacity, dashes } = styleOf(number);
    const length = Math.max(Math.hypot(from.x - to.x, from.y - to.y), 1e-3);
    const sign = dashes.length ? -1 : 1;
    floats.set([from.x, from.y, 1e-6 * sign, 0, to.x, to.y, length * sign, 0], 8 * i);
    const ink = [...channels(color), Math.round(255 * opacity)];
    bytes.set(ink, 32 * i + 12);
    bytes.set(ink, 32 * i + 28);
    total += length;
    lengths[i] = total;
  });
  return { lines: floats, lengths };
}

const channels = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));

/**
 * A program for sigma's layers. `data` holds `nodes` and `lines` as bytes, `lengths` of the lines up
 * to each, and a `version` that grows when they change; `look()` returns where the picture stands
 * (`x` and `y` of its origin, `scale`, all in pixels), `isMoving` and how wide an edge is.
 */
function makeLayers(gl, data, look) {
  const nodes = makeProgram(gl, NODE_VERTEX, NODE_FRAGMENT);
  const lines = makeProgram(gl, LINE_VERTEX, LINE_FRAGMENT);
  const quad = makeProgram(gl, PICTURE_VERTEX, PICTURE_FRAGMENT);
  const [front, back] = [makeCanvas(gl), makeCanvas(gl)];
  const pictures = { shown: front, next: back }; // of the edges: as they are seen, as they grow
  let version = -1;
  let done = 0; // lines in the picture that grows
  let budget = FIRST_BUDGET;
  let before = 0;

  const count = () => data.lengths.length;
  const isDone = () => version === data.version && pictures.next.view === null;

  function uniforms(program, params, { x, y, scale }) {
    gl.useProgram(program.id);
    gl.uniform4f(program.at("view"), x, y, scale, params.pixelRatio);
    gl.uniform2f(program.at("size"), params.width, params.height);
  }

  /** Draw some more lines, as many as the last frames had time for; a new picture if none grows. */
  function preRender(params) {
    const now = look();
    if (version !== data.version) {
      nodes.fill(data.nodes);
      lines.fill(data.lines);
      version = data.version;
      pictures.shown.view = null;
      begin();
    }
    if (now.isMoving || pictures.next.view === null) return;
    const time = performance.now();
    const factor = time - before > SLOW ? 0.5 : time - before < FAST ? 2 : 1;
    if (done) budget = Math.max(budget * factor, LEAST_BUDGET);
    before = time;
    if (!done) pictures.next.clear(params, now);
    pictures.next.use();
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
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
    const whole = pictures.shown.view ? pictures.shown : pictures.next;
    if (whole.view?.scale) {
      const zoom = now.scale / whole.view.scale;
      const [left, top] = [now.x - whole.view.x * zoom, now.y - whole.view.y * zoom];
      uniforms(quad, params, now);
      gl.uniform4f(quad.at("box"), left, top, left + whole.width * zoom, top + whole.height * zoom);
      whole.bind(quad.at("picture"));
      quad.draw(gl.TRIANGLE_STRIP, 0, 4);
      gl.activeTexture(gl.TEXTURE0);
    }
    uniforms(nodes, params, now);
    nodes.draw(gl.POINTS, 0, data.nodes.byteLength / VERTEX_BYTES);
  }

  function kill() {
    for (const each of [nodes, lines, quad, front, back]) each.kill();
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

  /** Empty, in the size of the stage. */
  function clear({ width, height, pixelRatio }, view) {
    const [wide, high] = [Math.round(width * pixelRatio), Math.round(height * pixelRatio)];
    Object.assign(canvas, { width, height, view });
    gl.activeTexture(gl.TEXTURE0 + UNIT);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, wide, high, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    gl.bindFramebuffer(gl.FRAMEBUFFER, target);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.viewport(0, 0, wide, high);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
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
