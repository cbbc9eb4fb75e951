"use strict";

// How nodes become points and edges become lines: programs of the graphics card, and the bytes of
// what they draw.

const SHAPES = ["dot", "square", "diamond", "triangle", "triangleDown", "hexagon", "star"];
const POINT_ROOM = 1.25; // of a point's square, against the circle of its radius: for corners
const LEAST_RADIUS = 1.1; // pixels: a node is seen at any zoom
const VERTEX_BYTES = 16; // x, y and a length as floats; colour, and shape or opacity, as bytes

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
