"""Each recorded server and each recorded failure, through a real connection, to what the vector expects."""

from __future__ import annotations

from typing import Any

import pytest
from making_first import PARAGRAPHS, TEXT, first
from replay import RECORDED, recorded, replaying, serving

from rushlight.endpoint import RUNGS, Chat, Limits, look_up, parse
from rushlight.reading.second import Mode, Settings, read_again
from rushlight.record import verify_reading

VECTORS = sorted(p.stem for p in RECORDED.glob("*.json"))


@pytest.mark.parametrize("name", VECTORS)
def test_a_recorded_model_gives_what_its_vector_says(name: str) -> None:
    vector = recorded(name)
    with serving(replaying(vector)) as server:
        chat = Chat(look_up(parse(server.url)), "a-model:8b", Limits(seconds=20))
        how = Settings("a-model:8b", server.url, Mode(vector["mode"]))
        done = read_again(TEXT, paragraphs=PARAGRAPHS, first=first(), ask=chat, settings=how)
        verify_reading(done.reading, TEXT)
        check(vector["expect"], done.reading.statements, done.account, RUNGS[chat.rung])
        assert all(path == "/v1/chat/completions" for path, _, _ in server.seen)


def check(expect: dict[str, Any], statements: Any, account: Any, rung: str) -> None:
    assert rung == expect["rung"]
    assert sorted(f"{s.act} {s.modality} {s.polarity}" for s in statements) == sorted(expect["statements"])
    assert account.dropped == expect["dropped"]
    if expect["not_read"] == "all":
        assert len(account.not_read) == account.questions
    else:
        assert account.not_read == expect["not_read"]
    if "amounts" in expect:
        assert sum(len(s.amounts) for s in statements) == expect["amounts"]


def test_every_failure_that_must_be_met_has_its_vector() -> None:
    assert {
        "ollama", "llama_cpp", "llama_cpp_400", "vllm", "lm_studio", "plain_only", "malformed", "cut_off",
        "altered_digits", "fabricated", "dropped_not", "injected", "tool_call", "wrong_ids", "thinking_inline",
    } <= set(VECTORS)  # fmt: skip


def test_what_is_sent_is_the_question_and_nothing_of_the_machine() -> None:
    with serving(replaying(recorded("ollama"))) as server:
        chat = Chat(look_up(parse(server.url)), "a-model:8b", Limits(seconds=20), key="secret")
        read_again(TEXT, paragraphs=PARAGRAPHS, first=first(), ask=chat, settings=Settings("a-model:8b", server.url))
        for _, headers, body in server.seen:
            assert set(headers) <= {
                "Host",
                "Accept-Encoding",
                "Content-Length",
                "Content-Type",
                "Accept",
                "Connection",
                "Authorization",
            }
            assert headers["Authorization"] == "Bearer secret"
            assert set(body) == {"model", "messages", "temperature", "seed", "stream", "max_tokens", "response_format"}
            assert (body["temperature"], body["stream"]) == (0, False)


def test_a_rung_that_was_refused_is_not_tried_again() -> None:
    with serving(replaying(recorded("llama_cpp"))) as server:
        chat = Chat(look_up(parse(server.url)), "m", Limits(seconds=20))
        read_again(TEXT, paragraphs=PARAGRAPHS, first=first(), ask=chat, settings=Settings("m", server.url))
        kinds = [body["response_format"]["type"] for _, _, body in server.seen]
        assert kinds.count("json_schema") == 1
        assert set(kinds[1:]) == {"json_object"}
