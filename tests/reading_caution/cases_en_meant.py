"""What is feared, meant, tried, ordered or conditional, and what was done all the same."""

FEARED = """
detain.arrest | Pay or else {you will be arrested}. | hypothetical
search.home | Hand over the phone or {your house is searched}. | hypothetical
seize.property | Administrator: pay by Friday or {house is sealed}. | hypothetical
kill.execution | He is expected {to be executed} next week. | hypothetical
try.sentence | She is due {to be sentenced} on Friday. | hypothetical
kill.execution | He was {to be executed} in May. | hypothetical
detain.arrest | He would have been {arrested} had he stayed. | hypothetical
move.internal_exile | Families risk {being exiled}. | hypothetical
detain.arrest | They face {arrest}. | hypothetical
detain.arrest | He was on the verge {of being arrested}. | hypothetical
detain.arrest | She moved in order not {to be arrested}. | hypothetical
detain.arrest | She paid so as not {to be arrested}. | hypothetical
detain.arrest | She hid the phone for fear of {being arrested}. | hypothetical
detain.arrest | He ran before they could {arrest him}. | hypothetical
detain.arrest | {She was almost arrested}. | hypothetical
kill.execution | If caught, {they are executed}. | policy
detain.arrest | Anyone who phones abroad will {be arrested}. | hypothetical
detain.arrest | He feared arrest, and in May {he was arrested}. | deed
hurt.torture | {He was beaten} so that he would confess. | deed
detain.arrest | {He was arrested} in order to frighten the others. | deed
detain.arrest | {He was arrested} and is expected to be executed. | deed
respond.confess_oral | Afraid of being beaten, {he confessed}. | deed
take.extorted_payment | She sold the house in order to eat, and {paid the guard}. | deed
hurt.assault | When they were caught, {they were beaten}. | deed
detain.arrest | Even if they paid, {they were arrested}. | deed
hurt.assault | {Anyone who spoke was beaten}. | deed
watch.surveillance | Families {face surveillance} because of their status. | deed
detain.arrest | He fled before {he was arrested}. | deed
"""

MEANT = """
detain.arrest | They came {to arrest him}. | intended
detain.arrest | Soldiers were sent {to arrest him}, but he had fled. | intended
detain.arrest | They came in order {to arrest him}. | intended
kill.execution | They took him away {to execute him}. | intended
detain.arrest | An attempt {to arrest him} failed. | attempted
detain.arrest | Officers tried {to arrest him}. | attempted
release.freed | He paid a bribe to get {his son released}. | intended
kill.execution | They are preparing {to execute him}. | intended
hurt.assault | Guards began {to beat the men}. | deed
detain.arrest | Police managed {to arrest him} in May. | deed
coerce.confession | State security is forcing them {to confess} to crimes. | deed
hurt.torture | He is known {to have been tortured}. | deed
labour.forced | They forced the men {to dig a canal}. | deed
detain.arrest | He got up to leave and {was arrested}. | deed
"""

ORDERED = """
detain.arrest | The ministry {ordered the arrest} of all brokers; nobody carried it out. | policy
release.freed | The court {ordered his release}, but the prison kept him. | policy
kill.execution | He was ordered {to be executed}. | policy
move.eviction | The governor {ordered the eviction} of twelve families. | policy
release.freed | The court ordered {him released}. | policy
release.freed | The court ordered that {he be released}. | policy
destroy.property | The mayor {ordered the demolition} of nine houses. | policy
move.internal_exile | Authorities approved {the expulsion} of six families. | policy
release.freed | The UN demanded {the release} of the teacher. | policy
detain.camp | Under the new law, {those who phone abroad are sent to camps}. | policy
detain.arrest | The court ordered her arrest, and {she was arrested} the next day. | deed
move.internal_exile | The order was carried out: {ten families were exiled}. | deed
kill.other | He ordered soldiers to shoot, and {they shot two men}. | deed
detain.arrest | They protested against {the arrest of the priest}. | deed
release.freed | {He was released} on the order of the court. | deed
"""

WISHED = """
release.freed | The family asked for {his release}. | preferred
release.freed | The mother pleaded for {his release}. | preferred
release.freed | She waits for {his release}. | preferred
detain.arrest | Protesters campaigned for {the arrest} of the minister. | preferred
release.freed | {His release} is expected in May. | hypothetical
move.eviction | {The eviction} of forty families is planned for May. | hypothetical
move.eviction | {The planned eviction} of forty families worries them. | hypothetical
release.freed | {The release} of the teacher was announced but did not happen. | negated
detain.arrest | I dreamed that {they arrested me}. | hypothetical
detain.arrest | Imagine {they arrest you}. | hypothetical
detain.arrest | They said they would come back and {arrest him}. | hypothetical
exchange.remittance_sent | The broker was {to send the money} in May. | hypothetical
hurt.assault | Every night they would come and {beat him}. | deed
hurt.assault | They said they would come back, and {beat him} that night. | deed
detain.arrest | He deserves {to be arrested}. | hypothetical
detain.arrest | Let {him be arrested}! | hypothetical
hurt.assault | A video appears to show {police beating a boy}. | believed
detain.arrest | We cannot say for certain that {she was arrested}. | believed
hurt.assault | The novel tells how {a spy was beaten}. | believed
detain.arrest | {His arrest} was announced in May. | deed
release.freed | {His release} came in May. | deed
hurt.assault | A video shows {police beating a boy}. | deed
kill.execution | A film about {the execution} of her father won a prize. | deed
detain.arrest | {He was arrested} in May, but it never happened again. | deed
"""

DONE_ALL_THE_SAME = """
kill.other | {He was shot} while trying to flee. | deed
detain.arrest | They tried to flee but {were caught}. | deed
detain.arrest | He tried to hide and {was arrested}. | deed
move.forced_return | They hoped to reach Thailand but {were returned}. | deed
detain.arrest | He was going to the market when {he was arrested}. | deed
hurt.assault | The officer threatened to shoot him and {hit him} with a rifle. | deed
move.internal_exile | The family was told to pack and {was sent to the mountains}. | deed
detain.arrest | The order came at noon and by night {ten men were arrested}. | deed
detain.camp | He was sentenced to five years and {sent to a camp}. | deed
detain.arrest | {She was arrested} on Friday and is due to appear in court. | deed
hurt.assault | Instead of helping him, {the officers beat him}. | deed
hurt.assault | {They beat her} or her son every day. | deed
detain.arrest | {Everyone who could not pay was arrested}. | deed
hurt.assault | He was told to sit, and when he did not {they beat him}. | deed
detain.arrest | He tried to hide; the police tried {to arrest him}. | attempted
"""
