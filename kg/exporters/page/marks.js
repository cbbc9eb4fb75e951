"use strict";

// The shape of each type as a unit path, for the legend (SVG) and the overlay (canvas).
// Sizes follow vis-network's own shapes, so that a mark covers the node it stands for.
const MARKS = {
  dot: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
  square: "M-1-1H1V1H-1Z",
  diamond: "M0-1L1 0L0 1L-1 0Z",
  triangle: "M0-1.01L1.15 .98H-1.15Z",
  triangleDown: "M0 1.01L1.15-.98H-1.15Z",
  hexagon: "M1 0L.5 .866H-.5L-1 0L-.5-.866H.5Z",
  star: "M0-.92L.22-.2L.92-.2L.36 .24L.57 .95L0 .52L-.57 .95L-.36 .24L-.92-.2L-.22-.2Z",
};

const SVG = "http://www.w3.org/2000/svg";

const markPaths = Object.fromEntries(
  Object.entries(MARKS).map(([shape, path]) => [shape, new Path2D(path)])
);

/** An inline picture of a type's mark. */
function markIcon(type) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-1.3 -1.3 2.6 2.6");
  svg.setAttribute("class", "mark");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", MARKS[type.shape]);
  path.setAttribute("fill", type.color);
  svg.append(path);
  return svg;
}

/** Draw a mark on a canvas: centre and radius in CSS pixels. */
function drawMark(context, shape, color, x, y, radius, outline) {
  context.save();
  context.translate(x, y);
  context.scale(radius, radius);
  context.fillStyle = color;
  context.strokeStyle = outline;
  context.lineWidth = 2.5 / radius;
  context.stroke(markPaths[shape]);
  context.fill(markPaths[shape]);
  context.restore();
}
