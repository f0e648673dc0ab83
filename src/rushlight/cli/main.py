"""The front of the command line: finds the verb's file, and turns every failure into ``error:`` and ``hint:``.

Verbs load only when called, so that ``rushlight --help`` stays fast. No failure prints a
traceback: an exception's text could hold a word of a report.
"""

from __future__ import annotations

import gc
import gettext
import os
import sys
import traceback
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click

from rushlight import __version__
from rushlight.cli.verbs import GROUPS, VERBS, nearest
from rushlight.errors import MisuseError, RushlightError

BEGIN = "begin with 'rushlight demo', or with 'rushlight new NAME.case'"
INTERRUPTED = 130


class Verbs(click.Group):
    """A group whose commands live in ``rushlight.cli.<verb>`` as ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"rushlight.cli.{cmd_name.replace('-', '_')}").command
        return in_korean(command) if spoken() == "ko" else command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in VERBS:
            meant = nearest(args[0])
            hint = f"did you mean 'rushlight {meant}'?" if meant else "see 'rushlight --help' for the verbs there are"
            misuse("there is no such verb", where=args[0][:40], hint=hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """By what a person does, in one column, so that the groups can be run over with the eye."""
        width = max(map(len, VERBS)) + 2
        for group, verbs in GROUPS.items():
            with formatter.section(_help_words(group).capitalize()):
                for verb, line in verbs.items():
                    formatter.write(f"  {verb:<{width}}{_help_words(line)}\n")


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="rushlight %(version)s")
def main() -> None:
    """Rushlight: from a report to a checked release. Works offline; a report leaves this machine only to a model you name."""


RARELY = 100_000
"""New objects between two collections of garbage: the tables that a start loads stay, and need not be gone over."""


def run() -> NoReturn:
    """Entry point. Exit code 0 done, 1 failed, 2 misused, 130 interrupted."""
    gc.set_threshold(RARELY)
    _prepare_streams()
    teach_click()
    sys.exit(_flushed(run_with(sys.argv[1:])))


def teach_click() -> None:
    """Where errors are Korean, help and click's own sentences are too: they ask gettext, and gettext asks LANGUAGE first."""
    if spoken() != "ko":
        return
    os.environ["LANGUAGE"] = "ko"
    for domain in ("click", "rushlight"):
        gettext.bindtextdomain(domain, Path(__file__).parent.parent / "_data" / "locale")
    gettext.textdomain("click")
    from rushlight.cli.help_words import WideFormatter  # only Korean pays for it

    click.Context.formatter_class = WideFormatter
    in_korean(main)


def in_korean(command: click.Command) -> click.Command:
    """The command with what it and its options say of themselves in Korean (resources/locale/cli/help.po)."""
    from rushlight.cli.help_words import teach  # only Korean pays for it

    return teach(command)


def _help_words(line: str) -> str:
    """A line of ``cli.verbs`` in the language that errors are told in."""
    return gettext.dgettext("rushlight", line) if spoken() == "ko" else line


def _prepare_streams() -> None:
    """A terminal that knows no Korean shows escapes rather than nothing; a closed stream takes what comes."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _flushed(code: int) -> int:
    """The exit code, once the output has left; Python's own message about output that cannot leave is kept away."""
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1 if isinstance(error, BrokenPipeError) else _refused(error)
    return code


def run_with(args: list[str]) -> int:
    try:
        code = main.main(args, prog_name="rushlight", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        _hint_alone(hint=BEGIN)
        return 2
    except RushlightError as error:
        from rushlight.codebook.sentences import error_words  # only a failure pays for it

        what, where, hint = error_words(error, spoken())
        return _print_failure(f"{what} ({where})" if where else what, hint, error.exit_code)
    except click.exceptions.NoSuchOption as error:
        return _own_failure(f"no such option: {error.option_name}", 2, hint=f"see '{_command(error)} --help'")
    except click.UsageError as error:
        return _print_failure(_lower(error.format_message()), _in_their_words(f"see '{_command(error)} --help'"), 2)
    except (KeyboardInterrupt, click.Abort):
        print(file=sys.stderr)  # the cursor may stand behind a question
        return _own_failure(
            "stopped before the end", INTERRUPTED, hint="what was finished before is kept; run the same command again"
        )
    except SystemExit:  # click and rich leave so when nobody reads the output any more
        return 1
    except BrokenPipeError:
        return 1
    except OSError as error:
        return _refused(error)
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback may show a report's words
        inside = f"something failed inside rushlight ({_where(error)})"
        return _own_failure(inside, 1, hint="nothing was half-written; please report this line")


def misuse(what: str, *, where: str | None = None, hint: str | None = None) -> NoReturn:
    raise MisuseError(what, where=where, hint=hint)


def spoken() -> str:
    """The language of errors: RUSHLIGHT_LANGUAGE, else that of the system (POSIX: LC_ALL, LC_MESSAGES, LANG)."""
    named = (os.environ.get(name) for name in ("RUSHLIGHT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    return "ko" if next(filter(None, named), "en").lower().startswith("ko") else "en"


def _own_failure(what: str, code: int, *, hint: str) -> int:
    """One of our own sentences, in the language that errors are told in."""
    return _print_failure(_in_their_words(what), _in_their_words(hint), code)


def _print_failure(what: str, hint: str, code: int) -> int:
    print(f"{'오류' if spoken() == 'ko' else 'error'}: {one_line(what)}", file=sys.stderr)
    if hint:
        print(f"{'도움말' if spoken() == 'ko' else 'hint'}: {one_line(hint)}", file=sys.stderr)
    return code


def _hint_alone(*, hint: str) -> None:
    print(f"{'도움말' if spoken() == 'ko' else 'hint'}: {one_line(_in_their_words(hint))}", file=sys.stderr)


def _in_their_words(sentence: str) -> str:
    """The sentence in the language that errors are told in."""
    if spoken() != "ko":
        return sentence
    from rushlight.codebook.sentences import in_language  # only a failure pays for it

    return in_language(sentence, "ko")


def _refused(error: OSError) -> int:
    """The system's own word for the failure; never the error's message, which names files."""
    why = (error.strerror or "no reason given").lower()
    hint = "check the disk, the folder's permissions and the output"
    return _own_failure(f"the system refused to read or write: {why}", 1, hint=hint)


def one_line(text: str) -> str:
    """Without line ends and control characters: a path the user typed may hold any."""
    return "".join(c if c.isprintable() else "?" for c in text)


def _command(error: click.UsageError) -> str:
    return error.ctx.command_path if error.ctx else "rushlight"


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")


def _where(error: BaseException) -> str:
    """Type and place of an unexpected failure: never its message, which could hold a report's words."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if "rushlight" in f.filename] or frames
    place = f" at {own[-1].filename.rsplit('/', 1)[-1]}:{own[-1].lineno}" if own else ""
    return type(error).__name__ + place
