"""The widget of a graph: what is selected in the page is known to Python, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page

import kg
from tests.fixtures_graphs import three_fields

pytest.importorskip("anywidget", reason="needs the extra 'widget'")

from kg.exporters.graph_widget import GraphWidget, graph_widget

MODEL = """
async ({ source, state }) => {
  const { default: view } = await import("data:text/javascript," + encodeURIComponent(source));
  const heard = new Map();
  const changed = {};
  const model = {
    get: (name) => state[name],
    set: (name, value) => {
      state[name] = changed[name] = value;
      for (const call of heard.get(`change:${name}`) ?? []) call();
    },
    save_changes: () => window.saved(changed),
    on: (name, call) => heard.set(name, [...(heard.get(name) ?? []), call]),
    off: (name, call) => heard.set(name, heard.get(name).filter((each) => each !== call)),
  };
  window.model = model;
  window.end = view.render({ model, el: document.body });
}
"""
"""anywidget's protocol as a front end keeps it: https://anywidget.dev/en/afm/."""


def shown(chromium: Browser, widget: GraphWidget) -> Page:
    """A page that renders the widget as a notebook does; changes arrive at the widget."""
    page = chromium.new_context(viewport={"width": 1100, "height": 700}).new_page()

    def saved(changed: dict[str, Any]) -> None:
        for name, value in changed.items():
            setattr(widget, name, value)

    page.expose_function("saved", saved)
    state = {name: getattr(widget, name) for name in ("page", "height", "selected")}
    page.evaluate(MODEL, {"source": widget._esm, "state": state})
    page.wait_for_function("window.frames.length === 1")
    page.frames[1].wait_for_function("window.paperGraph")
    return page


def await_selected(page: Page, widget: GraphWidget, wanted: str | None) -> None:
    for _ in range(100):
        if widget.selected == wanted:
            return
        page.wait_for_timeout(50)
    assert widget.selected == wanted


def await_true(frame: Frame, expression: str) -> None:
    """Wait for a state of the page, whose policy keeps Playwright from evaluating by itself."""
    for _ in range(200):
        if frame.evaluate(expression):
            return
        frame.page.wait_for_timeout(50)
    raise AssertionError(expression)


def test_python_knows_what_is_selected_and_selects(chromium: Browser) -> None:
    widget = graph_widget(three_fields(30), max_nodes=400, height=600)
    page = shown(chromium, widget)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    frame = page.frames[1]
    assert widget.selected is None
    assert page.locator("iframe").evaluate("frame => frame.clientHeight") == 600
    frame.locator("#search").fill("PlanningNet1")
    frame.locator("#search").press("Enter")
    await_selected(page, widget, "method/planningnet1")
    frame.locator("#card li a, #card li button").first.click()
    page.wait_for_function("model.get('selected') !== 'method/planningnet1'")
    node = frame.evaluate("paperGraph.graph.records[paperGraph.state.selected].id")
    await_selected(page, widget, node)
    page.evaluate("model.set('selected', 'task/parsing')")
    await_true(frame, "document.querySelector('#card h2')?.innerText === 'parsing'")
    page.evaluate("model.set('selected', null)")
    await_true(frame, "paperGraph.state.selected === null")
    page.evaluate("model.set('selected', 'method/none-such')")
    await_true(frame, "paperGraph.state.selected === null")
    frame.locator("#search").fill("SegmentationBench0")
    frame.locator("#search").press("Enter")
    await_selected(page, widget, "dataset/segmentationbench0")
    page.evaluate("window.end()")
    assert complaints == []
    page.context.close()


def test_a_click_in_the_picture_reaches_python(chromium: Browser) -> None:
    widget = graph_widget(three_fields(30), max_nodes=400, height=600)
    widget.selected = "task/planning"
    page = shown(chromium, widget)
    frame = page.frames[1]
    await_true(frame, "paperGraph.state.selected !== null")
    frame.locator("[data-open=all]").click()
    await_true(frame, "paperGraph.state.selected === null")
    page.wait_for_timeout(500)  # the view moves
    x, y = frame.evaluate(
        """() => {
          const { graph, picture } = window.paperGraph;
          const box = document.getElementById("picture").getBoundingClientRect();
          const node = graph.records.findIndex((each) => each.id === "metric/accuracy");
          const [x, y] = picture.toScreen(node);
          return [x + box.left, y + box.top];
        }"""
    )
    box = page.locator("iframe").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + x, box["y"] + y)
    await_selected(page, widget, "metric/accuracy")
    page.context.close()


def test_a_graph_gives_its_widget(sample_graph: Path) -> None:
    widget = kg.open(sample_graph).widget(focus="ImageNet", height=300)
    assert isinstance(widget, GraphWidget)
    assert widget.height == 300
    assert len(widget.page) < len(kg.open(sample_graph).widget().page)
    with pytest.raises(kg.NotFoundError):
        kg.open(sample_graph).widget(focus="no such thing")
