"""One question to an OpenAI-compatible ``/chat/completions``, at the highest rung of strictness the server knows.

Rungs, from strict to plain: ``json_schema`` (Ollama from 0.5, llama.cpp, vLLM, LM Studio), ``json_object``
(older llama.cpp), plain text. Servers refuse a rung with 400 or 422, older llama.cpp with 500 (ggml-org/llama.cpp
#9522, #11847); LM Studio knows the first and the last only (lmstudio-bug-tracker #189). A rung that once
answered stays. Nothing in the reply is trusted: the reader checks it, whatever the rung promised.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rushlight.endpoint.address import Place
from rushlight.endpoint.client import Limits, Reply, post
from rushlight.errors import EndpointError, NoAnswer

RUNGS = ("json_schema", "json_object", "plain")
STEP_DOWN = frozenset({400, 415, 422, 500, 501})
"""Statuses by which servers refuse a ``response_format``."""

MOST_TOKENS = 1600
"""Tokens of one reply, some fourteen statements. With a question of at most 2,400 it fits a context of 4,096;
vLLM refuses a question whose reply might not fit."""

REFUSALS = {
    401: ("the endpoint asks for a key", "give it with --model-key-file"),
    403: ("the endpoint asks for a key", "give it with --model-key-file"),
    404: ("the endpoint knows no such address or model", "the address ends in /v1; check --model-name"),
    429: ("the endpoint has too much to do", "try again later"),
    503: ("the model is not ready yet", "wait until the server has loaded it"),
}


@dataclass
class Chat:
    """Asks one model. ``rung`` is the present one; ``proven`` once it has answered. Calls are counted."""

    place: Place
    model: str
    limits: Limits = field(default_factory=Limits)
    key: str | None = None
    rung: int = 0
    proven: bool = False
    calls: int = 0

    def __call__(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], seed: int) -> str:
        """The text of the model's answer to ``messages``.

        Raises NoAnswer when this question got none (too slow, too large, cut off before a word, a tool call);
        EndpointError when asking on makes no sense.
        """
        while True:
            self.calls += 1
            reply = post(self.place, "/chat/completions", self._body(messages, schema, seed), limits=self.limits, key=self.key)
            if reply.status == 200:
                self.proven = True
                return _content(reply, str(self.place.address))
            self._refused(reply.status)

    def _refused(self, status: int) -> None:
        """Step down a rung, or raise. The body of a refusal is never shown: servers repeat the question in it."""
        where = str(self.place.address)
        if status in REFUSALS:
            what, hint = REFUSALS[status]
            raise EndpointError(what, where=where, hint=hint)
        if self.proven:
            raise NoAnswer(f"the endpoint refused a question with status {status}", where=where)
        if status not in STEP_DOWN or self.rung + 1 == len(RUNGS):
            hint = "check --model-name; the model's context must hold some 4,000 tokens"
            raise EndpointError(f"the endpoint refuses our questions with status {status}", where=where, hint=hint)
        self.rung += 1

    def _body(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], seed: int) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [dict(m) for m in messages],
            "temperature": 0,
            "seed": seed,
            "stream": False,
            "max_tokens": MOST_TOKENS,
        }
        if RUNGS[self.rung] == "json_schema":
            wrapped = {"name": "reading", "strict": True, "schema": dict(schema)}
            body["response_format"] = {"type": "json_schema", "json_schema": wrapped}
        elif RUNGS[self.rung] == "json_object":
            body["response_format"] = {"type": "json_object"}
        return body


def _content(reply: Reply, where: str) -> str:
    """``choices[0].message.content``; tools are never offered, so a call of one is no answer."""
    try:
        choice = reply.body["choices"][0]
        message = choice["message"]
        content = message.get("content")
    except (TypeError, LookupError, AttributeError):
        raise EndpointError("the endpoint does not answer like an OpenAI-compatible server", where=where) from None
    if message.get("tool_calls") or message.get("function_call"):
        raise NoAnswer("the model tried to call a tool, which it never gets", where=where)
    if not isinstance(content, str) or not content.strip():
        raise NoAnswer("the model answered nothing", where=where, hint="a thinking model may need its thinking turned off")
    return content
