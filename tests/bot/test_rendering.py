"""Views are plain JSON within Slack's limits, whatever a person wrote; nothing in them pings, and nothing needs colour."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.payload import Ticket, unpack
from bot.rendering import composer, home, home_pages, received, timed, why
from bot.rendering import help as guide
from bot.rendering.draft import draft_blocks, draft_text
from bot.store import Exchanges, Person, Scheduled
from bot.store import Settings as Chosen
from rules.types import Coaching, Contribution, Note, Reading, Rewrite

from .block_kit import problems, view_problems

NEAR_THE_LIMITS = st.builds(
    lambda size, sign: sign * size, st.integers(900, 3_100), st.sampled_from('aé😀"\n<')
)
WORDS = (
    st.text(max_size=3_000)
    | NEAR_THE_LIMITS
    | st.sampled_from(
        [
            "x" * 5_000,
            "<!channel> " * 100,
            "*" * 50,
            "😀" * 1_500,
            "```" * 9,
            "&lt;" * 900,
            "<@U1|a> " * 400,
            "\n" * 80,
            "> " * 9,
        ]
    )
)


def coaching(text="Why is that number low?", *, rewrite=None, notes=1, **changes):
    note = Note(
        "why-is-x-adj",
        "positive-intent",
        "A title",
        0,
        min(23, len(text)),
        text[:23],
        2,
        "medium",
        "A reason.",
        rewrite or "",
    )
    given = {
        "trust": "low",
        "audience": "dm",
        "heat": 0.7,
        "flagged": True,
        "breathe": False,
        "hostile": False,
        "summary": "Some words may sting.",
        "notes": (note,) * notes,
        "rewrites": (
            Rewrite("curiosity", "light", rewrite or text),
            Rewrite("intent", "warm", rewrite or text),
        ),
        "more": True,
        "prompts": ("The story in my head is …",),
        "credits": ("you said please",),
        "tips": ("Maybe talk instead.",),
        "contributions": (Contribution("x", "a bare question", 0.5), Contribution("y", "a please", -0.2)),
    }
    return Coaching(text=text, **{**given, **changes})


def ticket(**changes):
    return Ticket("T1", "U1", "Why is that number low?", trust="low", surface="command", channel="C1").but(
        **changes
    )


def values(blocks):
    return [
        json.loads(element["value"])
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


@settings(max_examples=60, deadline=None)
@given(
    text=WORDS,
    rewrite=WORDS,
    hostile=st.booleans(),
    breathe=st.booleans(),
    flagged=st.booleans(),
    connected=st.booleans(),
)
def test_any_draft_stays_within_the_limits(text, rewrite, hostile, breathe, flagged, connected):
    made = coaching(
        text, rewrite=rewrite, hostile=hostile, breathe=breathe, flagged=flagged, placeholder="One minute."
    )
    if breathe:
        made = replace(made, rewrites=(), start=rewrite)
    for surface in ({}, {"surface": "dm"}, {"ts": "1.2", "rich": True}):
        assert problems(draft_blocks(made, ticket(draft=text, **surface), connected=connected)) == []
    assert 0 < len(draft_text(made)) <= 4_000


def test_what_is_escaped_already_is_not_escaped_again():
    quoted = Reading("x", False, 'Ouch: "A &amp; B"', generous=("They meant A &amp; B.",))
    assert '"Ouch: \\"A & B\\""' in json.dumps(received.reading_blocks(quoted, ticket()))
    assert received.reading_text(quoted) == 'Ouch: "A &amp; B" They meant A &amp; B.'
    assert "Perhaps: Shall A &amp; B meet?" in draft_text(
        coaching("Why &amp; how?", rewrite="Shall A &amp; B meet?")
    )


@settings(max_examples=40, deadline=None)
@given(text=WORDS)
def test_any_message_received_stays_within_the_limits(text):
    reading = Reading(
        text, False, "A summary", generous=(text or "x",), effort=("e",), reply=text, call="c", steps=("s",)
    )
    assert problems(received.reading_blocks(reading, ticket(surface="dm"), private=True)) == []


@settings(max_examples=40, deadline=None)
@given(text=WORDS, connected=st.booleans())
def test_any_composer_stays_within_the_limits(text, connected):
    fields = composer.Fields(draft=text, whom="U2", trust="building", channel="C1", known=())
    many = tuple(f"<@U{number:010}>" for number in range(300))
    for tokens in ((), many):
        view = composer.composer_view(ticket(tokens=tokens), fields, coaching(text), connected=connected)
        assert view_problems(view) == []
    assert view_problems(composer.final_view(ticket(), text, note="x")) == []


@settings(max_examples=30, deadline=None)
@given(text=WORDS)
def test_why_and_timed_views_stay_within_the_limits(text):
    assert view_problems(why.why_view(coaching(text, notes=15), ticket())) == []
    bound = ticket(draft=text)
    assert problems(timed.breathing_blocks("soon", ticket(draft=""), draft=bound, placeholder=text)) == []
    assert problems(timed.reminder_blocks(ticket(draft=""), draft=text)) == []
    assert problems(timed.check_in_blocks(ticket(draft="", whom="U2"))) == []


def test_a_full_home_stays_within_the_limits():
    people = {f"U{number}": "low" for number in range(200)}
    person = Person(
        Chosen(counts=True, paused_until=99.0), people, frozenset(f"rule-{number}" for number in range(200))
    )
    state = home.HomeState(
        person=person,
        now=1.0,
        scheduled=[Scheduled(f"Q{number}", "D1", 5.0, "breathe") for number in range(100)],
        exchanges={user: Exchanges(1, 2) for user in people},
        connect_url="https://whoa.example.com/slack/connect",
    )
    view = home.home_view(state)
    assert view_problems(view) == []
    assert len(view["blocks"]) <= 100


def test_an_empty_home_and_the_other_pages_stay_within_the_limits():
    assert view_problems(home.home_view(home.HomeState(person=Person()))) == []
    assert view_problems(home_pages.add_trust_view()) == []
    assert view_problems(home_pages.stored_view({"settings": [{"a": "x" * 5_000}] * 30})) == []
    assert problems(guide.help_blocks("seedling")) == []
    assert problems(guide.welcome_blocks("seedling")) == []


# What a draft's reply says


def test_the_phrase_is_quoted_with_its_reason():
    shown = json.dumps(draft_blocks(coaching(), ticket()), ensure_ascii=False)
    assert "Why is that number low?" in shown
    assert "A reason." in shown


def test_a_sentence_said_again_stands_by_its_note():
    given = coaching(rewrites=())
    piece = replace(given.notes[0], instead="Do you know why?")
    assert "Perhaps" not in json.dumps(draft_blocks(given, ticket()))
    given = replace(given, notes=(piece,))
    for shown in (draft_blocks(given, ticket()), draft_text(given), why.why_view(given, ticket())):
        assert "Perhaps: " in json.dumps(shown)
        assert "Do you know why?" in json.dumps(shown)


@pytest.mark.parametrize("more", [True, False])
def test_another_is_only_offered_where_there_is_another(more):
    made = coaching(more=more)
    for action, blocks in (
        ("draft.another", draft_blocks(made, ticket())),
        ("composer.another", composer.live_blocks(made, ticket())),
    ):
        assert (action in json.dumps(blocks)) is more


@pytest.mark.parametrize("surface", ["reply", "composer"])
def test_what_could_stay_can_be_gone_on_with(surface):
    made = coaching(rewrites=(), start="The call is at nine. What I need is …")
    if surface == "reply":
        blocks, action = draft_blocks(made, ticket()), "draft.edit"
    else:
        blocks, action = composer.live_blocks(made, ticket()), "composer.use"
    [use] = [e for b in blocks if b["type"] == "actions" for e in b["elements"] if e["action_id"] == action]
    assert unpack(use["value"]).draft == made.start
    assert made.start in json.dumps(blocks, ensure_ascii=False)
    assert made.start in draft_text(made)


def test_a_fine_draft_is_one_line():
    blocks = draft_blocks(coaching(flagged=False, prompts=(), credits=(), tips=()), ticket())
    assert [block["type"] for block in blocks] == ["section"]


def test_at_most_three_notes_and_three_rewrites():
    many = coaching(notes=9, rewrites=tuple(Rewrite("curiosity", "light", f"Way {n}") for n in range(9)))
    shown = json.dumps(draft_blocks(many, ticket()))
    assert shown.count("A reason.") == 3
    assert [f"Way {n}" in shown for n in range(4)] == [True, True, True, False]


def test_a_threat_is_not_reworded_but_there_is_something_else_to_say():
    else_to_say = (Rewrite("opening", "warm", "Can we talk?"),)
    blocks = draft_blocks(coaching(hostile=True, rewrites=else_to_say), ticket())
    shown = json.dumps(blocks)
    assert "Something else you could say" in shown
    assert "Can we talk?" in shown
    assert "draft.another" not in shown
    assert "draft.breathe" in shown


def test_every_button_is_bound_to_one_person_in_one_workspace():
    blocks = draft_blocks(coaching(breathe=True), ticket(surface="dm"), connected=True)
    assert all((value["t"], value["u"]) == ("T1", "U1") for value in values(blocks))


def test_no_code_block_where_mentions_would_turn_to_ids():
    shown = json.dumps(draft_blocks(coaching(rewrite="Hi <@U2>, `x` please"), ticket()))
    assert "preformatted" not in shown
    assert '{"type": "user", "user_id": "U2"}' in shown


@pytest.mark.parametrize("text", ["<!channel>", "<!here|here>", "<!everyone> *x*", "<!subteam^S1|@team>"])
def test_nothing_shown_pings(text):
    made = coaching(text, rewrite=text)
    assert '"broadcast"' not in json.dumps(draft_blocks(made, ticket(draft=text)))
    assert not re.search(r"<[!@#]", draft_text(made))


def test_meaning_never_rests_on_colour():
    for blocks in (
        draft_blocks(coaching(breathe=True), ticket(), connected=True),
        home.home_view(home.HomeState(Person()))["blocks"],
    ):
        styled = [e for b in blocks if b["type"] == "actions" for e in b["elements"] if "style" in e]
        assert all(element["text"]["text"].strip() for element in styled)
    assert '"image"' not in json.dumps(draft_blocks(coaching(), ticket()))


def test_send_as_me_needs_a_connected_account_and_a_place():
    def names(**changes):
        connected = changes.pop("connected", True)
        blocks = draft_blocks(coaching(), ticket(**changes), connected=connected)
        return {e["text"]["text"] for b in blocks if b["type"] == "actions" for e in b["elements"]}

    assert "Send as me" in names()
    assert "Send as me" not in names(connected=False)
    assert "Send as me" not in names(channel="")
    assert "Replace my message" in names(ts="1.2")


def test_sending_asks_first():
    blocks = draft_blocks(coaching(), ticket(), connected=True)
    sends = [
        e for b in blocks if b["type"] == "actions" for e in b["elements"] if e["action_id"] == "draft.send"
    ]
    assert all("in your name" in element["confirm"]["text"]["text"] for element in sends)
