"""Each family of frames: what it takes back, and what it must leave alone."""

from __future__ import annotations

import pytest

from .ko_drafts import DEED, after

RUMOUR = "believed affirmed hearsay"
RUMOUR_DENIED = "believed negated hearsay"
NEGATED = "occurred negated narrator"
CONFESSED, DENIED = "confessed affirmed narrator", "denied affirmed narrator"
ATTEMPTED, THREATENED = "attempted affirmed narrator", "threatened affirmed narrator"
UNREAL = "hypothetical affirmed narrator"
HEARD = "occurred affirmed hearsay"


def check(text: str, acts: str, *wanted: str, standing: str = DEED) -> None:
    assert after(text, *acts.split(), standing=standing) == list(wanted)


@pytest.mark.parametrize(
    ("text", "act", "wanted"),
    [
        ("[보위부가 그 가족을 추방했다는] 소문이 돌고 있다.", "move.internal_exile", RUMOUR),
        ("[총살당한 사람이 있다는] 풍문이 파다하다.", "kill.execution", RUMOUR),
        ("[브로커가 관리소로 보내졌다는] 뒷말이 무성하다.", "detain.camp", RUMOUR),
        ("[그 집 식구들이 추방됐다는] 얘기가 시장에 퍼졌다.", "move.internal_exile", RUMOUR),
        ("[그가 처형됐다는] 설이 나돈다.", "kill.execution", RUMOUR),
        ("[아들이 붙잡혔다는] 말이 있다.", "detain.arrest", RUMOUR),
        ("[아들이 붙잡혔다는] 이야기를 들었다.", "detain.arrest", RUMOUR),
        ("[때리고] 돈을 빼앗았다는 소문이 돈다.", "hurt.assault", RUMOUR),
        ("소문에 따르면 [보위원이 그의 집을 수색했다].", "search.home", RUMOUR),
        ("[누구는 잡혀갔다] 하고 누구는 도망갔다 한다.", "detain.arrest", RUMOUR),
        ("[브로커 두 명이 체포됐다더라].", "detain.arrest", RUMOUR),
        ("[브로커 두 명이 체포됐다던데] 확실치 않다.", "detain.arrest", RUMOUR),
        ("[그 집에서 여럿이 맞았다고들] 한다.", "hurt.assault", RUMOUR),
        ("[아버지는 작년에 끌려갔대요].", "detain.arrest", HEARD),
        ("[아버지는 작년에 끌려갔답니다].", "detain.arrest", HEARD),
        ("듣기로는 [아들이 단련대에 갇혔다].", "detain.custody", HEARD),
        ("[총살됐다], 달아났다, 온갖 소문이 돌았다.", "kill.execution", RUMOUR),
        ("카더라인데 [시장 관리원이 체포됐다고] 함", "detain.arrest", RUMOUR),
        ("확인되지 않은 소식에 따르면 [군인 다섯 명이 처형됐다].", "kill.execution", RUMOUR),
        ("사실 여부는 알 수 없지만 [여성들이 성폭행을 당했다고] 한다.", "hurt.sexual_violence", RUMOUR),
        ("[처형설이 돌았다].", "kill.execution", RUMOUR),
        ("[고문 의혹이 제기됐다].", "hurt.torture", RUMOUR),
        ("[옥에서 죽었다는] 식의 이야기가 떠돈다.", "kill.custody_death", RUMOUR),
        ("[체포됐다던] 사람이 장마당에 나왔다.", "detain.arrest", RUMOUR),
        ("[맞아 죽었네 굶어 죽었네 말이 많다].", "kill.other", RUMOUR),
        # told, and open or taken back behind it
        ("[경찰이 그를 체포했다고] 한다. 확인되지는 않았다.", "detain.arrest", RUMOUR),
        ("[경찰이 그를 체포했다고] 한다. 본지는 이를 확인하지 못했다.", "detain.arrest", RUMOUR),
        ("[다섯 명이 총살됐답니다]. 제 눈으로 본 것은 아닙니다.", "kill.execution", RUMOUR),
        ("[경찰이 그를 체포했다]. 이 소식은 아직 확인되지 않았다.", "detain.arrest", "believed affirmed narrator"),
        ("[남편이 총살됐다는] 소문은 헛소문이었다.", "kill.execution", RUMOUR_DENIED),
        ("[남편이 총살됐다는] 소문이 돌았으나 사실이 아니다.", "kill.execution", RUMOUR_DENIED),
        ("[남편이 총살됐다는] 소문이 돌았다. 나중에 헛소문으로 드러났다.", "kill.execution", RUMOUR_DENIED),
        ("[어머니가 잡혀갔다는] 소식은 오보였다.", "detain.arrest", RUMOUR_DENIED),
        ("[석방됐다는] 소식은 사실 이감이었다.", "release.freed", "believed negated narrator"),
        ("[경찰이 폭행했다는] 동영상은 조작된 것으로 밝혀졌다.", "hurt.assault", RUMOUR_DENIED),
        ("[그가 밀고했다고] 모두 수군거린다.", "respond.denounce", RUMOUR),
        ("[그를 체포했다]. 그런 소문이 돌고 있다.", "detain.arrest", "believed affirmed narrator"),
        ("[형을 데려갔다는데] 아직 확인 안 됨", "detain.arrest", RUMOUR),
        ("[나머지가 석방됐다는] 소식은 없다.", "release.freed", "believed negated narrator"),
        ("[풀려난 줄 알았는데] 아니었다.", "release.freed", "believed negated narrator"),
        ("[아이를 때렸다는] 신고를 받았다.", "hurt.assault", "believed affirmed narrator"),
        (
            "소식통은 “[두 집이 추방됐다]”고 말했다. 이 이야기는 사실이 아닌 것으로 드러났다.",
            "move.internal_exile",
            "believed negated narrator",
        ),
        # left alone
        ("날짜는 확실하지 않지만 [그는 그해에 체포됐다].", "detain.arrest", DEED),
        ("확인되지 않은 소문을 퍼뜨린 혐의로 [그는 체포됐다].", "detain.arrest", DEED),
        ("소식통은 “[두 집이 추방됐다]”고 말했다. 날짜는 확인되지 않았다.", "move.internal_exile", DEED),
        ("[그가 체포됐다고] 한다. 헛소문을 퍼뜨린 혐의다.", "detain.arrest", DEED),
        ("[그가 체포됐다고] 한다. 확인되지 않은 소문을 퍼뜨린 혐의다.", "detain.arrest", DEED),
        ("[보위부는 소문을 퍼뜨린 주민을 체포했다].", "detain.arrest", DEED),
        ("[체포될 줄 모르고 나갔다가 붙잡혔다].", "detain.arrest", DEED),
        ("[그를 때렸다는 사실이 확인됐다].", "hurt.assault", DEED),
        ("[보위부가 그를 체포했다는] 소문은 사실로 확인됐다.", "detain.arrest", DEED),
        ("[보위부가 그를 체포했다는] 소식을 전했다.", "detain.arrest", DEED),
        ("[보위부가 그를 체포했다고] 소식통이 전했다.", "detain.arrest", DEED),
        ("[경찰이 그를 체포했다]. 이유는 확인되지 않았다.", "detain.arrest", DEED),
        ("[경찰이 그를 체포했다고] 한다. 체포된 이유는 알 수 없다.", "detain.arrest", DEED),
        ("[경찰이 그를 체포했고] 아내도 추방됐다는 소문이 돈다.", "detain.arrest", DEED),
        ("[경찰이 소문을 퍼뜨린 남자를 체포했다].", "detain.arrest", DEED),
        ("[각목으로 때립디다]. 나는 모른다고 했어요.", "hurt.torture", DEED),
        ("[그는 매년 설에 부모에게 돈을 부친다].", "exchange.remittance_sent", DEED),
        ("소문이 무서워 [그는 강을 건넜다].", "exchange.departure", DEED),
        ("[군대에 끌려간] 아들이 돌아왔다.", "detain.arrest", DEED),
    ],
)
def test_rumour(text: str, act: str, wanted: str) -> None:
    check(text, act, wanted)


@pytest.mark.parametrize(
    ("text", "act", "wanted"),
    [
        ("[공개총살된 사람은 한 명도 없다].", "kill.execution", NEGATED),
        ("[우리 마을에서 추방된 세대는 하나도 없다].", "move.internal_exile", NEGATED),
        ("[아직 추방된 집은 없다].", "move.internal_exile", NEGATED),
        ("[체포된 경우는 아직 없었다].", "detain.arrest", NEGATED),
        ("[아무도 체포되지 않았다].", "detain.arrest", NEGATED),
        ("[안전원은 그를 끌고 가지 못했다].", "detain.arrest", NEGATED),
        ("[체포되거나] 추방된 사람은 없다.", "detain.arrest", NEGATED),
        ("[그는 체포된 것이 아니라] 소환됐다.", "detain.arrest", NEGATED),
        ("[그를 때린 건 아니다].", "hurt.assault", NEGATED),
        ("[구타는 없었다].", "hurt.assault", NEGATED),
        ("[체포가 아니라] 초대였다.", "detain.arrest", NEGATED),
        ("[그는 맞은 적이 없다].", "hurt.assault", NEGATED),
        ("[체포 안 됐다].", "detain.arrest", NEGATED),
        ("[그는 간신히 체포를 면했다].", "detain.arrest", NEGATED),
        ("[아무도 잡혀가지 않았대요].", "detain.arrest", "occurred negated hearsay"),
        ("[체포하지도, 때리지도 않았다].", "detain.arrest", NEGATED),
        ("[그는 때린 적도, 죽인 적도 없다고] 했다.", "hurt.assault", NEGATED),
        ("[추방당한 가구가 한 집도 없는 마을이다].", "move.internal_exile", NEGATED),
        ("[단련대에 간 사람은 못 봤다].", "detain.custody", NEGATED),
        ("[체포하는 대신] 돌려보냈다.", "detain.arrest", NEGATED),
        ("[겁만 줬지 때리진 않았어요].", "hurt.assault", NEGATED),
        ("[체포 대신 벌금을 물렸다].", "detain.arrest", NEGATED),
        ("[추방 대상에서 제외됐다].", "move.internal_exile", NEGATED),
        ("[고문이나 구타는 없었다].", "hurt.torture", NEGATED),
        ("[구타나 고문을 당하지 않았다].", "hurt.assault", NEGATED),
        ("[그가 고문을 당한 것은 사실이 아니다].", "hurt.torture", NEGATED),
        ("[고문을 한 적이 없다].", "hurt.torture", NEGATED),
        ("[그는 매를 맞아 본 적이 없다].", "hurt.assault", NEGATED),
        # two negations, and more than negation
        ("[구타당한 사람이 없지 않다].", "hurt.assault", DEED),
        ("[고문을 한 적이 없는 것은 아니다].", "hurt.torture", DEED),
        ("[그는 뇌물을 바치지 않을 수 없었다].", "take.extorted_payment", DEED),
        ("[안 때린 게 아니다].", "hurt.assault", DEED),
        ("[매만 맞은 것이 아니라] 굶기도 했다.", "hurt.assault", DEED),
        ("[때렸을 뿐만 아니라] 돈도 빼앗았다.", "hurt.assault", DEED),
        ("[단순히 때린 게 아니라] 죽도록 짓밟았다.", "hurt.assault", DEED),
        ("[형만 체포된 것이 아니다].", "detain.arrest", DEED),
        ("[하루도 때리지 않은 날이 없었다].", "hurt.assault", DEED),
        ("[돈을 안 바친 집이 없다].", "take.extorted_payment", DEED),
        # the negation is of another clause
        ("[그를 가두고 내보내지 않았다].", "detain.custody", DEED),
        ("[집을 빼앗고 주지 않았다].", "seize.property", DEED),
        ("[형은 끌려가 다시 보지 못했다].", "detain.arrest", DEED),
        ("[체포돼 보위부에 간 사람은 아들이 아니었다].", "detain.arrest", DEED),
        ("[매를 맞고 하루도 자지 못했다].", "hurt.assault", DEED),
        ("[해고통지도 받지 못하고] 쫓겨났다.", "deny.livelihood", DEED),
        ("[추방된 집에 아무도 없었다].", "move.internal_exile", DEED),
        ("[체포돼 가족을 보지 못했다].", "detain.arrest", DEED),
        ("[그는 구금돼 받은 것이 없었다].", "detain.custody", DEED),
        ("[이유를 알려 주지 않고 그를 체포했다].", "detain.arrest", DEED),
        ("[돈을 내지 않은 집은 추방됐다].", "move.internal_exile", DEED),
        ("[가족에게 알리지도 않고 총살했다].", "kill.execution", DEED),
        ("[사람들 앞이 아니라 비밀리에 처형됐다].", "kill.execution", DEED),
        ("[마을 안 집들을 수색했다].", "search.home", DEED),
        ("[그를 때린 것은 경찰이 아니라] 군인이었다.", "hurt.assault", DEED),
        ("[형은 맞았지만] 체포되지는 않았다.", "hurt.assault", DEED),
        ("[아버지는 총살되고] 어머니는 추방되지 않았다.", "kill.execution", DEED),
        ("[체포된 브로커는] 돈이 없다.", "detain.arrest", DEED),
        ("[집 안을 수색했다].", "search.home", DEED),
        ("[추방된 집에는 아무것도 없었다].", "move.internal_exile", DEED),
        ("[체포된 뒤 소식이 없다].", "detain.arrest", DEED),
    ],
)
def test_negation(text: str, act: str, wanted: str) -> None:
    check(text, act, wanted)


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("[그는 총살당할 뻔했다].", "kill.execution", "hypothetical"),
        ("[하마터면 붙잡힐 뻔했지만] 달아났다.", "detain.arrest", "hypothetical"),
        ("[보위원이 그를 때리려다] 말았다.", "hurt.assault", "attempted"),
        ("[보위원이 그를 때리려다가] 그만뒀다.", "hurt.assault", "attempted"),
        ("[군인들이 마을을 불태우려고 했으나] 주민들이 막았다.", "destroy.property", "attempted"),
        ("[그를 끌고 가려 했지만] 이웃들이 막아섰다.", "detain.arrest", "attempted"),
        ("[그를 납치하려던] 시도가 있었다.", "disappear.enforced", "attempted"),
        ("[체포 시도가 있었다].", "detain.arrest", "attempted"),
        ("[그를 체포하는 데 실패했다].", "detain.arrest", "attempted"),
        ("[브로커를 체포하려고] 숨어 기다렸다.", "detain.arrest", "intended"),
        ("[뇌물을 바쳤더라면] 괜찮았다.", "take.extorted_payment", "hypothetical"),
        ("돈을 냈더라면 [풀려났을 것이다].", "release.freed", "hypothetical"),
        ("돈이 있었으면 [뇌물을 바쳤을 텐데].", "take.extorted_payment", "hypothetical"),
        ("돈이 있었으면 벌써 [빼냈지요].", "release.freed", "hypothetical"),
        ("[아버지는 이미 처형됐을 것이다].", "kill.execution", "believed"),
        ("[그는 체포될 위기에] 놓였다.", "detain.arrest", "hypothetical"),
        ("[잡혀갈까 봐] 숨었다.", "detain.arrest", "hypothetical"),
        ("[그를 석방하기로 했다].", "release.freed", "intended"),
        ("[실제로 낸 집이 있는지는] 모른다.", "take.extorted_payment", "hypothetical"),
        ("[체포 여부는] 확인되지 않았다.", "detain.arrest", "hypothetical"),
        ("[체포되기 전에] 달아났다.", "detain.arrest", "hypothetical"),
        ("[당국이 마을을 철거할 것으로] 알려졌다.", "destroy.property", "intended"),
        ("[끌려간다 해도] 말은 하겠다.", "detain.arrest", "hypothetical"),
        ("[추방 계획은 나중에 취소됐다].", "move.internal_exile", "intended"),
        ("안 바쳤으면 [아버지는 총살당했어요].", "kill.execution", "hypothetical"),
        ("[탈북하다] 붙잡혔다.", "exchange.departure", "attempted"),
        ("[형이 처형되는 꿈을 꿨다].", "kill.execution", "hypothetical"),
        ("[총살 일보 직전에] 살아났다.", "kill.execution", "hypothetical"),
        ("[그가 총살된 줄 알고] 울었다.", "kill.execution", "believed"),
        ("[당국은 추방을 검토하고 있다].", "move.internal_exile", "intended"),
        ("[가족은 석방을 요구했다].", "release.freed", "demanded"),
        ("[살해를 기도했다].", "kill.other", "attempted"),
        ("[보위원들이 체포하러 왔으나] 아무도 없었다.", "detain.arrest", "intended"),
        ("[그를 납치하려는 계획이] 드러났다.", "disappear.enforced", "intended"),
        ("[가택수색은 항의로 무산됐다].", "search.home", "intended"),
        # left alone
        ("[도망치려는 그를 때렸다].", "hurt.assault", "occurred"),
        ("[체포하러 온 보위원이 그를 때렸다].", "hurt.assault", "occurred"),
        ("[구금 시설이 가득 차도록 체포했다].", "detain.arrest", "occurred"),
        ("[자백을 요구했다].", "coerce.confession", "occurred"),
        ("[언제 총살됐는지] 가족도 모른다.", "kill.execution", "occurred"),
        ("[왜 체포됐는지는] 확인되지 않았다.", "detain.arrest", "occurred"),
        ("[맞다가 붙잡은 팔이 부러졌다].", "hurt.assault", "occurred"),
        ("구타당했다면서 울었다. [그는 다음 날 끌려갔다].", "detain.arrest", "occurred"),
        ("[경찰에 맞았다면서] 병원을 찾았다.", "hurt.assault", "occurred"),
        ("집에 전화가 있으면 [모두 압수했다].", "seize.property", "occurred"),
        ("[당국은 그의 여권을 취소했다].", "move.travel_ban", "occurred"),
        ("[나가 줬으면 하고 그를 때렸다].", "hurt.assault", "occurred"),
        ("[도망치려다] 실패한 [그는 붙잡혔다].", "respond.flee detain.arrest", "attempted occurred"),
        ("[강을 건너려던 그를 체포했다].", "detain.arrest", "occurred"),
        ("[도망가려 했다는 이유로 때렸다].", "hurt.assault", "occurred"),
        ("보았더라면 알았겠지만 모두 자고 있었고 [그는 체포됐다].", "detain.arrest", "occurred"),
        ("[그를 체포했는지] 묻자 경찰은 웃었다.", "detain.arrest", "occurred"),
        ("[자백을 받아 내려고 그를 때렸다].", "hurt.assault", "occurred"),
        ("[돈을 바치면 풀려날 수 있다기에 뇌물을 바쳤다].", "take.extorted_payment", "occurred"),
    ],
)
def test_nearly_and_unreal(text: str, act: str, modality: str) -> None:
    assert [s.split()[0] for s in after(text, *act.split())] == modality.split()


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("[추방하겠다는] 말에 가족은 울었다.", "move.internal_exile", "threatened"),
        ("[가족을 체포할 것이라는] 말을 듣고 그는 돌아갔다.", "detain.arrest", "believed"),
        ("[집을 몰수한다는] 경고에 주민들이 떨었다.", "seize.property", "threatened"),
        ("[교화소로 보내겠다는] 협박이 이어졌다.", "detain.camp", "threatened"),
        ("[온 식구를 추방한다는] 으름장도 놓았다.", "move.internal_exile", "threatened"),
        ("[그를 체포하겠다고] 그의 형을 위협했다.", "detain.arrest", "threatened"),
        ("[때리고] 가두겠다는 위협을 받았다.", "hurt.assault", "threatened"),
        ("[집을 수색하라는] 지시에 보위원들이 모였다.", "search.home", "policy"),
        ("[주민을 동원하라는] 구두 지시가 내려왔다.", "labour.forced", "policy"),
        ("[집을 철거한다는] 방침이 나왔다.", "move.eviction", "policy"),
        ("[친척을 신고하라는] 구호가 붙었다.", "respond.denounce", "demanded"),
        ("[뇌물을 바치라는] 요구를 받았다.", "take.extorted_payment", "demanded"),
        ("[체포 명령이 내려졌다].", "detain.arrest", "policy"),
        ("[연락을 끊겠다는] 서약서를 썼다.", "adapt.cut_ties", "pledged"),
        ("[재산을 몰수하겠다는] 통지서를 받았다.", "seize.property", "threatened"),
        # left alone
        ("[경찰서로 나오라고] 했다.", "question.summons", "occurred"),
        ("[추방이라는 말을 듣고 쫓겨났다].", "move.eviction", "occurred"),
        ("[시킨 대로 하라는 말에 맞았다].", "hurt.assault", "occurred"),
        ("[수색하라는 지시에 따라 집을 뒤졌다].", "search.home", "occurred"),
        ("[나가라는 명령을 어겨 체포됐다].", "detain.arrest", "occurred"),
        ("[체포됐다는] 통보를 받았다.", "detain.arrest", "occurred"),
        ("[추방하겠다고 위협하고 그를 때렸다].", "hurt.assault", "occurred"),
        ("[교화소로 보내겠다고 위협했다].", "threat.sanction", "occurred"),
        ("[돈을 내라고 요구했다].", "demand.payment", "occurred"),
    ],
)
def test_threats_and_orders(text: str, act: str, modality: str) -> None:
    assert [s.split()[0] for s in after(text, act)] == [modality]


@pytest.mark.parametrize(
    ("text", "act", "standing", "wanted"),
    [
        ("그는 “[경찰이 나를 때렸다고] 말한 적이 없다”고 했다.", "hurt.assault", DEED, DENIED),
        ("그는 [경찰이 때렸다고] 진술한 사실이 없다.", "hurt.assault", DEED, DENIED),
        ("당국은 [고문이 있었다는] 보도를 낭설이라고 일축했다.", "hurt.torture", DEED, DENIED),
        ("[수감자를 고문했다는] 의혹을 전면 부인했다.", "hurt.torture", DEED, DENIED),
        ("[독방에 갇혀 있다는] 보도를 두고 사실무근이라며 선을 그었다.", "detain.custody", DEED, DENIED),
        ("[구타 의혹을 부인했다].", "hurt.assault", DEED, DENIED),
        ("[명단을 만들었다는] 건 헛소문이라고 했다.", "list.sanction", DEED, DENIED),
        ("[명단을 만들었다는] 건 헛소문이다.", "list.sanction", DEED, RUMOUR_DENIED),
        (
            "[돈을 받았다고] 자백하지 않았다.",
            "exchange.remittance_receipt",
            CONFESSED,
            DENIED,
        ),
        (
            "[돈을 받은 사실을 시인하지 않을 수 없었다].",
            "exchange.remittance_receipt",
            CONFESSED,
            CONFESSED,
        ),
        ("[고문 사실을 부인하지 않았다].", "hurt.torture", DENIED, CONFESSED),
        ("[고문했다는] 의혹을 부인하지 않았다.", "hurt.torture", DENIED, "believed affirmed narrator"),
        ("[고문했다는] 의혹을 부인했다.", "hurt.torture", DENIED, DENIED),
        # left alone
        ("[고문당했다는] 증언이 잇따랐고 정부는 살인 혐의를 부인했다.", "hurt.torture", DEED, DEED),
        ("[그를 때렸다고] 말한 경찰은 없었다.", "hurt.assault", DEED, DEED),
        ("[혐의를 부인한 그를 때렸다].", "hurt.assault", DEED, DEED),
        ("[남편이 총살됐다고] 말한 사람이 체포됐다.", "kill.execution", DEED, DEED),
    ],
)
def test_denials(text: str, act: str, standing: str, wanted: str) -> None:
    assert after(text, act, standing=standing) == [wanted]


@pytest.mark.parametrize(
    ("text", "act", "wanted"),
    [
        ("[통계청이 물가 조사를 벌였다].", "question.interrogate", "gone"),
        ("[연구팀이 주민 건강 실태를 조사했다].", "question.interrogate", "gone"),
        ("[여론 조사 결과가 나왔다].", "question.interrogate", "gone"),
        ("[의사가 환자 상태를 감시했다].", "watch.surveillance", "gone"),
        ("[길 잃은 아이를 집으로 데려다주었다].", "detain.arrest", "gone"),
        ("[구급대원이 노인을 병원으로 실어 갔다].", "detain.arrest", "gone"),
        ("[태풍이 집 서른 채를 파괴했다].", "destroy.property", "gone"),
        ("[홍수로 집 열 채가 부서졌다].", "destroy.property", "gone"),
        ("[영화 속에서 주인공은 고문을 당한다].", "hurt.torture", "gone"),
        ("[연극에서 배우는 총살당하는 장면을 연기했다].", "kill.execution", "gone"),
        ("[은행이 그의 집을 압류했다].", "seize.property", "gone"),
        ("[외국인 선교사가 국외로 추방됐다].", "move.internal_exile", "gone"),
        ("[노래가 관객의 마음을 빼앗았다].", "seize.property", "gone"),
        ("[승객들이 엘리베이터에 갇혔다].", "detain.custody", "gone"),
        ("[경찰은 이날 체포 훈련을 했다].", "detain.arrest", "gone"),
        ("[인권단체가 난민 300명을 대면 조사했다].", "question.interrogate", "gone"),
        ("[감독은 선수 두 명을 소환했다].", "question.summons", "gone"),
        ("[이재민을 체육관에 수용했다].", "detain.custody", "gone"),
        ("[훔친 자전거를 회수해] 주인에게 돌려주었다.", "seize.property", "gone"),
        ("[배우들이 공개처형 장면을 재현했다].", "kill.execution", "gone"),
        ("[구조대는 침몰한 배의 선원을 수색했다].", "search.home", "gone"),
        ("[부모는 아이의 휴대전화를 압수했다].", "seize.property", "gone"),
        ("[시험이 학생들을 고문한다].", "hurt.torture", "gone"),
        ("[아이들은 경찰 놀이를 하며 친구를 체포했다].", "detain.arrest", "gone"),
        # left alone
        ("[경찰은 실종된 활동가의 집을 뒤졌다].", "search.home", DEED),
        ("[보위원은 부모에게서 휴대전화를 빼앗았다].", "seize.property", DEED),
        ("[추위 속에서 그를 고문했다].", "hurt.torture", DEED),
        ("[법원은 외교관을 소환했다].", "question.summons", DEED),
        ("[환자를 정신병원에 강제로 수용했다].", "detain.custody", DEED),
        ("[보위원이 시장에서 그를 조사했다].", "question.interrogate", DEED),
        ("[요원들이 환자의 집을 감시했다].", "watch.surveillance", DEED),
        ("[보위원이 다친 학생을 끌고 갔다].", "detain.arrest", DEED),
        ("[태풍이 지나간 뒤 군인들이 집을 파괴했다].", "destroy.property", DEED),
        ("[영화를 봤다는 이유로 학생이 체포됐다].", "detain.arrest", DEED),
        ("[영화배우가 무대에서 내려오다 체포됐다].", "detain.arrest", DEED),
        ("[당국이 은행 계좌를 압류했다].", "seize.property", DEED),
        ("[선교사 가족이 산골로 추방됐다].", "move.internal_exile", DEED),
        ("[은행 앞에서 군인들이 돈을 빼앗았다].", "seize.property", DEED),
        ("[눈이 내린 날 감방에 갇혔다].", "detain.custody", DEED),
        ("[북을 치던 남자를 때렸다].", "hurt.assault", DEED),
    ],
)
def test_other_senses(text: str, act: str, wanted: str) -> None:
    check(text, act, wanted)


@pytest.mark.parametrize(
    ("text", "acts", "wanted"),
    [
        ("[아버지는 총살되고] [어머니는 추방됐다].", "kill.execution move.internal_exile", [DEED, DEED]),
        ("[아버지는 총살됐고] [어머니는 추방되지 않았다].", "kill.execution move.internal_exile", [DEED, NEGATED]),
        ("[형은 체포되지 않았지만] [동생은 끌려갔다].", "detain.arrest detain.arrest", [NEGATED, DEED]),
        (
            "[한 집은 추방됐고] [다른 집은 추방될 뻔했다].",
            "move.internal_exile move.internal_exile",
            [DEED, UNREAL],
        ),
        ("[아버지가 먼저 잡혀가고] [어머니까지 잡혀갈 뻔했다].", "detain.arrest detain.arrest", [DEED, UNREAL]),
        ("[집을 뒤지고] [그를 끌고 가려 했다].", "search.home detain.arrest", [DEED, ATTEMPTED]),
        ("[그를 때리고] [추방하겠다고] 위협했다.", "hurt.assault move.internal_exile", [DEED, THREATENED]),
        (
            "[어머니는 추방되고], [아버지는 체포될 예정이다].",
            "move.internal_exile detain.arrest",
            [DEED, "intended affirmed narrator"],
        ),
        ("[브로커는 체포됐고] [아내도 잡혀갔다는] 소문이 돈다.", "detain.arrest detain.arrest", [DEED, RUMOUR]),
        ("[브로커가 총살됐다는] 소문이 돌지만 [그의 아들은 실제로 체포됐다].", "kill.execution detain.arrest", [RUMOUR, DEED]),
        ("[그는 체포된 것이 아니라] [소환됐다].", "detain.arrest question.summons", [NEGATED, DEED]),
        ("[셋은 풀려났으나] [둘은 아직 갇혀 있다].", "release.freed detain.custody", [DEED, DEED]),
        ("[체포된 사람은 없지만] [두 집이 수색을 당했다].", "detain.arrest search.home", [NEGATED, DEED]),
        ("[그를 때리려다 말고] [돈을 빼앗았다].", "hurt.assault seize.property", [ATTEMPTED, DEED]),
        (
            "[추방하겠다는] 말에 [그는 뇌물을 바쳤다].",
            "move.internal_exile take.extorted_payment",
            [THREATENED, DEED],
        ),
        ("[태풍이 집을 부쉈고] [보위원은 남은 쌀을 빼앗았다].", "destroy.property seize.property", ["gone", DEED]),
    ],
)
def test_two_fates(text: str, acts: str, wanted: list[str]) -> None:
    check(text, acts, *wanted)
