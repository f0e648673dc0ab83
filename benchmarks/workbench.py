"""What the workbench costs on a large casefile: a decision by key, every screen's first page, a page's weight, idle memory.

Reports are a few fictional ones, read by the rules once and kept under fresh ids, each with a number of its own. The server is
a process of ``rushlight open``, the browser Debian's chromium through Playwright. A peer, Datasette, serves a page of a plain
table of as many rows in the same run. ``--peers`` names a Python in which datasette is installed.

Memory is what is resident of the server's process (VmRSS, with the pages of shared libraries): after unlocking and after
deciding; after every screen was shown once, while comparing goes on beside; when comparing and counting are done; and idle,
some seconds after the last page, when the server has let go of what it can find again. Then each screen is asked once more.
At the end the steps of long work are gone through in this process: a page that comes waits for the step under way.

python benchmarks/workbench.py [--reports 50000] [--decisions 200] [--case FOLDER] [--peers PYTHON]
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import http.client
import os
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rushlight.casefile import Casefile, Cost, create
from rushlight.intake.roles import find_roles
from rushlight.reading import read
from rushlight.record import Document, DocumentKind, Reading, new_id, rekey

PASSPHRASE = "six plain words for a benchmark"
CHEAP = Cost(64 * 1024, 3, 1)
BATCH = 500
PUBLISHED = dt.date(2025, 11, 1)
GOALS = {"median": 60, "p95": 120, "page": 300, "weight": 120, "memory": 150, "step": 50}
"""Milliseconds, milliseconds, milliseconds, kilobytes, megabytes, milliseconds."""
RESTED = 2.5
"""Seconds after which a server that nobody asked has rested (``deskthread.REST``)."""

ENGLISH = (
    "On 12 October 2025, two officers of the county security office searched a house in Hyesan. They demanded 10,000 yuan from"
    " the family. They threatened to exile the family to a remote county.\n",
    "A neighbour said that security agents arrested a broker in Musan on 3 September 2025. The family paid 8,000 yuan.\n",
    "In Hoeryong, officers summoned a woman and questioned her about calls to her brother. She denied it.\n",
)
KOREAN = (
    "지난해 10월 12일 혜산시에서 보위부 지도원 두 명이 한 가족의 집을 수색했다. 그들은 가족에게 1만 위안을 요구했다.\n",
    "소식통은 9월 3일 무산군에서 보위부가 송금 브로커를 체포했다고 전했다. 가족은 8천 위안을 바쳤다.\n",
)
WATCH = """() => {
  window.took = []; window.pressed = 0; let last = document.getElementById("item").dataset.statement;
  addEventListener("keydown", () => { window.pressed = performance.now(); }, true);
  new MutationObserver(() => {
    const here = document.getElementById("item")?.dataset.statement;
    if (here && here !== last) { last = here; window.took.push(performance.now() - window.pressed); }
  }).observe(document.body, { childList: true, subtree: true });
}"""


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


# --- a large casefile --------------------------------------------------------------------------------


def samples() -> list[tuple[str, str, Reading]]:
    """(text, language, reading) of each sample."""
    out = []
    for language, texts in (("en", ENGLISH), ("ko", KOREAN)):
        for text in texts:
            facts: dict[str, Any] = {"published": PUBLISHED, "outlet": None, "kind": DocumentKind.FIELD_NOTE}
            made = read(text, language=language, paragraphs=find_roles(text), **facts)
            out.append((text, language, made))
    return out


def fill(case: Casefile, reports: int) -> int:
    """Keep so many reports with their readings; gives how many statements they have."""
    known, statements = samples(), 0
    for first in range(0, reports, BATCH):
        with case.batch_of_documents():
            for number in range(first, min(first + BATCH, reports)):
                text, language, reading = known[number % len(known)]
                statements += len(reading.statements)
                add(case, f"{text}{number}\n", language, reading, number)
        print(f"\r{min(first + BATCH, reports)} of {reports} reports kept", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return statements


def add(case: Casefile, text: str, language: str, reading: Reading, number: int) -> None:
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    known = (new_id("dc", secrets.token_bytes), language, DocumentKind.FIELD_NOTE, len(text), digest, digest, "text/plain")
    document = Document(*known, published=PUBLISHED, paragraphs=find_roles(text))
    case.add_document(document, text, data, alias=f"R{number + 1}", collected_by="A1", by="A1")
    case.add_reading(document.id, rekey(reading, secrets.token_bytes), by="A1")


def made(folder: Path, reports: int) -> int:
    """The casefile in ``folder``; one that was kept from before is used again."""
    if folder.exists():
        from rushlight.desk import open_desk

        with open_desk(folder, PASSPHRASE) as desk:
            ((held,),) = desk.case._db.rows("SELECT sum(statements) FROM outline")
            return int(held)
    with create(folder, PASSPHRASE, randomness=secrets.token_bytes, now=now, by="A1", cost=CHEAP) as case:
        return fill(case, reports)


# --- the server, and a browser on it ---------------------------------------------------------------------


def started(folder: Path) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-c", "from rushlight.cli.main import run; run()", "open", "--no-browser", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return process, process.stdout.readline().strip() if process.stdout else ""


def asked(address: str, path: str, cookie: str) -> tuple[float, int, bytes]:
    """One page over a fresh connection: milliseconds until its last byte, its status, its bytes."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 0, timeout=600)
    began = time.perf_counter()
    connection.request("GET", path, headers={"cookie": cookie, "sec-fetch-site": "same-origin"})
    answer = connection.getresponse()
    body = answer.read()
    took = (time.perf_counter() - began) * 1000
    connection.close()
    return took, answer.status, body


def memory(pid: int, which: str = "VmRSS") -> float:
    """Resident megabytes, now or (VmHWM) at most so far; shared libraries are in them."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(rf"{which}:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")


def remembered(pid: int, when: str) -> float:
    """Print what is resident now."""
    held = memory(pid)
    line(f"memory {when}", f"{held:.0f} MB", f"< {GOALS['memory']} MB", held < GOALS["memory"])
    return held


def busy(pid: int) -> float:
    """Seconds that the process has computed: what else the machine does is not in them."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def screens() -> list[str]:
    """The path of every page that has no parts to fill and belongs to an open casefile."""
    from rushlight.workbench.application import all_routes

    return sorted({r.path for r in all_routes() if r.method == "GET" and "{" not in r.path and not r.locked and r.touches})


def weight(address: str, cookie: str, place: str, path: str) -> dict[str, int]:
    """Bytes of a page, of its style sheets and of its scripts, as they are sent; fonts are apart."""
    _, status, body = asked(address, path, cookie)
    if status == 303:
        return {}
    linked = re.findall(rb'(?:href|src)="(/[^"]+\.(?:css|js|svg))"', body)
    scripts = {link.decode() for link in linked}
    for script in [s for s in scripts if s.endswith("queue.js") or s.endswith("reading.js")]:
        scripts.add(script.rsplit("/", 1)[0] + "/selecting.js")
    sizes = {link: len(asked(address, link, cookie)[2]) for link in scripts}
    return {
        "page": len(body),
        "style": sum(n for link, n in sizes.items() if link.endswith(".css")),
        "scripts": sum(n for link, n in sizes.items() if link.endswith(".js")),
        "all": len(body) + sum(sizes.values()),
    }


def decisions(page: Any, base: str, many: int) -> list[float]:
    """Milliseconds from the key that decides until the next statement stands in the page."""
    page.goto(f"{base}/queue")
    page.wait_for_selector("#item")
    page.evaluate(WATCH)
    for number in range(many):
        before = page.get_attribute("#item", "data-statement")
        hanging = page.get_by_text("It was announced by:").count()  # content of what was rejected cannot be accepted
        if number % 4 or hanging:
            page.keyboard.press("xu"[number % 2])
        else:
            for _ in range(4):
                page.keyboard.press("a")
        page.wait_for_selector(f'#item:not([data-statement="{before}"])')
    took: list[float] = page.evaluate("window.took")
    return took


# --- the peer ----------------------------------------------------------------------------------------


def plain_table(path: Path, rows: int) -> None:
    """A table of so many made-up statements, of the columns that the list of reports shows."""
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE statement (id TEXT PRIMARY KEY, report TEXT, act TEXT, words TEXT)")
        made_up = ((f"{n:08}", f"R{n // 3}", "detain.arrest", ENGLISH[n % len(ENGLISH)]) for n in range(rows))
        db.executemany("INSERT INTO statement VALUES (?, ?, ?, ?)", made_up)


def served_by(python: str, path: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Datasette of another Python on a free port, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [python, "-m", "datasette", "serve", str(path), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(200):
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return process, f"http://127.0.0.1:{port}"
        time.sleep(0.1)
    process.kill()
    raise SystemExit(f"datasette did not start in {python}")


def each(address: str, path: str, cookie: str, many: int = 20) -> tuple[float, int]:
    """Median milliseconds of a page over fresh connections, and its bytes."""
    answers = [asked(address, path, cookie) for _ in range(many)]
    return statistics.median(took for took, _, _ in answers), len(answers[0][2])


def peer(python: str | None, rows: int, ours: tuple[float, int], held: float) -> None:
    """A page of 25 rows of a plain, unsealed table beside our list of reports: time, bytes, memory, each as a ratio to ours."""
    if python is None:
        print("Datasette: not asked for (--peers PYTHON, one in which datasette is installed)")
        return
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "plain.db"
        plain_table(path, rows)
        process, address = served_by(python, path)
        try:
            theirs = each(address, "/plain/statement?_size=25", "")
            figures = (("page", "ms", theirs[0], ours[0]), ("bytes", "kB", theirs[1] / 1000, ours[1] / 1000))
            for what, unit, his, our in (*figures, ("memory after it", "MB", memory(process.pid), held)):
                print(f"Datasette, 25 of {rows} rows, {what}: {his:.1f} {unit}; ours {our:.1f}; {our / his:.2f} of it")
        finally:
            process.terminate()
            process.wait(30)


# --- all of it -----------------------------------------------------------------------------------------


def line(what: str, figure: str, goal: str, good: bool | None) -> None:
    print(f"{what:<72} {figure:>14}  {goal:<14} {'' if good is None else 'held' if good else 'NOT HELD'}".rstrip())


def measure(folder: Path, reports: int, statements: int, many: int, python: str | None) -> None:
    from playwright.sync_api import sync_playwright

    process, address = started(folder)
    try:
        with sync_playwright() as playwright:
            flags = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
            page = browser.new_page()
            page.goto(address)
            page.fill("#f-passphrase", PASSPHRASE)
            page.press("#f-passphrase", "Enter")
            page.wait_for_selector("form#lock", timeout=600_000)
            base = "/".join(page.url.split("/")[:4])
            place = "/" + base.split("/")[3]
            cookie = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
            print(f"{reports} reports, {statements} statements")
            remembered(process.pid, "after unlocking")
            if many:
                before = busy(process.pid)
                took = decisions(page, base, many)
                report(took, busy(process.pid) - before)
            held = remembered(process.pid, f"after {many} decisions")
            page.goto(f"{base}/queue")
            queue_page = page.url.split(base)[-1]
            ours = each(address, f"{place}/reading", cookie)
            peer(python, statements, ours, held)
            pages(address, cookie, place, process.pid, queue_page)
            weigh(address, cookie, place, queue_page)
            browser.close()
        remembered(process.pid, "after every screen, comparing under way")
        compared(address, cookie, place, process.pid)
        remembered(process.pid, f"after comparing and counting (at most {memory(process.pid, 'VmHWM'):.0f} MB so far)")
        time.sleep(5)
        remembered(process.pid, "idle, after comparing and every screen")
        anew(address, cookie, place, process.pid)
        time.sleep(5)
        remembered(process.pid, "idle again")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def pages(address: str, cookie: str, place: str, pid: int, queue_page: str) -> None:
    """Server time of each screen, the first time it is asked for, then of one page of each kind that these lead to."""
    seen: list[bytes] = []
    for path in ["/queue", queue_page, "/", *[p for p in screens() if p != "/queue"]]:
        name = "/queue/{statement}" if path == queue_page else path
        seen.append(timed(address, place + path, cookie, pid, name))
    for name, path in linked(place, seen):
        timed(address, path, cookie, pid, name)


def compared(address: str, cookie: str, place: str, pid: int) -> None:
    """The rooms that show what comparing found: each is asked until it shows more than how far comparing is."""
    for path in ("/pairs", "/events", "/counting", "/map"):
        began = time.perf_counter()
        while b"<progress" in asked(address, place + path, cookie)[2]:
            time.sleep(1)
        print(f"{path} waited {time.perf_counter() - began:.0f} s for comparing or counting", flush=True)
        timed(address, place + path, cookie, pid, f"{path}, compared")


def anew(address: str, cookie: str, place: str, pid: int) -> None:
    """The slowest screen of all, each asked for after the server had rested."""
    took = []
    for path in screens():
        time.sleep(RESTED)
        took.append((asked(address, place + path, cookie)[0], path))
    slowest, path = max(took)
    name = f"slowest first page after resting, of {len(took)}: {path}"
    line(name, f"{slowest:.0f} ms", f"< {GOALS['page']} ms", slowest < GOALS["page"])


def timed(address: str, path: str, cookie: str, pid: int, name: str) -> bytes:
    """Print what the first answer took; beside it what the server computed, and the second time. Gives the page."""
    before = busy(pid)
    first, status, body = asked(address, path, cookie)
    computed = (busy(pid) - before) * 1000
    second = asked(address, path, cookie)[0]
    told = f"{name} ({'leads on' if status == 303 else status}; computing {computed:.0f} ms; again {second:.0f} ms)"
    line(told, f"{first:.0f} ms", f"< {GOALS['page']} ms", first < GOALS["page"])
    return body


# --- the steps of long work ----------------------------------------------------------------------------


def steps(folder: Path) -> None:
    """Milliseconds of computing of the steps between which pages have their turn."""
    from rushlight.casefile import comparisons
    from rushlight.desk import open_desk
    from rushlight.desk.comparing import Comparing
    from rushlight.desk.light import light
    from rushlight.desk.review_index import ReviewIndex

    with open_desk(folder, PASSPHRASE) as desk:
        case, by = desk.case, desk.actor
        began = time.thread_time()
        ReviewIndex(case, by)
        told("taking up what waits, once after unlocking", [(time.thread_time() - began) * 1000])
        with case._db.transaction():
            comparisons.forget(case._db)
        comparing = Comparing(case, by)
        compared = gone_through("comparing everything", comparing.steps())
        gone_through("comparing, after unlocking", Comparing(case, by).steps())
        gone_through("gathering what is counted", light(case, by, comparing.kept, compared).whole())


def gone_through(name: str, going: Any) -> Any:
    """What the work gives; what it does beside, in a thread of its own, is in no step."""
    took, answer = [], None
    while True:
        began = time.thread_time()
        try:
            given = going.send(answer)
        except StopIteration as ended:
            told(name, [*took, (time.thread_time() - began) * 1000])
            return ended.value
        took.append((time.thread_time() - began) * 1000)
        answer = given() if callable(given) else None


def told(name: str, took: Sequence[float]) -> None:
    ordered = sorted(took)
    median, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    words = f"{name}: {len(took)} steps, median {median:.1f}, 95th percentile {p95:.1f} ms"
    line(words, f"{ordered[-1]:.0f} ms", f"< {GOALS['step']} ms", ordered[-1] < GOALS["step"])


def linked(place: str, seen: Sequence[bytes]) -> list[tuple[str, str]]:
    """(route, path) of one page of each kind whose address has parts to fill and that one of the pages seen links to."""
    from starlette.routing import compile_path

    from rushlight.workbench.application import all_routes

    fixed = {place + path for path in screens()}
    links = {link.decode().split("?")[0] for body in seen for link in re.findall(rb'href="(/[^"#]+)', body)} - fixed
    out = []
    for route in (r for r in all_routes() if r.method == "GET" and "{" in r.path):
        pattern = compile_path(place + route.path)[0]
        found = next((link for link in sorted(links) if pattern.match(link)), None)
        if found is not None:
            out.append((route.path, found))
    return out


def report(took: Sequence[float], busy: float) -> None:
    """The times of the decisions; ``busy``: seconds that the server computed for all of them."""
    ordered = sorted(took)
    median, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    name = f"decision key to next item, median of {len(took)}"
    line(name, f"{median:.0f} ms", f"< {GOALS['median']} ms", median < GOALS["median"])
    line("  95th percentile", f"{p95:.0f} ms", f"< {GOALS['p95']} ms", p95 < GOALS["p95"])
    line("  of which the server computes", f"{busy / len(took) * 1000:.0f} ms", "", None)


def weigh(address: str, cookie: str, place: str, queue_page: str) -> None:
    for path in (queue_page, "/reading", "/"):
        sizes = weight(address, cookie, place, place + path)
        if sizes:
            kilobytes = sizes["all"] / 1000
            told = f"page {sizes['page'] // 1000}, style {sizes['style'] // 1000}, scripts {sizes['scripts'] // 1000} kB"
            name = "/queue/…" if path.startswith("/queue/") else path
            line(f"weight of {name} ({told})", f"{kilobytes:.0f} kB", f"< {GOALS['weight']} kB", kilobytes < GOALS["weight"])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=50_000)
    parser.add_argument("--decisions", type=int, default=200)
    parser.add_argument("--case", type=Path, help="a folder that ends in .case, made where it is not there and kept")
    parser.add_argument("--peers", metavar="PYTHON", help="a Python in which datasette is installed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.case or Path(name) / "large.case"
        statements = made(folder, options.reports)
        measure(folder, options.reports, statements, options.decisions, options.peers)
        steps(folder)


if __name__ == "__main__":
    main()
