"""A second reader: a local model that may only point at words; pure, it is handed an ``ask`` (docs/readers.md)."""

from rushlight.reading.second.prompts import Mode
from rushlight.reading.second.reader import VERSION, Account, Ask, SecondReading, Settings, read_again
from rushlight.reading.second.state import State, load_state

__all__ = ["VERSION", "Account", "Ask", "Mode", "SecondReading", "Settings", "State", "load_state", "read_again"]
