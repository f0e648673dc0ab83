"""The closed word lists of the record (MODEL.md). Their values are what is stored and exported."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """How many happenings a statement speaks of. Counts never cross it."""

    INCIDENT = "incident"
    SET = "set"
    PATTERN = "pattern"
    TREND = "trend"
    BACKGROUND = "background"
    EVALUATION = "evaluation"
    META = "meta"


class Modality(StrEnum):
    """Whether it happened, or was ordered, demanded, threatened and so on. Counts never cross it."""

    OCCURRED = "occurred"
    POLICY = "policy"
    DEMANDED = "demanded"
    THREATENED = "threatened"
    PLEDGED = "pledged"
    INTENDED = "intended"
    ATTEMPTED = "attempted"
    BELIEVED = "believed"
    HYPOTHETICAL = "hypothetical"
    CONFESSED = "confessed"
    DENIED = "denied"
    PREFERRED = "preferred"


class Polarity(StrEnum):
    """Whether a statement says so or says not so."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class AttributionMode(StrEnum):
    """How the words reach the page."""

    DIRECT_QUOTE = "direct_quote"
    INDIRECT_SPEECH = "indirect_speech"
    ACCORDING_TO = "according_to"
    NARRATOR = "narrator"
    EMBEDDED_QUOTE = "embedded_quote"
    FIRST_PERSON = "first_person"
    HEARSAY = "hearsay"


class Role(StrEnum):
    """The part a party has in a statement."""

    PERPETRATOR = "perpetrator"
    ORDERING_AUTHORITY = "ordering_authority"
    AFFECTED = "affected"
    INTERMEDIARY = "intermediary"
    INFORMANT = "informant"
    REMITTER = "remitter"
    COUNTERPART = "counterpart"
    HOLDER = "holder"
    OTHER = "other"


class PartyKind(StrEnum):
    """What a party is as a body."""

    PERSON = "person"
    FAMILY = "family"
    GROUP = "group"
    UNIT = "unit"
    INSTITUTION = "institution"
    ORGANISATION = "organisation"


class PartyClass(StrEnum):
    """On which side a party stands."""

    AUTHORITY = "authority"
    OFFICER = "officer"
    INTERMEDIARY = "intermediary"
    AFFECTED = "affected"
    SOURCE = "source"
    OUTLET = "outlet"
    REPORTER = "reporter"
    PUBLIC = "public"
    OTHER = "other"


SEALED_CLASSES = frozenset({PartyClass.AFFECTED, PartyClass.SOURCE, PartyClass.INTERMEDIARY, PartyClass.OTHER})
"""Parties whose names live only in the vault: all who could be punished."""


class IdentityStatus(StrEnum):
    """Whether the report names a party."""

    NAMED = "named"
    UNNAMED = "unnamed"
    UNKNOWN = "unknown"
    COLLECTIVE = "collective"


class TimeAnchor(StrEnum):
    """What a date was counted from."""

    PUBLICATION = "publication"
    UTTERANCE = "utterance"
    EVENT = "event"
    ABSOLUTE = "absolute"
    NONE = "none"


class TimeExtent(StrEnum):
    """``imprecise``: on at least one day of the interval; ``precise``: on every day of it."""

    IMPRECISE = "imprecise"
    PRECISE = "precise"


class TimeUse(StrEnum):
    """What a date speaks of: what happened, or something else (a photograph, a telling)."""

    EVENT = "event"
    OTHER = "other"


class QuantityKind(StrEnum):
    """How a number is meant. A vague word never becomes one."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    APPROX = "approx"
    RANGE = "range"
    VAGUE = "vague"
    INCREASE = "increase"
    UNKNOWN = "unknown"


class ParagraphRole(StrEnum):
    """Only ``body`` carries statements."""

    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    HEADING = "heading"
    NAVIGATION = "navigation"
    FOOTER = "footer"
    BODY = "body"


class DocumentKind(StrEnum):
    """What a document is."""

    PUBLICATION = "publication"
    TESTIMONY = "testimony"
    INTERVIEW = "interview"
    MESSAGE = "message"
    FORM = "form"
    FIELD_NOTE = "field_note"
    OFFICIAL_RECORD = "official_record"
    MEDIA = "media"


class RelayKind(StrEnum):
    """How one telling came from another (a SourceLink)."""

    TOLD = "told"
    WROTE = "wrote"
    QUOTED = "quoted"
    TRANSLATED = "translated"
    REPUBLISHED = "republished"
    UNATTRIBUTED = "unattributed"


class Band(StrEnum):
    """How well a proposal is founded. Shown in words, never as a percentage."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Found(StrEnum):
    """Where the value of a field was found; the base of the band (READING.md)."""

    SAME_CLAUSE = "same_clause"
    PRONOUN = "pronoun"
    OTHER_CLAUSE = "other_clause"
    SALIENCE = "salience"
    CONTENT = "content"
    LIKENESS = "likeness"
    NOT_FOUND = "not_found"


class Verdict(StrEnum):
    """What a person decided about a proposed statement or one of its fields."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    NOT_STATED = "not_stated"
    UNSURE = "unsure"
    UNDO = "undo"


class Relation(StrEnum):
    """Four ways in which two tellings belong together; never merged into one number."""

    SAME_TEXT = "same_text"
    SAME_ORIGIN = "same_origin"
    SAME_EVENT = "same_event"
    SAME_PERSON = "same_person"


class Judgement(StrEnum):
    """What a person (or, as a proposal, the machine) says of a link."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Purpose(StrEnum):
    """What a subject consented to. Without a row: internal analysis only."""

    INTERNAL_ANALYSIS = "internal_analysis"
    AGGREGATE_STATISTICS = "aggregate_statistics"
    PUBLIC_ANONYMOUS = "public_anonymous"
    PUBLIC_NAMED = "public_named"
    JOURNALIST = "journalist"
    UN_CONFIDENTIAL = "un_confidential"
    UN_TRANSMITTED_TO_GOVERNMENT = "un_transmitted_to_government"
    COURT = "court"
    SANCTIONS = "sanctions"
    ACADEMIC = "academic"
    MODEL_TRAINING = "model_training"


class IdentityLevel(StrEnum):
    """How much of who somebody is may show."""

    ANONYMOUS = "anonymous"
    PSEUDONYM = "pseudonym"
    NAMED = "named"

    def allows(self, other: IdentityLevel) -> bool:
        """Whether whoever agreed to this level agreed to ``other`` too: it shows no more."""
        levels = list(IdentityLevel)
        return levels.index(other) <= levels.index(self)
