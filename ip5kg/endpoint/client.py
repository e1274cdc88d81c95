"""The client: queries go out, answers or one-line errors come back."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import time
import urllib.error
import urllib.parse
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from ip5kg.endpoint import answers
from ip5kg.endpoint import http as bounded
from ip5kg.errors import BadQuery, EndpointError
from ip5kg.results import Table
from ip5kg.sparql import NO_BINDINGS, Bindings, Form, Prepared, prepare

_ACCEPT_RESULTS: Final = "application/sparql-results+json, application/json;q=0.9"
_ACCEPT_GRAPH: Final = "application/n-triples, text/turtle;q=0.8"
_LONGEST_GET: Final = 1_500
"""Characters of a query that still goes into the address; servers and proxies refuse long ones."""

_BUSY: Final = (429, 503)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A remote endpoint.

    Args:
        address: http or https; user and password may stand in it, and are never shown.
        timeout: seconds for one whole exchange.
        max_bytes: largest answer.
        retries: how often a busy server is asked again.
        longest_wait: seconds that we wait for a busy server at most, each time.
        private: whether redirects may lead to private addresses.
        sleep: how to wait; for tests.

    Raises:
        BadArgument: if the address is not one of http or https.
    """

    address: str
    timeout: float = 30.0
    max_bytes: int = 32_000_000
    retries: int = 2
    longest_wait: float = 10.0
    private: bool = False
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False, compare=False)

    def __post_init__(self) -> None:
        bounded.check_address(self.address)

    @property
    def name(self) -> str:
        """The address without credentials, as messages show it."""
        return bounded.without_credentials(self.address)

    def select(self, query: str, bindings: Bindings = NO_BINDINGS, *, name: str = "query") -> Table:
        """Answer a SELECT query.

        Raises:
            BadQuery: if the query is refused before it is sent, or the endpoint finds it invalid.
            EndpointError: if the endpoint is dead, slow, busy, or answers something else.
        """
        return answers.table(self._document(query, bindings, name, "select"), self.name)

    def ask(self, query: str, bindings: Bindings = NO_BINDINGS, *, name: str = "query") -> bool:
        """Answer an ASK query; errors as for `select`."""
        return answers.boolean(self._document(query, bindings, name, "ask"), self.name)

    def construct(self, query: str, bindings: Bindings = NO_BINDINGS, *, name: str = "query") -> tuple[ox.Triple, ...]:
        """Answer a CONSTRUCT or DESCRIBE query; errors as for `select`. Each triple comes once."""
        kind, content = self._ask(query, bindings, name, _ACCEPT_GRAPH, tuple(answers.GRAPH_TYPES), "construct", "describe")
        return answers.triples(content, kind, self.name)

    def _document(self, query: str, bindings: Bindings, name: str, form: Form) -> dict[str, Any]:
        _, content = self._ask(query, bindings, name, _ACCEPT_RESULTS, answers.RESULT_TYPES, form)
        return answers.document(content, self.name)

    def _ask(self, query: str, bindings: Bindings, name: str, accept: str, types: Sequence[str], *forms: Form) -> tuple[str, bytes]:
        """Send a query and return the type and the bytes of the answer."""
        prepared = prepare(query, bindings, name=name)
        if prepared.form not in forms:
            raise BadQuery(name, f"is of the form {prepared.form.upper()}, not {forms[0].upper()}", f"ask it with {prepared.form}()")
        for attempt in range(self.retries + 1):
            try:
                return self._exchange(prepared, accept, types)
            except _Busy as busy:
                wait = busy.wait if busy.wait is not None else 2.0**attempt
                if attempt == self.retries or wait > self.longest_wait:
                    asked = f" and asks to wait {busy.wait:g} s" if busy.wait is not None else ""
                    raise EndpointError(self.name, f"is too busy (HTTP {busy.status}){asked}", "try again later") from None
                self.sleep(wait)
        raise AssertionError  # the loop returns or raises

    def _exchange(self, prepared: Prepared, accept: str, types: Sequence[str]) -> tuple[str, bytes]:
        with bounded.deadline(self.timeout) as watch:
            try:
                with _Wrapper(self, prepared, accept, watch).query().response as response:
                    answer = bounded.content(response, types, self.max_bytes, self.name)
                if not watch.expired:  # else the end of the answer may be our own doing
                    return answer
            except urllib.error.HTTPError as error:
                with error:
                    if not watch.expired:
                        raise self._refused(error, prepared) from None
            except (OSError, http.client.HTTPException, ValueError) as error:
                if not watch.expired:
                    raise self._failed(error) from error
            except EndpointError:
                if not watch.expired:
                    raise
            raise EndpointError(self.name, f"gave no whole answer within {self.timeout:g} s", "ask for less, or raise the time-out")

    def _refused(self, error: urllib.error.HTTPError, prepared: Prepared) -> Exception:
        if error.code in _BUSY:
            return _Busy(error.code, _seconds(error.headers.get("Retry-After")))
        said = ""
        if "html" not in error.headers.get("Content-Type", ""):
            with suppress(OSError, http.client.HTTPException):
                said = " ".join(error.read(2_000).decode("utf-8", "replace").split())[:160]
        if error.code == 400:
            reason = said or "no reason is given"
            return prepared.fault() or BadQuery(prepared.name, f"is refused by {self.name}: {reason}", "correct the query")
        if 300 <= error.code < 400:
            return EndpointError(
                self.name, f"redirects in a way that is not followed (HTTP {error.code})", "ask the address itself that you mean"
            )
        remedies = {401: "give user and password", 403: "ask its operator for access", 404: "check the address"}
        what = f"answers with HTTP {error.code}" + (f": {said}" if said else "")
        return EndpointError(self.name, what, remedies.get(error.code, "check the address, or ask its operator"))

    def _failed(self, error: Exception) -> EndpointError:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(reason, bounded.Refused):
            return EndpointError(self.name, str(reason), "ask the address itself that you mean")
        match reason:
            case ConnectionRefusedError():
                what = "nobody answers there"
            case TimeoutError():
                what = f"gave no answer within {self.timeout:g} s"
            case socket.gaierror():
                what = "there is no such host"
            case ssl.SSLError():
                what = f"no secure connection can be made: {reason.reason or reason}"
            case http.client.IncompleteRead() | ConnectionError() | http.client.RemoteDisconnected():
                what = "broke off its answer"
            case http.client.HTTPException():
                what = f"does not speak HTTP ({type(reason).__name__})"
            case _:
                what = f"cannot be reached: {reason}"
        return EndpointError(self.name, what, "check the address, and whether the server runs")


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper for one query, with our way of opening addresses."""

    def __init__(self, endpoint: Endpoint, prepared: Prepared, accept: str, watch: bounded.Watch) -> None:
        address, _, parameters = endpoint.name.partition("?")
        super().__init__(address, returnFormat=JSON if prepared.form in ("select", "ask") else TURTLE, agent="ip5kg")
        for key, value in urllib.parse.parse_qsl(parameters):
            self.addParameter(key, value)
        self.setOnlyConneg(True)  # otherwise it adds three parameters of its own to the address
        self.addCustomHttpHeader("Accept", accept)
        # Not by setQuery(): its regular expression guesses the form wrongly, and its time can grow with the square of the text.
        self.queryString, self.queryType = prepared.text, prepared.form.upper()
        if len(prepared.text) > _LONGEST_GET:
            self.setMethod(POST)
        if credentials := bounded.credentials(endpoint.address):
            self.setCredentials(*credentials)
        self._endpoint, self._watch = endpoint, watch

    def _query(self) -> tuple[Any, str]:
        director = bounded.opener(self._watch, self._endpoint.address, self._endpoint.private)
        return director.open(self._createRequest(), timeout=self._endpoint.timeout), self.returnFormat


class _Busy(Exception):
    def __init__(self, status: int, wait: float | None) -> None:
        self.status, self.wait = status, wait
        super().__init__(status)


def _seconds(header: str | None) -> float | None:
    """Return the seconds of a Retry-After header; the other form, a date, needs a clock that both sides share."""
    return float(header.strip()) if header and re.fullmatch(r"\s*[0-9]{1,9}\s*", header) else None
