"""``rushlight explain``: a rule of the release check in plain words, from the rule itself."""

from __future__ import annotations

import click

from rushlight.cli import screen
from rushlight.cli.frame import Frame
from rushlight.errors import MisuseError
from rushlight.release import ALL, Rule, at_risk

SECTION = "rule_says"
PARTS = ("adversary", "why", "example", "remedy")


@click.command()
@click.argument("rule", required=False)
@click.option("--language", type=click.Choice(["en", "ko"]), default="en", show_default=True, help="of the explanation")
def command(rule: str | None, language: str) -> None:
    """Say what an adversary could do with what RULE finds, why it matters, an example, and the remedy.

    Without RULE all of them are listed. A number is enough: 'rushlight explain 107'. No casefile is needed.
    """
    if rule is None:
        for each in ALL:
            screen.item(each.id, each.title.of(language), width=6)
        return
    show(wanted(rule), language)


def wanted(name: str) -> Rule:
    """The rule of that id or number. Raises MisuseError."""
    plain = name.upper().removeprefix("RL")
    for rule in ALL:
        if rule.id == f"RL{plain}":
            return rule
    hint = f"rules are {ALL[0].id} to {ALL[-1].id}; list them with 'rushlight explain'"
    raise MisuseError("there is no such rule", where=name[:20], hint=hint)


def show(rule: Rule, language: str) -> None:
    """Print the rule: its title, its four parts, and what the check says when it finds it."""
    say = Frame(language)
    screen.say(f"{rule.id}  {rule.title.of(language)}")
    for name in PARTS:
        screen.say(f"\n{say(name, SECTION)}")
        screen.item("", rule.explained(language)[name], width=0)
    if (risk := at_risk(rule.id)) is not None:
        screen.say(f"\n{say('keep', SECTION)}")
        screen.item("", risk.of(language), width=0)
