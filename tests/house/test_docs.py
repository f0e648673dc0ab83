"""Documentation that can fail the build: every verb and rule has its place in the docs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from rushlight.cli.main import main
from rushlight.cli.verbs import GROUPS, VERBS
from rushlight.release import ALL

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_and_stands_in_the_docs(verb: str) -> None:
    done = CliRunner().invoke(main, [verb, "--help"])
    assert done.exit_code == 0
    assert "Usage:" in done.output
    assert f"## {verb}\n" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def test_the_docs_name_no_verb_that_is_not_there() -> None:
    headings = [
        line[3:] for line in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").splitlines() if line.startswith("## ")
    ]
    assert headings == list(VERBS)


def test_the_docs_group_the_verbs_as_the_help_does() -> None:
    lines = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").splitlines()
    found = [line for line in lines[1:] if line.startswith(("# ", "## "))]
    assert found == [
        heading for group, verbs in GROUPS.items() for heading in (f"# {group.capitalize()}", *(f"## {v}" for v in verbs))
    ]


def test_every_release_rule_stands_in_the_docs() -> None:
    text = (ROOT / "docs" / "release-rules.md").read_text(encoding="utf-8")
    assert all(rule.id in text for rule in ALL)


def test_every_dependency_has_its_reason_in_the_readme() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for requirement in project["dependencies"]:
        assert requirement.split(">")[0] in readme
