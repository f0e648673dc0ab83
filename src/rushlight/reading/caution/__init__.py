"""The caution layer: a second look at what a reader takes for deeds, one module per language.

``rushlight.reading.caution.LANG.look_again(source, draft)`` is the last step of reading before ids. A rumour,
a threat, an attempt or a denied event that stands as a deed is worse than one that is missed.
"""
