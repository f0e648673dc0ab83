"""Words whose form alone says that they are no deed: a rumour inside the wording, “or else”, what was written down."""

from __future__ import annotations

from rushlight.reading.korean.clauses import Clause
from rushlight.reading.korean.triggers import Trigger
from rushlight.reading.korean.units import MASK, Unit
from rushlight.reading.patterns import rx
from rushlight.record import Modality

PAST = rx("[" + "".join(c for c in (chr(0xAC00 + 28 * i + 20) for i in range(399)) if c not in "있겠") + "]")
"""Syllables closed by ㅆ, on which the past sits: 갔다, 쳤다, 내셨다."""
RUMOUR_IN_IT = rx(
    r"(?:다는|단)\s(?:말|소문|얘기|이야기|소리|풍문|풍설)(?:들)?(?:이|가|도|은)\s|다고\s(?:의심|추측|짐작)[하했한]"
)
SHORT_RUMOUR = rx(r"[가-힣]{0,3}?단\s(?:말|소문|얘기|이야기|소리)(?:이|가|도)?\s(?!야)")
GOES_ROUND = rx(
    r"(?:다느니|다는\s둥|단\s둥)\s(?:\S+\s){0,7}?(?:말|소문|얘기|이야기|소리)(?:들)?(?:이|가|도)\s?(?:\S+(?:에|에서)\s){0,2}(?:많|무성|돌|도는|돈다|분분|나[오왔돈돌]|떠)"
)
"""칠 년을 산다느니 끌려간다느니 하는 소리가 돈다: a rumour, though it sounds like a threat."""
ASKED_FOR = rx(
    r"(?:달래|내래|바치래|가져오래|내놓으래|내라|바치라|가져오라|내놓으라)(?:서|요|대|더라|던데|니까|는데|고|며)?[\s,.!]*$"
)
"""5천 달래서: what is asked for is not paid yet."""
OR_ELSE = rx(r"(?:^|\s)(?:아니면|안\s?그러면|안\s?그럼|그렇지\s?않으면|그러지\s?않으면)\s")
TOLD_PRESENT = rx(r"다(?:고)?\s?(?:하오|하우|한다|하더|합디다|했|하데|그러|그럽|카더|하더이다)|(?:[가-힣]겠다고)")
WRITTEN = rx(
    r"[”’»」』\"]?(?:이?라)?(?:고|는)?\s?(?:글|조서|말|종이|문장|자술|진술)?(?:을|를)?\s?(?:\S+\s){0,2}?(?:쓰고|썼|써\s|쓰게|적었|적고|적게|읽었|읽게|읽으라|지장|손도장|서명)"
)
"""What stands behind a quotation that somebody was made to write or read out."""


QUOTE_ENDS = rx(r"[가-힣.]{0,5}(?=[’”»」])")


def goes_round(trigger: Trigger, unit: Unit) -> bool:
    """Whether what sounds like a threat is only what people say (끌려간다느니 하는 소리가 돌아)."""
    return GOES_ROUND.search(unit.text(trigger.start, trigger.end + 44)) is not None


def told_by_form(trigger: Trigger, unit: Unit, clause: Clause) -> tuple[Modality, str] | None:
    """The modality, with the kind of its cue, of words whose form makes them no deed."""
    if _says_rumour(trigger, unit):
        return Modality.BELIEVED, "rumour"
    if trigger.act.startswith("take.") and ASKED_FOR.search(unit.text(trigger.start, max(trigger.end, clause.end))):
        return Modality.DEMANDED, "demand"
    if _or_else(trigger, unit, clause):
        return Modality.THREATENED, "threat"
    return (Modality.CONFESSED, "confess") if _written_down(trigger, unit) or _owned_up(trigger, unit, clause) else None


def _says_rumour(trigger: Trigger, unit: Unit) -> bool:
    """감옥에서 봤다는 말이 들려왔다: the wording itself takes in that it is only said."""
    speaks = trigger.act.startswith(("respond.", "demand.", "threat.", "policy.", "effect.", "adapt.", "disappear."))
    behind = SHORT_RUMOUR.match(unit.text(trigger.end - 1, trigger.end + 20)) is not None or goes_round(trigger, unit)
    return not speaks and (behind or RUMOUR_IN_IT.search(unit.text(trigger.start, trigger.end)) is not None)


def _or_else(trigger: Trigger, unit: Unit, clause: Clause) -> bool:
    """아니면 산골로 보낸다 하오: told in the present behind an “or else”, it is a threat."""
    if not trigger.act.startswith(("move.", "detain.", "deny.", "kill.", "hurt.", "seize.", "destroy.", "try.", "labour.")):
        return False
    told = unit.text(trigger.start, clause.end)
    return OR_ELSE.search(unit.text(clause.start, trigger.end)) is not None and (
        TOLD_PRESENT.search(told) is not None and not PAST.search(told.split("다")[0][-1:])
    )


OWNED_UP = rx(r"(?:할\s?수\s없이|하는\s?수\s없이|마지못해|끝내|못\s이겨|견디다\s못해)\s(?:\S+\s){0,3}$")
SAID_SO = rx(r"\s?(?:했|말했|대답했|답했|털어놓|불었|그랬)")


def _owned_up(trigger: Trigger, unit: Unit, clause: Clause) -> bool:
    """할 수 없이 받았다고 했다: said under pressure of oneself."""
    if not trigger.act.startswith(("exchange.", "disclose.")) or clause.kind != "quotative":
        return False
    forced = OWNED_UP.search(unit.text(unit.start, trigger.start)) is not None
    return forced and SAID_SO.match(unit.text(clause.end, unit.end)) is not None


def _written_down(trigger: Trigger, unit: Unit) -> bool:
    """‘적의 돈을 받았다’ 두 장 쓰고: what somebody wrote down under pressure is a confession, no happening."""
    if not trigger.act.startswith(("exchange.", "disclose.", "watch.informant")):
        return False
    closed = QUOTE_ENDS.match(unit.text(trigger.end, unit.end))
    if closed is not None:
        return WRITTEN.match(unit.text(trigger.end + closed.end(), unit.end)) is not None
    return unit.parent is not None and WRITTEN.match(unit.parent.text(after_quote(unit) - 1, unit.parent.end)) is not None


def after_quote(unit: Unit) -> int:
    """Where the parent sentence goes on after this unit's quotation."""
    parent = unit.parent
    assert parent is not None  # noqa: S101 - only called for quotations
    at = unit.end - parent.start
    while at < len(parent.masked) and parent.masked[at] == MASK:
        at += 1
    return parent.start + min(at + 1, len(parent.masked))
