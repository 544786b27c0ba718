"""`whoa check --jsonl`: one answer a line, in order, whatever comes."""

import io
import json

import pytest

from bot.cli import wire
from rules.types import Coaching


class Scripted:
    """A coach that answers with what it was asked, and fails when told to."""

    def coach(self, text, *, trust, audience):
        if text == "fail":
            raise RuntimeError("a draft must not be in the answer")
        return Coaching(text, trust, audience, 0.25, False, False, False, summary=text)


@pytest.fixture
def ask(capfdbinary):
    def ask(source: bytes, **defaults):
        given = {"trust": "low", "audience": "dm", "explain": False, **defaults}
        fine = wire.coach_lines(Scripted(), io.BytesIO(source), **given)
        return fine, [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]

    return ask


def test_answers_come_in_order_with_their_ids_first(ask):
    fine, answers = ask(b'{"id": "7", "text": "one"}\n{"id": 8, "text": "two"}\n{"text": "three"}')
    assert fine
    assert [answer.get("id", "none") for answer in answers] == ["7", 8, "none"]
    assert [answer["summary"] for answer in answers] == ["one", "two", "three"]
    assert next(iter(answers[0])) == "id"


def test_a_line_may_set_trust_and_audience(ask):
    _, answers = ask(
        b'{"text": "a", "trust": "solid", "audience": "senior"}\n{"text": "b", "trust": null}',
        trust="building",
    )
    assert [(a["trust"], a["audience"]) for a in answers] == [("solid", "senior"), ("building", "dm")]


@pytest.mark.parametrize(
    ("line", "identifier", "says"),
    [
        (b"not json", None, "it is not JSON: Expecting value at character 1"),
        (b'{"id": 1, "text": "x"', None, "it is not JSON"),
        (b'["text"]', None, "it is no object"),
        (b'"text"', None, "it is no object"),
        (b'{"id": 1}', 1, 'it has no "text"'),
        (b'{"id": 1, "text": null}', 1, '"text" must be a string'),
        (b'{"id": 1, "text": ["x"]}', 1, '"text" must be a string'),
        (b'{"id": 1, "text": "x", "trust": "high"}', 1, '"trust" must be one of low, building, solid'),
        (b'{"id": 1, "text": "x", "trust": ["low"]}', 1, '"trust" must be one of low, building, solid'),
        (b'{"id": 1, "text": "x", "audience": 3}', 1, '"audience" must be one of dm, channel, senior'),
        (b'{"id": 1, "text": "caf\xe9"}', None, "it is not UTF-8 (byte 22)"),
        (b'{"id": NaN, "text": "x"}', None, "it is not JSON that can be read"),
        (b'{"id": 1e999, "text": "x"}', None, "no value JSON can hold"),
        (b"[" * 100_000, None, "it is not JSON that can be read"),
        (b'{"id": 1, "text": "fail"}', 1, "the coach failed (RuntimeError); please report this"),
    ],
)
def test_a_bad_line_is_answered_and_the_run_goes_on(ask, line, identifier, says):
    fine, answers = ask(b'{"id": 0, "text": "x"}\n' + line + b'\n{"id": 2, "text": "y"}\n')
    assert not fine
    assert [answer["id"] for answer in answers] == [0, identifier, 2]
    assert set(answers[1]) == {"id", "error"}
    assert answers[1]["error"].startswith("line 2: ")
    assert says in answers[1]["error"]
    assert answers[2]["summary"] == "y"


def test_a_huge_line_is_never_held(ask, monkeypatch):
    monkeypatch.setattr(wire, "MAX_LINE", 50)
    fine, answers = ask(b'{"id": 0, "text": "' + b"x" * 500 + b'"}\n{"id": 1, "text": "y"}\n' + b"z" * 51)
    assert not fine
    assert [answer["id"] for answer in answers] == [None, 1, None]
    assert answers[0]["error"] == "line 1: it is longer than 50 bytes"


def test_blank_lines_and_a_byte_order_mark_are_nothing(ask):
    fine, answers = ask(b'\xef\xbb\xbf{"id": 1, "text": "x"}\r\n\n  \n')
    assert fine
    assert [answer["id"] for answer in answers] == [1]


def test_nothing_in_nothing_out(ask):
    assert ask(b"") == (True, [])


def test_half_a_surrogate_pair_breaks_nothing(ask):
    fine, answers = ask(b'{"id": "\\ud83d", "text": "a \\ud83d b"}\n')
    assert fine
    assert answers[0]["id"] == "\ud83d"
    assert answers[0]["summary"] == "a \ufffd b"


def test_exit_code_says_whether_all_lines_were_good(run):
    assert run("check", "--jsonl", stdin='{"id": 1, "text": "hi"}\n').exit_code == 0
    assert run("check", "--jsonl", stdin='{"id": 1, "text": "hi"}\nx\n').exit_code == 1
