"""The second statement of a demand or threat: what it demands or threatens (MODEL.md, ``content_of``)."""

from __future__ import annotations

from rushlight.reading.drafts import StatementDraft
from rushlight.reading.patterns import rx
from rushlight.record import Amount, AttributionMode, Found, Modality, Role, Scope, Span

SANCTIONS: tuple[tuple[str, str], ...] = (
    (
        "move.internal_exile",
        r"추방|산골|두메|산간|벽지|오지로|유배|농촌으로|시골로|탄광으로|(?:다|모두|싹)\s?실어\s?보|골짜기로|(?<![화리용]소)(?<!송)[가-힣]{2}행(?:이다|이라|일|이란)",
    ),
    ("kill.execution", r"총살|처형|사형|쏴\s?죽|교수형"),
    ("move.forced_return", r"송환|북송|본국으로|돌려보내|비행기|중국으로\s?넘|고국으로"),
    ("detain.camp", r"교화소|관리소|수용소|재교육|학습반"),
    ("list.sanction", r"명단에\s?(?:올|넣)"),
    ("disappear.enforced", r"사라지|사라진|없애\s?버|없어지|쥐도\s?새도|아무도\s?못\s?찾"),
    (
        "deny.livelihood",
        r"해고|퇴학|제적|직장을|일자리|배급|당증|밥줄|월급을|연금|자격을|잘라\s?버|직장에서|자른다|자르겠|학교에서|학교를\s?못|배급을\s?끊|연금을|면허를|(?:대학|학교|직장|회사|일터)[은는이도]?\s?(?:\S+\s)?(?:끝|못\s?다|없)|월급|양육비|장학금|졸업(?![’\"”]?시)|진급|승진|취직|문을?\s?닫",
    ),
    ("move.eviction", r"집에서\s?내쫓|집을\s?비우|쫓아내"),
    (
        "move.travel_ban",
        r"출국을?\s?금지|여권을?\s?(?:빼|뺏|압수|취소|안\s|못\s|돌려주지)|못\s?(?:나간|나가게|나갈|떠나)|출입을?\s?막",
    ),
    ("try.sentence", r"재판에\s?(?:넘|부)|재판소로|기소|법정에\s?세"),
    ("seize.property", r"몰수|압수|빼앗|뺏|차압|집을\s?내놓|재산을"),
    ("destroy.property", r"불\s?(?:지르|질러|태우)|부수|허물|밀어\s?버리"),
    (
        "detain.arrest",
        r"체포|잡아가|잡아\s?(?:가|오|올)|붙잡|끌고\s?가|연행|구속|잡아들|데려가|데려오겠|끌려가|잡혀가|잡으러|달고\s?가",
    ),
    (
        "detain.custody",
        r"감옥|감방|가두|가둔|구금|유치장|단련대|구류|철창|징역|당신도\s?간다|너도\s?간다|들어가게|년\s?(?:형을\s)?살|감방살이|콩밥|교도소|구치소|구류장|컨테이너|지하\s?감방|처넣|집어넣|[네너니]가?\s?들어간|(?:[0-9]|[일이삼사오육칠팔구십한두세네]|열|다섯|여섯|스무)\s?년(?:이다|이라|형)",
    ),
    ("labour.forced", r"전선으로|징집|군대에\s?보내|군대로|전방으로|탄광에"),
    ("kill.other", r"죽이|죽인다|죽여|죽는다|죽을\s?줄|목숨"),
    ("hurt.assault", r"때리|뽑겠|부러뜨리|찢어|두들겨|매를|다리를\s?부러|가만두지|패"),
    ("effect.family_separation", r"다시는\s?못\s?보|못\s?보게|못\s?만나게|아이를\s?빼앗"),
    ("punish.collective", r"3대를|삼대를|멸족|씨를\s?말|가족(?:까지|도|들까지|들도)\s|연좌|온\s?가족|부모(?:까지|도)"),
)
_COMPILED = tuple((act, rx(pattern)) for act, pattern in SANCTIONS)


def sanctions_in(words: str) -> list[tuple[str, int, int]]:
    """(act, start, end) of sanctions that words announce; at most two, in order."""
    found = []
    for act, pattern in _COMPILED:
        if match := pattern.search(words):
            found.append((match.start(), match.end(), act))
    found.sort()
    return [(act, a, b) for a, b, act in found[:2]]


def content(of: StatementDraft, act: str, span: Span, modality: Modality, amounts: tuple[Amount, ...] = ()) -> StatementDraft:
    """A content statement with the act's parties, attributed as the act is."""
    return StatementDraft(
        spans=[span],
        act=act,
        scope=of.scope if of.scope in (Scope.PATTERN, Scope.TREND) else Scope.INCIDENT,
        modality=modality,
        mode=of.mode,
        speaker=of.speaker,
        carrier=of.carrier,
        cue=of.cue,
        participants=[(r, p) for r, p in of.participants if r in (Role.AFFECTED, Role.PERPETRATOR)],
        amounts=list(amounts),
        content_of=of,
        found={"modality": Found.CONTENT},
    )


def embedded(draft: StatementDraft, speaker_of: StatementDraft) -> None:
    """Make a content the officer's own quoted words."""
    agent = next((p for r, p in speaker_of.participants if r is Role.PERPETRATOR), None)
    draft.mode = AttributionMode.EMBEDDED_QUOTE
    draft.speaker, draft.carrier = agent, speaker_of.speaker
