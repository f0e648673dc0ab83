"""How many happenings a clause speaks of: one, several, a practice, a change in it."""

from __future__ import annotations

from rushlight.reading.patterns import rx
from rushlight.record import Scope

NIEUN = "[" + "".join(chr(0xAC00 + 28 * i + 4) for i in range(399)) + "]"
BIEUP = "[" + "".join(chr(0xAC00 + 28 * i + 17) for i in range(399)) + "]"
"""Syllables closed by ㄴ and by ㅂ, on which present endings sit: 보낸다, 보냅니다."""
TREND = rx(
    r"늘고|늘어나|늘어남|늘어난|늘었|늘음|증가|급증|줄었|줄어들|줄고|심해지|심해졌|심해져|강화|부쩍|점점|점차|갈수록|기\s?시작했|기\s?시작하|더욱|더\s?심|요즘은|요즘\s|최근\s?들어|근래|전보다|예전보다|이전보다|이제는|확산되|확산하|확대"
)
HABIT = rx(
    r"곤\s?(?:했|하|한)|늘\s|매주|매달|매일|매번|다달이|날마다|밤마다|마다\s|때마다|종종|자주|번번이|으레|수시로|항상|언제나|일상적|정기적|흔히|보통\s|주기적|걸핏하면|한\s?달에|일주일에|1년에|하루\s?(?:에도|[0-9]+\s?시간)|[0-9가-힣]+\s?번씩|씩\s|일쑤|관행|상습|지속적|멀다\s하[고게]|밤낮|귀에\s못이|상시|내내|때면|한\s해에|주\s?[0-9]+\s?회|계속됨|계속돼|계속되|반복|되풀이|끊임없|철마다|줄곧|번번|매\s끼"
)
SEVERAL = rx(
    r"줄줄이|잇따라|잇달아|연이어|줄소환|무더기|여럿|여러\s?(?:명|세대|사람|집|가족|차례)|수십|수백|수천|곳곳|속속|대거|일제히|대대적|많은\s|적지\s?않은|일부\s|차례로|[0-9]+\s?(?:건|곳)"
)
ONGOING = rx(
    r"고\s?있(?:다|는|어|습|었|으며|고|음)|[는ㄴ]다(?:고|는|며)|(?:한다|된다|받는다|당한다|시킨다|간다|온다|산다|낸다|쓴다|든다|린다|긴다|친다|운다|춘다)(?:[.,\s”’]|고|는|며|$)"
)
STATE = rx(
    r"(?:갇혀|구금돼|구금되어|수감돼|수감되어|억류돼|억류되어|지키고\s?서|올라|앉아|머물러|묶여|숨어|연금돼|잡혀|끌려가)\s?있"
)
GENERIC = rx(r"(?:들은|들이|들을|들에게|들한테|누구나|누구든|주민은|사람들|가족들|세대들|집들|자들은|라면\s?누구)")
PRESENT_HABIT = rx(
    r"(?:한다|합니다|해요|된다|됩니다|돼요|받는다|받습니다|간다|갑니다|온다|옵니다|시킨다|시킵니다|당한다|뜯는다|뜯긴다|낸다|냅니다|바친다|않는다|않아요|않습니다|못한다|못합니다|산다|삽니다|운다|떤다|한답니다|말랍니다|못해요)"
)


PRESENT = rx(
    rf"(?:(?:{NIEUN}|는)다|(?<![았었였했갔왔됐졌겼혔렸])습니다|(?<![입])(?<=[가-힣]){BIEUP}니다|(?:{NIEUN}|는)(?:대|단다|답니다|다더라|다네)(?:요)?|(?:무섭|두렵|불안하|힘들|어렵|막막하|흉흉하)다)[.\s”’]*$"
)
"""A verb that tells what is done these days."""
REPORTED = rx(
    r"(?<=[다라자냐])(?:고|며|면서)(?:만)?[\s,]?(?:합니다|한다|해요|합디다|전한다|말한다|전했다|말했다|했다|하더라|하네|하였다|밝혔다)[^가-힣]*$"
)
"""The telling, which is not the act: 없었다고 합니다."""
LASTING = frozenset(
    {
        "disappear.enforced",
        "effect.family_separation",
        "detain.custody",
        "detain.house_arrest",
        "detain.camp",
        "respond.refuse",
        "respond.deny",
        "adapt.cut_ties",
    }
)
"""What goes on for one person is one happening."""
ANYONE = rx(
    r"[한된은는던인]\s(?:자|자들|이들|사람들|세대들|가족들)(?:은|는|에\s대하여는|에\s대해서는|에게는|의\s경우)\s|[가-힣]\s시[,\s](?:에는\s)?|(?:자|이)라면\s"
)
"""Whoever it is that it happens to: 송환된 자는, 적발 시."""


def read_scope(
    words: str, *, act: str, timed: bool, plural: bool, counted: bool, whenever: bool = False, uttered: bool = False
) -> Scope:
    """Scope from the clause's words, whether it is dated, and whether its affected party is plural or counted.

    ``whenever``: a condition stands before it, and so it is told of every time. ``uttered``: it was said, or is only said
    to come, and its present tense is that of the words.
    """
    words = REPORTED.sub("", words)
    if TREND.search(words) and not timed:
        return Scope.TREND
    if SEVERAL.search(words) and not HABIT.search(words):
        return Scope.SET
    if timed and counted:
        return Scope.SET if rx(r"씩|고\s?있").search(words) else Scope.INCIDENT
    if HABIT.search(words) and not counted:
        return Scope.PATTERN
    if STATE.search(words):
        return Scope.PATTERN if GENERIC.search(words) and not timed else Scope.INCIDENT
    if ONGOING.search(words) and not timed:
        return Scope.SET if counted else Scope.PATTERN
    if timed:
        return Scope.INCIDENT
    if PRESENT_HABIT.search(words) or (PRESENT.search(words) and act not in LASTING and not uttered):
        return Scope.PATTERN
    if not counted and (whenever or ANYONE.search(words)) and act not in LASTING - {"detain.custody", "detain.camp"}:
        return Scope.PATTERN
    of_people = act.split(".")[0] in ("adapt", "effect", "exchange", "classify", "discriminate")
    return Scope.PATTERN if plural and not counted and of_people else Scope.INCIDENT
