"""Writers that are installed on request: what to say when one is not there."""

from __future__ import annotations

import importlib
from types import ModuleType

from rushlight.errors import MisuseError


def writer(module: str, form: str) -> ModuleType:
    """The module of the extra ``exports`` that writes ``form``; raises MisuseError when it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise MisuseError(
            "this format needs packages that are not installed", where=form, hint="pip install 'rushlight[exports]'"
        ) from None
