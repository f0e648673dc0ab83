"""Whether it happened: modality and polarity judged from all the words beside what the rules made of them."""

from rushlight.reading.whether.judging import judge_whether, modality_of, strengths

__all__ = ["judge_whether", "modality_of", "strengths"]
