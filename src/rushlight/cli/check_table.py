"""``rushlight check-table``: who stands alone in a table of records, and ways in which it may leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.table_file import TableFile, read_columns, read_ladder, weights, write_rows
from rushlight.cli.table_words import show, show_ways
from rushlight.errors import MisuseError, ReleaseError
from rushlight.release.file import Keys, Way, alike, by_blanking, by_levels, by_recoding, classes, encode, ladders, measure
from rushlight.release.file.hierarchies import Paths
from rushlight.release.file.measuring import told_by

WAYS = ("local-recoding", "suppression", "full-domain")
MOST_KEYS = 14


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--keys", required=True, multiple=True, metavar="NAMES", help="columns that others may know, with commas between")
@click.option("--sensitive", multiple=True, metavar="NAMES", help="columns that nobody should learn of a person")
@click.option("--weights", "weight", metavar="NAME", help="column that says how many people a record stands for")
@click.option("--household", metavar="NAME", help="column that names the household of a record")
@click.option("-k", "k", type=click.IntRange(2), default=5, show_default=True, help="how many have to look alike")
@click.option("--hierarchy", "hierarchies", multiple=True, metavar="KEY=FILE", help="what its values become, as ARX has it")
@click.option(
    "--leave-out", type=click.FloatRange(0, 1), default=0.05, show_default=True, help="share that full-domain may leave out"
)
@click.option("--way", type=click.Choice(WAYS), help="the way to write")
@click.option("--write", type=click.Path(path_type=Path), metavar="OUT.csv", help="write keys and sensitive columns that way")
@click.option("--delimiter", metavar="CHARACTER", help="of a CSV file, when the guess is wrong")
def command(
    file: Path,
    keys: tuple[str, ...],
    sensitive: tuple[str, ...],
    weight: str | None,
    household: str | None,
    k: int,
    hierarchies: tuple[str, ...],
    leave_out: float,
    way: str | None,
    write: Path | None,
    delimiter: str | None,
) -> int:
    """Check FILE (CSV or XLSX, one record a row) before it leaves. No casefile is needed, and nothing is kept.

    No cell of the table is printed. Exit code 1 while a record has fewer than k like it, 0 when a way was written.
    """
    if (way is None) != (write is None):
        raise MisuseError("--way and --write go together", hint="such as --way local-recoding --write out.csv")
    if write is not None and write.exists():
        raise MisuseError("there is a file already", where=str(write), hint="choose another name; nothing is written over")
    named, told = _listed(keys), _listed(sensitive)
    _check_names(named, told, weight, household)
    files = _files(hierarchies, named)
    taken = read_columns(file, [*named, *told, *filter(None, (weight, household))], delimiter=delimiter)
    screen.note("measuring ...")
    coded = encode({name: [cell or None for cell in taken.columns[name]] for name in named})
    measured = measure(
        coded,
        k,
        weights=None if weight is None else weights(taken, weight),
        sensitive={name: taken.columns[name] for name in told},
        household=None if household is None else _houses(taken, household),
    )
    show(measured)
    if way is None and measured.few == 0:
        return 0
    screen.note("trying ways ...")
    ways = _ways(coded, files, k, leave_out, way)
    show_ways(ways, measured.records, leave_out, way)
    if write is None:
        return 1
    _write(write, ways[0], taken, [*named, *told], k)
    return 0


def _say_told(out: list[tuple[str, ...]], told: Sequence[str]) -> None:
    """That k look alike hides nobody whose group all have the same value: said of what was written too."""
    columns = list(zip(*out, strict=True))
    first = len(columns) - len(told)
    found = classes(encode({str(i): column for i, column in enumerate(columns[:first])}))
    for name, column in zip(told, columns[first:], strict=True):
        certain = told_by(found, name, column).certain
        screen.say(f"{name}: of {certain:,} of {len(out):,} written it follows from their group, where all have the same")


def _listed(options: Sequence[str]) -> list[str]:
    return [name.strip() for option in options for name in option.split(",") if name.strip()]


def _check_names(keys: Sequence[str], told: Sequence[str], *others: str | None) -> None:
    every = [*keys, *told, *filter(None, others)]
    twice = next((name for name in every if every.count(name) > 1), None)
    if twice is not None:
        raise MisuseError("a column is named twice", where=twice, hint="a column is a key, sensitive, a weight or a household")
    if not keys or len(keys) > MOST_KEYS:
        raise MisuseError("a table is checked by 1 to 14 keys", hint="name the columns that somebody outside may know")


def _files(options: Sequence[str], keys: Sequence[str]) -> dict[str, Paths]:
    """The hierarchies that were given, by key."""
    found: dict[str, Paths] = {}
    for option in options:
        name, equals, path = option.partition("=")
        if not equals or name not in keys or name in found:
            raise MisuseError("a hierarchy is given as KEY=FILE, once for a key", where=name[:40], hint="such as age=ages.csv")
        found[name] = dict(read_ladder(Path(path), name))
    return found


def _houses(taken: TableFile, name: str) -> list[str]:
    houses = taken.columns[name]
    if "" in houses:
        number = taken.numbers[houses.index("")]
        raise MisuseError("a record has no household", where=f"{name}, row {number}", hint="give each person alone one too")
    return houses


def _ways(coded: Keys, files: Mapping[str, Paths], k: int, leave_out: float, only: str | None) -> list[Way]:
    filled, steps = ladders(coded, files)
    makers: dict[str, Callable[[], Way | None]] = {
        "local-recoding": lambda: by_recoding(filled, steps, k),
        "suppression": lambda: by_blanking(coded, k),
        "full-domain": lambda: by_levels(filled, steps, k, leave_out),
    }
    found = [make() for name, make in makers.items() if only in (None, name)]
    ways = [way for way in found if way is not None]
    if only is not None and not ways:
        raise ReleaseError("no levels leave enough records alike", hint="raise --leave-out, or take another way")
    return ways


def _write(path: Path, way: Way, taken: TableFile, names: Sequence[str], k: int) -> None:
    """Write keys as the way has them and sensitive columns as they are; looked at once more before."""
    rows = way.released()
    if alike(rows) < k:
        raise ReleaseError("no record can leave that way", hint="the table has too few records; choose a smaller k")
    told = [taken.columns[name] for name in names[len(next(r for r in rows if r is not None)) :]]
    out = [
        tuple("" if v is None else str(v) for v in row) + tuple(column[i] for column in told)
        for i, row in enumerate(rows)
        if row is not None
    ]
    write_rows(path, names, out)
    _say_told(out, names[-len(told) :] if told else ())
    screen.say(f"written: {path}, {screen.count(len(out), 'record')}, sorted; columns that were not named are left out")
