"""From the values of a page to HTML: Jinja2 with everything escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined

from ip5kg.explore.pages.links import Links
from ip5kg.explore.pages.values import Cell, Page

NAVIGATION: Final = (
    ("meetings", "Meetings"),
    ("offices", "Offices"),
    ("people", "People"),
    ("bodies", "Bodies"),
    ("decisions", "Decisions"),
    ("projects", "Projects"),
    ("topics", "Topics"),
    ("figures", "Figures"),
    ("releases", "Releases"),
    ("conflicts", "Disagreements"),
    ("network", "Network"),
    ("queries", "Questions"),
    ("sparql", "SPARQL"),
    ("data", "Data"),
)


@cache
def environment() -> Environment:
    """Return the templates, ready to be used."""
    made = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )
    made.globals["joined"] = joined
    return made


def _source(name: str) -> str | None:
    file = files("ip5kg.explore") / "templates" / name
    return file.read_text(encoding="utf-8") if file.is_file() else None


def html(page: Page, links: Links, context: Mapping[str, Any]) -> str:
    """Return a page as HTML.

    Args:
        page: what it shows.
        links: the addresses of this kind of site.
        context: `as_of`, `path` (the address without query), `parameters` to be kept when the date changes, `fixed` (whether this is
            a static site, without date and editor), `data` (JSON-LD, already safe), `bundle` (whether the editor was built).
    """
    return environment().get_template(page.template).render(page=page, links=links, navigation=NAVIGATION, **context)


def joined(cell: Cell) -> str:
    """Return a cell as plain text."""
    return " ".join(value.text for value in cell)
