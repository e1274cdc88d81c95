"""How the pictures look: colours, sizes, and how each relation is drawn.

The colours are those of Okabe and Ito (jfly.uni-koeln.de/color, 2008), which people with any of the common colour
vision deficiencies tell apart; dashes say the same again for a print in grey. The card is light and opaque, so that
the picture reads the same on a dark page.
"""

from __future__ import annotations

from dataclasses import dataclass

PAPER = "#FBFAF7"
FRAME = "#D9D5CB"
INK = "#22252B"
QUIET = "#5B606B"
"""Secondary text: contrast 6.1 to 1 on the paper."""
LIGHT, OUTLINE = "#FFFFFF", "#8A8F99"
DARK, ON_DARK, QUIET_ON_DARK = "#22252B", "#FFFFFF", "#C9CDD6"

ORANGE, SKY_BLUE, BLUISH_GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILLION, REDDISH_PURPLE = "#0072B2", "#D55E00", "#CC79A7"

FONT = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Stroke:
    """How the edges of one relation are drawn; the lower `layer` lies further back."""

    colour: str
    layer: int
    opacity: float = 1.0
    dash: tuple[float, ...] = ()


RELATIONS: dict[str, Stroke] = {
    # office-body
    "takes-part-in": Stroke(SKY_BLUE, 0, opacity=0.62),
    "observes": Stroke(REDDISH_PURPLE, 1, opacity=0.85, dash=(2, 3)),
    "leads": Stroke(BLUISH_GREEN, 2, dash=(9, 3)),
    "chairs": Stroke(BLUE, 3, dash=(16, 3)),
    "hosts": Stroke(VERMILLION, 4),
    # office-office
    "meets": Stroke(BLUE, 0, opacity=0.55),
    "leads-with": Stroke(BLUISH_GREEN, 1, dash=(9, 3)),
    # person-meeting
    "leads-a-delegation-to": Stroke(BLUISH_GREEN, 2),
    # person-office
    "holds-a-post-in": Stroke(SKY_BLUE, 0, opacity=0.8),
    "acts-as-head-of": Stroke(ORANGE, 1, dash=(6, 3)),
    "heads": Stroke(BLUE, 2),
    # topic-meeting
    "exchanged-on-at": Stroke(SKY_BLUE, 0),
    "affirmed-at": Stroke(BLUISH_GREEN, 1),
    "decided-at": Stroke(BLUE, 2),
    "planned-at": Stroke(ORANGE, 3),
    "declined-at": Stroke(VERMILLION, 4),
    # topic-office
    "takes-part-in-talks-on": Stroke(SKY_BLUE, 0, opacity=0.62),
    "reports-on": Stroke(BLUISH_GREEN, 1, dash=(9, 3)),
    "hosts-talks-on": Stroke(VERMILLION, 2),
    # body-project
    "carries": Stroke(BLUE, 0, opacity=0.75),
    # decision-flow
    "is-taken-up-by": Stroke(SKY_BLUE, 0, opacity=0.72),
    "reports-to": Stroke(INK, 1, dash=(5, 3)),
    "charges": Stroke(VERMILLION, 2),
    # tenures
    "possibly-acts-as-head-of": Stroke(ORANGE, 0, opacity=0.38),
    "possibly-heads": Stroke(BLUE, 1, opacity=0.38),
    "perhaps-earlier-acts-as-head-of": Stroke(ORANGE, 2, dash=(2, 3)),
    "perhaps-later-acts-as-head-of": Stroke(ORANGE, 2, dash=(2, 3)),
    "perhaps-earlier-heads": Stroke(BLUE, 3, dash=(2, 3)),
    "perhaps-later-heads": Stroke(BLUE, 3, dash=(2, 3)),
    # release-fact
    "issues": Stroke(BLUE, 0, opacity=0.5, dash=(2, 2)),
    "tells-of": Stroke(BLUISH_GREEN, 1, opacity=0.35),
    "differs-on": Stroke(VERMILLION, 2, opacity=0.9, dash=(7, 3)),
}
_OTHERS = (Stroke(ORANGE, 5), Stroke(INK, 6, dash=(5, 3)), Stroke(BLUISH_GREEN, 7), Stroke(BLUE, 8, dash=(2, 2)))


def strokes(relations: list[str]) -> dict[str, Stroke]:
    """Return how to draw each relation; those without a style of their own get the next of the others, in order of name."""
    unknown = sorted(relation for relation in set(relations) if relation not in RELATIONS)
    styles = {relation: RELATIONS[relation] for relation in set(relations) if relation in RELATIONS}
    styles |= {relation: _OTHERS[index % len(_OTHERS)] for index, relation in enumerate(unknown)}
    return dict(sorted(styles.items(), key=lambda item: (item[1].layer, item[0])))
