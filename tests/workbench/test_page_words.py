"""Every word of a page has its Korean, every Korean word is said, and both keep the same named parts."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from rushlight.workbench.language import translations

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def scripts() -> tuple[ModuleType, ModuleType]:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import korean
        import page_words
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    return korean, page_words


def test_no_page_says_a_word_without_korean_and_no_korean_is_idle(scripts: tuple[ModuleType, ModuleType]) -> None:
    assert scripts[1].faults() == []


def test_the_check_sees_a_word_without_korean_and_an_idle_one(
    scripts: tuple[ModuleType, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    korean, page_words = scripts
    (tmp_path / "pages" / "templates").mkdir(parents=True)
    template = "{% trans %}two words{% endtrans %}{{ _('of %(who)s', who=1) }}"
    module = "asked.say('a' if x else 'b')\nasked.ngettext('one', 'many', n)\nROOMS = ((1, 2, 'Room'),)"
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (tmp_path / "pages" / "templates" / "a.html").write_text(template)
    (tmp_path / "pages" / "b.py").write_text(module)
    (tmp_path / "a.po").write_text(head + 'msgid "idle"\nmsgstr "쉼"\n', encoding="utf-8")
    said = page_words.used(tmp_path / "pages")
    assert set(said) == {"two words", "of %(who)s", "a", "b", ("one", "many"), "Room"}
    monkeypatch.setattr(page_words, "used", lambda: said)
    monkeypatch.setattr(page_words, "page_words", lambda: korean.page_words(tmp_path))
    monkeypatch.setattr(page_words, "page_files", lambda: korean.page_files(tmp_path))
    found = page_words.faults()
    assert len([f for f in found if f.startswith("no Korean")]) == 6
    assert "no page says this (a.po): 'idle'" in found


def test_the_same_parts_stand_in_both_languages(scripts: tuple[ModuleType, ModuleType]) -> None:
    for key, text in scripts[0].page_words().items():
        english = key if isinstance(key, str) else key[1]
        assert set(re.findall(r"%\((\w+)\)s", text)) <= set(re.findall(r"%\((\w+)\)s", english)), key
        assert re.search(r"[가-힣]", text) or not re.search(r"[a-z]{3}", english), key


def test_what_is_compiled_is_what_the_pages_say(scripts: tuple[ModuleType, ModuleType]) -> None:
    read = translations("ko")
    for key, text in scripts[0].page_words().items():
        assert (read.gettext(key) if isinstance(key, str) else read.ngettext(*key, 2)) == text
    assert read.gettext("nobody says this") == "nobody says this"
    assert translations("en").gettext("Lock") == "Lock"


def test_of_two_translations_the_first_file_wins(scripts: tuple[ModuleType, ModuleType], tmp_path: Path) -> None:
    for name, text in (("a", "하나"), ("b", "둘")):
        (tmp_path / f"{name}.po").write_text(f'msgid "x y"\nmsgstr "{text}"\n', encoding="utf-8")
    assert scripts[0].page_words(tmp_path) == {"x y": "하나"}
