"""What the server holds: a casefile that is shut or open, its idle lock, and what belongs to the time it is open."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rushlight.casefile.process import IdleLock
from rushlight.desk import Desk, open_desk
from rushlight.desk.doors import idle_lock
from rushlight.errors import CasefileError, MisuseError
from rushlight.workbench.deskthread import DeskThread
from rushlight.workbench.giving_back import Rests, give_back
from rushlight.workbench.settings import Settings
from rushlight.workbench.work import MEMORY as WORK
from rushlight.workbench.work import Work


class Held:
    """A casefile as the server holds it. Everything but ``locked`` happens on the desk's thread.

    ``memory`` lives as long as the casefile is open: caches, jobs under way, the next page's sentence. ``lock`` never
    returns: the process that held the key ends (see ``again``).
    """

    def __init__(self, folder: Path | None, *, actor: str, lock: Callable[[], object]) -> None:
        self.folder, self.actor, self.lock = folder, actor, lock
        self.accept_no_more: Callable[[], object] = lambda: None
        """Leaves new connections to the process that comes after the lock: they wait in the socket's queue."""
        self.thread = DeskThread(self.rest_memory)
        self.memory: dict[str, Any] = {}
        self.front: Settings | None = None
        """How pages look while the casefile is shut; None until a person chose: then as the browser asks."""
        self.leaving: Callable[[], object] | None = None
        """What is done once when the desk that is held now is shut, such as throwing a practice away."""
        self._desk: Desk | None = None
        self._idle: IdleLock | None = None

    @property
    def open(self) -> bool:
        return self._desk is not None

    @property
    def desk(self) -> Desk:
        """The open desk. Raises CasefileError when it is shut."""
        if self._desk is None:
            raise CasefileError("the casefile is locked", hint="type its passphrase first")
        return self._desk

    def unlock(self, passphrase: str) -> None:
        """Open the casefile. Raises what ``open_desk`` raises, and MisuseError when it is open or none was named."""
        if self.open:
            raise MisuseError("the casefile is open already")
        if self.folder is None:
            raise MisuseError("no casefile was named", hint="start with 'rushlight open NAME.case', or make one")
        self.hold(open_desk(self.folder, passphrase, actor=self.actor, randomness=secrets.token_bytes))

    def hold(self, desk: Desk) -> None:
        """Take a desk that was just opened or made. What was under way at the door ends."""
        self._stop_work()
        self.leave_door()
        self.folder, self._desk = desk.case.folder, desk
        self.memory = {}
        self._idle = idle_lock(desk, self.lock)

    def guard_door(self) -> None:
        """Secrets are typed while it is shut, such as recovery shares: they go as an open casefile does when nobody is here."""
        if self._idle is None:
            self._idle = IdleLock(lock=self.lock)

    def leave_door(self) -> None:
        """The secrets are gone, or a desk is held."""
        if self._idle is not None and not self.open:
            self._idle.stop()
            self._idle = None

    def rest_memory(self) -> None:
        """Let go of what can be found again, reports and pages that the store read, and give back what the allocator keeps."""
        for kept in self.memory.values():
            if isinstance(kept, Rests):
                kept.rest()
        if self._desk is not None:
            self._desk.case.forget_pages()
        give_back()

    @property
    def rest(self) -> int:
        """Seconds without a touch after which it locks; 0 while it is shut and nobody is at the door with a secret."""
        return int(self._idle.seconds) if self._idle is not None else 0

    def touch(self) -> None:
        if self._idle is not None:
            self._idle.touch()

    def watch_anew(self) -> None:
        """After the minutes of the idle lock were changed."""
        if self._idle is not None:
            self._idle.stop()
            self._idle = idle_lock(self.desk, self.lock)

    def close(self) -> None:
        """Shut it when the server ends, or another desk takes its place. Long work ends first, and clears up."""
        self._stop_work()
        if self._idle is not None:
            self._idle.stop()
            self._idle = None
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        leaving, self.leaving = self.leaving, None
        if leaving is not None:
            leaving()

    def _stop_work(self) -> None:
        work = self.memory.get(WORK)
        if isinstance(work, Work):
            work.stop()
