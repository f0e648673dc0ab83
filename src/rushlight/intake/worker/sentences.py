"""The sentences a parser may say. One that is not here comes from a document that speaks through its parser:
it could tell a person to run something, or carry a word of a report into an error. It is not shown.

A number stands where ``#`` does. A test holds this list against the parsers.
"""

from __future__ import annotations

import re

from rushlight.intake import encodings, limits

DAMAGED_ROWS = "some bytes are not UTF-8 as the rest is; the rows they stand in are listed and not taken in"
HIDDEN = "a sheet of the workbook is hidden; it was read like the others"
LEFT_BEHIND = "attachments of the mail were not taken in"
RECOGNISED = "the text was recognised from pictures of pages; check every name, number and date against the original"
NO_TEXT_ON = "pages without text were left out, they may be scans (read again with --ocr to recognise them): page"
SCAN = "it is a scan: pip install 'rushlight[ocr]', install the tesseract program, and read it again with --ocr"

_WARNINGS = frozenset((encodings.WORKED_OUT, encodings.HAD_LOSSES, LEFT_BEHIND, RECOGNISED, DAMAGED_ROWS, HIDDEN))
_PAGES = re.compile(r" [0-9]{1,4}(?:, [0-9]{1,4})*")
_MODELS = re.compile(r"on Debian: apt install tesseract-ocr(?:-[a-z]{2,10}(?: tesseract-ocr-[a-z-]{2,10})*)?")
_NUMBER = re.compile(r"[0-9]+")

_WHAT = frozenset(
    """\
a language model of the tesseract program is missing
a page could not be recognised
a part of the document is too large
no words were recognised in the picture
no words were recognised on the pages
text recognition is not installed
the book is locked by its seller
the document has no text
the document has too many pages
the document is damaged
the document is protected by a password
the document unpacks to far more than it weighs
the encoding of the text cannot be told
the file contains only white space
the mail has no text
the mail is damaged
the page cannot be parsed
the page has no text
the page is nested too deep
the picture is damaged
the picture is too large
the tesseract program is not on this computer
the text is too long
this is a Hangul word-processor file (.hwp), which needs an extra that is not installed
this is a picture and not a text document
this is a rich text file (.rtf), which needs an extra that is not installed
this is an old word-processor file, which is not read here
this is no word-processor document
this is not a text document""".splitlines()
)
_NOT_OPENED = frozenset(
    """\
a sheet of the workbook is too large
a spreadsheet of this form cannot be read
archives are nested more than # deep
mails are nested more than # deep
the archive is damaged
the archive unpacks to far more than it weighs
the attachment is damaged
the attachment is empty
the attachments of the mail cannot be looked for
the file is damaged in the archive
the file is empty
the file is packed in a way that cannot be read
the file is protected by a password
the file is too large
the file unpacks to far more than it weighs
the head of a part of the mail is too long
the head of the mail is too long
the mail has too many parts
the message is too large
the table has no row that can be read
the table unpacks to far more than it weighs
the workbook has no rows
the workbook has too many texts
too many rows of the table cannot be read
too many things in it cannot be opened""".splitlines()
)
_INSTEAD = frozenset(
    """\
check its quotes and its delimiter
check that the copy is complete
copy it again
copy it again; what was read of it before is kept
copy the archive again
it may be made to harm
open it in a spreadsheet and save it anew
save it as .xlsx or .csv
save it from the mail program and take it in by itself
save the inner ones as files of their own
split it into several files
the limit is # MB
the limit is # MB; split it into parts
the limit is # MB; take it in by itself
unpack it and pack it anew as .zip
unpack it, and take in what is whole
unpack it and take it in by itself
unpack it with the password first
unpack the outer ones first""".splitlines()
)
_FAULTS = frozenset(
    """\
a quote inside a quoted cell is not doubled
a quote that is not closed, or not doubled, makes one row of # lines; none of them was taken in
a row of # lines is too long
from here on the bytes are not in the file's encoding
the row has # cells where the first row has #
the row has bytes that are not in the file's encoding
the row has characters that are no text
the row has more than # cells
the row is too long""".splitlines()
)
_MENDING = frozenset(
    """\
a cell with a delimiter or a line end in it stands in quotes
give the column a name in the first row
is this the right delimiter?
mend the quotes and run again: what is here already is passed over
remove what stands far to the right
save the file anew as UTF-#
save the file anew as UTF-#, then run again
the limit is # letters; give it as a file
write "" for a quote inside a quoted cell""".splitlines()
)
_DAMAGED_BYTES = re.compile(r"the text is [A-Z0-9_-]{2,20} with damaged bytes")
_HINTS = frozenset(
    """\
at most # levels; give the text as .txt
at most #; split it
check that the right file was given
copy the file again or save it anew as UTF-#
give an unlocked copy
give its text as .txt
give the report as .txt, .md, .html, .pdf, .docx or .eml
give the text as .txt
if it holds pictures of pages, give their text as .txt
it may be made to harm; do not open it on this computer
open it in a viewer and print it to a new PDF
open it in a word processor and save it anew
open it in a word processor and save it as .docx or .txt
open the file where it was written and save it as UTF-#
pip install 'rushlight[docs]', or save it as .docx, .pdf or .txt
save a copy without the password
save it as .docx, .pdf or .txt
save it at # dots per inch
save its attachments and give them one by one
save the page after it has loaded, or give the text as .txt
split the document
the limit is # MB of text; split the file""".splitlines()
)


def known(what: str, hint: str | None) -> bool:
    """Whether a refusal is one of our own."""
    if what not in _WHAT and _NUMBER.sub("#", what) not in _NOT_OPENED and not _DAMAGED_BYTES.fullmatch(what):
        return False
    return hint is None or hint == SCAN or _NUMBER.sub("#", hint) in _HINTS | _INSTEAD or _MODELS.fullmatch(hint) is not None


def known_fault(what: str, hint: str) -> bool:
    """Whether what is said of a row is one of our own."""
    return _NUMBER.sub("#", what) in _FAULTS and _NUMBER.sub("#", hint) in _MENDING


def known_warning(warning: str) -> bool:
    """Whether a warning is one of our own."""
    pages = warning.removeprefix(NO_TEXT_ON)
    listed = pages != warning and len(pages) < 7 * limits.MAX_PAGES and _PAGES.fullmatch(pages) is not None
    return warning in _WARNINGS or listed
