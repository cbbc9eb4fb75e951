// The view of the widget, as anywidget loads it: the page in a frame that reaches nothing outside,
// and the id of the selected node on its way to Python and back.

function render({ model, el }) {
  const frame = document.createElement("iframe");
  let reported = null;

  function select() {
    const wanted = model.get("selected");
    if (wanted !== reported) frame.contentWindow.postMessage({ select: wanted }, "*");
  }

  function listen({ source, data }) {
    if (source !== frame.contentWindow) return;
    reported = typeof data.selected === "string" ? data.selected : null;
    model.set("selected", reported);
    model.save_changes();
  }

  frame.title = "Graph of papers";
  frame.setAttribute("sandbox", "allow-scripts allow-downloads allow-popups");
  frame.style.cssText = `width:100%;height:${model.get("height")}px;border:0`;
  frame.addEventListener("load", select);
  frame.srcdoc = model.get("page");
  window.addEventListener("message", listen);
  model.on("change:selected", select);
  el.append(frame);
  return () => {
    window.removeEventListener("message", listen);
    model.off("change:selected", select);
  };
}

export default { render };
