"use strict";

// The view as a file: what is seen, no more, as PNG or as SVG.

/** Save the view under a name that the browser asks for. */
function saveView(picture, format, title) {
  const scene = picture.scene();
  const name = `${title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "graph"}.${format}`;
  if (format === "svg") {
    const text = new XMLSerializer().serializeToString(viewAsSvg(scene, title));
    download(new Blob([text], { type: "image/svg+xml" }), name);
  } else viewAsCanvas(scene, picture.canvases()).toBlob((blob) => download(blob, name), "image/png");
}

function download(blob, name) {
  const anchor = make("a", { href: URL.createObjectURL(blob), download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
}

function viewAsCanvas({ paper }, drawn) {
  const overlay = document.getElementById("overlay");
  const canvas = make("canvas", { width: overlay.width, height: overlay.height });
  const context = canvas.getContext("2d");
  context.fillStyle = paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const layer of drawn) context.drawImage(layer, 0, 0, canvas.width, canvas.height);
  context.drawImage(overlay, 0, 0);
  return canvas;
}

function viewAsSvg(scene, title) {
  const { width, height, paper, ink, ground } = scene;
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, width, height });
  const heading = shape("title", {});
  heading.textContent = title;
  svg.append(heading, shape("rect", { width, height, fill: paper }));
  svg.append(...svgLines(ground.lines), ...ground.circles.map((each) => svgCircle(each, paper)));
  svg.append(...svgLines(scene.lines), ...scene.marks.map(svgMark));
  if (scene.emphasised) {
    if (scene.isVeiled) svg.append(shape("rect", { width, height, fill: paper, opacity: 0.87 }));
    svg.append(...svgLines(scene.emphasised.lines), ...scene.emphasised.marks.map(svgMark));
  }
  for (const { text, x, y, size, bold } of scene.texts) {
    const label = shape("text", {
      x: round(x), y: round(y + size * 0.35), "font-size": round(size), fill: ink, stroke: paper,
      "font-family": "system-ui, sans-serif", "font-weight": bold ? 600 : 400,
      "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round",
    });
    label.textContent = text.toWellFormed?.() ?? text;
    svg.append(label);
  }
  return svg;
}

/** Lines of one look as one path each: a large graph has very many. */
function svgLines(lines) {
  const paths = new Map();
  for (const { from, to, ...look } of lines) {
    const key = JSON.stringify(look);
    const path = `M${from.map(round).join(" ")}L${to.map(round).join(" ")}`;
    if (paths.has(key)) paths.get(key).push(path);
    else paths.set(key, [path]);
  }
  return [...paths].map(([key, d]) => {
    const { color, opacity, width, dashes } = JSON.parse(key);
    const line = shape("path", { d: d.join(""), stroke: color, "stroke-width": width, opacity });
    if (dashes.length) line.setAttribute("stroke-dasharray", dashes.join(" "));
    return line;
  });
}

function svgCircle({ x, y, radius, color, fill, solid, stroke, width }, paper) {
  const place = { cx: round(x), cy: round(y), r: round(radius) };
  const group = shape("g", {});
  if (solid) group.append(shape("circle", { ...place, fill: paper }));
  group.append(
    shape("circle", {
      ...place, fill: color, "fill-opacity": fill, stroke: color, "stroke-opacity": stroke,
      "stroke-width": width,
    })
  );
  return group;
}

function svgMark({ shape: kind, color, x, y, radius }) {
  const transform = `translate(${round(x)} ${round(y)}) scale(${round(radius)})`;
  return shape("path", { d: MARKS[kind], fill: color, transform });
}

function shape(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function round(value) {
  return Math.round(value * 100) / 100;
}
