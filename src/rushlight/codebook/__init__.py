"""The act terms, their stages and labels: loader over the packaged table (resources/codebook/codebook.csv)."""

from rushlight.codebook.terms import STAGES, Codebook, Term, codebook

__all__ = ["STAGES", "Codebook", "Term", "codebook"]
