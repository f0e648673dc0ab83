"""Settings: keys, language, looks, the lock, ways in, backup, what is read blind, and the way to destroy the ways in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from rushlight.casefile import backups
from rushlight.casefile.process import end_process
from rushlight.casefile.ways import WayIn
from rushlight.codebook import codebook
from rushlight.desk import Desk, doors, doorway
from rushlight.errors import MisuseError
from rushlight.workbench import jobs, keymap
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.folders import typed_folder
from rushlight.workbench.own_thread import stepped
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.settings import FONTS, LANGUAGES, THEMES, keep_settings
from rushlight.workbench.waited import wait_for

BLIND = "pages.blind"
"""The casefile's setting: how many reports of a hundred a person reads before any proposal is shown."""
MOST_BLIND = 50

WORDS = {"en": "destroy", "ko": "파기"}
"""The word that has to be typed before the ways in are destroyed; either of them."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key of a screen: the field's name, the key now, ours, and what it does."""

    field: str
    key: str
    usual: str
    words: str


@dataclass(frozen=True, slots=True)
class KeyTable:
    """The keys of one screen."""

    screen: str
    words: str
    rows: tuple[KeyRow, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """A page where more is set."""

    path: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage(Shown):
    """Everything that can be set, in sections."""

    template: ClassVar[str] = "settings.html"
    screen: ClassVar[str] = "settings"
    language: str
    theme: str
    fonts: str
    single_keys: bool
    tables: tuple[KeyTable, ...]
    minutes: int
    ways: tuple[WayIn, ...]
    blind: int
    most_blind: int
    days_without: int | None
    """Days since the last backup, or since the casefile was made; None while none is due."""
    ever: bool
    """Whether a backup was ever made."""
    folder: str
    """Where the last backup lies."""
    codebook: str
    elsewhere: tuple[Room, ...]
    panic_word: str


def show(asked: Asked) -> Answer:
    desk, settings = asked.desk, asked.settings
    last = backups.last(desk.case)
    return SettingsPage(
        language=settings.language,
        theme=settings.theme,
        fonts=settings.fonts,
        single_keys=settings.single_keys,
        tables=_tables(asked),
        minutes=doorway.minutes_to_lock(desk),
        ways=doors.ways_in(desk.case.folder),
        blind=_blind(desk),
        most_blind=MOST_BLIND,
        days_without=backups.days_without(desk.case),
        ever=last is not None,
        folder=last.folder if last else "",
        codebook=codebook().version,
        elsewhere=_elsewhere(asked),
        panic_word=WORDS[asked.language],
    )


# --- pages and keys ----------------------------------------------------------------------------------


def pages(asked: Asked) -> Answer:
    """Language, theme, fonts."""
    form, now = asked.form, asked.settings
    chosen = replace(
        now,
        language=_one_of(form.get("language", now.language), LANGUAGES),
        theme=_one_of(form.get("theme", now.theme), THEMES),
        fonts=_one_of(form.get("fonts", now.fonts), FONTS),
    )
    keep_settings(asked.desk, chosen, asked.desk.now())
    return Go("/settings", asked.say("Kept."))


def keys(asked: Asked) -> Answer:
    """Keys on or off, and each key by itself. Raises MisuseError for a clash, and keeps nothing then."""
    changed = _changed(asked)
    keymap.check_keys(changed)
    chosen = replace(asked.settings, single_keys=asked.form.get("single-keys") == "yes", keys=changed)
    keep_settings(asked.desk, chosen, asked.desk.now())
    return Go("/settings#keys", asked.say("Kept."))


def usual_keys(asked: Asked) -> Answer:
    """Our own keys again."""
    keep_settings(asked.desk, replace(asked.settings, keys={}), asked.desk.now())
    return Go("/settings#keys", asked.say("The keys are the usual ones again."))


def _changed(asked: Asked) -> Mapping[str, str]:
    """By "screen.verb": the keys that are not ours."""
    out = {}
    for screen in _screens():
        for key in keymap.keys_of(screen, "en"):
            written = " ".join(asked.form.get(f"key:{key.name}", key.key).upper().split())
            if key.screen == screen and written != key.key:
                out[key.name] = written
    return out


def _screens() -> tuple[str, ...]:
    return (keymap.EVERYWHERE, *keymap.screens())


def _tables(asked: Asked) -> tuple[KeyTable, ...]:
    out = []
    for screen in _screens():
        usual = {key.name: key.key for key in keymap.keys_of(screen, "en")}
        live = [k for k in keymap.keys_of(screen, asked.language, asked.settings.keys) if k.screen == screen]
        rows = tuple(KeyRow(f"key:{k.name}", k.key, usual[k.name], k.words) for k in live)
        out.append(KeyTable(screen, screen_words(asked, screen), rows))
    return tuple(out)


def screen_words(asked: Asked, screen: str) -> str:
    """What a screen is called: as in the bar, where it has a place there."""
    known = {keymap.EVERYWHERE: asked.say("Everywhere"), "find": asked.say("Find"), "work": asked.say("Long work")}
    return (known | {name: words for name, _, words in _rooms(asked)}).get(screen, screen)


# --- the casefile ------------------------------------------------------------------------------------


def lock_after(asked: Asked) -> Answer:
    doorway.lock_after(asked.desk, asked.form.whole("minutes", 10))
    asked.held.watch_anew()
    return Go("/settings", asked.say("Kept."))


def passphrase(asked: Asked) -> Answer:
    """A new passphrase in place of the one that is typed, or beside it."""
    form, desk = asked.form, asked.desk
    change = doorway.add_passphrase if form.get("how") == "add" else doorway.change_passphrase
    change(desk, form.one("current"), form.one("new"), form.one("again"))
    return Go(
        "/settings",
        asked.say("The new passphrase opens this casefile from now on. An old copy of the folder keeps the old one."),
    )


def remove_way(asked: Asked) -> Answer:
    doorway.remove_way_in(asked.desk, asked.form.one("current"), asked.form.one("way"))
    return Go("/settings", asked.say("Taken away. An old copy of the folder still opens with it."))


def rekey(asked: Asked) -> Answer:
    """A new key, by whoever knows the passphrase of today; nobody looks at the casefile meanwhile."""
    steps = stepped(doorway.rekey_parts(asked.desk, asked.form.one("current")))

    def then(asked: Asked, lost: tuple[str, ...]) -> Answer:
        said = asked.say("The casefile has a new key. The old one opens old copies and backups only.")
        if lost:
            said += " " + asked.say(
                "These ways in could not be carried over and open nothing any more: %(ways)s.", ways=", ".join(lost)
            )
        return Go("/settings#s-ways", said)

    return wait_for(asked, "rekey", steps, then, whole=True)


def blind(asked: Asked) -> Answer:
    """How many reports of a hundred are read before any proposal is shown."""
    percent = asked.form.whole("percent", 0)
    if percent > MOST_BLIND:
        raise MisuseError("at most half of the reports are read blind", where=str(percent), hint="choose 0 to 50")
    if percent != _blind(asked.desk):
        asked.desk.case.put_setting(BLIND, percent, by=asked.actor, at=asked.desk.now())
    return Go("/settings", asked.say("Kept."))


def backup(asked: Asked) -> Answer:
    """Back up into a folder as a job; it is restored once to see that it opens."""
    written = asked.form.one("folder").strip()
    if not written:
        raise MisuseError("no folder was named", hint="a folder on another disk")
    jobs.begin(asked, "backup", jobs.backup(asked.desk, typed_folder(written)))
    return Go("/work")


def panic(asked: Asked) -> Answer:
    """Destroy the ways in, and end. No key does this, and nothing is answered: the process is gone."""
    if asked.form.get("word").strip().lower() not in WORDS.values():
        raise MisuseError("nothing was destroyed: the word was not typed", hint="type the word that the page names")
    doors.panic(asked.desk.case.folder, end_process)
    return Go("/")  # where the end is put off, in tests


def _blind(desk: Desk) -> int:
    said = desk.case.get_setting(BLIND, 0)
    return min(said, MOST_BLIND) if type(said) is int and said > 0 else 0


def _one_of(value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise MisuseError("there is no such choice", hint="choose one of the list")
    return value


def _rooms(asked: Asked) -> tuple[tuple[str, str, str], ...]:
    from rushlight.workbench.application import all_routes, rooms  # it imports every screen, and so this one

    return tuple((name, path, asked.say(words)) for name, path, words in rooms(all_routes()))


def _elsewhere(asked: Asked) -> tuple[Room, ...]:
    """Pages where the team, its devices and the gates of a release are set, as far as there are any."""
    from rushlight.workbench.application import all_routes

    there = {route.path for route in all_routes() if route.method == "GET"}
    wanted = (
        ("/team", asked.say("The team, its devices and who reads what")),
        ("/gates", asked.say("What a release has to meet")),
        ("/shares", asked.say("New recovery shares")),
        ("/journey", asked.say("Before a journey")),
        ("/sources", asked.say("Sources and who may open who they are")),
    )
    return tuple(Room(path, words) for path, words in wanted if path in there)


ROUTES = (
    get("/settings", show),
    post("/settings/pages", pages),
    post("/settings/keys", keys),
    post("/settings/keys/usual", usual_keys),
    post("/settings/lock-after", lock_after),
    post("/settings/passphrase", passphrase),
    post("/settings/ways/remove", remove_way),
    post("/settings/rekey", rekey),
    post("/settings/blind", blind),
    post("/settings/backup", backup),
    post("/settings/panic", panic),
)
