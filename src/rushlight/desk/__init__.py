"""The use-cases: the only room that joins the store with the others."""

from rushlight.desk.desk import Desk, new_desk, open_desk
from rushlight.desk.reading import ReadFile, read

__all__ = ["Desk", "ReadFile", "new_desk", "open_desk", "read"]
