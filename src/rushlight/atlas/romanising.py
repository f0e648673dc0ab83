"""Hangul to Latin: McCune-Reischauer, the Revised system of the south and the spelling of the north.

Sound changes at syllable borders follow the published tables (McCune and Reischauer 1939; Revised Romanization
2000; DPRK 1992/2012); what readers print without marks is McCune-Reischauer without breves and apostrophes.
"""

from __future__ import annotations

ONSETS = list("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
VOWELS = list("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")
CODAS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
CODA_SOUND = {
    "ㄲ": "ㄱ",
    "ㅋ": "ㄱ",
    "ㄳ": "ㄱ",
    "ㄺ": "ㄱ",
    "ㅅ": "ㄷ",
    "ㅆ": "ㄷ",
    "ㅈ": "ㄷ",
    "ㅊ": "ㄷ",
    "ㅌ": "ㄷ",
    "ㅎ": "ㄷ",
    "ㅍ": "ㅂ",
}
CODA_SOUND |= {"ㅄ": "ㅂ", "ㄵ": "ㄴ", "ㄶ": "ㄴ", "ㄼ": "ㄹ", "ㄽ": "ㄹ", "ㄾ": "ㄹ", "ㅀ": "ㄹ", "ㄻ": "ㅁ", "ㄿ": "ㅂ"}


def _letters(sounds: list[str], spelled: str) -> dict[str, str]:
    """Sound -> letters; a dot stands for no letter."""
    return dict(zip(sounds, spelled.replace(".", " . ").split() if "." in spelled else spelled.split(), strict=True))


_VOWELS = "a ae ya yae {eo} e y{eo} ye o wa wae oe yo u w{weo} we wi yu {eu} {ui} i"
_ONSETS = {
    "mr": "k kk n t tt r m p pp s ss . ch tch ch' k' t' p' h",
    "rr": "g kk n d tt r m b pp s ss . j jj ch k t p h",
    "nk": "k kk n t tt r m p pp s ss . j jj ch kh th ph h",
}
_SPECIAL = {
    "mr": {"eo": "ŏ", "weo": "ŏ", "eu": "ŭ", "ui": "ŭi"},
    "rr": {"eo": "eo", "weo": "o", "eu": "eu", "ui": "ui"},
    "nk": {"eo": "o", "weo": "o", "eu": "u", "ui": "ui"},
}
SYSTEMS = {
    name: (_letters(VOWELS, _VOWELS.format(**_SPECIAL[name])), _letters(ONSETS, _ONSETS[name]) | {"ㅇ": ""})
    for name in ("mr", "rr", "nk")
}
_CODA_LETTERS = {"ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng", "": ""}
_VOICED = {"ㄱ": "g", "ㄷ": "d", "ㅂ": "b", "ㅈ": "j"}
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}


def split(syllable: str) -> tuple[str, str, str]:
    """Onset, vowel and coda of one hangul syllable."""
    n = ord(syllable) - 0xAC00
    return ONSETS[n // 588], VOWELS[n % 588 // 28], CODAS[n % 28]


def romanise(hangul: str, system: str, between: str = "") -> str:
    """The word in ``mr`` (with breves and apostrophes), ``rr`` or ``nk`` letters, first letter large.

    ``between`` is put between syllables, as in Mu-san. Only for hangul syllables.
    """
    vowels, onsets = SYSTEMS[system]
    parts = [split(s) for s in hangul]
    out, coda = "", ""
    for n, (onset, vowel, raw) in enumerate(parts):
        first = n == 0
        coda, onset = (coda, onset) if first or system == "nk" else _assimilate(coda, onset)
        if coda and onset == "ㅇ" and coda != "ㅇ" and not first:
            out += between + _linked(coda, system, onsets)
        else:
            out += _CODA_LETTERS[coda] + ("" if first else between) + _onset(coda, onset, first, system, onsets)
        out += vowels[vowel]
        coda = CODA_SOUND.get(raw, raw)
    return (out + _CODA_LETTERS[coda]).capitalize()


def _assimilate(coda: str, onset: str) -> tuple[str, str]:
    """Nasals and liquids across a border: 백마 paengma, 신라 silla, 심리 simni."""
    if onset in ("ㄴ", "ㅁ") and coda in _NASAL:
        return _NASAL[coda], onset
    if onset == "ㄹ" and coda in ("ㅁ", "ㅇ"):
        return coda, "ㄴ"
    if onset == "ㄹ" and coda in _NASAL:
        return _NASAL[coda], "ㄴ"
    if (coda, onset) in (("ㄴ", "ㄹ"), ("ㄹ", "ㄴ"), ("ㄹ", "ㄹ")):
        return "ㄹ", "L"
    return coda, onset


def _onset(coda: str, onset: str, first: bool, system: str, letters: dict[str, str]) -> str:
    if onset == "L":
        return "l"
    if not first and system in ("mr", "nk") and onset in _VOICED and coda in ("", "ㄴ", "ㅁ", "ㅇ", "ㄹ"):
        return _VOICED[onset]
    return letters[onset]


def _linked(coda: str, system: str, letters: dict[str, str]) -> str:
    """A final consonant carried over to a vowel: 백암 paegam."""
    if coda == "ㄹ":
        return "r"
    if coda in ("ㄴ", "ㅁ") or system == "nk":
        return _CODA_LETTERS[coda]
    return _VOICED.get(coda, letters.get(coda, ""))


def plain(text: str) -> str:
    """Without breves and apostrophes, as news prints it: P'yŏngsŏng -> Pyongsong."""
    return text.translate(str.maketrans("ŏŭŎŬ", "ouOU", "'’"))


def southern(hangul: str) -> str:
    """The southern spelling of a northern word: 량강 -> 양강, 라선 -> 나선, 녕원 -> 영원."""
    onset, vowel, coda = split(hangul[0])
    soft = vowel in ("ㅣ", "ㅑ", "ㅕ", "ㅛ", "ㅠ", "ㅖ", "ㅒ")
    if onset == "ㄹ":
        onset = "ㅇ" if soft else "ㄴ"
    elif onset == "ㄴ" and soft:
        onset = "ㅇ"
    code = 0xAC00 + ONSETS.index(onset) * 588 + VOWELS.index(vowel) * 28 + CODAS.index(coda)
    return chr(code) + hangul[1:]
