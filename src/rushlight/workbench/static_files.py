"""Style sheets, scripts and fonts of the pages: a few files of the package, by name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from rushlight.drawing.tokens import figure_stylesheet

KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}

TOKENS = "tokens.css"
"""Made of drawing's colours, so that a page and a figure have the same."""


async def static_file(request: Request) -> Response:
    """A file by its name; anything else is no page."""
    kind = KINDS.get("." + request.path_params["name"].rpartition(".")[2])
    data = packaged().get(request.path_params["name"])
    if kind is None or data is None:
        return Response("there is no such file\n", 404)
    return Response(data, headers={"content-type": kind})


@cache
def packaged() -> dict[str, bytes]:
    """Every file that is served, by name."""
    folder = files("rushlight.workbench").joinpath("static")
    out = {f.name: f.read_bytes() for f in folder.iterdir() if "." + f.name.rpartition(".")[2] in KINDS}
    return {**out, TOKENS: figure_stylesheet().encode()}
