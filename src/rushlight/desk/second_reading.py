"""Further readers on top of the rules: plug-ins the user named, and a model at the endpoint the user named.

This module joins the pure readers with the network and the disk; it is loaded only when asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from rushlight.desk.reading import ReadFile
from rushlight.endpoint import Chat, Limits, Reach, look_up, parse
from rushlight.errors import EndpointError, MisuseError, RushlightError
from rushlight.reading.merge import merge
from rushlight.reading.plugins import Given, find, read_with
from rushlight.reading.second import Account, Mode, Settings, State, load_state, read_again
from rushlight.record import Span

LARGEST_STATE = 1 << 26
CLOUD = ("-cloud", ":cloud")
"""How Ollama marks models whose questions it sends on (docs.ollama.com/cloud)."""


@dataclass(frozen=True, slots=True)
class Model:
    """The model to ask. ``mode`` is pointer or quote; ``resume`` a file for finished answers; ``key`` the server's."""

    url: str
    name: str
    mode: str = "pointer"
    passes: int = 1
    seed: int = 1
    seconds: float = 300.0
    leave_machine: bool = False
    resume: Path | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Further:
    """Readers beside the rules. ``tell`` gets (questions done, of how many) while a model is asked; ``note`` gets advice."""

    model: Model | None = None
    plugins: tuple[str, ...] = ()
    tell: Callable[[int, int], None] = field(default=lambda done, total: None)
    note: Callable[[str], None] = field(default=lambda text: None)

    def __call__(self, done: ReadFile) -> ReadFile:
        """``done`` with the further readers merged in.

        Raises MisuseError for an unknown plug-in, an address that is none or a state of another reading;
        EndpointError when the model cannot be asked. A failing plug-in is noted only.
        """
        done, mentions = self._plugins(done)
        return done if self.model is None else self._model(done, self.model, mentions)

    def _plugins(self, done: ReadFile) -> tuple[ReadFile, tuple[Span, ...]]:
        mentions: list[Span] = []
        rules, reading = done.reading, done.reading
        given = Given(done.taken.text, rules.language, tuple(done.taken.paragraphs), rules.published, rules.kind.value)
        for entry in find(self.plugins):
            found = read_with(entry, given, rules)
            mentions += found.mentions
            if found.reading is not None:
                reading = merge(reading, found.reading, given.text)
            self._tell_of(found.name, found.problem, sum(found.dropped.values()))
        if mentions and self.model is None:
            self.note(f"note: {len(mentions)} words that readers found for people wait for a model to point at; none is asked")
        return replace(done, reading=reading), tuple(mentions)

    def _tell_of(self, name: str, problem: str | None, dropped: int) -> None:
        if problem:
            self.note(f"note: the reader {name} {problem}; its proposals are not here")
        if dropped:
            self.note(f"note: {dropped} things the reader {name} gave did not fit the text and were dropped")

    def _model(self, done: ReadFile, model: Model, mentions: tuple[Span, ...]) -> ReadFile:
        _check_name(model)
        place = look_up(parse(model.url), leave_machine=model.leave_machine)
        if place.reach is not Reach.THIS_MACHINE:
            self.note(f"note: the report's words go to {place.address}, which is not this machine")
        settings = Settings(model.name, str(place.address), Mode(model.mode), model.seed, model.passes)
        second = read_again(
            done.taken.text,
            paragraphs=done.taken.paragraphs,
            first=done.reading,
            ask=Chat(place, model.name, Limits(seconds=model.seconds), model.key),
            settings=settings,
            mentions=mentions,
            state=_loaded(model.resume),
            tell=self.tell,
            keep=_keeper(model.resume),
        )
        self._account(second.account)
        return replace(done, reading=merge(done.reading, second.reading, done.taken.text))

    def _account(self, account: Account) -> None:
        if account.not_read:
            lost = ", ".join(account.not_read[:6]) + (", …" if len(account.not_read) > 6 else "")
            self.note(
                f"note: the model gave no usable answer to {len(account.not_read)} of {account.questions} questions ({lost}); "
                "what they ask for is read by the rules alone"
            )
        for why, count in account.dropped.most_common():
            self.note(f"note: dropped from the model's answers: {why}, {count} times")


def _check_name(model: Model) -> None:
    """Raise EndpointError for a model that a server on this machine passes on to its maker's cloud (Ollama's ``-cloud``)."""
    if model.name.endswith(CLOUD) and not model.leave_machine:
        raise EndpointError(
            "a model of this name runs in a cloud, not on this machine",
            where=model.name[:60],
            hint="choose a model that runs here; to send the report there all the same, add --i-know-this-leaves-the-machine",
        )


def _loaded(path: Path | None) -> State | None:
    """The state in the file, or None where there is no file yet. Raises MisuseError."""
    if path is None or not path.exists():
        return None
    try:
        if path.stat().st_size > LARGEST_STATE:
            raise MisuseError("this is no state of a reading by a model", where=str(path), hint="name a new file")
        return load_state(path.read_bytes())
    except OSError:
        raise MisuseError("the state cannot be read", where=str(path)) from None
    except MisuseError as error:
        raise MisuseError(error.what, where=str(path), hint=error.hint) from None


def _keeper(path: Path | None) -> Callable[[State], None]:
    """Writes the state after each answer, whole or not at all, readable by this user only."""

    def keep(state: State) -> None:
        if path is None:
            return
        fresh = path.with_name(path.name + ".new")
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                out.write(state.to_json())
            fresh.replace(path)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise RushlightError(
                "the state could not be written", where=str(path), hint="name a file on a disk with room"
            ) from None

    return keep
