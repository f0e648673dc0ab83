"""Negation outside the head of the clause, and negation that belongs elsewhere."""

CORRELATIVES = """
detain.arrest | Neither the driver nor {his son was arrested} by the patrol. | negated
hurt.assault | Neither of the two teachers {was beaten}. | negated
question.interrogate | Neither she nor {her sister was interrogated}. | negated
detain.camp | Not one of the women {was sent to a labour camp}. | negated
search.home | Not a {single house was searched}. | negated
detain.arrest | Not a {soul was arrested} that night. | negated
kill.execution | None of the prisoners {was executed}. | negated
move.eviction | Not a single one of {the families who lived there was evicted}. | negated
detain.arrest | {No one who signed the letter was arrested}. | negated
hurt.torture | At no time {was he tortured}. | negated
move.internal_exile | In no case {were families expelled}. | negated
search.home | Nowhere {were homes searched}. | negated
detain.arrest | Of the forty who marched, so far none {has been arrested}. | negated
hurt.assault | Not only {was he beaten}, he was robbed. | deed
hurt.assault | {He was not only beaten} but also robbed. | deed
detain.arrest | They {arrested not only the broker} but his wife. | deed
detain.arrest | Neither side spoke until {the bishop was arrested}. | deed
kill.execution | No fewer {than ten men were executed}. | deed
detain.arrest | Not until May {was he arrested}. | deed
detain.arrest | The father, not the son, paid; {the son was arrested}. | deed
"""

SHARED = """
hurt.assault | He was not arrested or {beaten}. | negated
seize.property | They did not arrest her brother or {confiscate his phone}. | negated
question.interrogate | He was not held, nor {was he questioned}. | negated
search.home | They never came {to search the flat}. | negated
seize.property | The officers had never wanted {to confiscate the rice}. | intended negated
hurt.assault | They cannot have {beaten him}. | negated
respond.flee | He has not been arrested, and he is not {in hiding} either. | negated
hurt.torture | She was never once {tortured in custody}. | negated
detain.arrest | They made no {arrests}. | negated
detain.arrest | They didn't {arrest anybody}. | negated
detain.arrest | The son was not beaten, but {the father was arrested}. | deed
detain.arrest | He did not pay and {was arrested}. | deed
hurt.assault | The woman was not released and {was beaten again}. | deed
detain.arrest | They found no money and {arrested him anyway}. | deed
detain.arrest | Police, who found no drugs, {detained the man}. | deed
detain.arrest | {Those who did not attend were arrested}. | deed
move.eviction | {Families that could not pay were evicted}. | deed
hurt.assault | He did not confess, so {they beat him}. | deed
detain.arrest | {He was arrested} because he did not register. | deed
detain.arrest | {He was arrested} for no reason. | deed
"""

TAKEN_FOR_GRANTED = """
kill.execution | The family was not told that {he had been executed}. | deed
detain.arrest | Nobody knew that {he had been arrested}. | deed
detain.arrest | No reason was given for {his arrest}. | deed
kill.other | She did not know {her brother was shot}. | deed
detain.arrest | He never returned after {he was arrested}. | deed
hurt.assault | He never spoke of {being beaten}. | deed
detain.arrest | The officers did not say why {they arrested her}. | deed
kill.other | {He was shot without trial}. | deed
detain.arrest | {He was arrested without a warrant}. | deed
kill.other | Without warning, {soldiers shot two boys}. | deed
hurt.torture | There is no doubt that {he was tortured}. | deed
kill.execution | Nobody doubts that {he was executed}. | deed
hurt.assault | It is no secret that {they beat prisoners}. | deed
detain.arrest | {He was arrested no later than 3 May}. | deed
hurt.assault | They did not stop {beating him} until he fainted. | deed
kill.other | Soldiers did not hesitate {to shoot the boy}. | deed
disappear.enforced | {Nothing was heard of him} after that. | deed
deny.livelihood | {She was not allowed to work} as a nurse. | deed
"""

NO_SIGN = """
hurt.torture | There is no information that any of {them was tortured}. | negated
move.internal_exile | There is no evidence that {the family was banished}. | negated
search.home | We found no sign that {the shop had been raided}. | negated
kill.execution | There was no indication that {he was executed}. | negated
hurt.assault | There is nothing to suggest that {she was beaten}. | negated
move.forced_return | We have received no information about {anyone being deported}. | negated
move.internal_exile | It is not true that {the family was exiled}. | negated
hurt.torture | It is not the case that {she was tortured}. | negated
hurt.assault | It never happened that {they beat prisoners there}. | negated
kill.other | The claim that {soldiers shot a fisherman} is not true. | negated
detain.arrest | Reports that {the choir was arrested} turned out to be wrong. | believed hearsay negated
detain.custody | News that {the bishop had been detained} was later denied by his family. | negated
detain.arrest | State media falsely reported that {he was arrested}. | negated
detain.arrest | There is no evidence that she was beaten after {she was arrested}. | deed
detain.arrest | {The mother was arrested}; it is not true that she was beaten. | deed
hurt.assault | It is true that {she was beaten}. | deed
detain.arrest | They had no evidence, but {they arrested her}. | deed
hurt.assault | The claim that he paid is false; {they beat him}. | deed
"""

NEAR = """
move.eviction | Scarcely {a family was evicted}. | negated
detain.arrest | He was too well known {to be arrested}. | negated
hurt.assault | It would be untrue to say that {she was beaten}. | negated
hurt.torture | I wouldn't say {he was tortured}. | negated
hurt.assault | Whoever says {he was beaten} is lying. | negated
hurt.assault | He lied when he said that {he was beaten}. | negated
detain.arrest | She made up the story of {her arrest}. | negated
detain.arrest | {Arrested}: none. Beaten: none. | negated
detain.arrest | Whoever was late {was arrested}; the guards are lying. | deed
detain.arrest | He was too tired to run and {was arrested}. | deed
detain.arrest | He lied to the police, so {they arrested him}. | deed
search.home | The officers barely {searched the house}. | negated
hurt.assault | They hardly {beat him} at all. | negated
hurt.assault | The guards scarcely {hit the boy}. | negated
detain.arrest | Police stopped short of {arresting him}. | negated
seize.property | The officers refrained {from confiscating the phone}. | negated
try.sentence | The court declined {to sentence her}. | negated
detain.arrest | The prosecutor failed to have {him arrested}. | intended negated
detain.arrest | {Far from being arrested}, he was given a medal. | negated
detain.arrest | {Instead of arresting him}, they let him go. | negated
seize.property | Rather than {confiscate the rice}, they bought it. | negated
detain.arrest | The brothers narrowly avoided {arrest}. | negated
kill.execution | He was spared {execution}. | negated
detain.camp | He paid to keep his son {from being sent to a camp}. | negated
hurt.assault | He left the station {without being beaten}. | negated
detain.arrest | {The arrest} did not take place. | negated
move.eviction | {The eviction of twelve families} never took place. | negated
kill.execution | {The public execution} was called off. | negated
detain.arrest | Hardly had he arrived when {he was arrested}. | deed
detain.arrest | He was barely fourteen when {he was arrested}. | deed
detain.arrest | No one escaped {arrest}. | deed
hurt.assault | Nobody left the station {without being beaten}. | deed
detain.arrest | He could not avoid {being arrested}. | deed
detain.arrest | Having failed to find the son, {police arrested the father}. | deed
detain.arrest | Soldiers who had been unable to find him {arrested his mother}. | deed
detain.arrest | The brothers failed to escape and {were arrested}. | deed
"""

ANSWERS = """
detain.arrest | {Was anyone arrested}? No. | negated
hurt.assault | {Was he beaten}? Not that I know of. | negated
search.home | {Did they search your house}? Never. | negated
kill.other | {Did anyone die}? Nobody. | negated
hurt.assault | {Did they hit you}? Thankfully not. | negated
search.home | {Was the house searched}? Not once. | negated
hurt.torture | Q: {Were you tortured}?//A: No, they only shouted. | negated
detain.arrest | Joon: {did they take him}??//Mina: nope | negated
hurt.torture | {Was she tortured}? I don't know. | believed
kill.execution | {Was he executed}? Nobody knows. | believed
seize.property | {Did they take your money}? Yes, all of it. | deed
hurt.assault | {Were you beaten}? Every day. | deed
detain.arrest | {He was arrested}. No, not in May. In June. | deed
detain.arrest | Who {was arrested}? My brother. | deed
"""
