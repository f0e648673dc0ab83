"""Readers of other packages, really installed: the documented one, a broken one, and what a careless one gives."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_first import PARAGRAPHS, TEXT, first, span

from rushlight.errors import MisuseError
from rushlight.reading.plugins import GROUP, Given, Mention, PluginReading, Proposal, _checked, find, installed, read_with
from rushlight.record import Band, Paragraph, ParagraphRole, Provenance, Role, verify_reading

DOCS = Path(__file__).resolve().parent.parent.parent / "docs" / "readers.md"
GIVEN = Given(TEXT, "en", PARAGRAPHS, None, "publication")
REPORT = "On Monday the grey coats cut off the baker's electricity. Nobody was told why.\n"


def documented(kind: str) -> str:
    (block,) = re.findall(rf"```{kind}\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    return str(block)


def install(folder: Path, module: str, code: str, name: str, version: str, offers: dict[str, str]) -> None:
    """As an installer leaves a package: the module and its dist-info."""
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    info = folder / f"{module}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    lines = "".join(f"{key} = {value}\n" for key, value in offers.items())
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{lines}", encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages with the documented plug-in in it."""
    project = tomllib.loads(documented("toml"))["project"]
    offers = project["entry-points"][GROUP]
    install(tmp_path, "grey_coats", documented("python"), project["name"], project["version"], offers)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "grey_coats", raising=False)
    return tmp_path


def test_the_documented_plug_in_reads(site: Path) -> None:
    assert "grey-coats" in installed()
    (entry,) = find(["grey-coats"])
    body = (Paragraph(0, len(REPORT), ParagraphRole.BODY),)
    found = read_with(entry, Given(REPORT, "en", body, None, "publication"), _nothing())
    assert found.problem is None
    assert [m.exact for m in found.mentions] == ["the grey coats"]
    assert found.reading is not None
    (told,) = found.reading.statements
    assert (told.act, told.band) == ("deny.livelihood", Band.LOW)
    assert told.spans[0].exact == "the grey coats cut off the baker's electricity"
    assert told.produced_by == Provenance("plugin", "grey-coats", "0.3.0")
    assert found.reading.party(told.parties(Role.AFFECTED)[0]).label == "the baker"


def test_the_documented_plug_in_reads_along_from_the_command_line(site: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from rushlight.cli.main import run; run()",
        "read",
        "report.txt",
        "--reader",
        "grey-coats",
    ]
    env = os.environ | {"PYTHONPATH": str(site), "COLUMNS": "90"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "grey-coats" in done.stdout


def _nothing() -> Any:
    from dataclasses import replace

    return replace(first(), boilerplate=(), parties=(), places=(), times=(), amounts=(), statements=())


def test_no_plug_in_is_loaded_that_was_not_named(site: Path) -> None:
    assert find([]) == ()
    installed()
    assert "grey_coats" not in sys.modules


def test_an_unknown_name_is_refused_with_those_there_are(site: Path) -> None:
    with pytest.raises(MisuseError, match="no installed package") as caught:
        find(["spacy"])
    assert "grey-coats" in str(caught.value.hint)


def test_a_name_that_two_packages_offer_is_refused(site: Path) -> None:
    install(site, "other", "class R: ...", "other", "1", {"grey-coats": "other:R"})
    assert len(tuple(entry_points(group=GROUP, name="grey-coats"))) == 2
    with pytest.raises(MisuseError, match="two packages"):
        find(["grey-coats"])


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("raise RuntimeError('the baker at number 7')", "RuntimeError"),
        ("import no_such_module_anywhere", "ModuleNotFoundError"),
        ("class R:\n    def read(self, given):\n        raise ValueError(given.text)", "ValueError"),
        ("class R:\n    def read(self, given):\n        raise SystemExit(3)", "SystemExit"),
        ("class R:\n    def read(self, given):\n        yield 1\n        raise KeyError(given.text)", "KeyError"),
        ("class R:\n    def read(self, given):\n        return 7", "TypeError"),
        ("class R:\n    pass", "AttributeError"),
        ("R = 3", "TypeError"),
        ("", "AttributeError"),
    ],
)
def test_a_failing_plug_in_is_told_by_the_kind_of_its_error_and_harms_nothing(
    code: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "broken_reader", code, "broken", "1", {"broken": "broken_reader:R"})
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "broken_reader", raising=False)
    (entry,) = find(["broken"])
    found = read_with(entry, GIVEN, first())
    assert found == PluginReading("broken", problem=f"failed with {kind}")
    assert "baker" not in str(found)


def test_an_endless_plug_in_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "class R:\n    def read(self, given):\n        while True:\n            yield 1\n"
    install(tmp_path, "endless_reader", code, "endless", "1", {"endless": "endless_reader:R"})
    monkeypatch.syspath_prepend(str(tmp_path))
    (entry,) = find(["endless"])
    assert isinstance(entry, EntryPoint)
    assert sum(read_with(entry, GIVEN, first()).dropped.values()) == 20_000


DEMANDED = span("demanded 50,000 crowns")


@pytest.mark.parametrize(
    "change",
    [
        {"act": "demand.praise"},
        {"act": None},
        {"modality": "happened"},
        {"polarity": "no"},
        {"scope": ""},
        {"mode": "shouted"},
        {"content": "demand.praise"},
        {"start": -1},
        {"end": 100_000},
        {"start": 0, "end": 6},  # the title
        {"end": DEMANDED.start},
        {"start": DEMANDED.start - 1},  # begins with a space
        {"start": 1.0},
        {"start": "0"},
        {"by": ((0, 100_000),)},
        {"to": (5,)},
        {"to": 5},
        {"says": (3, 2)},
        {"time": "Monday"},
        {"amounts": None},
    ],
)
def test_what_does_not_fit_the_text_or_the_codebook_is_dropped(change: dict[str, Any]) -> None:
    good: dict[str, Any] = {"start": DEMANDED.start, "end": DEMANDED.end, "act": "demand.payment", "modality": "occurred"}
    row = Proposal(**(good | change))
    found = _checked("careless", [row], GIVEN, first(), Provenance("plugin", "careless", "1"))
    assert found.reading is not None
    assert not found.reading.statements
    assert sum(found.dropped.values()) == 1


ANYTHING = st.one_of(
    st.none(), st.integers(-5, 400), st.text(max_size=3), st.tuples(st.integers(-5, 400), st.integers(-5, 400))
)
ROWS = st.one_of(
    ANYTHING,
    st.builds(Mention, ANYTHING, ANYTHING),
    st.builds(
        Proposal,
        st.integers(0, 330),
        st.integers(0, 330),
        st.sampled_from(["demand.payment", "threat.sanction", "detain.arrest", "no.act"]),
        st.sampled_from(["occurred", "threatened", "done"]),
        to=st.one_of(ANYTHING, st.tuples(st.tuples(st.integers(0, 330), st.integers(0, 330)))),
        says=ANYTHING,
        place=ANYTHING,
    ),
)


@given(st.lists(ROWS, max_size=6))
def test_whatever_a_plug_in_gives_every_word_is_the_texts(rows: list[object]) -> None:
    found = _checked("any", rows, GIVEN, first(), Provenance("plugin", "any", "1"))
    assert found.reading is not None
    verify_reading(found.reading, TEXT)
    assert all(TEXT[m.start : m.end] == m.exact for m in found.mentions)
