"""Files for others. Only a ReleasedView becomes one, and each is searched before it is left on disk."""

from rushlight.exports.audit import audit_sheet
from rushlight.exports.brief import brief_html
from rushlight.exports.formats import DEFAULT, FORMATS, files, known
from rushlight.exports.guard import guarded, unguarded
from rushlight.exports.pictures import Illustration, illustration
from rushlight.exports.plain_text import text_file
from rushlight.exports.tables import counts_csv, dictionary_csv, table_csv
from rushlight.exports.write import searched, write, written

__all__ = [
    "DEFAULT",
    "FORMATS",
    "Illustration",
    "audit_sheet",
    "brief_html",
    "counts_csv",
    "dictionary_csv",
    "files",
    "guarded",
    "illustration",
    "known",
    "searched",
    "table_csv",
    "text_file",
    "unguarded",
    "write",
    "written",
]
