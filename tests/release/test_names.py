"""Names in mentions, whatever the reader made of the person: none passes the search, no common word is taken for one."""

from __future__ import annotations

import pytest

from rushlight.record import cut
from rushlight.release.names import names_in


def found(text: str, mention: str) -> list[str]:
    start = text.index(mention)
    return list(names_in(text, cut(text, start, start + len(mention))))


NAMES = [
    ("The officers detained her brother Tobias Wrenfield.", "her brother Tobias Wrenfield", ["Tobias Wrenfield"]),
    ("Marigold Quillfeather was told.", "Marigold Quillfeather", ["Marigold Quillfeather"]),
    ("They beat Kim Chol-su and left.", "Kim Chol-su", ["Kim Chol-su"]),
    ("Her Uncle Kim Song fled.", "Her Uncle Kim Song", ["Kim Song"]),
    ("They took Mr. Oh away.", "Mr. Oh", ["Oh"]),
    ("They took Gülnar away.", "Gülnar", ["Gülnar"]),
    ("They took O’Hara’s child.", "O’Hara’s child", ["O’Hara’s"]),
    ("보위원은 김철수 씨를 체포했다.", "김철수 씨", ["김철수"]),
    ("보위원은 남궁민수씨(40대)를 체포했다.", "남궁민수씨(40대)", ["남궁민수"]),
]

NO_NAMES = [
    ("They beat a North Korean woman.", "a North Korean woman"),
    ("She was a Hyesan resident.", "a Hyesan resident"),
    ("A source in Ryanggang Province said so.", "A source in Ryanggang Province"),
    ("A North Hamgyong Province resident said so.", "A North Hamgyong Province resident"),
    ("They met a resident of North Hamgyong.", "a resident of North Hamgyong"),
    ("Broker: they asked for more.", "Broker"),
    ("They met. Neighbours saw it.", "Neighbours"),
    ("A Women's Union member said so.", "A Women's Union member"),
    ("They told Daily NK about it.", "Daily NK"),
    ("They came in October.", "October"),
    ("the families of those who left", "the families of those who left"),
    ("보위원은 김모씨(40대)를 체포했다.", "김모씨(40대)"),
    ("부모님과 장로님이 보았다.", "부모님과 장로님"),
]


@pytest.mark.parametrize(("text", "mention", "names"), NAMES, ids=[n[1] for n in NAMES])
def test_names_are_found(text: str, mention: str, names: list[str]) -> None:
    assert found(text, mention) == names


@pytest.mark.parametrize(("text", "mention"), NO_NAMES, ids=[n[1] for n in NO_NAMES])
def test_common_words_are_not_taken_for_names(text: str, mention: str) -> None:
    assert found(text, mention) == []
