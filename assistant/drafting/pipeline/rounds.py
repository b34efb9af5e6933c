"""Rounds of answers: ask for several sections at once, check the whole, mend, and again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

from assistant.domain import Author, Draft, Revision, Verdict, now
from assistant.drafting.model.answers import without_thoughts
from assistant.drafting.model.models import Progress, State, Step
from assistant.drafting.model.parallel import run_parallel
from assistant.drafting.pipeline.asking import step_of
from assistant.drafting.pipeline.briefing import written_body
from assistant.drafting.pipeline.patching import excerpt, paragraphs_concerned
from assistant.drafting.pipeline.polishing import blemishes, mended, paragraphs_of, polished
from assistant.drafting.pipeline.problems import check_draft, uneven_headings
from assistant.drafting.pipeline.splitting import joined_pieces, piece_note, pieces_of
from assistant.drafting.wording.offline import write_offline
from assistant.drafting.wording.punctuation import official
from assistant.errors import (
    AssistantError,
    ModelBusyError,
    ModelError,
    ModelRefusedError,
    ModelWindowError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.domain import Document, Report, Section
    from assistant.drafting.pipeline.asking import Attempt, Desk
    from assistant.drafting.pipeline.problems import Checked, Problem


# So many remarks on the wording of a section are told of in its note.
_TOLD = 3
_NOT_YET = "（正式起草时,这里是已写好的正文）"


@dataclass(frozen=True, slots=True)
class Round:
    """A round of answers as it was checked.

    Attributes:
        attempt: 1 for the first answers, 2 and 3 for repairs.
        attempts: the answers of this round by section id.
        checked: the verifier's judgement of all sections written so far.
    """

    attempt: int
    attempts: dict[str, Attempt]
    checked: Checked


@dataclass(slots=True)
class _State:
    """A section while it is written."""

    section: Section
    sources: list[str] = field(default_factory=list)
    best: str = ""
    best_score: tuple[int, int, int] | None = None
    problems: tuple[Problem, ...] = ()
    sent: int = 0
    received: int = 0
    kept: int = 0
    estimated: bool = False
    label: str = ""
    error: ModelError | None = None
    began: float = 0.0
    offline: str = ""


@dataclass(slots=True)
class Writer:
    """Writes the sections of a draft; one object serves one draft.

    Attributes:
        desk: what prompts are made of, and the model.
        jobs, repairs, fallback_offline: as in ``WritingOptions``.
        progress, watch: as for ``write_draft``.
    """

    desk: Desk
    jobs: int
    repairs: int
    fallback_offline: bool
    progress: Callable[[Progress], None] | None = None
    watch: Callable[[Round], None] | None = None
    _states: dict[str, _State] = field(default_factory=dict, init=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def write(self, sections: Sequence[Section]) -> None:
        """Writes these sections in rounds; those written before serve as their context.

        Raises:
            ModelError: a section could not be written, and no fallback was asked for.
        """
        body = written_body(self._written())
        for section in sections:
            self._states[section.id] = _State(section, began=time.monotonic())
            self._tell(section.id, State.WAITING)
        asked = [self._states[section.id] for section in sections]
        self._round(asked, 1, body)
        self._stop_or_stand_in(asked)
        for attempt in range(2, self.repairs + 2):
            again = [s for s in self._states.values() if self._wants_repair(s, attempt)]
            if not again:
                break
            self._round(again, attempt, body)
        for state in asked:
            if state.problems and self.fallback_offline and self._grave(state):
                self._stand_in(state, "模型修改后仍有核对不过的地方")
        for state in asked:
            self._tell(state.section.id, State.FALLBACK if state.offline else State.DONE)

    def rehearse(self, body: Sequence[Section], frame: Sequence[Section]) -> None:
        """Asks for every section once and leaves the answers aside; see ``WritingOptions``.

        Where an opening or a closing gets the written body, a mark says so.
        """
        for section in (*body, *frame):
            self._states[section.id] = _State(section)
            self._first(section, _NOT_YET, None)

    def polish(self) -> None:
        """The last pass: repetitions and the like are mended where no figure changes by it.

        A failure of the model leaves the text as it is: it stands already.
        """
        paragraphs = paragraphs_of(self._written())
        found = blemishes(paragraphs)
        if not found or any(state.offline for state in self._states.values()):
            return
        text = excerpt("\n".join(one.text for one in paragraphs))
        findings = "\n".join(f"第{number}段：{reason}。" for number, reason in found)
        try:
            answer = self.desk.polish(text, findings)
        except ModelError:
            return
        first = self._states[paragraphs[found[0][0] - 1].section]
        if not answer.cached:
            first.sent += answer.sent
            first.received += answer.received
        new: dict[str, list[str]] = {}
        for number, told in polished(without_thoughts(answer.text), paragraphs).items():
            place = paragraphs[number - 1]
            lines = new.setdefault(place.section, self._states[place.section].best.splitlines())
            lines[place.line] = official(told)
        self._take({key: "\n".join(lines) for key, lines in new.items()})

    def mend(self) -> None:
        """What the model wrote loses the faults that proofreading mends (布署, 。。)."""
        terms = self.desk.sheet.document.terms
        standing = {key: one.best for key, one in self._states.items() if not one.offline}
        told = {key: mended(source, terms) for key, source in standing.items()}
        self._take({key: source for key, source in told.items() if source != standing[key]})

    def _take(self, sources: dict[str, str]) -> None:
        """Takes each of these texts that is not judged worse than what stands."""
        standing = {key: state.best for key, state in self._states.items()}
        for key, source in sources.items():
            tried = check_draft(self._draft(standing | {key: source}), self.desk.sheet, self._judge)
            state = self._states[key]
            problems = tried.problems.get(key, ())
            if _score(problems) <= _score(state.problems):
                state.best, state.problems = source, problems
                standing[key] = source

    def finished(self, section: Section) -> Section:
        """The section with its one revision."""
        state = self._states[section.id]
        offline = bool(state.offline)
        left = sum(problem.error for problem in state.problems)
        notes = [state.offline or (f"有{left}处没有核对通过,请看核对结果" if left else "")]
        # What the verifier does not tell of, the person would hear of nowhere else.
        loose = [one.line().rstrip("。") for one in state.problems if one.of_wording]
        notes.append(f"还有{len(loose)}处说法要看:{'；'.join(loose[:_TOLD])}" if loose else "")
        notes.append(f"{state.kept}次回答取自以前的缓存,不计用量" if state.kept else "")
        notes.append("服务端没有返回用量,词元数是估计的上界" if state.estimated else "")
        note = ";".join(one for one in notes if one)
        return section.revised(
            Revision(
                source=state.best,
                author=Author.OFFLINE if offline else Author.MODEL,
                author_name="" if offline else self.desk.model.name,
                prompt_digest="" if offline else state.label,
                created=now(),
                tokens=(state.sent, state.received),
                note=note,
            )
        )

    def _round(self, states: Sequence[_State], attempt: int, body: str) -> None:
        results = run_parallel(
            [lambda s=state: self._ask(s, attempt, body) for state in states],  # type: ignore[misc]
            self.jobs,
            _is_fatal,
        )
        attempts: dict[str, Attempt] = {}
        for state, result in zip(states, results, strict=True):
            if isinstance(result, AssistantError):
                self._failed(state, result, attempt)
                continue
            attempts[state.section.id] = result
            state.sources.append(result.source)
            state.sent += result.sent
            state.received += result.received
            state.kept += result.cached
            state.estimated = state.estimated or result.estimated
            state.label = result.label
        if attempts:
            self._check({key: one.source for key, one in attempts.items()}, attempts, attempt)

    def _ask(self, state: _State, attempt: int, body: str) -> Attempt:
        section = state.section
        self._tell(section.id, State.ASKING if attempt == 1 else State.REPAIRING, attempt=attempt)

        def heard(characters: int) -> None:
            self._tell(section.id, State.ASKING, attempt=attempt, characters=characters)

        if attempt == 1:
            return self._first(section, body, heard)
        places = [problem.place for problem in state.problems]
        if uneven_headings(state.best):
            places.append("")
        paragraphs = paragraphs_concerned(places, state.best)
        prompt = self._repair_prompt(state, attempt, body, paragraphs)
        patch = (state.best, paragraphs)
        return self.desk.ask(section, prompt, Step.REPAIR, attempt, heard=heard, patch=patch)

    def _first(self, section: Section, body: str, heard: Callable[[int], None] | None) -> Attempt:
        """The first text of a section; one of many facts is asked for in pieces."""
        whole = section.id in self.desk.bases
        pieces = (section,) if whole else pieces_of(section, self.desk.sheet)
        answers = [
            self.desk.ask(
                piece,
                self._prompt(piece, body) + piece_note(number, len(pieces)),
                step_of(piece),
                1,
                heard=heard,
            )
            for number, piece in enumerate(pieces, 1)
        ]
        if len(answers) == 1:
            return answers[0]
        return replace(
            answers[-1],
            source=joined_pieces([one.source for one in answers]),
            sent=sum(one.sent for one in answers),
            received=sum(one.received for one in answers),
            seconds=sum(one.seconds for one in answers),
            cached=all(one.cached for one in answers),
            estimated=any(one.estimated for one in answers),
        )

    def _prompt(self, section: Section, body: str) -> str:
        return self.desk.task(section, self._body_for(section, body)).text

    def _repair_prompt(
        self, state: _State, attempt: int, body: str, paragraphs: Sequence[int]
    ) -> str:
        lines = [problem.line() for problem in state.problems]
        uneven = uneven_headings(state.best)
        lines += [f"{uneven}。"] if uneven else []
        findings = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
        standing = self.desk.with_source(state.section, state.best)
        context = self._body_for(state.section, body)
        return self.desk.repair(standing, context, findings, attempt, paragraphs)

    def _body_for(self, section: Section, body: str) -> str | None:
        return None if step_of(section) is Step.WRITE else body

    def _check(self, sources: dict[str, str], attempts: dict[str, Attempt], attempt: int) -> None:
        """Judges the new sources among all that stands, and keeps each where it is better."""
        standing = {key: state.best for key, state in self._states.items()} | sources
        checked = check_draft(self._draft(standing), self.desk.sheet, self._judge)
        for key, state in self._states.items():
            problems = checked.problems.get(key, ())
            source = sources.get(key)
            if source is None:
                # What is new elsewhere may change what the whole says of this section.
                state.problems = () if state.offline else problems
                continue
            score = _score(problems)
            if state.best_score is None or score < state.best_score:
                state.best, state.best_score, state.problems = source, score, problems
        if self.watch is not None:
            self.watch(Round(attempt, attempts, checked))

    def _judge(self, document: Document) -> Report:
        from assistant.verification import verify  # noqa: PLC0415 - its lexicons load when used

        return verify(document, self.desk.sheet, samples=self.desk.style.texts or None)

    def _draft(self, sources: dict[str, str]) -> Draft:
        sections = tuple(
            self.desk.with_source(section, sources[section.id])
            for section in self.desk.plan
            if sources.get(section.id)
        )
        return Draft(self.desk.sheet.document.title, sections)

    def _written(self) -> list[Section]:
        states = self._states
        return [
            self.desk.with_source(section, states[section.id].best)
            for section in self.desk.plan
            if section.id in states and states[section.id].best
        ]

    def _wants_repair(self, state: _State, attempt: int) -> bool:
        return bool(state.problems) and not state.offline and len(state.sources) == attempt - 1

    def _grave(self, state: _State) -> bool:
        return any(problem.error for problem in state.problems)

    def _failed(self, state: _State, error: AssistantError, attempt: int) -> None:
        if not isinstance(error, ModelError):
            raise error
        state.sent += error.paid[0]
        state.received += error.paid[1]
        # A section that stands may stay as it is; only a first answer is indispensable.
        if attempt == 1:
            state.error = error
        self._tell(state.section.id, State.FAILED, attempt=attempt, note=error.found)

    def _stop_or_stand_in(self, asked: Sequence[_State]) -> None:
        failed = [state for state in asked if state.error is not None]
        if failed and not self.fallback_offline:
            raise _summary(failed, written=len(self._states) - len(failed))
        for state in failed:
            self._stand_in(state, state.error.found if state.error else "")

    def _stand_in(self, state: _State, why: str) -> None:
        base = self.desk.bases.get(state.section.id)
        state.best = base or write_offline(
            state.section, self.desk.sheet, self.desk.plan, self.desk.style.offline
        )
        state.offline = f"退回{'沿用去年的写法' if base else '离线写法'}:{why}"
        state.problems = ()
        self._tell(state.section.id, State.FALLBACK, note=state.offline)

    def _tell(
        self, section_id: str, what: State, *, attempt: int = 1, characters: int = 0, note: str = ""
    ) -> None:
        if self.progress is None:
            return
        state = self._states[section_id]
        event = Progress(
            section_id,
            state.section.title,
            what,
            attempt,
            state.sent,
            state.received,
            characters,
            time.monotonic() - state.began,
            note,
        )
        with self._lock:
            self.progress(event)


def _score(problems: Sequence[Problem]) -> tuple[int, int, int]:
    """How bad: errors and facts left out, of which errors, and all problems.

    A repair that gets rid of a figure by getting rid of the facts around it is none.
    """
    errors = sum(problem.error for problem in problems)
    missing = sum(problem.verdict is Verdict.UNUSED for problem in problems)
    return errors + missing, errors, len(problems)


def _is_fatal(error: AssistantError) -> bool:
    """Whether every other section would fail in the same way."""
    if isinstance(error, ModelBusyError | ModelWindowError):
        return False
    return isinstance(error, ModelRefusedError) or not isinstance(error, ModelError)


def _summary(failed: Sequence[_State], written: int) -> ModelError:
    first = failed[0].error
    if first is None:
        raise AssertionError
    names = "、".join(f"“{state.section.title}”" for state in failed)
    kept = f"已写好的{written}节都已保存,再运行同一条命令会接着写" if written else ""
    advice = ";".join(part for part in (first.advice, kept) if part)
    return type(first)(f"{names}没有写成:{first.found}", path=first.path, advice=advice)
