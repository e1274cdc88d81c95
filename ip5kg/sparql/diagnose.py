"""Where a query breaks the grammar, and what would have been expected there.

Engines decide whether a query is valid; of one that is not they say little (pyoxigraph names a place near the end of the
text, whatever is wrong). This walks the tokens by the grammar of SPARQL 1.1 (W3C, section 19.8), which can be read from
left to right with one token of foresight, and stops at the first that does not fit. It is asked only after an engine has
refused a query, so that it can explain, but never refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from ip5kg.sparql.scan import Token

_TERMS: Final = ("iri", "pname", "string", "number", "bnode")
_COMPARISONS: Final = ("||", "&&", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/")
_NEWER: Final = ("<<", "<<(", "{|", "~")
"""Signs of SPARQL 1.2; of these the walk knows nothing, and says nothing."""


class _Unexpected(Exception):
    def __init__(self, token: Token | None, expected: str) -> None:
        self.token, self.expected = token, expected
        super().__init__(expected)


def diagnose(tokens: Sequence[Token], length: int) -> tuple[int, str] | None:
    """Return the offset of the first token that breaks the grammar, and what is wrong; None if none does.

    Args:
        tokens: of the query.
        length: of its text, for what is missing at its end.
    """
    if any(token.text in _NEWER for token in tokens):
        return None
    try:
        _Walk(tokens).query()
    except _Unexpected as fault:
        found = f", found {_shown(fault.token)}" if fault.token else ", but the query ends"
        return fault.token.start if fault.token else length, f"expected {fault.expected}{found}"
    except RecursionError:
        return None
    return None


def _shown(token: Token) -> str:
    return repr(token.text if len(token.text) <= 40 else token.text[:39] + "…")


class _Walk:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    # The next token, and ways to take it.

    @property
    def next(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def is_sign(self, *signs: str) -> bool:
        return self.next is not None and self.next.kind == "punct" and self.next.text in signs

    def is_word(self, *words: str) -> bool:
        return self.next is not None and self.next.kind == "word" and self.next.text.upper() in words

    def is_kind(self, *kinds: str) -> bool:
        return self.next is not None and self.next.kind in kinds

    def take(self, found: bool) -> bool:
        self.at += found
        return found

    def sign(self, *signs: str) -> bool:
        return self.take(self.is_sign(*signs))

    def word(self, *words: str) -> bool:
        return self.take(self.is_word(*words))

    def kind(self, *kinds: str) -> bool:
        return self.take(self.is_kind(*kinds))

    def need(self, found: bool, expected: str) -> None:
        if not found:
            raise _Unexpected(self.next, expected)

    def many(self, what: Callable[[], bool], expected: str) -> None:
        """Take one or more of something."""
        self.need(what(), expected)
        while what():
            pass

    # The query as a whole.

    def query(self) -> None:
        while self.is_word("PREFIX", "BASE"):
            if self.word("PREFIX"):
                self.need(self.next is not None and self.next.kind == "pname" and self.next.text.endswith(":"), "a prefix, such as ip5:")
                self.at += 1
            else:
                self.at += 1
            self.need(self.kind("iri"), "an IRI in <…>")
        if self.is_word("SELECT"):
            self.select()
        elif self.word("CONSTRUCT"):
            self.construct()
        elif self.word("DESCRIBE"):
            if not self.sign("*"):
                self.many(lambda: self.kind("var", "iri", "pname"), "a variable, an IRI or *")
            self.dataset()
            if self.is_word("WHERE") or self.is_sign("{"):
                self.where()
            self.modifiers()
        else:
            self.need(self.word("ASK"), "SELECT, ASK, CONSTRUCT or DESCRIBE")
            self.dataset()
            self.where()
            self.modifiers()
        if self.word("VALUES"):
            self.data()
        self.need(self.next is None, "the end of the query")

    def select(self) -> None:
        self.need(self.word("SELECT"), "SELECT")
        self.word("DISTINCT", "REDUCED")
        if not self.sign("*"):
            self.many(self.selected, "a variable, (… AS ?variable) or *")
        self.dataset()
        self.where()
        self.modifiers()

    def selected(self) -> bool:
        return self.kind("var") or (self.is_sign("(") and self.named_expression())

    def named_expression(self) -> bool:
        self.need(self.sign("("), "(")
        self.expression()
        self.need(self.word("AS"), "AS")
        self.need(self.kind("var"), "a variable")
        self.need(self.sign(")"), ")")
        return True

    def construct(self) -> None:
        if self.sign("{"):
            self.triples()
            self.need(self.sign("}"), "}")
        self.dataset()
        self.where()
        self.modifiers()

    def dataset(self) -> None:
        while self.word("FROM"):
            self.word("NAMED")
            self.need(self.kind("iri", "pname"), "the IRI of a graph")

    def where(self) -> None:
        self.word("WHERE")
        self.group()

    def modifiers(self) -> None:
        if self.word("GROUP"):
            self.need(self.word("BY"), "BY")
            self.many(self.key, "a variable or an expression in brackets")
        if self.word("HAVING"):
            self.many(self.constraint, "an expression in brackets")
        if self.word("ORDER"):
            self.need(self.word("BY"), "BY")
            self.many(self.key, "a variable or an expression in brackets")
        while self.word("LIMIT", "OFFSET"):
            self.need(self.next is not None and self.next.text.isdecimal(), "a whole number")
            self.at += 1

    def key(self) -> bool:
        if self.word("ASC", "DESC"):
            self.need(self.is_sign("("), "an expression in brackets")
        if self.sign("("):
            self.expression()
            if self.word("AS"):
                self.need(self.kind("var"), "a variable")
            self.need(self.sign(")"), ")")
            return True
        return self.kind("var") or (self.is_call() and self.constraint())

    # Patterns.

    def group(self) -> bool:
        self.need(self.sign("{"), "{")
        if self.is_word("SELECT"):
            self.select()
            if self.word("VALUES"):
                self.data()
        else:
            self.triples()
            while self.pattern():
                self.sign(".")
                self.triples()
        self.need(self.sign("}"), "a pattern or }")
        return True

    def pattern(self) -> bool:
        if self.is_sign("{"):
            self.group()
            while self.word("UNION"):
                self.group()
        elif self.word("OPTIONAL", "MINUS", "LATERAL"):
            self.group()
        elif self.word("GRAPH"):
            self.need(self.kind("var", "iri", "pname"), "a variable or the IRI of a graph")
            self.group()
        elif self.word("FILTER"):
            self.need(self.constraint(), "an expression in brackets")
        elif self.word("BIND"):
            self.named_expression()
        elif self.word("VALUES"):
            self.data()
        else:
            return False
        return True

    def data(self) -> None:
        one, width = self.kind("var"), 0
        if not one:
            self.need(self.sign("("), "a variable or (")
            while self.kind("var"):
                width += 1
            self.need(self.sign(")"), "a variable or )")
        self.need(self.sign("{"), "{")
        while not self.sign("}"):
            if one:
                self.need(self.word("UNDEF") or self.term(), "a value or }")
            else:
                self.need(self.sign("("), "( or }")
                for _ in range(width):
                    self.need(self.word("UNDEF") or self.term(), f"a value (there are to be {width})")
                self.need(self.sign(")"), f") after {width} values")

    def triples(self) -> None:
        while self.is_subject():
            nested = self.is_sign("[", "(")
            self.node()
            if self.is_verb() or not nested:
                self.properties()
            if not self.sign("."):
                return

    def is_subject(self) -> bool:
        return self.is_kind("var", *_TERMS) or self.is_sign("[", "(", "+", "-") or self.is_word("TRUE", "FALSE")

    def is_verb(self) -> bool:
        return self.is_kind("var", "iri", "pname") or self.is_word("A") or self.is_sign("^", "!", "(")

    def properties(self) -> None:
        self.verb()
        while self.sign(";"):
            if self.is_verb():
                self.verb()

    def verb(self) -> None:
        if not self.kind("var"):
            self.need(self.is_verb(), "a property")
            self.path()
        self.need(self.node(), "a value")
        while self.sign(","):
            self.need(self.node(), "a value")

    def path(self) -> None:
        while True:
            self.sign("^")
            if self.sign("("):
                self.path()
                self.need(self.sign(")"), ")")
            elif self.sign("!"):
                self.negated()
            else:
                self.need(self.kind("iri", "pname") or self.word("A"), "a property")
            self.sign("?", "*", "+")
            if not self.sign("/", "|"):
                return

    def negated(self) -> None:
        several = self.sign("(")
        while not (several and self.sign(")")):
            self.sign("^")
            self.need(self.kind("iri", "pname") or self.word("A"), "a property")
            if not several:
                return
            if not self.sign("|"):
                self.need(self.is_sign(")"), "| or )")

    def node(self) -> bool:
        """Take a subject or a value: a variable, a term, a list, or something nameless in […]."""
        if self.sign("("):
            while not self.sign(")"):
                self.need(self.node(), "a value or )")
            return True
        if self.sign("["):
            if self.is_verb():
                self.properties()
            self.need(self.sign("]"), "a property or ]")
            return True
        return self.kind("var") or self.term()

    def term(self) -> bool:
        if self.sign("+", "-"):
            self.need(self.is_kind("number"), "a number")
        if self.kind("string"):
            if not self.kind("lang") and self.sign("^^"):
                self.need(self.kind("iri", "pname"), "the IRI of a data type")
            return True
        return self.kind("iri", "pname", "number", "bnode") or self.word("TRUE", "FALSE")

    # Expressions. How strongly operators bind does not matter to where an expression may end.

    def constraint(self) -> bool:
        if self.sign("("):
            self.expression()
            self.need(self.sign(")"), "an operator or )")
            return True
        return self.is_call() and self.operand()

    def is_call(self) -> bool:
        known = self.next is not None and self.next.text.upper() not in (
            "ORDER",
            "HAVING",
            "LIMIT",
            "OFFSET",
            "VALUES",
            "GROUP",
            "ASC",
            "DESC",
        )
        return self.is_kind("iri", "pname") or (self.is_kind("word") and known)

    def expression(self) -> None:
        while True:
            while self.sign("!", "+", "-"):
                pass
            self.need(self.operand(), "an expression")
            negated = self.word("NOT")
            if negated or self.is_word("IN"):
                self.need(self.word("IN"), "IN")
                self.arguments()
            if not self.sign(*_COMPARISONS):
                return

    def operand(self) -> bool:
        if self.sign("("):
            self.expression()
            self.need(self.sign(")"), "an operator or )")
            return True
        if self.word("NOT"):
            self.need(self.word("EXISTS"), "EXISTS")
            return self.group()
        if self.word("EXISTS"):
            return self.group()
        if self.kind("var") or self.word("TRUE", "FALSE"):
            return True
        if self.is_kind("string", "number"):
            return self.term()
        if self.kind("iri", "pname"):
            if self.is_sign("("):
                self.arguments()
            return True
        if self.is_kind("word") and not self.is_word("AS", "DISTINCT", "A", "UNDEF"):
            self.at += 1
            self.need(self.is_sign("("), "(")
            self.arguments()
            return True
        return False

    def arguments(self) -> None:
        self.need(self.sign("("), "(")
        self.word("DISTINCT")
        if not self.sign("*") and not self.is_sign(")"):
            self.expression()
            while self.sign(","):
                self.expression()
        if self.sign(";"):
            self.need(self.word("SEPARATOR"), "SEPARATOR")
            self.need(self.sign("="), "=")
            self.need(self.kind("string"), "a text in quotes")
        self.need(self.sign(")"), "an operator, a comma or )")
