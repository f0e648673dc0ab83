"""How an English deed is told in other ways: voice, person, tense, negation, quotation style, threat for deed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Row = tuple[str, str, str]
_QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»"))


def variations(deed: Mapping[str, str], place: str, date: str) -> Iterator[Row]:
    """(relation, how the deed stands, text) of every variation of one deed in one setting."""
    told = _Told(deed, place, date)
    yield from told.done()
    yield from told.quoted()
    yield from told.not_done()
    yield from told.threatened()
    yield "practice", "practised", f"Every week {told.by} in {place} {told.base} {told.many}{told.tail}."


class _Told:
    def __init__(self, deed: Mapping[str, str], place: str, date: str) -> None:
        particle = deed.get("particle", "")
        self.by, self.whom, self.many = deed["by"], deed["whom"], deed["many"]
        self.past, self.base, self.done_ = (deed[form].removesuffix(f" {particle}") for form in ("past", "base", "done"))
        self.tail = f" {particle}" if particle else ""
        self.place, self.date = place, date

    def _active(self, verb: str, whom: str | None = None) -> str:
        return f"{verb} {whom or self.whom}{self.tail}"

    def done(self) -> Iterator[Row]:
        by, past, at = self.by, self.past, f"in {self.place} {self.date}"
        yield "plain", "done", f"{_first_up(by)} {self._active(past)} {at}."
        yield "passive", "done", f"{_first_up(self.whom)} was {self.done_}{self.tail} by {by} {at}."
        yield "passive without a doer", "done", f"{_first_up(self.whom)} was {self.done_}{self.tail} {at}."
        yield "date first", "done", f"{_first_up(self.date)}, {by} {self._active(past)} in {self.place}."
        yield "perfect", "done", f"{_first_up(by)} have {self._active(self.done_)} in {self.place}."
        yield "reported", "done", f"According to a resident, {by} {self._active(past)} {at}."
        yield "said", "done", f"A resident said that {by} {self._active(past)} {at}."

    def quoted(self) -> Iterator[Row]:
        sentence = f"{_first_up(self.by)} {self._active(self.past)} {self.date}"
        for opening, closing in _QUOTES:
            yield "quotation style", "done", f"{opening}{sentence},{closing} a resident of {self.place} said."

    def not_done(self) -> Iterator[Row]:
        by, base, whom = self.by, self._active(self.base), self.whom
        yield "negation", "not done", f"{_first_up(by)} did not {base} in {self.place} {self.date}."
        yield "negated passive", "not done", f"{_first_up(whom)} was not {self.done_}{self.tail} in {self.place}."
        yield "never", "not done", f"{_first_up(by)} in {self.place} never {self._active(self.past)}."
        yield "nobody", "not done", f"No one in {self.place} was {self.done_}{self.tail} {self.date}."
        yield "attempt", "not done", f"{_first_up(by)} tried to {base} in {self.place}, but failed."
        yield "plan", "not done", f"{_first_up(by)} in {self.place} plan to {base}."
        yield "order", "not done", f"The ministry ordered {by} in {self.place} to {base}."
        yield "condition", "not done", f"If the mother talks, {by} in {self.place} will {base}."
        yield "future", "not done", f"{_first_up(by)} in {self.place} will {base} next week."
        yield "question", "not done", f"Did {by} {base} in {self.place} {self.date}?"
        yield "denial", "not done", f"{_first_up(by)} denied that they {self._active(self.past)} in {self.place}."
        yield "false rumour", "not done", f"A rumour that {by} {self._active(self.past)} in {self.place} was false."
        yield "nearly", "not done", f"{_first_up(by)} almost {self._active(self.past)} in {self.place}."

    def threatened(self) -> Iterator[Row]:
        base = self._active(self.base)
        yield "threat for deed", "threatened", f"{_first_up(self.by)} in {self.place} threatened to {base}."
        for opening, closing in _QUOTES[:2]:
            threat = f"{opening}Pay, or we will {base},{closing} {self.by} in {self.place} threatened."
            yield "threat in quotation", "threatened", threat


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]
