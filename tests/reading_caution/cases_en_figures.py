"""Everyday and figurative uses of trigger words, and the deeds that look like them."""

PRESS = """
question.interrogate | {Asked by this newspaper about the guards}, most gave no names. | gone
question.interrogate | {A journalist questioned the minister} about prices. | gone
question.interrogate | {Our correspondent interviewed the villagers}. | gone
question.interrogate | In an interview, {she was asked about the camp}. | gone
question.interrogate | {Asked about the arrests}, the official hung up. | gone
demand.disclosure | {Asked by our reporter}, the mayor said nothing. | gone
question.interrogate | {We interviewed thirty refugees}. | gone
question.interrogate | He {questioned the point} of talking. | gone
question.interrogate | {Students questioned the speaker} about his poems. | gone
question.interrogate | {Researchers asked the women} about their work. | gone
question.interrogate | {Agents questioned her} for six hours. | deed
demand.disclosure | {The security officer asked her} where her brother was. | deed
question.interrogate | {Police questioned a journalist} about her sources. | deed
question.interrogate | Asked about her brother, {she was questioned for six hours}. | deed
question.summons | {The officer called her in} for a talk. | deed
"""

EVERYDAY = """
threat.sanction | Under {threat of rain} the market closed. | gone
threat.sanction | {Drought threatens the harvest}. | gone
threat.sanction | {she threatened to play anyway} | gone
try.sentence | {She was sentenced to a life of boredom}. | gone
detain.custody | {We were held up in traffic} for two hours. | gone
detain.custody | {passengers were held up for nine hours} after the storm | gone
respond.confess_oral | {He confessed his love} to her. | gone
respond.confess_oral | {Her confession that she hates weddings} made us laugh. | gone
respond.deny | {he denied himself a second cake} | gone
question.summons | {He called in sick}. | gone
deny.livelihood | {The crowd was fired up}. | gone
hurt.assault | {We beat the deadline}. | gone
hurt.assault | {Our team beat theirs 3-1}. | gone
kill.other | {She shot a film} in the mountains. | gone
kill.execution | {The plan was executed perfectly}. | gone
try.sentence | {The air was charged with electricity}. | gone
release.freed | {The ministry released a report}. | gone
release.freed | {The clinic discharged her} after surgery. | gone
seize.property | {The photo was taken in 2019}. | gone
detain.arrest | A photograph {of the family, taken in 2012}, hung on the wall. | gone
detain.arrest | {He suffered cardiac arrest}. | gone
detain.arrest | {She was arrested by the beauty} of the lake. | gone
seize.property | {The company seized the opportunity}. | gone
kill.other | {Three people were killed in a landslide}. | gone
disappear.enforced | {She disappeared into the kitchen}. | gone
move.internal_exile | {He was exiled to the bench} by his coach. | gone
search.home | {I searched the house for my keys}. | gone
hurt.assault | In the play, {guards beat a prisoner}. | gone
threat.sanction | {The officer threatened to arrest her}. | deed
threat.sanction | {Under threat of exile} they paid. | deed
try.sentence | {She was sentenced to ten years}. | deed
detain.custody | {He was held up at the border by guards}. | deed
respond.confess_oral | {He confessed that he had sent money}. | deed
deny.livelihood | {She was fired} because of her brother. | deed
kill.other | {Soldiers shot a film director}. | deed
kill.other | He shot a film about how {soldiers shot his father}. | deed
seize.property | {The photos were taken from her} by the police. | deed
hurt.assault | {The officers beat the boy} and released a statement. | deed
detain.arrest | {The journalist was arrested} while shooting a film. | deed
kill.other | {Prisoners were killed in a landslide} during forced labour. | deed
release.freed | {The teacher was released} in June. | deed
detain.arrest | {He was arrested} for his role in the play. | deed
"""

TWO_PERSONS = """
detain.arrest | {The father was arrested}, but the son was not. | deed
hurt.assault | {He was beaten} but not arrested. | deed
hurt.assault | The son was not arrested, but {the father was beaten}. | deed
detain.arrest | {Her brother was arrested}; her sister was not. | deed
kill.execution | {The uncle was executed}, while the aunt was never found guilty. | deed
detain.camp | While the mother was not touched, {the father was sent to a camp}. | deed
detain.arrest | Nobody touched the grandmother, but {the grandson was arrested}. | deed
move.internal_exile | Only {the Paks were exiled}; the Kims were not. | deed
detain.arrest | {The broker was arrested}, and people say his wife was exiled. | deed
kill.execution | {One man was executed}; the other is expected to be released. | deed
move.internal_exile | {The broker was arrested} and, they say, exiled. | deed
hurt.assault | The wife was arrested but {the husband was not beaten}. | negated
detain.arrest | The father was beaten; {the son was not arrested}. | negated
move.internal_exile | The broker was arrested, and people say {his wife was exiled}. | believed hearsay
kill.execution | One man was released; the other is expected {to be executed}. | hypothetical
"""

LOOK_ALIKES = """
kill.custody_death | {She died in custody}, allegedly of a heart attack. | deed
kill.custody_death | {He died of a heart attack} four days after his arrest. | deed
kill.custody_death | {He died in his cell} in a flood. | deed
kill.other | {Detainees were killed in a flood} when nobody opened the cells. | deed
hurt.assault | {The rain beat against the window}. | gone
hurt.assault | {He was struck by the resemblance}. | gone
detain.arrest | {She was captured on camera}. | gone
detain.arrest | {They picked up the children from school}. | gone
detain.arrest | {She was picked up at the station by her aunt}. | gone
question.interrogate | {He was grilled by his mother-in-law} about the wedding. | gone
deny.livelihood | {The school was closed for the holidays}. | gone
deny.livelihood | {He was laid off when orders fell}. | gone
detain.arrest | {She was picked up at the station by two men}. | deed
detain.arrest | {They picked up the children from the school} and drove them to the camp. | deed
hurt.assault | {He was struck by a guard}. | deed
hurt.torture | {He was kept awake by the guards} for five nights. | deed
deny.livelihood | {The school was closed} because of the sermon. | deed
deny.livelihood | {He was laid off} when his brother was arrested. | deed
question.interrogate | {The journalist was questioned} by police about a story. | deed
question.interrogate | {Journalist questioned for six hours} over an article. | deed
question.interrogate | In an interview with our paper, she said {she was questioned by agents}. | deed
question.summons | {The teacher was summoned to the party committee}. | deed
question.summons | {He was summoned to the stage} and denounced. | deed
detain.arrest | {The man in the photo was taken by police}. | deed
detain.arrest | {The singer was taken to the airport} and put on a plane. | deed
detain.custody | {Passengers were held up for nine hours by soldiers}. | deed
release.freed | The court {released the author of the book}. | deed
release.freed | {He was released from the prison hospital}. | deed
disappear.enforced | {The poet disappeared from the village} in May. | deed
hurt.assault | {They beat him 3-4 times} that week. | deed
hurt.assault | {A team of officers beat him}. | deed
hurt.assault | {He was beaten at the border post}. | deed
hurt.assault | {They beat the team leader}. | deed
threat.sanction | {The officers threatened to return}. | deed
deny.livelihood | {She was fired by her boss} because of her sister. | deed
search.home | {They searched the house for a book}. | deed
seize.property | {The medicine was taken} from the clinic by soldiers. | deed
question.interrogate | {The teacher questioned the pupils} on grammar. | gone
question.summons | {She was called in for an audition}. | gone
detain.custody | {He was held in high regard}. | gone
release.freed | {He was released from his contract}. | gone
move.eviction | {The cat was evicted from the sofa}. | gone
try.sentence | {The vaccine trial was held in May}. | gone
threat.sanction | {The dam threatens to burst}. | gone
hurt.torture | {She tortured the piano}. | gone
"""
