"""What confinement costs: a small document of each format parsed in a process of its own, and in this one.

python benchmarks/worker.py [ROUNDS]

The median of the rounds, all in turn. "Empty" is a Python process that does nothing, started the same way. The last
line is how much this process grows while a document that unpacks to 1.5 GB is refused.
"""

from __future__ import annotations

import io
import resource
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable

from rushlight.errors import IntakeError
from rushlight.intake import confinement, take, take_here

STORY = "The officers came at night and took 5,000 yuan."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"


def docx(text: str, repeated: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        part.write(f'<w:document xmlns:w="{W}"><w:body>'.encode())
        for _ in range(repeated):
            part.write(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode())
        part.write(b"</w:body></w:document>")
    return out.getvalue()


def pdf(text: str) -> bytes:
    stream = f"BT /F 9 Tf 9 50 Td ({text}) Tj ET".encode()
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", PAGE,
               b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")  # fmt: skip
    body = b"".join(b"%d 0 obj%s endobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def mail(text: str) -> bytes:
    return f"From: a@example.org\nSubject: x\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n\n{text}\n".encode()


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measured(name: str, data: bytes) -> tuple[float, float, float]:
    """Seconds apart, here, and of a process that does nothing."""
    return seconds(lambda: take(data, name=name)), seconds(lambda: take_here(data, name=name)), seconds(empty)


def empty() -> None:
    subprocess.run([sys.executable, "-I", "-S", "-c", ""], check=True)


def peak() -> float:
    """Megabytes this process held at its peak."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    documents = {
        "a.html": f"<html><body><p>{STORY}</p>".encode(),
        "a.eml": mail(STORY),
        "a.docx": docx(STORY),
        "a.pdf": pdf(STORY),
    }
    print(confinement().line())
    print(f"{'document':<10}{'apart, s':>10}{'here, s':>10}{'empty, s':>10}")
    for name, data in documents.items():
        found = [measured(name, data) for _ in range(rounds + 1)][1:]  # the first one loads what both need
        print(f"{name:<10}" + "".join(f"{statistics.median(column):>10.3f}" for column in zip(*found, strict=True)))
    bomb, before = docx("x" * 1_000_000, 1500), peak()
    try:
        take(bomb, name="bomb.docx")
    except IntakeError as error:
        print(f"a bomb of {len(bomb) / 1e6:.1f} MB: {error.what}; this process grew by {peak() - before:.0f} MB")


if __name__ == "__main__":
    main()
