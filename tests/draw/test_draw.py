"""Pictures of networks: complete, legible, repeatable, and safe with hostile labels."""

from __future__ import annotations

import struct
import sys
import xml.etree.ElementTree as ET
from itertools import combinations

import networkx as nx
import pytest

from ip5kg.draw import format_of, picture
from ip5kg.draw.layout import lay_out
from ip5kg.draw.scene import Box, Curve, Scene, Text
from ip5kg.draw.text import shorten, width, wrap
from ip5kg.errors import BadArgument, Ip5kgError
from ip5kg.network import network
from tests.network.sample import select

SVG = "{http://www.w3.org/2000/svg}"
RELATIONS = ("hosts", "chairs", "leads", "observes", "takes-part-in", "an-unknown-relation")


def large(label: str = "A body with a rather long name of its own, number") -> nx.MultiDiGraph[str]:
    """Six offices, twenty bodies, several relations between most of them."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(view="large", title="A large network", description="Who does what", first="2007-05", last="2025-06", as_of=None)
    for office in range(6):
        graph.add_node(
            f"office/{office}",
            label=f"OFFICE {office}",
            name=f"The Office of the State Number {office} for Patents",
            iri="https://w3id.org/x",
        )
    for body in range(20):
        graph.add_node(f"body/{body}", label=f"B{body}", name=f"{label} {body}", iri="https://w3id.org/y", first="2010", last="2020-01")
        for office in range(6):
            for place, relation in enumerate(RELATIONS[: (body + office) % 7]):
                weight = 1 + (20 - body) * (6 - place) // 6
                graph.add_edge(
                    f"office/{office}", f"body/{body}", key=relation, relation=relation, weight=weight, first="2010", last="2020-01"
                )
    return graph


def texts(scene: Scene) -> list[Text]:
    return [shape for group in scene.groups for shape in group.shapes if isinstance(shape, Text)]


def boxes(scene: Scene) -> list[Box]:
    return [shape for group in scene.groups if group.kind == "node" for shape in group.shapes if isinstance(shape, Box)]


def curves(scene: Scene) -> list[Curve]:
    return [shape for group in scene.groups if group.kind == "edge" for shape in group.shapes if isinstance(shape, Curve)]


@pytest.mark.parametrize("graph", [network(select, "office-body"), large(), large("W" * 90)], ids=["sample", "large", "wide"])
class TestAnyPicture:
    def test_boxes_do_not_overlap(self, graph: nx.MultiDiGraph[str]) -> None:
        for one, other in combinations(boxes(lay_out(graph)), 2):
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y

    def test_texts_do_not_overlap(self, graph: nx.MultiDiGraph[str]) -> None:
        for one, other in combinations(texts(lay_out(graph)), 2):
            apart = one.left + one.width <= other.left or other.left + other.width <= one.left
            assert apart or abs(one.y - other.y) >= 0.95 * max(one.size, other.size), (one, other)

    def test_texts_stay_in_their_boxes_and_on_the_paper(self, graph: nx.MultiDiGraph[str]) -> None:
        scene = lay_out(graph)
        for group in scene.groups:
            if group.kind != "node":
                continue
            box = next(shape for shape in group.shapes if isinstance(shape, Box))
            for shape in group.shapes:
                if isinstance(shape, Text):
                    assert box.x < shape.left
                    assert shape.left + shape.width < box.x + box.width
                    assert box.y < shape.y - shape.size * 0.8
                    assert shape.y < box.y + box.height
        for text in texts(scene):
            assert text.left > 0
            assert text.left + text.width < scene.width
            assert text.y < scene.height - 10

    def test_every_edge_has_a_port_of_its_own(self, graph: nx.MultiDiGraph[str]) -> None:
        drawn = curves(lay_out(graph))
        assert len(drawn) == graph.number_of_edges()
        for end in ("start", "end"):
            for one, other in combinations(drawn, 2):
                (x1, y1), (x2, y2) = getattr(one, end), getattr(other, end)
                assert x1 != x2 or abs(y1 - y2) >= (one.width + other.width) / 2

    def test_edges_end_at_boxes(self, graph: nx.MultiDiGraph[str]) -> None:
        scene = lay_out(graph)
        for curve in curves(scene):
            for x, y in (curve.start, curve.end):
                assert any(x in (box.x, box.x + box.width) and box.y < y < box.y + box.height for box in boxes(scene))

    def test_repeats_byte_for_byte(self, graph: nx.MultiDiGraph[str]) -> None:
        backwards: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        backwards.graph.update(graph.graph)
        backwards.add_nodes_from(reversed(list(graph.nodes(data=True))))
        backwards.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
        assert picture(graph) == picture(backwards)

    def test_is_svg_that_tells_what_it_shows(self, graph: nx.MultiDiGraph[str]) -> None:
        root = ET.fromstring(picture(graph))
        assert root.tag == SVG + "svg"
        assert root.findtext(SVG + "title") == graph.graph["title"]
        assert graph.graph["description"] in (root.findtext(SVG + "desc") or "")
        told = [group.findtext(SVG + "title") for group in root.iter(SVG + "g") if group.get("class") == "edge"]
        assert len(told) == graph.number_of_edges()
        assert all(told)


def test_the_legend_names_each_relation_once() -> None:
    legend = next(group for group in lay_out(large()).groups if group.kind == "legend")
    words = [shape.text for shape in legend.shapes if isinstance(shape, Text)]
    for relation in RELATIONS:
        assert words.count(relation.replace("-", " ")) == 1


def test_relations_differ_in_colour_and_heavier_is_wider() -> None:
    scene = lay_out(large())
    assert len({(curve.colour, curve.dash) for curve in curves(scene)}) == len(RELATIONS)
    graph = large()
    by_title = {group.title: shape for group in scene.groups if group.kind == "edge" for shape in group.shapes if isinstance(shape, Curve)}
    weights = {title: int(title.rsplit(": ", 1)[1].split(",")[0]) for title in by_title}
    assert max(weights.values()) == max(data["weight"] for *_, data in graph.edges(data=True))
    for one, other in combinations(by_title, 2):
        if weights[one] < weights[other]:
            assert by_title[one].width <= by_title[other].width


def test_the_picture_says_what_it_rests_on() -> None:
    words = " ".join(text.text for text in texts(lay_out(network(select, "office-body"))))
    assert "2018 to 2021" in words
    assert "Source: 7 claims of press releases" in words


def test_the_card_is_light_and_opaque() -> None:
    card = lay_out(large()).groups[0].shapes[0]
    assert isinstance(card, Box)
    assert card.width >= lay_out(large()).width - 2
    assert all(int(card.fill[place : place + 2], 16) > 0xE0 for place in (1, 3, 5))


def test_names_of_the_time_and_the_date_are_told() -> None:
    svg = picture(network(select, "office-body", as_of="2018-06")).decode()
    assert "State Intellectual Property Office" in svg
    assert "as of 2018-06" in svg
    assert "CNIPA" not in svg


def test_hostile_labels_are_text() -> None:
    graph = large('</text><script>alert("1")</script>\x00\x1b[31m\u202e &amp; ]]>')
    graph.nodes["body/1"]["iri"] = "javascript:alert(1)"
    svg = picture(graph).decode()
    root = ET.fromstring(svg)
    assert not list(root.iter(SVG + "script"))
    assert "javascript:" not in svg
    assert "\u202e" not in svg
    assert all(link.get("href", "").startswith("https://") for link in root.iter(SVG + "a"))


def test_nothing_is_loaded_from_elsewhere() -> None:
    root = ET.fromstring(picture(large()))
    assert not [element for element in root.iter() if element.tag.removeprefix(SVG) in ("image", "use", "style", "foreignObject", "script")]


def test_a_network_without_edges_is_refused() -> None:
    with pytest.raises(BadArgument, match="nothing to draw"):
        picture(network(select, "office-body", as_of="1999"))


def test_png_has_twice_the_size_and_repeats() -> None:
    pytest.importorskip("matplotlib")
    graph = network(select, "office-body")
    png, scene = picture(graph, "png"), lay_out(graph)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == pytest.approx((2 * scene.width, 2 * scene.height), abs=1)
    assert png == picture(graph, "png")
    assert b"Software" not in png
    assert b"tIME" not in png


def test_png_without_matplotlib_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(Ip5kgError, match=r"pip install .ip5kg\[draw\]"):
        picture(large(), "png")
    assert picture(large(), "svg").startswith(b"<?xml")


@pytest.mark.parametrize(("name", "form"), [("a.svg", "svg"), ("b.PNG", "png")])
def test_the_ending_says_the_format(name: str, form: str) -> None:
    assert format_of(name) == form


@pytest.mark.parametrize("name", ["picture", "picture.gif", "svg"])
def test_other_endings_are_refused(name: str) -> None:
    with pytest.raises(BadArgument, match=r"end the name in \.svg, \.png or \.html"):
        format_of(name)


@pytest.mark.parametrize("bold", [False, True])
def test_estimated_widths_are_never_too_small(bold: bool) -> None:
    """Against DejaVu Sans, the widest of the usual fonts; whole words, as they stand in pictures."""
    pytest.importorskip("matplotlib")
    from matplotlib.font_manager import FontProperties, findfont, get_font

    font = get_font(findfont(FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal")))
    font.set_size(100, 72)
    for text in (
        "IP5 Heads of Office with IP5 Industry",
        "WIPO",
        "Kasutani Toshihide",
        "António Campinos",
        "2007 to 2025",
        "MMMWWW@%",
        "illicit",
        "“ip5kg why”",
    ):
        font.set_text(text)
        assert width(text, 100, bold=bold) >= font.get_width_height()[0] / 64 - 1


def test_wrapping_keeps_words_and_shortens_only_the_last_line() -> None:
    text = "Task Force on New Emerging Technologies and Artificial Intelligence"
    lines = wrap(text, 15, 200, lines=9)
    assert " ".join(lines) == text
    assert all(width(line, 15) <= 200 for line in lines)
    assert wrap(text, 15, 200, lines=1)[0].endswith("…")
    assert width(shorten("W" * 500, 15, 200), 15) <= 200
