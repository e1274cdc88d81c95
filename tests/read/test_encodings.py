"""Encodings, languages, and characters that show nothing."""

from __future__ import annotations

import codecs

import pytest

from ip5kg.errors import UnreadableRelease
from ip5kg.read import read_bytes

ENGLISH = "June 24, 2021\n\nHeads of the five offices met in Genève\n\nThe President of the EPO, António Campinos, took part – “a good day”, he said.\n"
JAPANESE = "2021年6月24日\n\n第14回日米欧中韓五庁長官会合について\n\n特許庁は、世界の五大特許庁の長官会合を主催し、新技術と人工知能に関する作業部会のロードマップを承認しました。\n"
KOREAN = "2021년 6월 24일\n\n선진 5개 특허청장 회의 개최\n\n특허청은 세계 5대 특허청장 회의에 참석하여 신기술과 인공지능 태스크포스의 로드맵을 승인했다고 밝혔다.\n"
CHINESE = "2021年6月24日\n\n第十四次中美欧日韩五局局长会议举行\n\n国家知识产权局局长出席了会议，五局局长批准了新兴技术和人工智能工作组的路线图。\n"

FOUND = [
    (JAPANESE, "ja", "shift_jis cp932 euc_jp iso2022_jp"),
    (KOREAN, "ko", "euc_kr cp949"),
    (CHINESE, "zh", "gb18030 gbk gb2312"),
    (ENGLISH, "en", "cp1252"),
    *((text, language, "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32") for text, language in
      ((JAPANESE, "ja"), (KOREAN, "ko"), (CHINESE, "zh"), (ENGLISH, "en"))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "encodings"), FOUND, ids=[f"{language}: {encodings}" for _, language, encodings in FOUND])
def test_encodings_are_found_where_none_is_declared(text: str, language: str, encodings: str) -> None:
    for encoding in encodings.split():
        release = read_bytes(text.encode(encoding), "release.txt")
        assert (release.text, release.language) == (text, language), encoding


@pytest.mark.parametrize(("text", "encoding"), [(JAPANESE, "shift_jis"), (KOREAN, "euc_kr"), (CHINESE, "gb18030")])
def test_long_files_are_not_judged_by_a_character_cut_in_two(text: str, encoding: str) -> None:
    for shift in range(3):
        long = "x" * shift + text * 400
        assert read_bytes(long.encode(encoding), "release.txt").text == long


@pytest.mark.parametrize(
    ("text", "encoding"), [(JAPANESE, "shift_jis"), (KOREAN, "euc-kr"), (CHINESE, "gb18030"), (ENGLISH, "windows-1252")]
)
def test_declared_encodings_are_used(text: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>2021-06-24</p><p>{text}</p></body></html>'
    last = text.strip().rpartition("\n")[2]
    assert last in read_bytes(page.encode(encoding), "page.html").text
    bare = page.replace(f'<meta charset="{encoding}">', "")
    assert last in read_bytes(bare.encode(encoding), "page.html", f"text/html; charset={encoding}").text


def test_a_wrong_declaration_does_no_harm_where_the_bytes_say_otherwise() -> None:
    page = f'<html><head><meta charset="ascii"></head><body><p>{JAPANESE}</p></body></html>'
    assert "長官会合" in read_bytes(page.encode("utf-8"), "page.html").text


@pytest.mark.parametrize("encoding", ["no-such-code", "rot13", "zip", "idna"])
def test_declarations_of_what_is_no_encoding_are_passed_over(encoding: str) -> None:
    assert read_bytes(ENGLISH.encode(), "release.txt", f"text/plain; charset={encoding}").text == ENGLISH


@pytest.mark.parametrize(
    "data",
    [
        ENGLISH.replace("met", "m\0et").encode(),
        bytes(range(256)) * 8,
        b"RIFF" + b"\x10\x00\x00\x00" * 200,
        codecs.BOM_UTF16_LE + ENGLISH.replace("met", "m\0et").encode("utf-16-le"),
    ],
    ids=["NUL", "all bytes", "numbers of 32 bits", "NUL in UTF-16"],
)
def test_what_holds_nul_is_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableRelease, match="is not text"):
        read_bytes(data, "release.txt")


def test_directions_and_characters_without_width_stay_in_the_text_and_are_shown_in_messages() -> None:
    text = "June 24, 2021\n\nThe heads met\n\nMr Kim\u200b \u202eevil\u202c and Ms Lee\u2060 met in Seoul\ufeff today.\n"
    assert read_bytes(text.encode(), "release.txt").text == text  # offsets are those of the file
    with pytest.raises(UnreadableRelease) as caught:
        read_bytes(b"", "evil\u202e.txt")
    assert "\u202e" not in str(caught.value)
    assert "\\u202e" in str(caught.value)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The heads of the five offices met in Tokyo and agreed on a roadmap for the task force."),
        ("fr", "Les chefs des cinq offices se sont réunis à Tokyo et ont adopté une feuille de route pour le groupe de travail."),
        ("de", "Die Leiter der fünf Ämter haben sich in Tokio getroffen und einen Fahrplan für die Arbeitsgruppe beschlossen."),
        ("es", "Los jefes de las cinco oficinas se reunieron en Tokio y aprobaron una hoja de ruta para el grupo de trabajo."),
        ("it", "I capi dei cinque uffici si sono riuniti a Tokyo e hanno approvato la tabella di marcia per il gruppo della task force."),
        ("pt", "Os chefes dos cinco institutos reuniram-se em Tóquio e aprovaram uma agenda para o grupo; não foi mais do que isso."),
        ("nl", "De hoofden van de vijf bureaus kwamen bijeen in Tokio en hebben het plan voor de werkgroep met elkaar besproken."),
        ("ru", "Главы пяти ведомств встретились в Токио и утвердили план работы."),
        ("en", "IP5: KIPO, JPO, EPO, USPTO, CNIPA"),
    ],
)
def test_languages_are_told_by_script_and_little_words(language: str, sentence: str) -> None:
    assert read_bytes(f"2021-06-24\n\n{sentence}\n".encode(), "release.txt").language == language


def test_a_declared_language_goes_before_the_guess() -> None:
    assert read_bytes(f"---\nissued: 2021-06-24\nlanguage: de\n---\n{ENGLISH}".encode(), "release.md").language == "de"
