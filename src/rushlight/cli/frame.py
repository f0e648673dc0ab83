"""The frame round a release check: its words in the language of the release (resources/words/releasing.yaml)."""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.codebook.words import language_of, word
from rushlight.release.hangul import fill


@dataclass(frozen=True, slots=True)
class Frame:
    """Words of one language."""

    language: str

    def __call__(self, term: str, section: str = "release_says", **values: object) -> str:
        """The words of ``term``, its placeholders filled."""
        template = word(section, term, self.language)
        return fill(template, values) if self.korean else template.format_map(values)

    @property
    def korean(self) -> bool:
        return language_of(self.language) == "ko"

    def sentences(self, number: int) -> str:
        """ "1 sentence", "2 sentences"."""
        return self("sentence") if number == 1 else self("sentences", n=number)
