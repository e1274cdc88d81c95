"""The pages of the explorer: functions from the graph to plain values, one module a kind of page.

A page is a `values.Page`: a title, breadcrumbs and sections of a few kinds. Templates turn it into HTML; the web application
(`routes`, `ahead`, `thing`, `editor`, `problem`) and the static site (`ip5kg.explore.publish`) use the same functions.
"""

from ip5kg.explore.pages.serving import ahead, editor, problem, routes, thing

__all__ = ["ahead", "editor", "problem", "routes", "thing"]
