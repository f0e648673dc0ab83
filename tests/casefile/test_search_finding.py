"""Search in a casefile: found with the record, forgotten with it, and blind to what the asker may not see."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import random
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import apsw
import making_casefile as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rushlight.casefile import Casefile, open_raw
from rushlight.casefile.search import finding, index
from rushlight.casefile.search.access import restrict
from rushlight.casefile.search.asking import question
from rushlight.casefile.search.conditions import Conditions, Decided
from rushlight.casefile.search.finding import Answer, find
from rushlight.casefile.search.spellings import place_spellings
from rushlight.casefile.search.words import tokens
from rushlight.errors import CasefileError, MisuseError
from rushlight.record import Document, DocumentKind

REPORTS = {
    "R1": "그는 무산에서 보위부에 체포되었다. 보위부는 돈을 요구했다.",
    "R2": "An officer in Musan took the family's phone; the family paid a fine.",
    "R3": "In Hyesan a broker sent money to a family.",
    "R4": "보위부 지도원이 장마당에서 송금 전화를 빼앗았다.",
}


def add(case: Casefile, alias: str, text: str, language: str = "en", day: dt.date | None = dt.date(2025, 5, 1)) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()
    kind = DocumentKind.PUBLICATION if alias.endswith("2") else DocumentKind.TESTIMONY
    document = Document(f"do_{alias}", language, kind, len(text), digest, digest, "text/plain", day)
    case.add_document(document, text, text.encode(), alias=alias, collected_by="p_a", by="p_a")
    return document.id


@pytest.fixture
def case(tmp_path: Path):
    with make.new_case(tmp_path / "a.case") as case:
        for alias, text in REPORTS.items():
            add(case, alias, text, "ko" if "보위부" in text else "en", dt.date(2025, 5, int(alias[1:])))
        yield case


def ask(case: Casefile, typed: str = "", by: str = "p_a", **how: Any) -> Answer:
    conditions = Conditions(**{k: how.pop(k) for k in list(how) if k in Conditions.__dataclass_fields__})
    return find(case, question(typed, place_spellings), conditions, by=by, **how)


def aliases(case: Casefile, typed: str = "", **how: Any) -> list[str]:
    answer = ask(case, typed, **how)
    assert answer.count == len(answer.page)
    return sorted(found.alias for found in answer.page)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("무산", ["R1", "R2"]),
        ("Musan", ["R1", "R2"]),
        ("보위부", ["R1", "R4"]),
        ("보위", ["R1", "R4"]),
        ("돈", ["R1"]),
        ("보위부 NOT 송금", ["R1"]),
        ('"보위부 지도원"', ["R4"]),
        ("family", ["R2", "R3"]),
        ("family OR 송금", ["R2", "R3", "R4"]),
        ("fam* money", ["R3"]),
        ('"the family paid"', ["R2"]),
        ('"family the paid"', []),
        ("nowhere", []),
        ("", ["R1", "R2", "R3", "R4"]),
    ],
)
def test_words_are_found(case: Casefile, typed: str, found: list[str]) -> None:
    assert aliases(case, typed) == found


def test_the_best_comes_first_and_pages_follow_each_other(case: Casefile) -> None:
    add(case, "R5", "family " * 5 + "and more")
    add(case, "R6", "one family among " + "many other words " * 60)
    whole = ask(case, "family")
    assert [found.alias for found in whole.page] == ["R5", "R2", "R3", "R6"]
    assert [ask(case, "family", first=n, shown=1).page[0] for n in range(4)] == list(whole.page)
    assert ask(case, "family", first=4).page == ()
    for wrong in ({"first": -1}, {"shown": -1}, {"shown": 100_000}):
        with pytest.raises(MisuseError):
            ask(case, "family", **wrong)


def test_a_rare_word_weighs_more_than_a_common_one(case: Casefile) -> None:
    add(case, "R7", "family family family family broker in the market once")
    add(case, "R8", "family broker broker broker broker in the market once")
    for number in range(10, 20):
        add(case, f"R{number}", f"a family {number}")
    assert [found.alias for found in ask(case, "family broker").page] == ["R8", "R7", "R3"]


def test_of_too_many_only_the_last_are_ranked_and_all_are_counted(case: Casefile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "RANKED", 1)
    answer = ask(case, "family")
    assert (answer.count, answer.ranked, [found.alias for found in answer.page]) == (2, False, ["R3"])


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ({"kind": "publication"}, ["R2"]),
        ({"language": "ko"}, ["R1", "R4"]),
        ({"language": "k"}, []),
        ({"since": dt.date(2025, 5, 3)}, ["R3", "R4"]),
        ({"until": dt.date(2025, 5, 1)}, ["R1"]),
        ({"since": dt.date(2025, 5, 2), "until": dt.date(2025, 5, 3), "language": "en"}, ["R2", "R3"]),
    ],
)
def test_conditions_on_reports(case: Casefile, conditions: dict[str, Any], found: list[str]) -> None:
    add(case, "R9", "no day and another tongue", "fr", None)
    assert aliases(case, "", **conditions) == found
    assert aliases(case, "family OR 보위부", **conditions) == found


STATED = [
    ({"act": "threat.exile"}, True),
    ({"act": "threat"}, True),
    ({"act": "thre"}, False),
    ({"act": "detain"}, False),
    ({"act": "*"}, False),
    ({"modality": "occurred", "mode": "hearsay"}, True),
    ({"modality": "denied"}, False),
    ({"mode": "first_person"}, False),
    ({"band": "medium"}, True),
    ({"happened_since": dt.date(2026, 3, 1)}, True),
    ({"happened_until": dt.date(2026, 3, 1)}, True),
    ({"happened_since": dt.date(2026, 3, 2)}, False),
    ({"happened_until": dt.date(2026, 2, 27)}, False),
    ({"place": ("KP",)}, False),
]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory):
    with make.new_case(tmp_path_factory.mktemp("read") / "a.case") as case:
        make.fill(case)
        yield case


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize(("conditions", "fits"), STATED)
def test_conditions_on_what_is_said(
    read: Casefile, conditions: dict[str, Any], fits: bool, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FEW", few)
    assert (ask(read, "", **conditions).count == 1) is fits
    assert (ask(read, "officers", **conditions).count == 1) is fits


def test_what_people_decided_counts(read: Casefile) -> None:
    statement = read.readings()[0].reading.statements[0].id
    with_place = Decided(corrected={statement: {"act": "detain.arrest", "time": "2024-05", "mode": "first_person"}})
    for conditions, decided, fits in (
        ({"act": "threat"}, Decided(frozenset([statement])), False),
        ({"act": "threat"}, with_place, False),
        ({"act": "detain", "mode": "first_person"}, with_place, True),
        ({"happened_since": dt.date(2024, 5, 31), "happened_until": dt.date(2024, 5, 31)}, with_place, True),
        ({"happened_since": dt.date(2024, 6, 1)}, with_place, False),
        ({"happened_since": dt.date(2020, 1, 1)}, Decided(corrected={statement: {"time": None}}), False),
        ({"act": "detain"}, Decided(frozenset([statement]), with_place.corrected), False),
        ({"act": "threat"}, Decided(frozenset(["st_of_nobody"]), {"st_other": {"act": "detain.arrest"}}), True),
        ({"act": "threat"}, None, True),
    ):
        assert (ask(read, "", decided=decided, **conditions).count == 1) is fits, (conditions, decided)


def test_only_the_latest_reading_counts_and_places_hold_what_lies_within(case: Casefile) -> None:
    def sheet(act: str, place: str) -> dict[str, Any]:
        told = {"id": f"st_{act}", "act": act, "modality": "occurred", "attribution": {"mode": "narrator"}, "place": "L1"}
        told["spans"] = [{"start": 0, "end": 1, "exact": "x"}]
        return {"statements": [told], "places": [{"id": "L1", "atlas_id": place}]}

    for n, (act, place) in enumerate((("detain.arrest", "KR"), ("threat.exile", "KP.north-hamgyong.musan"))):
        body = {"id": f"rd_{n}", "document": "do_R1", "sheet": sheet(act, place), "sealed": []}
        case.append("reading.added", body, by="p_a")
    assert aliases(case, act="detain") == []
    assert aliases(case, act="threat") == ["R1"]
    assert aliases(case, place=("KP.north-hamgyong",)) == ["R1"]
    assert aliases(case, place=("KP.north-hamgyong.musan",), act="threat.exile") == ["R1"]
    assert aliases(case, place=("KP.south-hamgyong",)) == aliases(case, place=("KR",)) == []
    assert aliases(case, "보위부", place=("KP",)) == ["R1"]


def test_the_content_of_a_rejected_act_is_rejected_with_it(case: Casefile) -> None:
    told = {"modality": "occurred", "spans": [{"start": 0, "end": 1, "exact": "x"}]}
    rows = [
        {"id": "st_a", "act": "threat.exile", **told},
        {"id": "st_b", "act": "move.internal_exile", "content_of": "st_a", **told},
    ]
    body = {"id": "rd_1", "document": "do_R1", "sheet": {"statements": rows}, "sealed": []}
    case.append("reading.added", body, by="p_a")
    assert aliases(case, act="move") == ["R1"]
    assert aliases(case, act="move", decided=Decided(frozenset(["st_a"]))) == []


# --- in the record's own transaction ---------------------------------------------------------------


def test_a_report_that_failed_half_way_is_not_found(case: Casefile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Casefile, "add_reading", lambda *args, **more: (_ for _ in ()).throw(MisuseError("no")))
    document = make.a_document("a singular word", b"x")
    with pytest.raises(MisuseError):
        case.add_report(document, "a singular word", b"x", make.a_reading(), alias="R9", collected_by="p_a", by="p_a")
    assert aliases(case, "singular") == []
    assert case.verify(deep=True).ok


def index_words(case: Casefile) -> dict[str, int]:
    case._db.rows("CREATE VIRTUAL TABLE temp.listed USING fts5vocab ('main', 'word_index', 'row')")
    rows = case._db.rows("SELECT term, cnt FROM temp.listed")
    case._db.rows("DROP TABLE temp.listed")
    return dict(rows)  # type: ignore[arg-type]


def test_the_index_is_the_same_after_a_rebuild_and_after_reopening(case: Casefile) -> None:
    before, found = index_words(case), ask(case, "보위부 OR family")
    case.rebuild()
    assert index_words(case) == before
    assert ask(case, "보위부 OR family") == found
    case.close()
    with make.reopen(case.folder) as again:
        assert index_words(again) == before
        assert ask(again, "보위부 OR family") == found
        assert again.verify(deep=True).ok


def test_a_new_case_key_keeps_the_index(case: Casefile) -> None:
    found = ask(case, "보위부 OR family")
    with case.rekey()[0] as again:
        assert ask(again, "보위부 OR family") == found
        assert again.verify(deep=True).ok


@pytest.mark.parametrize("alias", list(REPORTS))
def test_a_forgotten_document_leaves_none_of_its_words(case: Casefile, alias: str) -> None:
    """What FTS5 calls secure-delete: the bytes of the index hold nothing that only this document held."""
    others = {token for other, text in REPORTS.items() if other != alias for token in tokens(text)}
    own = set(tokens(REPORTS[alias])) - others
    held = b"".join(row[0] for row in case._db.rows("SELECT block FROM word_index_data"))
    assert any(token.encode() in held for token in own)
    with case._db.transaction():
        case._db.rows("DELETE FROM document WHERE alias = ?", (alias,))
    index.check(case._db)
    assert index_words(case).keys() == others
    blocks = b"".join(row[0] for row in case._db.rows("SELECT block FROM word_index_data"))
    assert [token for token in own if len(token.encode()) > 3 and token.encode() in blocks] == []


def test_an_altered_text_is_indexed_anew(case: Casefile) -> None:
    case._db.rows("UPDATE document SET text = 'quite other words' WHERE alias = 'R1'")
    assert aliases(case, "보위부") == ["R4"]
    assert aliases(case, "other") == ["R1"]
    assert not case.verify(deep=True).ok


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO word_index (word_index, rowid, text) SELECT 'delete', rowid, text FROM document LIMIT 1",
        "INSERT INTO word_index (rowid, text) VALUES (1, 'planted')",
        "INSERT INTO word_index (rowid, text) VALUES (99, 'planted')",
        "INSERT INTO word_index (word_index) VALUES ('delete-all')",
        "INSERT INTO word_index (word_index, rank) VALUES ('secure-delete', 0)",
        "DELETE FROM word_index_data WHERE id > 10",
        "UPDATE word_index_docsize SET sz = x'7f' WHERE id = 1",
        "DROP TRIGGER document_forgotten",
        "DROP TABLE word_index",
    ],
)
def test_an_index_edited_by_hand_is_found_and_rebuilt(case: Casefile, sql: str) -> None:
    case.close()
    raw = open_raw(case.folder, make.PASSPHRASE, randomness=secrets.token_bytes)
    raw._connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 0)
    raw.rows(sql)
    raw.close()
    with make.reopen(case.folder) as again:
        assert not again.verify(deep=True).ok
        with contextlib.suppress(CasefileError):
            ask(again, "보위부")
        if not sql.startswith("DROP TRIGGER"):
            again.rebuild()
            assert again.verify(deep=True).ok
            assert aliases(again, "보위부") == ["R1", "R4"]


def test_a_casefile_of_format_1_can_be_searched(tmp_path: Path) -> None:
    import shutil

    golden = Path(__file__).parent / "golden"
    old = next(path for path in sorted(golden.rglob("*.case")) if path.is_dir())
    folder = shutil.copytree(old, tmp_path / "old.case")
    with make.reopen(folder) as case:
        (document, *_) = case.documents()
        word = max(case.text(document.document.id).split(), key=len)
        assert document.alias in [found.alias for found in ask(case, word).page]
        index.check(case._db)


WRITER = """
import sys, datetime as dt, secrets, itertools
from pathlib import Path
sys.path.insert(0, {tests!r})
import making_casefile as make
from test_search_finding import add
with make.reopen(Path({folder!r})) as case:
    for n in itertools.count():
        add(case, f"K{{n}}", f"무산에서 온 소식 {{n}} marker{{n}} " + "filler words " * 50)
        print(n, flush=True)
"""


@pytest.mark.parametrize("seed", range(int(os.environ.get("RUSHLIGHT_KILLS", "3"))))
def test_what_was_acknowledged_is_found_after_kill_9(case: Casefile, seed: int) -> None:
    case.close()
    code = WRITER.format(tests=str(Path(__file__).parent), folder=str(case.folder))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        said = [int(writer.stdout.readline()) for _ in range(random.Random(seed).randrange(1, 12))]
        os.kill(writer.pid, signal.SIGKILL)
        said += [int(line) for line in writer.stdout.read().split()]
    with make.reopen(case.folder) as again:
        for n in said:
            assert aliases(again, f"marker{n}") == [f"K{n}"]
        index.check(again._db)
        assert again.verify(deep=True).ok


# --- what one may not see --------------------------------------------------------------------------


def test_a_restricted_report_is_for_those_named(case: Casefile) -> None:
    restrict(case, "do_R1", ["p_a", "p_c"], by="p_a")
    assert aliases(case, "보위부") == aliases(case, "보위부", by="p_c") == ["R1", "R4"]
    assert aliases(case, "보위부", by="p_b") == ["R4"]
    assert aliases(case, "", by="p_b") == ["R2", "R3", "R4"]
    restrict(case, "do_R1", ["p_c"], by="p_c")
    assert aliases(case, "보위부", by="p_a") == ["R4"]
    for who, to in (("p_a", ["p_a"]), ("p_b", []), ("p_c", ["p_a"])):
        with pytest.raises(CasefileError if who != "p_c" else MisuseError):
            restrict(case, "do_R1", to, by=who)
    restrict(case, "do_R1", [], by="p_c")
    assert aliases(case, "보위부", by="p_b") == ["R1", "R4"]
    assert case.verify(deep=True).ok


def test_nothing_that_is_asked_is_written(case: Casefile) -> None:
    before = (case.events(), case._db.rows("SELECT total_changes()"))
    ask(case, "보위부 송금", act="detain", decided=None)
    ask(case, "family", kind="publication")
    assert case.events() == before[0]
    case.close()
    held = [path.read_bytes() for path in case.folder.rglob("*") if path.is_file()]
    assert not [data for data in held if "송금".encode() in data or b"family" in data]


VOCABULARY = ("무산에서", "보위부가", "보위부", "돈을", "family", "family's", "money", "fine", "Musan", "가족", "words")
TEXTS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=25).map(" ".join)
QUERIES = (
    "무산",
    "보위부",
    "보위부 돈",
    "family money",
    "family OR 가족 words",
    "돈 NOT fine",
    "fam*",
    "산",
    "",
    "family fine 보위",
)


@settings(max_examples=int(os.environ.get("RUSHLIGHT_EXAMPLES", "12")), suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8), st.lists(TEXTS, min_size=1, max_size=3), st.data())
def test_a_hidden_report_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, open_texts: list[str], hidden: list[str], data: st.DataObject
) -> None:
    """Counts, order, snippets: byte for byte the same whether the restricted reports are there or not."""
    folder = tmp_path_factory.mktemp("hidden")
    order = data.draw(st.permutations([*(f"V{n}" for n in range(len(open_texts))), *(f"H{n}" for n in range(len(hidden)))]))
    texts = {**{f"V{n}": t for n, t in enumerate(open_texts)}, **{f"H{n}": t for n, t in enumerate(hidden)}}
    with make.new_case(folder / "with.case") as full, make.new_case(folder / "without.case") as bare:
        for alias in order:
            document = add(full, alias, f"{alias} {texts[alias]}")
            if alias.startswith("H"):
                restrict(full, document, ["p_a"], by="p_a")
            else:
                add(bare, alias, f"{alias} {texts[alias]}")
        for typed in QUERIES:
            for how in ({}, {"language": "en"}, {"first": 1, "shown": 2}):
                assert shown(full, typed, how) == shown(bare, typed, how)
        assert ask(full, "", by="p_a").count == len(texts)


def shown(case: Casefile, typed: str, how: dict[str, Any]) -> bytes:
    answer = ask(case, typed, by="p_b", **how)
    rows = [(f.document, f.alias, f.words, f.snippet.marks) for f in answer.page]
    return json.dumps([answer.count, answer.ranked, rows], ensure_ascii=False).encode()


def test_a_hidden_report_would_have_changed_sqlites_own_ranking(case: Casefile) -> None:
    """Why the weighing is ours: FTS5's bm25 counts over every row, whoever asks."""
    sql = "SELECT bm25(word_index) FROM word_index WHERE word_index MATCH '\"family\"' AND rowid = 3"
    before = case._db.rows(sql)
    restrict(case, add(case, "R9", "family " * 30), ["p_a"], by="p_a")
    assert case._db.rows(sql) != before
