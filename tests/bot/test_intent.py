"""What people want who write to Whoa, and what `/whoa` asks for."""

import pytest

from bot.commandline import duration, parse, spell
from bot.intent import understand

SAID = "Why is that number low?"


@pytest.mark.parametrize(
    "text",
    [
        f"They wrote: {SAID}",
        f"they wrote:\n{SAID}",
        f"My boss just said: “{SAID}”",
        f"<@U1|ana> replied to me: {SAID}",
        f"I got this message: {SAID}",
        f"What did they mean by this: {SAID}",
        f"&gt; {SAID}",
        f"&gt; {SAID}\nNo idea what to make of it",
    ],
)
def test_a_message_received(text):
    intent = understand({"text": text})
    assert (intent.kind, intent.text) == ("received", SAID)


def test_a_forwarded_message_is_received():
    share = {"is_share": True, "text": SAID, "author_id": "U2"}
    assert understand({"text": "", "attachments": [share]}).text == SAID


def test_a_link_preview_is_not():
    assert understand({"text": "look", "attachments": [{"title": "A page", "text": "words"}]}).kind == "draft"


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("How do I say “you broke the build”?", "you broke the build"),
        ("how do I say you are missing data", "you are missing data"),
        ("How can I tell Ana that her report is late?", "her report is late"),
        ("what's a kinder way to say this: you never listen", "you never listen"),
        ("help me tell my manager that I need a break", "I need a break"),
        ("draft: help", "help"),
        ("He said he would do it", "He said he would do it"),
        ("you wrote: fix it", "you wrote: fix it"),
    ],
)
def test_a_draft(text, draft):
    intent = understand({"text": text})
    assert (intent.kind, intent.text) == ("draft", draft)


@pytest.mark.parametrize("text", ["help", "Hi!", "hello", "?"])
def test_help(text):
    assert understand({"text": text}).kind == "help"


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing(text):
    assert understand({"text": text}).kind == "nothing"


@pytest.mark.parametrize(
    ("text", "verb", "seconds"),
    [
        ("", "compose", 0),
        ("breathe", "breathe", 600),
        ("breathe 2 hours", "breathe", 7_200),
        ("breathe for 5m", "breathe", 300),
        ("pause", "pause", 86_400),
        ("pause 9999d", "pause", 90 * 86_400),
        ("pause off", "resume", 0),
        ("Help", "help", 0),
        ("help me", "draft", 0),
        ("pause for a second and think", "draft", 0),
        ("breathe 10 parsecs", "draft", 0),
    ],
)
def test_the_words_after_the_command(text, verb, seconds):
    request = parse(text)
    assert (request.verb, request.seconds) == (verb, seconds)


def test_trust_names_a_person_and_a_level():
    request = parse("trust <@U0BEN|ben> building")
    assert (request.verb, request.person, request.trust) == ("trust", "U0BEN", "building")
    assert parse("trust <@U0BEN|ben> with the keys").verb == "draft"


def test_times_are_spelled():
    assert [spell(seconds) for seconds in (60, 600, 3_600, 86_400, 172_800)] == [
        "1 minute",
        "10 minutes",
        "1 hour",
        "1 day",
        "2 days",
    ]
    assert duration("0m", 5) == 0
