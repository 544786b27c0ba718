"""The writer's own words: what no rule names stays in a rewrite, and what is put in fits what stands around it."""

import pytest

from rules.coach import Coach, load_model
from rules.loading import load_packs

RULE = """
pack: tiny
title: A pack of one rule
about: For the tests.
droppable: {droppable}
rules:
  - id: typical
    title: Typical
    tactic: speak-tentatively
    confidence: high
    weight: 2
    trust: solid
    match: ["{match}"]
    rewrites: [{rewrite}]
    why: It makes a type out of people.
    source: observed
    examples:
      bad: [{{text: "[[Typical]]."}}]
      good: [{{text: "Hello."}}]
"""
STOCK = '{move: plain, scope: sentence, lossy: true, text: "I would like to understand this."}'


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory):
    nlp = load_model()

    def rewritten(draft, *, rewrite, match="typical ...8", droppable="false"):
        folder = tmp_path_factory.mktemp("pack")
        (folder / "tiny.yaml").write_text(RULE.format(rewrite=rewrite, match=match, droppable=droppable))
        return [r.text for r in Coach(load_packs([folder]), nlp).coach(draft).rewrites if r.kind == "light"]

    return rewritten


@pytest.mark.parametrize(
    ("draft", "light"),
    [
        ("Typical. The tap drips.", ["I would like to understand this. The tap drips."]),
        ("Typical, what a sink. The tap drips.", []),
        (
            "Typical, what a sink. The tap drips on the new floor.",
            ["I would like to understand this. The tap drips on the new floor."],
        ),
        ("Typical, the sink floods the kitchen. The tap drips on the new floor.", []),
    ],
    ids=["none", "one of few", "one of more", "two"],
)
def test_a_stock_line_takes_at_most_one_of_the_writers_own_words_with_it(rewritten, draft, light):
    assert rewritten(draft, rewrite=STOCK) == light


@pytest.mark.parametrize(("text", "light"), [("{rest}.", ["The call is at nine."]), ("Well, {rest}.", [])])
def test_what_only_removes_may_take_the_open_words_of_a_sneer_with_it(rewritten, text, light):
    made = rewritten(
        "Typical for rowing men, the call is at nine.",
        match="^ typical for <any>{1,3} ,",
        rewrite=f'{{move: trim, scope: sentence, text: "{text}"}}',
    )
    assert made == light


def test_where_sneers_may_go_a_stock_line_is_not_put_in_their_place(rewritten):
    assert rewritten("Typical. The tap drips.", rewrite=STOCK, droppable="true") == ["The tap drips."]
    assert rewritten("Typical.", rewrite=STOCK, droppable="true") == ["I would like to understand this."]


def test_a_sneer_does_not_take_an_order_with_it(coach):
    drafts = [
        r.text
        for r in coach.coach("Put the lid on, I'm not your mother. The inspector comes at 14:00.").rewrites
    ]
    assert drafts
    assert all("lid" in text for text in drafts)


@pytest.mark.parametrize(
    ("draft", "match", "text"),
    [
        ("You hid it to the boss.", "you hid it", "This is hard for me"),
        ("You hid it the boss says.", "you hid it", "This is hard for me"),
        ("There's nothing to show.", "nothing", "it may be late"),
    ],
    ids=["to-somebody", "a-noun-goes-on", "a-clause-after-a-verb"],
)
def test_a_clause_is_not_put_where_the_sentence_goes_on(rewritten, draft, match, text):
    assert rewritten(draft, rewrite=f'{{move: plain, text: "{text}"}}', match=match) == []


def test_a_clause_is_put_where_it_fits(rewritten):
    rewrite = '{move: plain, text: "This is hard for me"}'
    assert rewritten("You hid it, and the tap drips.", rewrite=rewrite, match="you hid it") == [
        "This is hard for me, and the tap drips."
    ]


def test_the_second_request_does_not_begin_with_could_you_again(rewritten):
    rewrite = '{move: request, scope: sentence, text: "Could you mend {rest}, please?"}'
    assert rewritten("Fix the tap. Fix the sink.", rewrite=rewrite, match="^ fix") == [
        "Could you mend the tap, please? Please mend the sink."
    ]


def test_the_objects_of_a_list_stay_together(rewritten):
    rewrite = '{move: agentless, scope: sentence, text: "It looks like {v.obj} got {v:VBN} {v.tail?}."}'
    assert rewritten(
        "You thanked the caterer, the band and the host.", rewrite=rewrite, match="you v=thanked"
    ) == ["It looks like the caterer, the band and the host got thanked."]


def test_a_rewrite_says_something_of_what_the_draft_is_about(rewritten):
    match = "a trainee could do the account"
    assert rewritten("A trainee could do the account.", rewrite=STOCK, match=match) == []
    assert rewritten("A trainee could do the account. The tap drips.", rewrite=STOCK, match=match) == [
        "I would like to understand this. The tap drips."
    ]


def test_a_clause_that_goes_leaves_the_end_of_its_sentence(rewritten):
    rewrite = "{move: drop, scope: drop}"
    assert rewritten(
        "You lost the file, even a child knows. The court sits on Monday.",
        rewrite=rewrite,
        match="even a child knows \\\\.",
    ) == ["You lost the file. The court sits on Monday."]


def test_a_long_draft_gets_no_line_about_the_whole_of_it(rewritten):
    rewrite = '{move: trim, scope: sentence, text: "I wonder about {x}. Can we look at it together?"}'
    match = "^ typical x=<NOUN>"
    assert rewritten("Typical plumbing. The tap drips.", rewrite=rewrite, match=match) == [
        "I wonder about plumbing. Can we look at it together? The tap drips."
    ]
    assert rewritten("Typical plumbing. The tap drips. The sink is full.", rewrite=rewrite, match=match) == [
        "I wonder about plumbing. The tap drips. The sink is full."
    ]


def test_a_long_draft_is_offered_only_what_takes_the_sting_out(rewritten):
    match = "^ typical x=<NOUN>"
    says = '{move: plain, scope: sentence, text: "I wonder about {x}."}'
    assert rewritten("Typical plumbing. The tap drips.", rewrite=says, match=match)
    assert not rewritten("Typical plumbing. The tap drips. The sink is full.", rewrite=says, match=match)


def test_in_a_long_draft_the_sneer_goes_rather_than_a_stock_line_takes_its_place(rewritten):
    assert rewritten("Typical. The tap drips. The sink is full.", rewrite=STOCK) == [
        "The tap drips. The sink is full."
    ]


@pytest.mark.parametrize(
    ("draft", "light"),
    [
        ("The tap is a waste of time, I told the landlord.", ["I told the landlord."]),
        ("You are a waste of a landlord, and I told the landlord.", []),
    ],
    ids=["a-clause-goes", "half-a-phrase-does-not"],
)
def test_no_half_phrase_is_left_where_a_sneer_goes(rewritten, draft, light):
    match = "you are a waste" if draft.startswith("You") else "the tap is a waste of time"
    assert rewritten(draft, rewrite="{move: drop, scope: drop}", match=match) == light


@pytest.mark.parametrize(
    ("after", "goes"),
    [
        ("It broke when the landlord called the plumber on Monday.", False),
        ("When did it break, and who called the landlord on Monday?", False),
        ("But who called the landlord and the plumber on Monday?", False),
        ("When did the tap break, and who called the landlord about it?", True),
    ],
    ids=["at-its-start", "near-its-start", "by-its-joint", "not-at-all"],
)
def test_a_sentence_that_the_next_one_leans_on_does_not_go(rewritten, after, goes):
    draft = f"Typical mess at the sink. {after}"
    light = rewritten(draft, rewrite="{move: drop, scope: drop}", match="typical mess")
    assert light == ([after] if goes else [])


def test_what_a_colon_announces_stays_behind_it(rewritten):
    rewrite = '{move: request, text: "Could you use {x}?"}'
    assert rewritten("Use the form: `https://x.io/form`", rewrite=rewrite, match="^ use x=the x=form") == [
        "Could you use the form: `https://x.io/form`"
    ]
