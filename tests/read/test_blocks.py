"""Blocks: what a stretch of a text or page is."""

from __future__ import annotations

import pytest

from tests.conftest import SHARED, needs_shared
from tests.read.said import kinds, markdown, page, sentences


def test_headings_paragraphs_and_items_of_plain_text() -> None:
    release = markdown(
        "A title\n\nJune 24, 2021\n\n1. Background\n\nThe heads met. They agreed.\n\n (1) Work on AI\n\nThey took up:\n\n"
        "  - drawings,\n  - assignment.\n\nFurther information\n\n- Website\n"
    )
    assert kinds(release) == [
        ("title", "A title"),
        ("furniture", "June 24, 2021"),
        ("heading", "1. Background"),
        ("paragraph", "The heads met. They agreed."),
        ("heading", "(1) Work on AI"),
        ("paragraph", "They took up:"),
        ("item", "- drawings,"),
        ("item", "- assignment."),
        ("heading", "Further information"),
        ("item", "- Website"),
    ]
    assert sentences(release)[3:5] == ["The heads met.", "They agreed."]


def test_numbered_paragraphs_are_items() -> None:
    release = markdown("OPENING\n\n1. SIPO was host. It sat in Beijing.\n\n2. Mr. Zeng took the chair.\n")
    assert [kind for kind, _ in kinds(release)] == ["heading", "item", "item"]


@pytest.mark.parametrize(
    "line",
    [
        "Home > Topics > Users meet the offices",
        "Mondaq > China > Intellectual Property > Patent",
        "Home | About | Archive | Search",
        "Legal notice | Contact | Site map",
        "Back to: News | Activities | Statistics",
        "See also: First work plan | Industry consultation",
        "Related topics: patents, green technology",
        "Share this page",
        "Previous: Fees for patents in China",
    ],
)
def test_menus_and_links(line: str) -> None:
    assert kinds(markdown(f"The heads met.\n\n{line}\n"))[1] == ("navigation", line)


def test_a_numbered_trail_of_breadcrumbs() -> None:
    release = markdown("  1. Home\n  2. News Releases\n  3. A title\n\nA title\n\n1. First point;\n\n2. second point.\n")
    assert [kind for kind, _ in kinds(release)] == ["navigation"] * 3 + ["title", "item", "item"]


def test_lists_of_other_news_lead_elsewhere_but_documents_of_the_meeting_do_not() -> None:
    release = markdown(
        "The heads met.\n\nDocuments\n\n- Joint Statement\n\nEarlier meetings\n\n- 15th meeting, 9 June 2022\n- 14th meeting\n\nOur view\n\nIt was good.\n"
    )
    assert [kind for kind, _ in kinds(release)] == [
        "paragraph",
        "heading",
        "item",
        "navigation",
        "navigation",
        "navigation",
        "heading",
        "paragraph",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "2 June 2016",
        "Updated: 3 25,2016",
        "Source: CNIPA",
        "(Translated from CNIPA Website Chinese Version)",
        "(Source: official website of CNIPA)",
        "by AFD China Intellectual Property",
        "Reporter: ETNews, Daejeon",
        "[Last updated 15 June 2018]",
        "NEWS ARTICLE | 15 June 2022 | European IP Helpdesk | 2 min read",
        "Hot News | Source: China IP News",
        "Copyright Asia Economy. Reproduction without permission is not allowed.",
        "This article is for information only and does not constitute legal advice.",
        "* * *",
        "###",
        "-- 3 --",
        '3 thoughts on "Four chairs filled"',
        "Posted on June 27, 2025",
    ],
)
def test_datelines_bylines_and_notices(line: str) -> None:
    assert ("furniture", line) in kinds(markdown(f"Our words begin here.\n\n{line}\n\nOur words end here.\n"))


@pytest.mark.parametrize(
    "line",
    ["[Photo: Participants on screen]", "Caption: The delegations in Seoul", "Group picture: the heads", "(Photo 1) Heads of office"],
)
def test_captions(line: str) -> None:
    assert kinds(markdown(f"The heads met.\n\n{line}\n"))[1] == ("caption", line)


@pytest.mark.parametrize(
    "sentence",
    [
        "By the end of 2021 the offices agreed on a plan.",
        "On June 24, 2021, the heads met in Tokyo.",
        "From Europe came President Campinos.",
        "More on classification was said by KIPO.",
        "In 2019 the five offices received 2.7 million applications.",
        "The contact between the offices was renewed.",
        "Figures show that filings grew.",
        "Photographs of the meeting can be obtained from the press office.",
    ],
)
def test_running_text_is_not_taken_for_furniture(sentence: str) -> None:
    assert kinds(markdown(f"A first paragraph.\n\n{sentence}\n"))[1] == ("paragraph", sentence)


def test_an_asterisk_begins_a_note_where_a_word_carries_one_and_an_item_elsewhere() -> None:
    release = markdown(
        "The IP5* met. The NET*/AI Task Force reported.\n\n* five offices\n\n*NET: new technologies\n\nThey spoke of\n\n* quality metrics\n* feedback\n"
    )
    assert [kind for kind, _ in kinds(release)] == ["paragraph", "note", "note", "paragraph", "item", "item"]


@pytest.mark.parametrize(
    "line",
    ["*1 IP5: the five offices.", "Note: Only four offices came.", "※ The figures are estimates.", "[2] See the annex of the report."],
)
def test_notes(line: str) -> None:
    assert kinds(markdown(f"The heads met.\n\n{line}\n\nThey left.\n"))[1] == ("note", line)


def test_the_levels_of_korean_lists_come_from_the_order_of_their_markers() -> None:
    release = markdown("□ KIPO hosts.\n\nㅇ It meets.\n\n- with four,\n\n- with five.\n\nㅇ It ends.\n\n□ It closes.\n")
    assert [(block.kind, block.level) for block in release.blocks] == [
        ("item", 0),
        ("item", 1),
        ("item", 2),
        ("item", 2),
        ("item", 1),
        ("item", 0),
    ]


def test_subtitles_between_dashes_are_headings() -> None:
    release = markdown("A title\n\n- Five offices meet in Daejeon -\n- Work goes on -\n\n□ They met.\n")
    assert [kind for kind, _ in kinds(release)] == ["title", "heading", "heading", "item"]


def test_names_of_sections_above_the_title_are_furniture() -> None:
    assert kinds(markdown("RF Cafe Headlines\n\nA title\n\nThey met.\n"))[0] == ("furniture", "RF Cafe Headlines")


def test_speech_is_a_quotation_and_a_quoted_word_is_not() -> None:
    release = markdown(
        'They met.\n\n"We agree on everything," he said. "Nothing is left."\n\n"IP5" means the five offices of the world, no more and no less.\n'
    )
    assert [kind for kind, _ in kinds(release)] == ["paragraph", "quotation", "paragraph"]


def test_broken_lines_are_joined_and_fields_are_not() -> None:
    wrapped = "The heads of the five offices met in Tokyo and agreed on a plan\nfor cooperation, which will be carried out by the three working\ngroups in the years to come.\n"
    fields = "EPO: President Battistelli\nJPO: Commissioner Munakata\nWIPO (observer): Deputy Director General Sandage\n"
    release = markdown(f"{wrapped}\nParticipants\n\n{fields}")
    assert [kind for kind, _ in kinds(release)] == ["paragraph", "heading", "item", "item", "item"]
    assert len(sentences(release)) == 5


def test_rows_of_a_markdown_table() -> None:
    release = markdown("Who came\n\n| Office | Head |\n|---|---|\n| EPO | Campinos |\n\nThey met.\n")
    assert [kind for kind, _ in kinds(release)] == ["heading", "row", "furniture", "row", "paragraph"]


def test_the_last_line_is_no_heading() -> None:
    assert kinds(markdown("They met.\n\nDivision in Charge\n\nInternational Policy Division\n"))[1:] == [
        ("heading", "Division in Charge"),
        ("paragraph", "International Policy Division"),
    ]


PAGE = """
<div id="cookie-banner"><p>This site uses cookies.</p></div>
<header><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
<div class="breadcrumb"><a href="/">Home</a> &gt; News</div>
<main><article>
<h1>Heads meet</h1>
<p class="date">24 June 2021</p>
<p>The heads <b>met</b>
 in&nbsp;Tokyo.<br>They agreed.</p>
<blockquote>It was good.</blockquote>
<ul><li>drawings<ul><li>size</li></ul></li><li><p>assignment</p></li></ul>
<figure><img src="x"><figcaption>The heads</figcaption></figure>
<table><caption>Who came</caption><tr><th>Office</th><th>Head</th></tr><tr><td>EPO</td><td><p>Campinos</p></td></tr></table>
<p class="note">* IP5: five offices</p>
</article></main>
<aside><h3>Related</h3><p>Another meeting took place in 2019.</p></aside>
<div class="related-news"><ul><li>12th meeting</li></ul></div>
<section hidden><p>hidden</p></section><div style="display: none">gone</div>
<script>var a = "The heads agreed on nothing.";</script>
<footer><p>Copyright</p></footer>
"""


def test_a_whole_page() -> None:
    release = page(PAGE)
    assert kinds(release) == [
        ("title", "Heads meet"),
        ("furniture", "24 June 2021"),
        ("paragraph", "The heads met in Tokyo."),
        ("paragraph", "They agreed."),
        ("quotation", "It was good."),
        ("item", "drawings"),
        ("item", "size"),
        ("item", "assignment"),
        ("caption", "The heads"),
        ("caption", "Who came"),
        ("row", "Office | Head"),
        ("row", "EPO | Campinos"),
        ("note", "* IP5: five offices"),
    ]
    assert [block.level for block in release.blocks if block.kind == "item"] == [0, 1, 0]
    assert release.text == "\n\n".join(text for _, text in kinds(release))


@pytest.mark.parametrize("name", ["content-with-sidebar", "main-nav-wrapper", "post article-body"])
def test_the_article_is_kept_whatever_else_its_class_says(name: str) -> None:
    assert page(f'<div class="{name}"><p>They met.</p></div>').text == "They met."


def test_text_that_is_not_in_any_paragraph_is_kept() -> None:
    release = page("They met.<div>They agreed.</div>They left.")
    assert [text for _, text in kinds(release)] == ["They met.", "They agreed.", "They left."]


def test_tags_that_are_not_closed() -> None:
    release = page("<p>They met.<p>They agreed.<ul><li>one<li>two")
    assert [text for _, text in kinds(release)] == ["They met.", "They agreed.", "one", "two"]


@needs_shared
def test_the_seed_is_read_as_a_reader_would() -> None:
    from ip5kg.read import read_path

    release = read_path(SHARED / "seed" / "2021-06-24-meti-14th-heads-meeting.txt")
    counted = {kind: [text for k, text in kinds(release) if k == kind] for kind in ("navigation", "title", "heading", "note", "item")}
    assert release.issued == "2021-06-24"
    assert len(counted["navigation"]) == 5
    assert len(counted["title"]) == 1
    assert "(3) Future IP5 cooperation with an eye on the post COVID-19 era" in counted["heading"]
    assert counted["note"] == ["*The term “NET” is an acronym for “New Emerging Technologies.”"]
    assert len(counted["item"]) == 6


@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_lines_that_each_name_somebody_are_items(apart: str) -> None:
    names = [
        "Sharon Barner (USPTO), Deputy Under Secretary",
        "Koichi Minami, Deputy Commissioner, Japan Patent Office",
        "Li Yuguang (SIPO)",
    ]
    release = markdown(
        "A title\n\nThe delegations were headed by\n\n" + apart.join(names) + "\n\nThey met in Berlin, on 4 May, and agreed.\n"
    )
    assert kinds(release)[2:5] == [("item", name) for name in names]
    assert kinds(release)[-1][0] == "paragraph"


def test_a_paragraph_whose_lines_begin_with_capitals_is_no_list() -> None:
    release = markdown(
        "A title\n\nThe heads met in Busan, Korea, with industry.\nKIPO, the host, chaired.\nThe EPO, the JPO and others came.\n"
    )
    assert "item" not in {kind for kind, _ in kinds(release)}


def test_lines_of_names_and_titles_alone_are_items_below_the_line_that_leads_them_in() -> None:
    names = ["JPO Commissioner Kasutani Toshihide", "EPO President António Campinos", "KIPO Commissioner Kim Yong-rae"]
    release = markdown("A title\n\nThey met online.\n\n<Participants>\n" + "\n".join(names) + "\n\nThey agreed.\n")
    assert [text for kind, text in kinds(release) if kind == "item"] == names


def test_a_line_with_a_colon_leads_in_a_list_without_bullets() -> None:
    names = ["(JPO) KASUTANI Toshihide, Commissioner", "(EPO) António Campinos, President"]
    release = markdown("A title\n\nThey met online. Participants were as follows:\n" + "\n".join(names) + "\n\nThey agreed.\n")
    assert [text for kind, text in kinds(release) if kind == "item"] == names
