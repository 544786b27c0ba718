"""Reading a received message: what it may have meant, an answer that leaves an opening, and no charity for abuse."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.pronouns import back, they
from rules.reading_schema import Readings, readings

KINDS = [(kind.id, kind.sting, example) for kind in readings().kinds.values() for example in kind.examples]

RECEIVED = """
Why are the refunds so high this week?
Need the board deck by 5pm.
The login page is broken on Firefox, did anybody test this?
Per my mail from Monday, travel needs approval first.
I've cc'd Ruth so she knows.
Noted.
k
This is not what I had in mind.
We need to talk tomorrow.
Do you have ten minutes for a huddle at 4?
From now on please run invoices by me before they go out.
Must be nice to have Fridays off
AGAIN?! the nightly build has been red since monday
Third time I'm asking for the Q2 list.
Everyone else got theirs in on time.
Where are we on the Lindqvist contract? The client is asking.
Someone left the window open in the lab last night.
No.
Moved our sync to Thursday.
Let's take this to a thread.
I rewrote your intro.
Good start! Just the tests are missing.
Guess I'll restock the printer again, since nobody else does.
I'll be honest, your talk was too long.
You never update the board.
Why wasn't I invited?
You said it would be ready on Tuesday.
Are you sure about line 40?
Please don't edit the roadmap anymore.
It's in the handbook.
Great idea, but not this quarter.
Not sure this is worth it.
ok. whatever you think
Calm down.
We've decided to go with the other vendor.
Sorry you feel that way.
You forgot the attachment. Again.
Your numbers are off.
We can't approve this.
Fine.
I don't think you're ready to run the workshop.
so you just closed it? without asking me?
Your change request has been open for 12 days.
Could you explain the rise in returns in May? The auditors are asking.
Sounds like a you problem
Your tone on Monday wasn't ok.
If this slips we'll lose the account.
I told you so.
hey can you resend the contract, the scan is empty
The client wants somebody else on the project.
""".strip().splitlines()


@pytest.fixture(scope="module")
def read(coach):
    return coach.read


def test_a_question_about_a_number_gets_readings_and_a_reply_with_story_and_opening(read):
    reading = read("Why is that number low?")
    assert not reading.abusive
    assert len(reading.generous) >= 2
    assert any("that number" in line for line in reading.generous)
    assert '"Why is that number low?"' in reading.reply
    assert re.search(r"story in my head|told myself|my first thought", reading.reply)
    assert reading.reply.rstrip().endswith("?")


@pytest.mark.parametrize(
    ("kind", "sting", "example"), KINDS, ids=[f"{k}-{i}" for i, (k, _, _) in enumerate(KINDS)]
)
def test_every_kind_is_recognised_by_its_examples(read, kind, sting, example):
    reading = read(example)
    assert reading.kind == kind
    assert 2 <= len(reading.generous) <= 3
    assert reading.reply
    assert not sting or "?" in reading.reply


@pytest.mark.parametrize("text", RECEIVED + [example for _, _, example in KINDS])
def test_every_reply_could_be_sent(coach, text):
    reading = coach.read(text)
    assert reading.reply
    assert not coach.coach(reading.reply).flagged
    assert len(re.findall(r"[.?!](?=\s|$)", re.sub(r'"[^"]*"', "", reading.reply))) <= 6
    assert not re.search(
        r"[{}\x00-\x08]|\s{2}|\?\.", reading.reply + "".join(reading.generous) + reading.summary
    )
    assert len(set(reading.generous)) == len(reading.generous)


def test_there_are_at_least_forty_kinds():
    assert len(readings().kinds) >= 40


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Need the keys by 5.", "by 5"),
        ("HND-7 has no owner, as always", "HND-7 has no owner"),
        ("Did you check `retry_count`? `retry_count` is broken", "`retry_count` is broken"),
        ("Pushed our sync to next Friday", "next Friday"),
        ("I've cc'd Ingrid.", "Ingrid"),
        ("Actually, the limit is 50, not 100.", "the limit is 50, not 100"),
        ("Could you explain the jump in costs in August?", "the jump in costs in August"),
    ],
)
def test_the_reply_takes_up_the_fact(read, text, kept):
    assert kept in read(text).reply


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Please show my draft to your manager.", "I'll show your draft to my manager."),
        ("can you rework the summary for your team?", "I'll rework the summary for my team."),
        ("Please send me your notes.", "I'll send you my notes."),
    ],
)
def test_a_request_is_taken_up_from_the_other_side(read, text, said):
    assert said in read(text).reply


def test_circumstances_sharpen_the_readings(read):
    live = read("You told me the heating works. It doesn't, and the customer is waiting here.")
    assert any("customer" in line for line in live.generous)
    assert "customer" in live.reply
    counted = read("Any news? It's the third time this week that the client is asking.")
    assert any("client" in line or "third time" in line for line in counted.generous)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks so much for the quick fix!",
        "Looks good to me, two small nits.",
        "Pushed our call to Tuesday",
        "Sounds good",
        "Got your note. Will respond when I can.",
        "I left some comments.",
    ],
)
def test_a_harmless_message_gets_no_drama(read, text):
    reading = read(text)
    assert reading.friendly
    assert "story in my head" not in reading.reply
    assert not reading.call


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("Sorry to ask again, could you look at it?", "sorry"),
        ("Could you please check the totals?", "please"),
        ("The sum on line 12 is wrong", "line 12"),
        ("Need this today, happy to help", "hand"),
        ("Moved our 1:1, conflict with the offsite", "reason"),
        ("Please to send me the report, I wait since two weeks.", "first language"),
        ("No rush, when you have time", "time"),
        ("Could you resend it? :)", "smile"),
    ],
)
def test_points_for_effort(read, text, point):
    assert any(point in line for line in read(text).effort)


def test_sarcasm_gets_no_points(read):
    assert not any("thank" in line for line in read("Thanks for nothing.").effort)


def test_an_insult_may_be_answered_with_a_line_drawn(read):
    reading = read("you idiot, you deleted the wrong branch")
    assert not reading.abusive
    assert '"you idiot"' in reading.reply


ABUSE = {
    "violence": [
        "I'm going to break your legs",
        "You'll see what happens. I'll be waiting for you in the parking lot.",
    ],
    "selfharm": ["just kill yourself", "do everyone a favour and die"],
    "identity": [
        "go back to your country",
        "women can't lead",
        "You're only here because you're a diversity hire",
    ],
    "sexual": ["send me a nude", "sleep with me and the contract is yours"],
    "stalking": ["I know where you live", "I've called you 11 times. Don't ignore me. I know you're home."],
    "retaliation": [
        "If you go to HR you're finished here",
        "withdraw your complaint or your contract is gone",
    ],
    "attack": ["You're pathetic, everyone laughs about you", "shut the fuck up you stupid cow"],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in ABUSE.items() for text in texts])
def test_abuse_gets_no_charity_and_no_reply(read, kind, text):
    reading = read(text)
    assert reading.abusive
    assert reading.kind == kind
    assert [reading.generous, reading.reply, reading.effort, reading.call] == [(), "", (), ""]
    assert len(reading.steps) >= 3
    assert (
        "OK" in reading.summary or "threat" in reading.summary.lower() or "harass" in reading.summary.lower()
    )
    assert re.search(
        r"keep the message|save the message|save what was|keep this one|write down|don't delete|keep a copy",
        " ".join(reading.steps).lower(),
    )


@pytest.mark.parametrize(
    "text",
    [
        "fuck, prod is down again",
        "kill the process and restart the pod",
        "this build is a piece of shit",
        "you're killing it this week!",
        "I'll kill you if you bring donuts again 😂",
        "Someone called me a stupid cow today",
        "I'm such an idiot, I pushed to main",
        "If you report the bug I'll fix it",
        "do everyone a favour and add tests",
        "I'll find you at lunch",
        "You're nothing short of amazing",
        "what are you wearing to the gala?",
        "make sure you never merge without review",
        "Watch your step, the lift is broken",
    ],
)
def test_swearing_and_banter_are_not_abuse(read, text):
    assert not read(text).abusive


@pytest.mark.parametrize(
    "text", ["", "   ", ":thumbsup:", "👍", "?", "<@U0123ABCD>", "```x = 1```", "https://example.com/a"]
)
def test_nothing_to_read_is_said_honestly(read, text):
    reading = read(text)
    assert reading.limits
    assert not reading.generous
    assert not reading.reply


@pytest.mark.parametrize(
    "text",
    [
        "Warum ist diese Zahl schon wieder so niedrig und warum hat mir das niemand gesagt?",
        "Warum ist das so?",
        "Was machst du da?",
    ],
)
def test_another_language_is_said_honestly(read, text):
    reading = read(text)
    assert "German" in reading.limits[0]
    assert not reading.reply


def test_a_very_long_message_is_read_in_part(read):
    reading = read("This is not what I had in mind. " + "word " * 8_000)
    assert reading.limits
    assert reading.kind == "not-what-asked"


@pytest.mark.parametrize(
    "text", ["> Why is that number low?", "&gt; Why is that number low?", '"Why is that number low?"']
)
def test_a_message_pasted_as_a_quote_is_read(read, text):
    assert read(text).kind == "why-state"


def test_nobody_is_pinged_by_a_quote(read):
    assert "<!" not in read("<!channel> why is this still broken").reply


def test_the_same_message_gets_the_same_answer(read):
    assert read("Need the keys by 5.") == read("Need the keys by 5.")


def test_the_wire_object_has_no_text(read):
    wire = read("Noted.").to_wire()
    assert "text" not in wire
    assert {"abusive", "summary", "generous", "effort", "reply", "call", "steps", "limits"} <= set(wire)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [*RECEIVED, "<@U01ABCDEF>", "`x`", "\n", ":tada:", "{topic}", '"', "\x03", "!!!", "café", "%s"]
        ),
        max_size=5,
    )
)
def test_any_mixture_is_read_without_an_error(coach, parts):
    reading = coach.read(" ".join(parts))
    assert reading.summary
    assert reading.abusive or reading.limits or not coach.coach(reading.reply).flagged


@pytest.mark.parametrize(
    ("words", "tags", "said"),
    [
        (
            "you said you 'd send me my report",
            "PRP VBD PRP MD VB PRP PRP$ NN",
            "I said I 'd send you your report",
        ),
        ("your plan and you", "PRP$ NN CC PRP", "my plan and me"),
        ("you are late", "PRP VBP JJ", "I am late"),
        ("i am waiting for you", "PRP VBP VBG IN PRP", "you are waiting for me"),
    ],
)
def test_words_turned_round(words, tags, said):
    assert " ".join(back(words.split(), tags.split())) == said


def test_words_told_about_their_writer():
    assert they("I was waiting for my report".split()) == "they were waiting for their report".split()


def test_every_kind_of_abuse_has_steps_away_from_it():
    data = readings().model_dump(exclude_none=True)
    data["stepping"] = [step for step in data["stepping"] if step["kind"] != "stalking"]
    with pytest.raises(ValueError, match="stepping says nothing about stalking"):
        Readings.model_validate(data)
