"""Every view as a picture, over the releases that come with the package: nothing overlaps, nothing is left out."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations

import networkx as nx
import pytest

from ip5kg.draw import picture
from ip5kg.draw.layout import form, lay_out
from ip5kg.draw.scene import Box, Curve, Scene, Shape, Text
from ip5kg.network import views
from tests import shipped

VIEWS = [view.name for view in views()]
Area = tuple[float, float, float, float]


def area(text: Text) -> Area:
    """Left, top, right and bottom of what a line of text covers."""
    if text.upright:
        return text.x - 0.75 * text.size, text.y - text.width, text.x + 0.2 * text.size, text.y
    return text.left, text.y - 0.75 * text.size, text.left + text.width, text.y + 0.2 * text.size


def apart(one: Area, other: Area) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def texts(scene: Scene) -> list[Text]:
    return [shape for group in scene.groups for shape in group.shapes if isinstance(shape, Text)]


def nodes(scene: Scene) -> list[Box]:
    """Boxes of nodes that hold their names."""
    return [
        shape
        for group in scene.groups
        if group.kind == "node" and len(group.shapes) > 1
        for shape in group.shapes
        if isinstance(shape, Box)
    ]


def sign(shape: Shape) -> tuple[object, ...]:
    """What is left of a shape in a print in grey: its form, and whether it is light."""
    if isinstance(shape, Box):
        return "box", shape.radius > 9, 4 < shape.radius <= 9, shape.fill in ("#FFFFFF", "#D9D5CB")
    return ("line", shape.dash, shape.width, shape.opacity) if isinstance(shape, Curve) else (type(shape).__name__,)


@pytest.mark.parametrize("view", VIEWS)
class TestEveryView:
    def test_names_overlap_nowhere_and_stay_on_the_paper(self, view: str) -> None:
        scene = lay_out(shipped.network(view))
        areas = [(area(text), text.text) for text in texts(scene)]
        for (one, said), (other, too) in combinations(areas, 2):
            assert apart(one, other), (said, too)
        for (left, top, right, bottom), said in areas:
            assert left > 0, said
            assert top > 0, said
            assert right < scene.width, said
            assert bottom < scene.height, said

    def test_boxes_with_names_do_not_overlap(self, view: str) -> None:
        boxes = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in nodes(lay_out(shipped.network(view)))]
        assert all(apart(one, other) for one, other in combinations(boxes, 2))

    def test_every_node_and_edge_is_drawn(self, view: str) -> None:
        graph = shipped.network(view)
        scene = lay_out(graph)
        drawn = {group.key for group in scene.groups if group.kind == "edge"}
        assert drawn == {f"{source} {relation} {target}" for source, target, relation in graph.edges(keys=True)}
        kept = {group.key for group in scene.groups if group.kind == "node"}
        # On the timeline a meeting is its mark, which is an edge to its series.
        assert kept == ({target for _, target in graph.edges()} if view == "timeline" else set(graph))

    def test_the_legend_tells_relations_apart_without_colour(self, view: str) -> None:
        scene = lay_out(shipped.network(view))
        signs = [sign(entry.sample[0]) for entry in scene.entries if entry.relation]
        assert len(set(signs)) == len(signs)

    def test_the_order_of_nodes_and_edges_does_not_show(self, view: str) -> None:
        graph = shipped.network(view)
        backwards: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        backwards.graph.update(graph.graph)
        backwards.add_nodes_from(reversed(list(graph.nodes(data=True))))
        backwards.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
        assert picture(backwards) == picture(graph)


def test_a_view_is_drawn_in_its_form_where_it_fits() -> None:
    for view in views():
        assert form(shipped.network(view.name)) == view.picture
    crowd: nx.MultiDiGraph[str] = nx.MultiDiGraph(picture="circle", title="A crowd", description="everybody knows the next")
    for number in range(200):
        crowd.add_edge(f"n{number}", f"n{number + 1}", key="knows", relation="knows", weight=1, dates=("",))
    assert form(crowd) == "clusters"
    assert ET.fromstring(picture(crowd)).get("width") == "1600"


def test_edges_run_around_the_boxes_of_layers() -> None:
    """No part of a line lies under a box at which it does not end."""
    scene = lay_out(shipped.network("decision-flow"))
    for group in scene.groups:
        if group.kind != "edge":
            continue
        for curve in group.shapes:
            if not isinstance(curve, Curve):
                continue
            points = [
                tuple(
                    (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t**3 * d
                    for a, b, c, d in zip(curve.start, *curve.controls, curve.end, strict=True)
                )
                for t in (0.05, 0.25, 0.5, 0.75, 0.95)
            ]
            for box in nodes(scene):
                assert not any(box.x < x < box.x + box.width and box.y < y < box.y + box.height for x, y in points), group.title


def test_a_tenure_that_is_certain_lies_within_what_is_possible() -> None:
    bars: dict[str, dict[str, Curve]] = {}
    for group in lay_out(shipped.network("tenures")).groups:
        if group.kind == "edge" and isinstance(group.shapes[0], Curve):
            person, relation, office = group.key.split(" ")
            bars.setdefault(f"{person} {office} {relation.removeprefix('possibly-')}", {})[relation.partition("-")[0]] = group.shapes[0]
    found = [
        (kinds["possibly"], bar) for kinds in bars.values() if "possibly" in kinds for name, bar in kinds.items() if name != "possibly"
    ]
    assert len(found) > 20
    for possible, certain in found:
        assert possible.start[0] <= certain.start[0]
        assert certain.end[0] <= max(possible.end[0], certain.start[0] + 4)


@pytest.mark.parametrize("view", ["person-meeting", "timeline", "decision-flow"])
def test_a_png_has_the_size_of_the_scene(view: str) -> None:
    pytest.importorskip("matplotlib")
    png = picture(shipped.network(view), "png")
    width, height = (int.from_bytes(png[place : place + 4], "big") for place in (16, 20))
    scene = lay_out(shipped.network(view))
    assert (width, height) == pytest.approx((2 * scene.width, 2 * scene.height), abs=2)
