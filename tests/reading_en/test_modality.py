"""A threat, demand, rumour or denial is never read as the deed."""

from __future__ import annotations

import pytest

from rushlight.record import DocumentKind

from .texts import acts, draft, parties


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Officers threatened to send the family to a prison camp.", "detain.camp"),
        ("He was warned that his house would be demolished.", "destroy.property"),
        ("Residents were told that those who hide a phone will be expelled to the mountains.", "move.internal_exile"),
        ("If she spoke again she would be arrested.", "detain.arrest"),
        ("Nobody was arrested.", "detain.arrest"),
        ("The family was never expelled to the mountains.", "move.internal_exile"),
        ("The ministry denied that any teacher had been tortured.", "hurt.torture"),
        ("There are rumours that two brokers were executed.", "kill.execution"),
        ("Someone said they shot him.", "kill.other"),
        ("Police tried to arrest the editor.", "detain.arrest"),
        ("He narrowly escaped arrest.", "detain.arrest"),
        ("An order was issued to evict the widow.", "move.eviction"),
        ("She feared that he would be executed.", "kill.execution"),
        ("The officers demanded 500 dollars.", "take.extorted_payment"),
        ("They promised to report every call to the police.", "respond.denounce"),
        ("The reports that soldiers raped two girls could not be confirmed.", "hurt.sexual_violence"),
        ("He refused to pay the bribe.", "take.extorted_payment"),
        ("Police may arrest the editor.", "detain.arrest"),
        ("Prosecutors want to jail the pastor.", "detain.custody"),
    ],
)
def test_what_did_not_happen_is_not_told_as_happened(text: str, act: str) -> None:
    assert (act, "occurred", "affirmed") not in acts(text)


@pytest.mark.parametrize(
    ("text", "speech", "content", "modality"),
    [
        ("Officers threatened to evict the widow.", "threat.sanction", "move.eviction", "threatened"),
        ("The guard demanded 500 dollars.", "demand.payment", "take.extorted_payment", "demanded"),
        ("She confessed to receiving money from abroad.", "respond.confess_oral", "exchange.remittance_receipt", "confessed"),
        ("She denied calling her sister in Seoul.", "respond.deny", "exchange.contact", "denied"),
        ("A family was threatened with exile.", "threat.sanction", "move.internal_exile", "threatened"),
    ],
)
def test_speech_acts_carry_their_content(text: str, speech: str, content: str, modality: str) -> None:
    found = draft(text).statements
    inner = next(s for s in found if s.act == content and s.modality.value == modality)
    assert inner.content_of is not None
    assert inner.content_of.act == speech
    assert inner.content_of.modality.value == "occurred"


def test_a_note_orders_after_a_colon() -> None:
    found = acts("Family told: bring 50,000 afghani or she goes to the big prison.", DocumentKind.FIELD_NOTE)
    assert ("demand.payment", "occurred", "affirmed") in found
    assert ("detain.custody", "threatened", "affirmed") in found
    assert not any(a == "detain.custody" and m == "occurred" for a, m, _ in found)


def test_negations_of_a_note() -> None:
    found = acts("Not hit. Nothing seized. Broker NOT arrested.", DocumentKind.FIELD_NOTE)
    assert {(a, p) for a, _, p in found} == {
        ("hurt.assault", "negated"),
        ("seize.property", "negated"),
        ("detain.arrest", "negated"),
    }


def test_a_broker_arrested_is_not_a_family_arrested() -> None:
    text = "Families are afraid after numerous broker arrests."
    assert parties(text, "detain.arrest", "affected") == {"broker"}


def test_a_passive_has_no_perpetrator() -> None:
    text = "The officers drove away. A trader was arrested in the market."
    assert parties(text, "detain.arrest", "perpetrator") == set()


def test_the_sum_demanded_stands_on_the_demand_and_its_content_only() -> None:
    text = "The officer demanded 900 dollars. Her uncle paid 600 dollars to the officer."
    by_act = {(s.act, s.modality.value): [a.span.exact for a in s.amounts] for s in draft(text).statements}
    assert by_act["demand.payment", "occurred"] == ["900 dollars"]
    assert by_act["take.extorted_payment", "demanded"] == ["900 dollars"]
    assert by_act["take.extorted_payment", "occurred"] == ["600 dollars"]


def test_a_conversion_is_no_second_payment() -> None:
    text = (
        "Last month one family paid agents 10,000 Chinese yuan (approximately $1,400),"
        " while another surrendered 6,000 yuan (about $840)."
    )
    paid = [s for s in draft(text).statements if s.act == "take.extorted_payment"]
    assert [[str(a.value) for a in s.amounts] for s in paid] == [["10000"], ["6000"]]
    assert [s.scope.value for s in paid] == ["incident", "incident"]


@pytest.mark.parametrize(
    ("text", "act", "scope"),
    [
        ("Officers demand bribes from families.", "demand.payment", "pattern"),
        ("An officer demanded a bribe on Monday.", "demand.payment", "incident"),
        ("Surveillance has dramatically increased.", "watch.surveillance", "trend"),
        ("There were numerous broker arrests.", "detain.arrest", "set"),
        ("Guards often beat prisoners.", "hurt.assault", "pattern"),
    ],
)
def test_scope_follows_the_clause(text: str, act: str, scope: str) -> None:
    assert [s.scope.value for s in draft(text).statements if s.act == act] == [scope]


SUPPOSED = """The minister said no journalist had been killed.
Amnesty called on the government to stop torturing detainees.
He was nearly shot at the border.
They planned to search the church on Sunday.
If she goes back, she will be executed.
The court ruled that the eviction was unlawful.
Campaigners fear mass arrests.
Police were about to arrest him when he left.
He could have been killed.
The bill would allow police to detain anyone for a year.
Contrary to reports, the teacher was not beaten.
Unless they pay, the house will be demolished.
The guards pretended to shoot him.
Parents worry that their sons will be sent to the camp.
It is not known whether the men were tortured.
The general promised that nobody would be punished.
She asked whether her husband had been executed.
A plan to deport the refugees was dropped.
The rumour that the priest was hanged turned out to be false.
The lawyer warned that the women risk being stoned.
He dreamt that he was arrested.
Had she stayed, she would have been detained.
The officer offered to drop the charges if she paid 500 dollars.
The order to relocate the village was never carried out.
Activists demanded that the state stop executing prisoners.
Nobody in the village has been forced to work.
The ministry rejected claims that it had seized land.
He said he would rather be shot than inform on his friends.
Relatives hoped he would be released.
The police tried in vain to arrest the monk.
They were ready to hang him.
Officials deny having tortured anyone.
A neighbour claims they wanted to sell the girl.
Families say they could be evicted at any time.""".splitlines()
SPEAKING = ("respond", "threat", "demand", "policy", "effect", "attitude")


@pytest.mark.parametrize("text", SUPPOSED)
def test_nothing_supposed_is_told_as_done(text: str) -> None:
    done = [a for a, m, p in acts(text) if m == "occurred" and p == "affirmed" and not a.startswith(SPEAKING)]
    assert done == []
