"""Release: from ticked statements to files that left; what stops it, what answers it, and who approves it."""

from __future__ import annotations

import contextlib
import io
import re
import secrets
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import serving_case as case
from PIL import Image
from pyrage import decrypt, x25519

from rushlight.casefile import Cost, joining, merging, sending
from rushlight.desk import Desk
from rushlight.desk.desk import utc_now
from rushlight.desk.erasing import releases_of
from rushlight.desk.proving import verify_proof
from rushlight.record import Purpose
from rushlight.workbench import choosing
from rushlight.workbench.rendering import TITLE
from rushlight.workbench.screens import consent, release, sources

TEXT = (
    "According to one source, in the second half of 2025 in North Korea, officials demanded thousands to tens of thousands "
    "of yuan from a family, speaking on a mobile phone."
)
NO_FILE = {"file": ("", b"")}
NO_IMAGE = {"image": ("", b"")}


def picture(colour: str = "grey") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def on_desk(pages: case.Pages, what: Any) -> Any:
    return pages.held.thread.ask(lambda: what(pages.desk)).result()


def agree(pages: case.Pages) -> None:
    """Everybody agrees to publication without names."""

    def said(desk: Desk) -> None:
        for alias in (*(d.alias for d in desk.case.documents()), *(s.alias for s in desk.case.sources())):
            desk.consent(alias, Purpose.PUBLIC_ANONYMOUS)

    on_desk(pages, said)


def ticks(pages: case.Pages) -> list[str]:
    return [box.get("value") for box in pages.get("/release/new").html.cssselect("input[name=statement]")]


def begun(pages: case.Pages, number: int = 3) -> str:
    """The path of a draft of the first statements."""
    made = pages.post("/release/new", {"statement": ticks(pages)[:number], "purpose": "public_anonymous", "language": "en"})
    assert made.status == 303, made.words()
    return made.where


def passing(pages: case.Pages) -> str:
    agree(pages)
    path = begun(pages)
    taken = pages.post(f"{path}/way", {"way": "1"})
    assert "no rule stops it" in pages.follow(taken).words()
    return taken.where


def text_checked(pages: case.Pages, text: str = TEXT) -> str:
    made = pages.post("/release-text", {"text": text, "purpose": "public_anonymous"}, NO_FILE)
    assert made.status == 303, made.words()
    return made.where


def names_in(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as read:
        return {name: read.read(name) for name in read.namelist()}


def actions(page: case.Answered) -> set[str]:
    """What the forms of a page lead to, without the draft's id."""
    return {form.get("action").rpartition("/")[2] for form in page.html.cssselect("main form")}


# --- a draft -------------------------------------------------------------------------------------------


def test_nothing_is_ticked_and_nothing_ticked_is_refused(pages: case.Pages) -> None:
    page = pages.get("/release/new")
    assert ticks(pages)
    assert not page.html.cssselect("input[checked]")
    refused = pages.post("/release/new", {"purpose": "public_anonymous"})
    assert refused.status == 400
    assert "nothing was ticked" in refused.words()


def test_a_draft_is_refused_widened_published_and_verified(pages: case.Pages, tmp_path: Path) -> None:
    path = begun(pages)
    page = pages.get(path)
    assert "findings are open" in page.words()
    assert "RL109" in page.words(), "nobody agreed to this yet"
    assert "publish" not in actions(page)
    assert pages.post(f"{path}/publish", {"format": ["csv"]}, NO_IMAGE).status == 400
    path = passing(pages)
    page = pages.get(path)
    assert "publish" in actions(page)
    done = pages.post(f"{path}/publish", {"format": ["html", "csv"]}, NO_IMAGE)
    assert done.where == f"{path}/files"
    assert "brief.html" in pages.follow(done).words()
    for kind in ("public", "team"):
        archive = pages.get(f"{path}/files/{kind}")
        assert archive.headers["content-type"] == "application/zip"
        for name, data in names_in(archive.body).items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(data)
    report = verify_proof(tmp_path / "release.proof" / "proof.json")
    assert (report.ok, set(report.files)) == (True, {"brief.html", "statements.csv", "columns.csv"})
    assert pages.get("/released/1/proof").body == (tmp_path / "release.proof" / "proof.json").read_bytes()
    assert "left" in pages.get("/release").words()
    assert "nothing more exact" not in pages.get("/ledger").words()
    assert "1 release" in pages.get("/ledger").words()
    assert "still in memory" in pages.get("/released/1").words()
    gone = pages.post(f"{path}/files/let-go")
    assert gone.where == "/released/1"
    page = pages.follow(gone)
    assert "not in memory any more" in page.words()
    assert "still in memory" not in page.words()
    assert page.html.cssselect("a[href$='/released/1/proof']"), "the proof stays"
    assert pages.get(f"{path}/files").where == "/released/1"
    for way in (pages.get(f"{path}/files/public"), pages.post(f"{path}/files/let-go"), pages.get("/release/none/files")):
        assert way.status == 400


def test_export_buttons_are_absent_until_no_finding_is_open(pages: case.Pages) -> None:
    """Whatever the state, the page offers to publish exactly where publishing would not be refused for a finding."""
    agree(pages)
    path = begun(pages, 5)
    seen = set()
    for step in ({"way": "1"}, {"way": "2"}, {"way": "3"}):
        for page_path in (path, pages.post(f"{path}/way", step).where):
            page = pages.get(page_path)
            open_findings = [t for t in page.html.cssselect(".rule .tag.unsure") if "stops" in t.text_content()]
            assert ("publish" in actions(page)) == (not open_findings)
            seen.add(bool(open_findings))
    assert seen == {True, False}


def test_levels_by_hand_and_a_sentence_left_out(pages: case.Pages) -> None:
    agree(pages)
    path = begun(pages)
    page = pages.get(path)
    selects = page.html.cssselect("select[form=levels]")
    stood = {s.get("name"): s.cssselect("option[selected]")[0].get("value") for s in selects}
    assert pages.post(f"{path}/levels", stood).status == 400, "as it stood is no change"
    place = next(s for s in selects if s.get("name").endswith(".place"))
    last = place.cssselect("option")[-1]
    changed = pages.post(f"{path}/levels", {**stood, place.get("name"): last.get("value"), "out": "I2"})
    after = pages.follow(changed)
    words = " ".join(e.text_content() for e in after.html.cssselect(".leaves"))
    assert last.text in words
    assert "I2" not in words
    assert changed.where != path, "another check, under another name"
    assert "every sentence is left out" in pages.post(f"{path}/levels", {"out": ["I1", "I2", "I3"]}).words()


def test_who_is_thought_to_know_it_in_one_sentence_and_in_all(pages: case.Pages) -> None:
    agree(pages)
    path = begun(pages)

    def knowers(page: case.Answered, item: str) -> str:
        return page.words(f"#{item} details:last-of-type")

    for sentence, others_change in (("I1", False), ("", True)):
        before = pages.get(path)
        after = pages.follow(
            pages.post(f"{path}/known", {"sentence": sentence, "fact": "all", "kind": ["neighbour", "public"]})
        )
        assert knowers(before, "I1") != knowers(after, "I1")
        assert ": 53" in knowers(after, "I1")
        assert (": 53" in knowers(after, "I2")) == others_change
    assert pages.post(f"{path}/known", {"sentence": "", "fact": "all", "kind": "police"}).status == 400
    assert pages.post(f"{path}/known", {"sentence": "", "fact": "all"}).status == 400


def test_a_draft_is_never_stored_so_another_opening_makes_it_anew(demo: Path) -> None:
    pages = case.open_pages(demo)
    path = begun(pages)
    pages.close()
    later = case.open_pages(demo)
    try:
        page = later.get(path)
        assert "A draft is never stored" in page.words()
        assert "I1" not in page.words()
        again = later.post(f"{path}/check")
        assert "I1" in later.follow(again).words()
        assert later.post(f"{path}/levels", {"out": "I1"}).status == 400
    finally:
        later.close()


def test_a_table_goes_with_it_and_small_numbers_are_withheld(pages: case.Pages) -> None:
    agree(pages)
    made = pages.post("/release/new", {"table": "kinds-by-province", "purpose": "aggregate_statistics", "language": "en"})
    page = pages.follow(made) if made.status == 303 else made
    assert "withheld" in page.words() or "too small" in page.words()


def test_what_stops_says_what_somebody_could_do_and_each_finding_names_its_sentence(pages: case.Pages) -> None:
    page = pages.get(begun(pages))
    cards = page.html.cssselect(".rule")
    assert len(cards) == len({c.get("id") for c in cards})
    for card in cards:
        assert card.cssselect("details p"), "what an official could infer, and with what he knows"
        for link in card.cssselect('li a[href^="#I"]'):
            assert page.html.cssselect(link.get("href"))


def test_a_remedy_names_no_command(pages: case.Pages) -> None:
    assert "rushlight " not in pages.get(begun(pages)).words()
    assert "rushlight " not in pages.get(text_checked(pages)).words()


# --- a text --------------------------------------------------------------------------------------------


def test_a_text_is_kept_with_a_reason_signed_published_as_it_stands(pages: case.Pages) -> None:
    agree(pages)
    path = text_checked(pages)
    page = pages.get(path)
    assert "way" not in actions(page), "a text is published as it stands"
    assert "RL129" in page.words()
    assert pages.post(f"{path}/keep", {"rule": "RL129", "item": "S1", "because": " "}).status == 400
    assert pages.post(f"{path}/keep", {"rule": "RL110", "item": "S1", "because": "why not"}).status == 400
    kept = pages.post(f"{path}/keep", {"rule": "RL129", "item": "S1", "because": "nearly everybody has one"})
    page = pages.follow(kept)
    assert "A1 lets it stand: nearly everybody has one" in page.words()
    for answer in ({}, {"nothing": "yes", "unusual": "a scar"}):
        assert pages.post(f"{kept.where}/sign", {"number": "1", **answer}).status == 400
    assert pages.post(f"{kept.where}/sign", {"nothing": "yes"}).status == 400
    signed = pages.post(f"{kept.where}/sign", {"number": "1", "nothing": "yes"})
    page = pages.follow(signed)
    assert "signed by A1" in page.words()
    assert "publish" in actions(page)
    done = pages.post(f"{signed.where}/publish", {}, NO_FILE)
    assert done.status == 303, done.words()
    assert names_in(pages.get(f"{signed.where}/files/public").body) == {"release/text.txt": TEXT.encode() + b"\n"}
    audit = names_in(pages.get(f"{signed.where}/files/team").body)["release.proof/audit.html"].decode()
    assert "nearly everybody has one" in audit
    assert pages.get("/released/1").html.cssselect(f"a[href$='{signed.where}/files']")
    pages.post(f"{signed.where}/files/let-go")
    held = pages.held.memory["release"]
    assert not held.texts, "nor does the text it was made of"
    assert not held.text_checks


def test_a_text_is_not_kept_and_another_is_refused(demo: Path) -> None:
    pages = case.open_pages(demo)
    agree(pages)
    text = TEXT.replace(", speaking on a mobile phone", "")
    signed = pages.post(f"{text_checked(pages, text)}/sign", {"number": "1", "nothing": "yes"})
    assert "no rule stops it" in pages.follow(signed).words()
    pages.close()
    later = case.open_pages(demo)
    try:
        page = later.get(signed.where)
        assert "never kept" in page.words()
        assert "officials demanded" not in page.text
        assert "not kept" in later.post(f"{signed.where}/publish", {"text": ""}, NO_FILE).words()
        assert "another text" in later.post(f"{signed.where}/publish", {"text": text + " More."}, NO_FILE).words()
        assert later.post(f"{signed.where}/publish", {"text": text}, NO_FILE).status == 303
    finally:
        later.close()


def test_a_draft_can_be_said_in_other_words(pages: case.Pages) -> None:
    path = begun(pages, 1)
    sentence = pages.get(path).html.cssselect(".leaves")[0].text_content().split(None, 1)[1]
    assert sentence.strip() in pages.post(f"{path}/write").html.cssselect("textarea")[0].text


# --- two people ----------------------------------------------------------------------------------------


@pytest.fixture
def two(demo: Path, tmp_path: Path) -> Iterator[tuple[case.Pages, case.Pages]]:
    """Two casefiles of one team, each with pages of its own."""
    first = case.open_pages(demo, actor="A1")

    def join() -> None:
        made = joining.join(
            tmp_path / "second.case",
            joining.invitation(first.desk.case),
            case.PASSPHRASE,
            randomness=secrets.token_bytes,
            now=utc_now,
            by="B1",
            cost=Cost(64, 1, 1),
            _below_floor_in_tests=True,
        )
        joining.admit(first.desk.case, joining.request(made), ("reviewer", "analyst", "releaser"), by="A1")
        carry(first.desk, made)
        made.close()

    first.held.thread.ask(join).result()
    second = case.open_pages(tmp_path / "second.case", actor="B1")
    sync(second, first)
    yield first, second
    for pages in (first, second):
        with contextlib.suppress(Exception):
            pages.close()


def carry(sender: Desk, receiver: Any) -> None:
    sent = sending.send(sender.case, sender.case.folder.parent, to=[receiver.device])
    merging.merge(receiver, sent.path, by="X1")
    sent.path.unlink()


def sync(sender: case.Pages, receiver: case.Pages) -> None:
    """A bundle from one to the other, each casefile touched on its own thread alone."""
    device = receiver.held.thread.ask(lambda: receiver.desk.case.device).result()
    folder = sender.held.folder
    assert folder is not None
    sent = sender.held.thread.ask(lambda: sending.send(sender.desk.case, folder.parent, to=[device])).result()
    receiver.held.thread.ask(lambda: merging.merge(receiver.desk.case, sent.path, by="X1")).result()
    sent.path.unlink()


def test_two_people_on_two_casefiles_over_bundles(two: tuple[case.Pages, case.Pages]) -> None:
    first, second = two
    path = passing(first)
    page = first.get(path)
    assert "A second person has to look at it" in page.words()
    assert not {"publish", "look"} & actions(page), "neither publishing nor approving is the checker's"
    refused = first.post(f"{path}/look", {}, NO_IMAGE)
    assert "very device" in refused.words()
    assert "families" not in refused.words(), "refused before anything is shown"
    assert "another releaser" in first.post(f"{path}/publish", {"format": "csv"}, NO_IMAGE).words()
    sync(first, second)
    row = second.get("/release").html.cssselect(f'a[href$="{path}"]')
    assert row, "the colleague sees the draft in the list"
    assert "a finding is open shows when it is checked here" in second.get(path).words("#leaving")
    looked = second.post(f"{path}/look", {}, NO_IMAGE)
    page = second.follow(looked)
    assert "All that would leave" in page.words()
    assert page.html.cssselect("title")[0].text == TITLE, "a release's own title stands in no window list"
    assert "Checked by A1" in page.words()
    digest = page.html.cssselect("input[name=digest]")[0].get("value")
    assert second.post(f"{path}/approve", {"digest": digest}).status == 400, "it has to be read"
    assert second.post(f"{path}/approve", {"digest": "0" * 12, "seen": "yes"}).status == 400
    assert second.post(f"{path}/approve", {"digest": digest, "seen": "yes"}).status == 303
    sync(second, first)
    page = first.get(path)
    assert "B1 approved it" in page.words()
    assert "publish" in actions(page)
    done = first.post(f"{path}/publish", {"format": "csv"}, NO_IMAGE)
    assert "Approved by B1" in first.follow(done).words()
    assert "B1" in first.get("/released/1").words()


def test_an_approval_is_of_the_picture_too_and_can_be_taken_back(two: tuple[case.Pages, case.Pages]) -> None:
    first, second = two
    path = passing(first)
    sync(first, second)
    shown = {"alt": "A grey wall."}
    page = second.follow(second.post(f"{path}/look", shown, {"image": ("wall.png", picture())}))
    assert "A grey wall." in page.words()
    digest = page.html.cssselect("input[name=digest]")[0].get("value")
    second.post(f"{path}/approve", {"digest": digest, "seen": "yes"})
    sync(second, first)
    for fields, image in (({}, ("", b"")), (shown, ("a.png", picture("white"))), ({"alt": "A wall."}, ("a.png", picture()))):
        refused = first.post(f"{path}/publish", {"format": "html", **fields}, {"image": image})
        assert "has changed since" in refused.words()
    second.post(f"{path}/take-back")
    sync(second, first)
    assert "publish" not in actions(first.get(path))
    page = second.follow(second.post(f"{path}/look", shown, {"image": ("wall.png", picture())}))
    digest = page.html.cssselect("input[name=digest]")[0].get("value")
    second.post(f"{path}/approve", {"digest": digest, "seen": "yes"})
    sync(second, first)
    done = first.post(f"{path}/publish", {"format": "html", **shown}, {"image": ("b.png", picture())})
    assert done.status == 303, done.words()


# --- what left, and what it is judged by ----------------------------------------------------------------


def test_a_release_is_sealed_for_one_and_withdrawn(pages: case.Pages) -> None:
    path = passing(pages)
    pages.post(f"{path}/publish", {"format": "csv"}, NO_IMAGE)
    key = x25519.Identity.generate()
    sealed = pages.post(f"{path}/files/sealed", {"key": str(key.to_public())})
    assert "release.zip.age" in sealed.headers["content-disposition"]
    assert names_in(decrypt(sealed.body, [key])) == names_in(pages.get(f"{path}/files/public").body)
    assert pages.post(f"{path}/files/sealed", {"key": "age1nothing"}).status == 400
    assert pages.post("/released/1/withdraw", {"reason": " "}).status == 400
    gone = pages.post("/released/1/withdraw", {"reason": "a date was wrong", "by": ""})
    assert "a date was wrong" in pages.follow(gone).words()
    assert "withdrawn" in pages.get("/release").words()
    assert pages.get("/released/2").status == 400


def test_consent_is_written_down_and_taken_back_and_says_what_left(pages: case.Pages) -> None:
    path = passing(pages)
    pages.post(f"{path}/publish", {"format": "csv"}, NO_IMAGE)
    kept = pages.post(
        "/consent", {"subject": "R2", "purpose": "journalist", "until": "2031-01-01", "recipients": "Riverside News"}
    )
    page = pages.follow(kept)
    assert "for Riverside News alone" in page.words()
    assert pages.post("/consent", {"subject": "R2", "purpose": "spying"}).status == 400
    assert pages.post("/consent", {"subject": "R2", "purpose": "journalist", "until": "soon"}).status == 400
    told = on_desk(pages, lambda desk: [r for r in ("R1", "R2", "R3", "R4") if releases_of(desk.case, r)])
    assert told
    page = pages.follow(pages.post("/consent/withdraw", {"subject": told[0], "purpose": "public_anonymous"}))
    assert "cannot be called back" in page.words()


def test_gates_rule_and_figures(pages: case.Pages) -> None:
    assert "looser than shipped" not in pages.get("/gates").words()
    assert pages.post("/gates", {"pool": "10"}).status == 400, "looser wants a reason"
    page = pages.follow(pages.post("/gates", {"pool": "10", "why": "the press asked and we agreed"}))
    assert "looser than shipped" in page.words()
    assert "the press asked" in page.words()
    assert pages.post("/gates", {"pool": "many"}).status == 400
    assert "strict" in pages.follow(pages.post("/gates", {"preset": "strict"})).words()
    assert pages.post("/gates/approvals", {"days": "60"}).status == 400
    pages.post("/gates/approvals", {"days": "3", "always": "yes"})
    assert "A second person has to approve" in pages.get("/gates").words()
    assert pages.post("/figures", {"key": "rate.take", "what": "stand", "source": ""}).status == 400
    own = {"key": "rate.take", "what": "state", "low": "0.1", "high": "0.2", "source": "our own count"}
    stated = pages.post("/figures", own)
    assert "our own count" in pages.follow(stated).words()
    assert "our own count" not in pages.follow(pages.post("/figures", {"key": "rate.take", "what": "forget"})).words()


def test_statements_are_sealed_for_a_colleague_and_a_submission_wants_consent_by_name(pages: case.Pages) -> None:
    key = x25519.Identity.generate()
    sealed = pages.post("/hand-on/exchange", {"report": "R1", "key": str(key.to_public())})
    assert set(names_in(decrypt(sealed.body, [key]))) == {"annotations.jsonld", "provenance.jsonld"}
    assert pages.post("/hand-on/exchange", {"key": str(key.to_public())}).status == 400
    asked = {"subject": "R1", "to": "wgeid"}
    assert "not agreed" in pages.post("/hand-on/submission", asked).words()
    pages.post("/consent", {"subject": "R1", "purpose": "un_confidential", "identity": "named"})
    pages.post("/consent", {"subject": "R1", "purpose": "un_transmitted_to_government", "identity": "named"})
    form = pages.post("/hand-on/submission", asked)
    assert form.status == 200, form.words()
    assert form.html.cssselect("title")[0].text == TITLE
    fields = {e.get("name"): "" for e in form.html.cssselect("textarea")}
    assert pages.post("/hand-on/submission/seal", {**asked, **fields, "key": str(key.to_public())}).status == 400
    for name in fields:
        fields[name] = "2025-10" if "date" in name else "Orla Fernhill Dunmore"
    done = pages.post("/hand-on/submission/seal", {**asked, **fields, "key": str(key.to_public())})
    assert done.headers["content-disposition"].endswith('"submission.age"'), done.words()
    assert b"Orla Fernhill Dunmore" in decrypt(done.body, [key])


def test_where_reports_are_many_their_aliases_are_typed(pages: case.Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    paths, lists = ("/consent", "/hand-on"), "select[name=subject], input[name=report]"
    assert all(len(pages.get(path).html.cssselect(lists)) > 1 for path in paths)
    monkeypatch.setattr(choosing, "FEW", 3)
    for path in paths:
        page = pages.get(path).html
        assert not page.cssselect(lists)
        assert {field.get("name") for field in page.cssselect("input[type=text]")} >= {"subject", "reports"}
    terms = {"purpose": "journalist", "until": "2031-01-01"}
    assert pages.post("/consent", {"subject": " R2 ", "reports": "R2", **terms}).status == 303
    assert pages.post("/consent", {"subject": "R3", "reports": "R2", **terms}).status == 400, "R3 did not tell R2"
    assert pages.post("/consent", {"subject": "R99", **terms}).status == 400
    key = x25519.Identity.generate()
    sealed = pages.post("/hand-on/exchange", {"reports": "R1, R2 R1", "key": str(key.to_public())})
    assert set(names_in(decrypt(sealed.body, [key]))) == {"annotations.jsonld", "provenance.jsonld"}


def test_many_consents_and_sources_have_pages(pages: case.Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    agree(pages)
    for path, room in (("/consent", consent), ("/sources", sources)):
        rows = [row.text_content() for row in pages.get(path).html.cssselect("tr[data-item]")]
        assert len(rows) > 3
        monkeypatch.setattr(room, "SHOWN", 3)
        last = -(-len(rows) // 3)
        shown = [pages.get(path, {"page": str(n)}).html.cssselect("tr[data-item]") for n in range(1, last + 1)]
        assert [row.text_content() for page in shown for row in page] == rows
        beyond = pages.get(path, {"page": "99"}).html.cssselect("tr[data-item]")
        assert [row.text_content() for row in beyond] == [row.text_content() for row in shown[-1]]


def test_no_page_says_who_a_source_is_and_no_address_holds_a_word(pages: case.Pages) -> None:
    secret = {"name": "Marigold Quillfeather", "contact": "marigold@example.org"}
    on_desk(pages, lambda desk: desk.add_source("S77", **secret))
    on_desk(pages, lambda desk: desk.consent("S77", Purpose.PUBLIC_ANONYMOUS))
    path = passing(pages)
    pages.post(f"{path}/publish", {"format": "csv"}, NO_IMAGE)
    paths = ("/release", "/release/new", path, f"{path}/files", "/released/1", "/consent", "/ledger", "/gates", "/hand-on")
    for one in paths:
        page = pages.get(one)
        assert page.status == 200, one
        for name in secret.values():
            assert name not in page.text, one
        for link in page.html.cssselect("a[href], form[action]"):
            where = (link.get("href") or link.get("action")).removeprefix(f"/{pages.passes.place}")
            assert re.fullmatch(r"[/#?=&A-Za-z0-9_.:-]*", where), where


ROOMS = ("/release", "/release/new", "/release-text", "/gates", "/figures", "/consent", "/ledger", "/hand-on")


@pytest.mark.parametrize("path", ROOMS)
def test_pages_are_light_and_korean(korean: case.Pages, path: str) -> None:
    page = korean.get(path)
    assert page.status == 200
    assert len(page.body) < 60_000
    assert re.search("[가-힣]", page.words("h1"))


def test_a_draft_in_korean(korean: case.Pages) -> None:
    made = korean.post("/release/new", {"statement": ticks(korean)[:2], "purpose": "public_anonymous", "language": "ko"})
    page = korean.follow(made)
    assert "나갈 모습" in page.words()
    assert page.html.cssselect(".leaves[lang=ko]")
    assert len(page.body) < 120_000


def test_a_restricted_report_is_in_no_list(demo: Path) -> None:
    """Who may not find a report sees neither its statements nor drafts that rest on them, nor that there are any."""
    first = case.open_pages(demo, actor="A1")
    path = begun(first, 1)
    report = first.get("/release/new").html.cssselect("li .muted")[0].text_content().split(",")[0]
    on_desk(first, lambda desk: desk.restrict(report, ["A1"]))
    assert path in first.get("/release").text
    first.close()
    other = case.open_pages(demo, actor="B9")
    try:
        assert path not in other.get("/release").text
        assert other.get(path).status == 400
        shown = [e.text_content().split(",")[0] for e in other.get("/release/new").html.cssselect("li .muted")]
        assert shown
        assert report not in shown
    finally:
        other.close()


def table(rows: int = 60) -> bytes:
    lines = ["place,age,sum,note"]
    lines += [f"{'Hillford' if n % 3 else 'Lakeside'},{20 + n % 4},{n % 2},=cmd|{n}" for n in range(rows)]
    return "\n".join([*lines, "Farpoint,91,1,alone"]).encode()


def test_a_table_is_measured_and_taken_in_a_way_without_showing_a_cell(pages: case.Pages) -> None:
    fields = {"keys": "place, age", "told": "sum", "k": "5"}
    page = pages.post("/table-check", fields, {"file": ("records.csv", table())})
    assert "61 records" in page.words()
    assert "1 is the only one with its values" in page.words()
    assert "Farpoint" not in page.text
    for button in page.html.cssselect("button[name=way]"):
        taken = pages.post("/table-check/take", {"way": button.get("value")})
        rows = taken.body.decode("utf-8-sig").splitlines()
        assert rows[0] == "place,age,sum"
        groups = [row.rpartition(",")[0] for row in rows[1:]]
        assert min(groups.count(g) for g in groups) >= 5, button.get("value")
        assert "Farpoint,91" not in taken.text
    assert pages.post("/table-check/take", {"way": "none"}).status == 400
    for wrong in ({"keys": "nothing"}, {"keys": ""}, {"keys": "place,place"}, {"keys": "place", "k": "1"}):
        assert pages.post("/table-check", {**fields, **wrong}, {"file": ("records.csv", table())}).status == 400
    assert pages.post("/table-check", fields, {"file": ("records.csv", b"\x00\x01")}).status == 400


def test_a_long_draft_goes_over_pages_and_findings_lead_to_the_right_one(
    pages: case.Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "SHOWN", 7)
    path = begun(pages, 24)
    page = pages.get(path)
    assert len(page.body) < 120_000
    shown = {a.get("id") for a in page.html.cssselect(".sentence")}
    assert len(shown) == 7
    for link in page.html.cssselect(".rule li a"):
        where, _, item = link.get("href").rpartition("#")
        assert (item in shown) == (where == "")
        if where:
            assert "page=" in where
            on = where.partition("page=")[2]
            assert item in {a.get("id") for a in pages.get(path, {"page": on}).html.cssselect(".sentence")}


def test_only_some_events_or_reports_are_shown(pages: case.Pages) -> None:
    chosen = pages.post("/release/new/some", {"of": ["R2", "<b>"]})
    assert chosen.where == "/release/new?of=R2"
    page = pages.follow(chosen)
    shown = {e.text_content().split(",")[0] for e in page.html.cssselect("li .muted")}
    assert shown == {"R2"}
    assert pages.post("/release/new/some", {}).where == "/release/new"


def test_an_event_leads_to_a_draft_of_what_is_told_of_it(pages: case.Pages) -> None:
    name = pages.get("/release/new").html.cssselect("input[name=of]")[0].get("value")
    link = next(a for a in pages.get(f"/events/{name}").html.cssselect("main a") if "release/new" in a.get("href"))
    where, _, query = link.get("href").removeprefix(f"/{pages.passes.place}").partition("?")
    page = pages.get(where, dict([query.split("=")]))
    assert {e.text_content().partition(", ")[2] for e in page.html.cssselect("li .muted")} == {name}


def test_a_table_is_measured_in_korean_too(korean: case.Pages) -> None:
    page = korean.post("/table-check", {"keys": "place, age", "told": "sum", "k": "5"}, {"file": ("records.csv", table())})
    assert "기록 61건" in page.words()
    assert [i.get("value") for i in page.html.cssselect("#f-keys, #f-told, #f-k")] == ["place, age", "sum", "5"]
