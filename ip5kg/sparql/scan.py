"""The text of a SPARQL query, cut into tokens: what it asks for, what it names, how deep it nests.

The scan is one loop without recursion, linear in the text. It reads `<` by its place, as grammars do: after an operand
in an expression it is "less than", elsewhere it begins an IRI. That matters, since in `FILTER(?a<?b)SERVICE#>` a simpler
scanner sees an IRI where an engine sees a call to another machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from ip5kg.namespaces import DATA_PREFIXES, PREFIXES

Form: TypeAlias = Literal["select", "ask", "construct", "describe"]

KNOWN_PREFIXES: Final[Mapping[str, str]] = {**PREFIXES, **DATA_PREFIXES}
"""Prefixes that a query may use without declaring them."""

MAX_DEPTH: Final = 100
MAX_OPERATORS: Final = 1_000
MAX_TOKENS: Final = 100_000
"""The scan stops where it passes one of these."""
_KEPT_LENGTH: Final = 4_000
"""Of texts whose analysis is kept; longer ones would take too much memory."""

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)+")
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_IRI = re.compile(rf"<(?:[^<>\"{{}}|^`\\\x00-\x20]|{_UCHAR})*>")
_START = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
_START += "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_INNER = rf"{_START}_0-9\-\u00b7\u0300-\u036f\u203f-\u2040"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
# Bounded, since what turns out to be no prefix (no colon follows) is scanned again; longer ones are unknown words.
_PREFIX = rf"[{_START}][{_INNER}]{{0,39}}(?:\.[{_INNER}]{{1,39}}){{0,3}}"
# A dot belongs to a name only if more of the name follows; so each run is written as "dots, then one letter".
_LOCAL = rf"(?:[{_START}_:0-9]|{_PLX})(?:\.*(?:[{_INNER}:]|{_PLX}))*"
_TOKEN = re.compile(
    rf"""
      (?P<pname>(?:{_PREFIX})?:(?:{_LOCAL})?)
    | (?P<bnode>_:[{_START}_0-9](?:\.*[{_INNER}])*)
    | (?P<word>[{_START}][{_START}_0-9]*)
    | (?P<var>[?$][{_START}_0-9][{_START}_0-9\u00b7\u0300-\u036f\u203f-\u2040]*)
    | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)
    | (?P<string>\"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
                |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)?)
    | (?P<punct><<\(|\)>>|<<|>>|\{{\||\|\}}|\^\^|&&|\|\||<=|>=|!=|[{{}}()\[\],;.=<>!*/+\-|^?~])
    """,
    re.VERBOSE | re.DOTALL,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CLAUSES: Final = _words(
    """SELECT CONSTRUCT DESCRIBE ASK WHERE FROM GROUP ORDER HAVING LIMIT OFFSET
    VALUES FILTER BIND OPTIONAL UNION MINUS GRAPH LATERAL PREFIX BASE"""
)
_OTHER_WORDS: Final = _words(
    """A ABS ADJUST AS ASC AVG BNODE BOUND BY CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY DESC DISTINCT ENCODE_FOR_URI EXISTS
    FALSE FLOOR GROUP_CONCAT HASLANG HASLANGDIR HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR
    LANGMATCHES LCASE MAX MD5 MIN MINUTES MONTH NAMED NIL NOT NOW OBJECT PREDICATE RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE
    SECONDS SEPARATOR SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID
    SUBJECT SUBSTR SUM TIMEZONE TO TRIPLE TRUE TZ UCASE UNDEF URI UUID VERSION YEAR"""
)
_UPDATES: Final = _words("INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH")
_WITH_EXPRESSIONS: Final = _words("FILTER BIND HAVING ORDER GROUP SELECT")
_CHAIN_WORDS: Final = _words("OPTIONAL UNION MINUS FILTER BIND GRAPH VALUES EXISTS AS IN LATERAL")
_CHAIN_SIGNS: Final = _words("&& || ! + - * / | ^")
_OPERANDS: Final = frozenset({"var", "iri", "pname", "string", "number", "lang", "bnode"})

Role: TypeAlias = Literal["", "plain", "selected", "key", "assigned", "bound"]


class Token(NamedTuple):
    """A token of a query. `role` says, of a variable, what it is there for: see `prepare`."""

    kind: str
    start: int
    end: int
    text: str
    role: Role = ""


@dataclass(slots=True)
class _Frame:
    """An open bracket, and which clause the scan is in at its level."""

    sign: str
    clause: str = ""
    expression: bool = False


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a query's text holds. `problem` is where the scan lost its way, and why, if it did."""

    tokens: tuple[Token, ...]
    form: Form | None
    update: str | None
    prefixes: Mapping[str, str]
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    service: int | None
    depth: int
    operators: int
    problem: tuple[int, str] | None

    @property
    def variables(self) -> frozenset[str]:
        return frozenset(token.text[1:] for token in self.tokens if token.kind == "var")


def analyse(text: str, most_tokens: int = MAX_TOKENS) -> Analysis:
    """Cut a query's text into tokens and say what it holds; never fails, whatever the text. The scan stops after `most_tokens`."""
    return _Scan(text, most_tokens).run() if len(text) > _KEPT_LENGTH else _analyse_cached(text)


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text that is asked for once only."""
    return _Scan(text).run().tokens


@lru_cache(maxsize=64)
def _analyse_cached(text: str) -> Analysis:
    return _Scan(text).run()


class _Scan:
    """One pass over a text. The brackets that are open tell what `<` means and what a variable is there for."""

    def __init__(self, text: str, most_tokens: int = MAX_TOKENS) -> None:
        self.text = text
        self.most_tokens = most_tokens
        self.tokens: list[Token] = []
        self.frames = [_Frame("")]
        self.prefixes: dict[str, str] = {}
        self.graphs: dict[str, list[str]] = {"FROM": [], "NAMED": []}
        self.form: Form | None = None
        self.update: str | None = None
        self.service: int | None = None
        self.depth = 0
        self.operators = 0
        self.problem: tuple[int, str] | None = None

    def run(self) -> Analysis:
        text, at = self.text, 0
        while True:
            if space := _SPACE.match(text, at):
                at = space.end()
            if at >= len(text):
                break
            token = self._next(at)
            if token is None:
                self.problem = (at, "a string that does not end" if text[at] in "\"'" else f"an unexpected {text[at]!r}")
                break
            self._take(token)
            at = token.end
            if self.depth > MAX_DEPTH or self.operators > MAX_OPERATORS or len(self.tokens) > self.most_tokens:
                break  # refused in any case
        if self.problem is None and len(self.frames) > 1:
            self.problem = (len(text), f"a {self.frames[-1].sign!r} that is not closed")
        return Analysis(
            tuple(self.tokens),
            self.form,
            self.update,
            self.prefixes,
            tuple(self.graphs["FROM"]),
            tuple(self.graphs["NAMED"]),
            self.service,
            self.depth,
            self.operators,
            self.problem,
        )

    def _next(self, at: int) -> Token | None:
        if self.text[at] == "<" and not (self.frames[-1].expression and self._after_operand()):
            if found := _IRI.match(self.text, at):
                return Token("iri", at, found.end(), found[0])
        elif self.text[at] == "<":
            end = at + (2 if self.text.startswith("<=", at) else 1)
            return Token("punct", at, end, self.text[at:end])
        found = _TOKEN.match(self.text, at)
        return Token(found.lastgroup or "", at, found.end(), found[0]) if found else None

    def _after_operand(self) -> bool:
        if not self.tokens:
            return False
        last = self.tokens[-1]
        return last.kind in _OPERANDS or last.text in (")", "}", ")>>", ">>") or last.text.upper() in ("TRUE", "FALSE")

    def _take(self, token: Token) -> None:
        if token.kind == "word":
            self._word(token)
        elif token.kind == "punct":
            self._sign(token)
        elif token.kind == "var":
            token = token._replace(role=self._role())
        elif token.kind in ("iri", "pname"):
            self._name(token)
        self.tokens.append(token)

    def _word(self, token: Token) -> None:
        word, frame = token.text.upper(), self.frames[-1]
        if word.startswith("SERVICE"):
            self.service = token.start if self.service is None else self.service
        elif self.form is None and self.update is None and word in _UPDATES:
            self.update = word
        elif word not in _CLAUSES and word not in _OTHER_WORDS and self.problem is None:
            self.problem = (token.start, f"the unknown word {token.text[:40]!r}")
        if word in ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK") and self.form is None:
            self.form = word.lower()  # type: ignore[assignment]
        if word in _CLAUSES and frame.sign in ("", "{"):
            frame.clause = word
        self.operators += word in _CHAIN_WORDS

    def _sign(self, token: Token) -> None:
        frame, sign = self.frames[-1], token.text
        if sign in ("{", "(", "[", "<<", "<<(", "{|"):
            if sign == "{":
                self._find_glued_service()
                self.frames.append(_Frame(sign, "DATA" if frame.clause == "VALUES" else ""))
            else:
                expression = sign == "(" and (frame.expression or (frame.sign in ("", "{") and frame.clause in _WITH_EXPRESSIONS))
                self.frames.append(_Frame(sign, "VALUES" if frame.clause == "VALUES" and frame.sign != "(" else "", expression))
            self.depth = max(self.depth, len(self.frames) - 1)
        elif sign in ("}", ")", "]", ">>", ")>>", "|}"):
            if sign == ">>" and frame.sign != "<<":
                return  # two signs "greater than"
            if len(self.frames) == 1 or {"{": "}", "(": ")", "[": "]", "<<": ">>", "<<(": ")>>", "{|": "|}"}[frame.sign] != sign:
                self.problem = self.problem or (token.start, f"a {sign!r} that closes nothing")
                return
            self.frames.pop()
            outer = self.frames[-1]
            if sign == "}" or (sign == ")" and outer.clause in ("FILTER", "BIND")):
                outer.clause = ""
        self.operators += sign in _CHAIN_SIGNS

    def _role(self) -> Role:
        frame, last = self.frames[-1], self.tokens[-1] if self.tokens else None
        if last is not None and last.kind == "word" and last.text.upper() == "AS":
            return "assigned"
        if frame.clause in ("VALUES", "DATA"):
            return "assigned"
        if len(self.tokens) > 1 and last is not None and last.text == "(" and self.tokens[-2].text.upper() == "BOUND":
            return "bound"
        if frame.sign in ("", "{") and frame.clause == "SELECT":
            return "selected"
        if frame.sign in ("", "{") and frame.clause in ("GROUP", "ORDER", "HAVING"):
            return "key"
        return "plain"

    def _name(self, token: Token) -> None:
        words = [t.text.upper() for t in self.tokens[-2:]]
        if token.kind == "iri" and len(words) == 2 and words[0] == "PREFIX" and self.tokens[-1].kind == "pname":
            self.prefixes[self.tokens[-1].text[:-1]] = token.text[1:-1]
        elif words and words[-1] == "FROM":
            self.graphs["FROM"].append(self._expanded(token))
        elif words == ["FROM", "NAMED"]:
            self.graphs["NAMED"].append(self._expanded(token))

    def _expanded(self, token: Token) -> str:
        if token.kind == "iri":
            return token.text[1:-1]
        prefix, _, local = token.text.partition(":")
        return self.prefixes.get(prefix, KNOWN_PREFIXES.get(prefix, prefix + ":")) + re.sub(r"\\(.)", r"\1", local)

    def _find_glued_service(self) -> None:
        """Find what an engine without borders between words may take for SERVICE: only GRAPH and FROM set a name before a brace."""
        if self.service is not None or not self.tokens or self.tokens[-1].kind != "pname":
            return
        before = self.tokens[-2].text.upper() if len(self.tokens) > 1 else ""
        if "service" in self.tokens[-1].text.partition(":")[0].lower() and before not in ("GRAPH", "FROM", "NAMED"):
            self.service = self.tokens[-1].start
