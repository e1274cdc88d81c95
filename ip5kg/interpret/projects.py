"""Projects: how far a project has come, which body carries it, which offices lead it.

A project is named by a label of `data/authority/projects.ttl`, by a noun phrase that says so ("the PPH pilot program", "the pilot on
…", "the Global Classification Initiative"), or by its place in a list of projects. Documents and fields of work are no
projects, and a project counts only where the text says something of it: a status, a body, or its leads. What the sentences
of a release say of one project is put together in one statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from ip5kg.gazetteer import Gazetteer
from ip5kg.interpret.clauses import MONTHS, tokens, word_set
from ip5kg.interpret.context import Context
from ip5kg.interpret.deliveries import delivered
from ip5kg.interpret.details import Deed
from ip5kg.interpret.names import ProjectName, clause_of, fills, loose_names, names, plain_title, same_project
from ip5kg.interpret.project_lines import page_project, read_label
from ip5kg.interpret.readings import deeds
from ip5kg.interpret.rosters import (
    PROJECTS,
    Entry,
    Roster,
    entries,
    heads_table,
    in_brackets,
    inline,
    labelled,
    led_entries,
    of_body,
    opens,
    table_entries,
)
from ip5kg.interpret.standing import Standing, standing
from ip5kg.interpret.titles import heading_document
from ip5kg.interpret.undertakings import AGREEING, FASTER, GOING_ON, STARTING, gone_on, is_lengthened, status_after
from ip5kg.model import Block, ProjectStatement, Resolved, Sentence, Span

_SILENT: Final = frozenset({"title", "heading", "caption", "navigation", "furniture", "quotation", "note"})
MOST_PROJECTS: Final = 200
"""Projects of a release that are kept: no release names half as many, and each is compared with all before it."""
_ALL_OF_THEM: Final = frozenset({"the", "launch"})
_OF_THEM: Final = word_set("the launch of both these two projects three all them in on new")
_GROUPS: Final = frozenset({"wg1", "wg2", "wg3", "phep"})
"""Groups whose meetings report on their own projects."""
_ALL_SAID: Final = word_set("have were are")
_REPORTING: Final = word_set("introduced reported presented explained informed briefed made noted welcomed heard")
_PROPOSED: Final = word_set("suggested proposed")
_NO_BODIES: Final = frozenset({"heads", "deputy-heads", "heads-industry", "ip5", "ip5-industry", "industry-consultation-group"})
_OTHERS: Final = word_set("related other others similar")
_REPORTED: Final = re.compile(
    r"\b(?:lead|leads|leading|co-leads?|leaders?|co-leaders?)\b[^.;]{0,120}(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)"
    r"\b(?:reported|explained|presented|introduced|informed|briefed|outlined|described|updated|gave\s(?:an?\s)?(?:report|update|account|overview))\b"
)
_AGREED_ON: Final = re.compile(
    r"(?<!not\s)\b(?:agreed|decided|approved|adopted|endorsed|launched|took\sup|selected)\b(?:\s\w{1,20}){0,8}?\s(?:projects|pilots|initiatives)\b"
)
_THE_GROUP: Final = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]his)\s(?:(?:expert|experts?['’]?|working)\s)?(?:group|panel|task\sforce|team)\b", re.IGNORECASE
)
_FAR_BACK: Final = 12
_LONGEST_LABEL: Final = 90
_SHORTEST_LABEL: Final = 6


@dataclass(slots=True)
class _Record:
    """What is known of one project so far."""

    name: ProjectName
    span: Span
    rule: str
    status: str | None = None
    body: str | None = None
    leads: list[str] = field(default_factory=list)


def projects(context: Context) -> Iterator[ProjectStatement]:
    """Yield a statement for each project that the release says something of, in the order of the text."""
    if not context.is_about_ip5:
        return
    collector = _Collector(context)
    for block in context.release.blocks:
        collector.block(block)
    for record in sorted(collector.records, key=lambda r: (r.span.start, r.span.end, r.name.title)):
        if record.status is None and record.body is None and not record.leads:
            continue
        yield ProjectStatement(
            record.span, record.rule, plain_title(record.name.title), record.status, record.body, tuple(record.leads), record.name.iri
        )


@lru_cache(maxsize=4)
def _words_of_labels(gazetteer: Gazetteer) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the longer words of each label of a project, with the project's IRI; short labels resemble too much."""
    found = (
        (entry.iri, frozenset(t.form for t in tokens(label, Span(0, len(label))) if len(t.form) > 2))
        for entry in gazetteer.of_kind("project")
        for label in entry.labels
    )
    return tuple((iri, own) for iri, own in found if len(own) > 3)


class _Collector:
    """Goes through the blocks; remembers the project that "this project" means, and a list in progress."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.text = context.text
        self.records: list[_Record] = []
        self.last: ProjectName | None = None
        self.last_index = 0
        self.paragraph_body: str | None = None
        self.roster: Roster | None = None
        self.list_body: str | None = None
        self.in_table = False
        self.table_status: str | None = None
        self.heading: ProjectName | None = None
        self.page: ProjectName | None = None
        """The project that the title names."""
        self.told: list[ProjectName] = []
        self.latest: ProjectName | None = None
        """The project of which something was told last, for "Status: under way."."""
        self.loose: ProjectName | None = None
        """A field of work named in the sentence before, which "the project" can stand for."""
        self.loose_index = -1
        self.deeds: dict[int, list[Deed]] = {}
        for deed in deeds(context):
            self.deeds.setdefault(deed.sentence, []).append(deed)
        self._enter_page()
        self.foundation_agreed = any(d.act in AGREEING and self._about_foundation(d) for found in self.deeds.values() for d in found)

    def _about_foundation(self, deed: Deed) -> bool:
        return any(w in self.text[deed.thing.start : deed.thing.end].lower() for w in ("foundation project", "basic project"))

    def block(self, block: Block) -> None:
        if block.kind in ("heading", "title"):
            self._enter(block)
            return
        if block.kind in _SILENT:
            return
        self.in_table = self.in_table and block.kind == "row"
        if block.kind == "paragraph":
            self.roster, self.paragraph_body = None, None
        for number, index in enumerate(block.sentences):
            sentence = self.context.release.sentences[index]
            if block.kind == "row" and self._in_table(block):
                break
            listed = block.kind in ("item", "row") and self.roster is not None and number == 0 and self._in_roster(sentence, block)
            if not listed:
                self._sentence(sentence, block)

    def _enter(self, block: Block) -> None:
        """A heading: a page or section about one project, or one that opens a list of projects."""
        self.last, self.latest, self.roster, self.paragraph_body = None, None, None, None
        if block.sentences and opens(self.context, self.context.release.sentences[block.sentences[0]], block):
            self._open_roster(self.context.release.sentences[block.sentences[0]], self._bodies(block.span))
            return
        found = [n for n in names(self.context, block.span) if n.is_named]
        # "this project" stands for it from the first sentence on.
        self.heading = found[0] if len(found) == 1 and fills(self.text, block.span, found[0]) else self._resembling(block.span)
        self.last = self.heading
        if self.heading is not None:
            self.told.append(self.heading)

    def _enter_page(self) -> None:
        """A page whose title is the name of a project is about it."""
        title = self.context.release.title
        hits = self.context.gazetteer.find(title, kinds=("project",))
        if len(hits) == 1 and hits[0].end - hits[0].start >= 0.6 * len(title.strip()):
            label = title[hits[0].start : hits[0].end]
            self.heading = self.last = self.page = ProjectName(Span(0, 0), label, hits[0].entries[0].iri)
            self.told.append(self.heading)

    def _resembling(self, span: Span) -> ProjectName | None:
        """Return the project whose label shares most words with a heading: "PCT collaborative search and examination"."""
        words = {t.form for t in tokens(self.text, span)[:20] if t.is_word and len(t.form) > 2}
        for iri, own in _words_of_labels(self.context.gazetteer):
            if len(words & own) / max(len(own), len(words)) >= 0.6:
                first = next(t for t in tokens(self.text, span) if t.is_word and not t.aside and not t.form.isdigit())
                return ProjectName(span, self.text[first.start : span.end].strip(), iri)
        return None

    # --- lists ------------------------------------------------------------------------------------------------------

    def _in_roster(self, sentence: Sentence, block: Block) -> bool:
        """Read an item of the list in progress, if it is one."""
        here = self.roster
        belongs = None if here is None else here.has(block)
        if here is None or belongs is None:
            self.roster = None
            return False
        if not belongs:
            return False
        for entry, body in entries(self.context, sentence, here.status, here.body):
            self._enlist(entry, body)
            self.last, self.last_index = entry.name, sentence.index
        return True

    def _in_table(self, row: Block) -> bool:
        """Read a row of a table of projects; its head opens it, any block that is no row closes it."""
        if heads_table(self.context, row):
            self.in_table = True
            before = next(
                (b for b in reversed(self.context.release.blocks[: row.sentences[0]]) if b.sentences.stop == row.sentences[0]), None
            )
            self.table_status = self._of_all(before) if before is not None else None
        elif self.in_table:
            for entry in table_entries(self.context, row):
                self._enlist(entry, None, self.table_status)
        return self.in_table

    def _of_all(self, block: Block) -> str | None:
        """Return what was decided on "the projects" in a block that leads into a list of them."""
        found = [status for index in block.sentences if (status := self._of_projects(self.context.release.sentences[index])) is not None]
        return found[-1] if found else None

    def _of_projects(self, sentence: Sentence) -> str | None:
        """Return the status that a sentence gives all projects of a list: "the heads agreed on ten projects"."""
        status = None
        for deed in self.deeds.get(sentence.index, ()):
            words = {t.form for t in tokens(self.text, deed.span)[:60]}
            if words & PROJECTS and deed.modality == "done" and deed.act in AGREEING:
                going_on = words & GOING_ON - ({"carry"} if "out" in words else set())
                status = "running" if going_on else "agreed"
            elif words & PROJECTS and deed.act == "proposed":
                status = "proposed"
        plainly = status is None and _AGREED_ON.search(self.text, sentence.span.start, sentence.span.end)
        return "agreed" if plainly else status

    def _enlist(self, entry: Entry, body: str | None, status: str | None = None) -> None:
        self._record(entry.name, entry.span, entry.rule, status=entry.status or status, body=body, leads=list(entry.leads))
        self.told.append(entry.name)

    def _open_roster(self, sentence: Sentence, bodies: list[str]) -> None:
        foundation = self.foundation_agreed and "oundation" in self.text[sentence.span.start : sentence.span.end]
        meeting = self.context.focus(sentence.index)
        others = _OTHERS & {t.form for t in tokens(self.text, sentence.span)[:12]}
        of_group = meeting.series if meeting is not None and meeting.series in _GROUPS and not foundation and not others else None
        self.list_body = bodies[0] if bodies else of_group
        status = self._of_projects(sentence)
        self.roster = Roster("agreed" if foundation and status is None else status, self.list_body)

    def _inline(self, sentence: Sentence, bodies: list[str]) -> None:
        """A list within a sentence shares the body of the sentence, and what was agreed of all its projects."""
        found = list(inline(self.context, sentence))
        if not found:
            return
        status = self._of_projects(sentence)
        behind = {t.form for t in tokens(self.text, Span(found[-1].span.end, sentence.span.end))[:30]}
        if status is None and "progress" in behind and behind & _REPORTING:
            status = "running"  # "as to the other two projects, namely A and B, the lead offices reported their progress"
        ahead = {t.form for t in tokens(self.text, Span(sentence.span.start, found[0].span.start))[-6:]}
        if status is None and ahead & _PROPOSED:
            status = "proposed"  # "New projects suggested: A (KIPO), B (EPO)"
        for entry in found:
            self._enlist(entry, bodies[0] if bodies else self._reporting(sentence.index), status)

    # --- sentences --------------------------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence, block: Block) -> None:
        bodies = self._bodies(sentence.span)
        if opens(self.context, sentence, block):
            self._open_roster(sentence, bodies)
            return
        led = list(led_entries(self.context, sentence)) if block.kind == "item" else []
        if led:
            for entry in led:
                self._enlist(entry, None)
            return
        if self._labelled_line(sentence):
            return
        loosely = self.loose if sentence.index - self.loose_index == 1 else None
        meant_by_it = self._label(sentence) or self.last or self.heading or loosely or self.page
        here = names(self.context, sentence.span, meant_by_it, self.told)
        state = standing(self.context, sentence, here)
        if state.unnamed and not here:  # "The lead was shared by …", after the project was named
            near = self.last is not None and (self.last is self.heading or sentence.index - self.last_index <= 1)
            meant = self.last if near else self.loose
            if meant is not None:
                self._record(meant, sentence.span, "project-lead", status=self._reported(sentence), leads=state.unnamed)
        loose = loose_names(self.context, sentence.span)
        self.loose, self.loose_index = (loose[0] if len(loose) == 1 else None), sentence.index
        if here:
            body = self._body(bodies, state, sentence)
            for i, name in enumerate(here):
                status = state.status.get(i)
                if status in ("running", "agreed") and "evaluation phase" in self.text[name.span.start : name.span.end].lower():
                    status = "evaluated"
                leads = state.leads.get(i, []) or list(in_brackets(self.context, name.span.end, sentence.span.end))
                carrier = state.bodies.get(i)
                status = status or (self._reported(sentence) if leads else None)
                if status is not None or leads or carrier:
                    self._record(
                        name,
                        sentence.span if len(here) == 1 else clause_of(name, sentence),
                        f"project-{status or 'lead'}",
                        status=status,
                        body=carrier or body,
                        leads=leads,
                    )
            named = [n for n in here if n.is_named]
            if named:
                self.last, self.last_index = named[-1], sentence.index
        shared = {state.status.get(i) for i in range(len(here))}
        of_all = shared.pop() if len(shared) == 1 and any(t.form in _ALL_SAID for t in tokens(self.text, sentence.span)[:120]) else None
        for name, offices in state.others:  # "the project on A, led by the EPO, and that on B, led by the JPO, have been completed"
            grouped = _THE_GROUP.search(self.text, sentence.span.start, sentence.span.end) is not None
            carried = self._body(bodies, state, sentence) if of_all is not None or grouped else None
            end, status = sentence.span.end, of_all or self._reported(sentence)
            self._record(name, Span(name.span.start, end), "project-lead", status=status, body=carried, leads=offices)
        renewed = None if here else gone_on(tokens(self.text, sentence.span)[:60])  # "Since then the offices have prolonged it"
        meant = self.last if sentence.index - self.last_index <= 1 else self.heading or self.page
        if renewed is not None and meant is not None:
            self._record(meant, sentence.span, f"project-{renewed}", status=renewed)
        self._inline(sentence, bodies)
        if bodies:
            self.paragraph_body = bodies[0]
        if not here:
            for entry in delivered(self.context, sentence):
                self._record(entry.name, entry.span, entry.rule, status=entry.status, leads=list(entry.leads))
        of_list = self._group_of_list(block)
        for entry, label_body in labelled(self.context, sentence, block):
            self._enlist(entry, label_body or of_list)
        for entry, label_body in of_body(self.context, sentence):
            self._enlist(entry, label_body)
        self._agreed(sentence, here)

    def _labelled_line(self, sentence: Sentence) -> bool:
        """Read "Status: under way.", "Lead offices: EPO and CNIPA", "Working group: WG2" behind the project that it is said of."""
        line = read_label(self.context, sentence.span)
        if line is None:
            return False
        meant = self.latest or self.heading or self.page or page_project(self.context)
        if meant is None:
            return False
        rule = "project-status" if line.status is not None else "project-lead"
        self._record(meant, sentence.span, rule, status=line.status, body=line.body, leads=list(line.leads))
        return True

    def _bodies(self, span: Span) -> list[str]:
        """Return the groups named in a stretch of text."""
        named = (m.entity.slug for m in self.context.in_span(span, "body") if isinstance(m.entity, Resolved))
        return [slug for slug in named if slug not in _NO_BODIES]

    def _body(self, bodies: list[str], state: Standing, sentence: Sentence) -> str | None:
        """Return the body that did the work: the one named in the sentence, or before it in the paragraph about the project."""
        if bodies:
            return bodies[0]
        if _THE_GROUP.search(self.text, sentence.span.start, sentence.span.end) and (group := self._group(sentence)) is not None:
            return group
        return (self.paragraph_body if state.anaphoric else self.list_body) or self._reporting(sentence.index)

    def _reporting(self, index: int) -> str | None:
        """Return the group whose meeting a sentence reports on: what is said there of projects is said of its own."""
        meeting = self.context.focus(index)
        return meeting.series if meeting is not None and meeting.series in _GROUPS else None

    def _label(self, sentence: Sentence) -> ProjectName | None:
        """Return the field of work before the colon that "this project" behind it stands for: "Unity of invention: the EPO …"."""
        colon = self.text.find(":", sentence.span.start, min(sentence.span.end, sentence.span.start + _LONGEST_LABEL))
        bracket = self.text.find("(", sentence.span.start + _SHORTEST_LABEL, max(colon, 0))
        end = bracket if 0 <= bracket < colon else colon
        found = loose_names(self.context, Span(sentence.span.start, end)) if end > sentence.span.start else []
        return found[0] if len(found) == 1 else None

    def _reported(self, sentence: Sentence) -> str | None:
        """Return that a project goes on, where the offices in its lead report on it."""
        return "running" if _REPORTED.search(self.text, sentence.span.start, sentence.span.end) else None

    def _group_of_list(self, block: Block) -> str | None:
        """Return the group whose outcomes a list tells: a group that meets, and that one of the items names as "the panel"."""
        meeting = self.context.focus(block.sentences[0]) if block.kind == "item" and block.sentences else None
        return meeting.series if meeting is not None and meeting.series in _GROUPS else None

    def _group(self, sentence: Sentence) -> str | None:
        """Return which group "the group" is: the one that meets, else the one named last."""
        meeting = self.context.focus(sentence.index)
        if meeting is not None and meeting.series in _GROUPS:
            return meeting.series
        before = self.context.release.sentences[max(0, sentence.index - _FAR_BACK)]
        named = self._bodies(Span(before.span.start, sentence.span.start))
        return named[-1] if named else None

    def _agreed(self, sentence: Sentence, here: list[ProjectName]) -> None:
        """Projects that were taken up, whose launch was approved, whose pilot was endorsed, that are gone on with."""
        within = {t.form for t in tokens(self.text, sentence.span)}
        taken: str | None = None
        for deed in self.deeds.get(sentence.index, ()):
            if heading_document(self.context.gazetteer, self.text, deed.thing) is not None:
                continue  # "a Global Dossier quality document" is a document
            inside = [n for n in here if deed.thing.start <= n.span.start < deed.thing.end]
            if not inside and self._launched_all(deed):
                continue
            if not inside:
                self._agreed_in_section(deed, here, within)
            elif deed.ordinal == 0 or taken is not None or deed.act == "discussed":
                name = inside[0]
                ahead = Span(deed.thing.start, name.span.start)
                groups = [m.span for m in self.context.in_span(ahead, "body")]  # "a new project of the experts panel on …"
                before = {t.form for t in tokens(self.text, ahead) if t.is_word and not any(g.start <= t.start < g.end for g in groups)}
                before = {w for w in before if not w.endswith(("-year", "-month"))}
                after = {t.form for t in tokens(self.text, Span(name.span.end, deed.thing.end))[:12]}
                own = {t.form for t in tokens(self.text, deed.span)} if len(self.deeds[sentence.index]) > 1 else within
                status = status_after(deed, before, own, pilot="pilot" in name.title.lower())
                status = "running" if status == "agreed" and after & GOING_ON & FASTER else status
                if status is None and deed.ordinal and not before - {"on", "for"}:
                    status = taken  # "new projects on A and on B"
                if status is not None:
                    taken = status
                    self._record(name, deed.span, f"project-{status}", status=status, body=deed.body)

    def _launched_all(self, deed: Deed) -> bool:
        """ "The heads approved the launch": all the projects listed before are agreed."""
        thing = [t.form for t in tokens(self.text, deed.thing)[:12] if t.is_word]
        plain = set(thing[:2]) >= _ALL_OF_THEM and all(w in _OF_THEM or w.isdigit() or w in MONTHS for w in thing)
        if not plain or deed.modality != "done" or deed.act not in AGREEING or len(self.told) < 2:
            return False
        for name in self.told:
            self._record(name, deed.span, "launched-all", status="agreed")
        return True

    def _agreed_in_section(self, deed: Deed, here: list[ProjectName], within: set[str]) -> None:
        """ "CS&E pilot: it was agreed to extend the evaluation phase": the project stands before the colon, or in the heading."""
        if deed.modality != "done" or deed.act not in AGREEING | {"reaffirmed"}:
            return
        label = [n for n in here if n.is_named and n.span.end <= deed.thing.start and ":" in self.text[n.span.end : deed.thing.start]]
        name = label[0] if len(label) == 1 else self.heading
        thing = {t.form for t in tokens(self.text, deed.thing)[:40]}
        if name is None:
            return
        if deed.act == "reaffirmed":
            if label and thing & GOING_ON | thing & {"setting", "building"}:
                self._record(name, deed.span, "running-section", status="running", body=deed.body)
            return
        if is_lengthened(thing, within):
            self._record(name, deed.span, "extended-section", status="extended", body=deed.body)
        elif thing & STARTING:
            self._record(name, deed.span, "agreed-section", status="agreed", body=deed.body)

    # --- records ----------------------------------------------------------------------------------------------------

    def _record(
        self,
        name: ProjectName,
        span: Span,
        rule: str,
        *,
        status: str | None = None,
        body: str | None = None,
        leads: list[str] | None = None,
    ) -> None:
        """Add what a sentence says of a project to what is known of it."""
        self.latest = name
        if len(self.records) >= MOST_PROJECTS:
            return
        record = next((r for r in self.records if same_project(self.context.gazetteer, r.name, name)), None)
        if record is None:
            self.records.append(_Record(name, span, rule, status, body, list(dict.fromkeys(leads or []))))
            return
        if record.status in (None, "proposed") or status not in (None, "agreed", "proposed"):
            record.status = status or record.status
        record.body = record.body or body
        record.leads = list(dict.fromkeys((*record.leads, *(leads or []))))
