"""Talk that nobody stands for, talk taken back, and officials who deny."""

SAYERS = """
kill.execution | People say that {a trader was executed} in Hamhung. | believed hearsay
move.internal_exile | Everyone in the market says {the Paks were banished}. | believed hearsay
detain.arrest | Some are saying {the broker was arrested}. | believed hearsay
kill.execution | ppl say {they executed him} this morning | believed hearsay
kill.execution | Word has it that {the teacher was executed}. | believed hearsay
detain.arrest | Word on the street is that {two women were arrested}. | believed hearsay
move.internal_exile | Folks around here say {the Kims were exiled}. | believed hearsay
move.internal_exile | Some in the village swear that {the Chois were exiled}. | believed hearsay
detain.camp | Rumour has it that {his family was sent to a camp}. | believed hearsay
move.internal_exile | There is talk that {three families were exiled}. | believed hearsay
kill.other | It was said that {a man had been shot} behind the mill. | believed hearsay
detain.arrest | I heard that {my aunt was arrested}. | believed hearsay
kill.other | I heard from a trader that {a soldier was shot}. | believed hearsay
kill.execution | heard {they executed a trader} | believed hearsay
detain.arrest | Somebody told me {the police arrested Kim}. | believed hearsay
hurt.assault | A post claimed that {students were beaten}. | believed hearsay
detain.arrest | {Two women were arrested}, or so people say. | believed hearsay
hurt.assault | I heard {the guards beat him} through the wall. | deed
hurt.assault | I heard {him being beaten}. | deed
hurt.assault | Witnesses say {the officers beat the boy}. | deed
detain.arrest | A resident of Hyesan said {a broker was arrested}. | deed
kill.other | Villagers said {soldiers shot the boy}. | deed
detain.arrest | {He was arrested} for spreading rumours. | deed
detain.arrest | {The mother was arrested}. People say the son was shot. | deed
detain.arrest | {The mother was arrested}, but people say the son was shot. | deed
hurt.assault | They say he was arrested; {we saw them beat him}. | deed
kill.other | {Soldiers shot two men}, and nobody here says otherwise. | deed
"""

UNSURE = """
kill.other | {A broker was allegedly shot}. | believed
kill.execution | {The broker was apparently executed}. | believed
detain.arrest | Maybe {he was arrested}. | believed
move.internal_exile | Perhaps {the family was exiled}. | believed
detain.custody | It is possible that {she was detained}. | believed
move.internal_exile | It seems that {the family was exiled}. | believed
hurt.torture | It could not be confirmed that {he was tortured}. | believed
detain.arrest | {A trader was arrested} in Hyesan, a claim we could not verify. | believed
kill.execution | {The broker was executed}, according to an unconfirmed report. | believed
hurt.assault | Unverified videos show {police beating a student}. | believed
seize.property | Allegations that {grain had been looted} could not be verified. | believed
hurt.assault | The officer was accused {of beating a prisoner}. | believed
detain.arrest | We doubt that {he was arrested}. | believed
detain.arrest | {The supposed arrest} of the actor made him famous. | believed
kill.execution | If the reports are true, {forty people were executed}. | believed
detain.arrest | {He was arrested} in May; his death could not be confirmed. | deed
hurt.assault | {He was beaten}, but his injuries could not be verified. | deed
detain.arrest | {He was arrested} on suspicion of spying. | deed
detain.arrest | The source confirmed that {the woman was arrested}. | deed
kill.execution | There was a rumour and it was confirmed: {the broker was executed}. | deed
"""

TAKEN_BACK = """
exchange.contact | {I heard from a trader} that a soldier was shot. That is not true. | deed
kill.other | I heard from a friend that {a soldier was shot}. That is not true. | believed hearsay negated
kill.execution | I heard {they executed a trader}. Turns out it was a lie. | believed hearsay negated
kill.other | Neighbours say {they shot him}. It later turned out that he is alive. | believed hearsay negated
kill.execution | It was reported that {a broker was executed}. The report was later retracted. | believed hearsay negated
hurt.assault | One trader said {students were beaten}. This has not been confirmed. | believed hearsay
search.home | We were told that {the house was searched}. We have not been able to confirm this. | believed hearsay
kill.execution | He was said {to have been executed}, but he turned out to be in China. | negated
hurt.torture | The story that {she was tortured} was made up. | negated
kill.other | {They shot the broker}.//Joon: not true, he is alive | negated
kill.execution | Nima: {they executed him} this morning//Nima: dont share, could be fake | believed
detain.arrest | {They arrested the actor}. Nothing of the sort happened. | negated
kill.other | {A soldier was shot}. That is what people say. | believed
detain.arrest | {He was arrested}. The ministry said this was not true. | deed
kill.other | {Soldiers shot two men}. "That is a lie," the minister said. | deed
kill.other | {Soldiers shot two men}. Officials say it never happened. | deed
detain.arrest | {The broker was arrested}. The reason has not been confirmed. | deed
detain.custody | {A nurse was detained}. We could not confirm her name. | deed
hurt.sexual_violence | {She was raped}. Her story has been confirmed by two witnesses. | deed
detain.arrest | {The broker was caught}. People say he gave names, though this could not be confirmed. | deed
"""

DOUBTED = """
detain.arrest | Omid: {they arrested sara}//Nima: r u sure//Omid: no just heard it | believed hearsay
kill.other | Mina: {they shot kim}//Joon: is that true?//Mina: dunno, someone said so | believed hearsay
detain.arrest | Mina: {they took my uncle}//Joon: who says?//Mina: the market | believed hearsay
hurt.assault | He withdrew his statement that {he had been beaten}. | believed
kill.other | It was first reported that {two people were killed}, but nobody died. | negated
detain.arrest | {he got arrested} lol jk | negated
hurt.assault | People told us {he was beaten}, but nobody was punished. | deed
hurt.assault | {He was beaten}.//Joon: are you sure?//Mina: not sure | believed hearsay
kill.execution | According to gossip in the market, {the manager was executed}. | believed hearsay
detain.arrest | Mina: {they took my uncle}//Joon: when?//Mina: no idea, maybe monday | deed
detain.arrest | Mina: {they took my uncle}//Joon: r u sure//Mina: yes i saw it | deed
kill.other | {Soldiers shot the boy}.//Joon: really?//Mina: his mother saw it | deed
detain.arrest | Joon: {they arrested my brother}//Mina: omg//Joon: i heard the door break | deed
detain.arrest | Mina: {they took my uncle}//Joon: thats a lie | negated
detain.arrest | Mina: {they arrested the broker}//Joon: fake news | negated
kill.other | Mina: {they shot kim}//Joon: that isn't true | negated
"""

DOUBT_OF_SOMETHING_ELSE = """
detain.arrest | {He was arrested} for allegedly calling abroad. | deed
detain.arrest | {She was arrested}, apparently because of her brother. | deed
detain.arrest | {He was arrested}, probably in May. | deed
detain.arrest | Perhaps forty {people were arrested}. | deed
kill.execution | {At least ten, possibly twelve, people were executed}. | deed
hurt.assault | {They beat him}, maybe ten times. | deed
detain.arrest | With no evidence at all, {they arrested him}. | deed
detain.arrest | A rumour that he had money reached the police, and {he was arrested}. | deed
detain.arrest | {He was arrested}. The post was later deleted. | deed
detain.arrest | {He was arrested} for a post that was later deleted. | deed
hurt.torture | {He was tortured}. Nobody believed him. | deed
detain.arrest | He must leave or hide, for {they arrested his brother}. | deed
hurt.assault | In the film he shot in secret, {guards beat prisoners}. | deed
detain.arrest | {He was arrested}, allegedly. | believed
hurt.assault | A post claimed that {students were beaten}. The post was later deleted. | believed hearsay negated
detain.arrest | A rumour that {he was arrested}, and that he talked, went round. | believed hearsay
detain.arrest | {He was probably arrested}. | believed
"""
