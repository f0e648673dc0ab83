"""How many happenings a clause speaks of: one, several, a practice, a change in it."""

from __future__ import annotations

import regex

from rushlight.reading.korean.wording import rx
from rushlight.record import Scope

TREND = regex.compile(
    r"늘고|늘어나|늘었|증가|급증|줄었|줄어들|줄고|심해지|심해졌|심해져|강화|부쩍|점점|점차|갈수록|기\s?시작했|기\s?시작하|더욱|더\s?심|요즘은|요즘\s|최근\s?들어|근래|전보다|예전보다|이전보다|이제는|확산되|확산하|확대"
)
HABIT = regex.compile(
    r"곤\s?(?:했|하|한)|늘\s|매주|매달|매일|매번|다달이|날마다|밤마다|마다\s|때마다|종종|자주|번번이|으레|수시로|항상|언제나|일상적|정기적|흔히|보통\s|주기적|걸핏하면|한\s?달에|일주일에|1년에|하루\s?(?:에도|[0-9]+\s?시간)|[0-9가-힣]+\s?번씩|씩\s|일쑤|관행|상습|지속적"
)
SEVERAL = regex.compile(
    r"줄줄이|잇따라|잇달아|연이어|줄소환|무더기|여럿|여러\s?(?:명|세대|사람|집|가족|차례)|수십|수백|수천|곳곳|속속|대거|일제히|대대적|많은\s|적지\s?않은|일부\s|차례로|[0-9]+\s?(?:건|곳)"
)
ONGOING = regex.compile(
    r"고\s?있(?:다|는|어|습|었|으며|고|음)|[는ㄴ]다(?:고|는|며)|(?:한다|된다|받는다|당한다|시킨다|간다|온다|산다|낸다|쓴다|든다|린다|긴다|친다|운다|춘다)(?:[.,\s”’]|고|는|며|$)"
)
STATE = regex.compile(
    r"(?:갇혀|구금돼|구금되어|수감돼|수감되어|억류돼|억류되어|지키고\s?서|올라|앉아|머물러|묶여|숨어|연금돼|잡혀|끌려가)\s?있"
)
GENERIC = regex.compile(r"(?:들은|들이|들을|들에게|들한테|누구나|누구든|주민은|사람들|가족들|세대들|집들|자들은|라면\s?누구)")
PRESENT_HABIT = regex.compile(
    r"(?:한다|합니다|해요|된다|됩니다|돼요|받는다|받습니다|간다|갑니다|온다|옵니다|시킨다|시킵니다|당한다|뜯는다|뜯긴다|낸다|냅니다|바친다|않는다|않아요|않습니다|못한다|못합니다|산다|삽니다|운다|떤다|한답니다|말랍니다|못해요)"
)


def read_scope(words: str, *, act: str, timed: bool, plural: bool, counted: bool) -> Scope:
    """Scope from the clause's words, whether it is dated, and whether its affected party is plural or counted."""
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
    if PRESENT_HABIT.search(words) and not timed:
        return Scope.PATTERN
    if (
        plural
        and not timed
        and not counted
        and act.split(".")[0] in ("adapt", "effect", "exchange", "classify", "discriminate")
    ):
        return Scope.PATTERN
    return Scope.INCIDENT
