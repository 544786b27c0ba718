"""What a rewrite does with the sentences around a sting that no rule for a note knows."""

import pytest

from rules.coach import Coach, load_model
from rules.loading import built_in, load_packs

PACK = """
pack: team
title: Ours
about: One note to stand beside, one order, nothing else.
rules:
  - id: a-mess
    title: A mess
    weight: {weight}
    match: ['^ what a mess $']
    rewrites: [{{move: request, scope: sentence, text: "Could we go through it?"}}]
    why: It hurts.
    source: observed
    examples: {{bad: [{{text: "[[What a mess]]."}}]}}
  - id: an-order
    title: An order
    weight: 1
    match: ['^ v=book|send']
    rewrites: [{{move: request, scope: sentence, text: "Could you {{v}} {{rest}}?"}}]
    why: It hurts.
    source: observed
    examples: {{bad: [{{text: "[[Book]] it."}}]}}
"""


@pytest.fixture(scope="module")
def coached(tmp_path_factory):
    """Coach with nothing but the residue and two rules, so that no other pack has a say."""
    nlp = load_model()

    def build(weight):
        folder = tmp_path_factory.mktemp("packs")
        (folder / "team.yaml").write_text(PACK.format(weight=weight))
        (folder / "residue.yaml").write_text((built_in() / "residue.yaml").read_text())
        return Coach(load_packs([folder]), nlp)

    coaches = {weight: build(weight) for weight in (1, 2)}

    def coached(draft, weight=2):
        return [r.text for r in coaches[weight].coach(draft).rewrites if r.kind == "light"]

    return coached


@pytest.mark.parametrize(
    ("draft", "light"),
    [
        (
            "What a mess. You and your ideas. The audit of the depot starts on 4 May.",
            "Could we go through it? The audit of the depot starts on 4 May.",
        ),
        (
            "What a mess. The file for the depot came at 9 and you laughed about it.",
            "Could we go through it? The file for the depot came at 9.",
        ),
        (
            "What a mess. I'll tell your director on Monday. The audit is on 4 May.",
            "Could we go through it? The audit is on 4 May.",
        ),
        ("What a mess. You sent 3 files.", "Could we go through it? You sent 3 files."),
        ("What a mess. Thanks for your patience.", "Could we go through it? Thanks for your patience."),
    ],
    ids=[
        "a-sentence-goes",
        "a-clause-goes",
        "a-threat-goes-with-its-names",
        "a-fact-stays",
        "kindness-stays",
    ],
)
def test_what_goes_on_stinging_goes_unless_a_fact_goes_with_it(coached, draft, light):
    assert coached(draft) == [light]


def test_beside_a_mild_note_the_writers_other_sentences_stay(coached):
    assert coached("What a mess. You have the file.", weight=1) == [
        "Could we go through it? You have the file."
    ]


def test_a_rewrite_that_keeps_an_insult_with_a_fact_in_it_is_not_offered(coached):
    assert coached("What a mess. 14 idiots on the call.") == []


def test_a_rewrite_that_goes_on_stinging_in_the_writers_own_words_is_not_offered(coached):
    assert coached("What a mess. You always hide behind your process. The audit is on 4 May.") == []


def test_an_order_that_runs_on_becomes_a_question_and_its_reason_a_sentence(coached):
    assert coached("What a mess. Book the room yourself, it's in the plan for 9.") == [
        "Could we go through it? Could you book the room yourself? It's in the plan for 9."
    ]


def test_a_long_rewrite_leaves_nothing_that_stings(coached):
    assert coached("What a mess. You sent 3 files.") == ["Could we go through it? You sent 3 files."]
    assert coached("What a mess. You sent 3 files. The audit is on 4 May.") == []


def test_what_is_said_of_both_is_no_sting(coached):
    assert coached("What a mess. You and your ideas. You and I sent 3 files. The audit is on 4 May.") == [
        "Could we go through it? You and I sent 3 files. The audit is on 4 May."
    ]
