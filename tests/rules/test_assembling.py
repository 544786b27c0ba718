"""How a template is put into a sentence: what goes with the match, what follows it, where it may not stand."""

import pytest

from rules.coach import Coach, load_model
from rules.loading import load_packs

PACK = """
pack: team
title: Ours
about: A few templates that everything else has to fit around.
rules:
"""
RULE = """
  - id: {name}
    title: A rule
    weight: 1
    match: ['{match}']
    rewrites: [{{move: {move}, scope: {scope}, text: "{text}"}}]
    why: It hurts.
    source: observed
    examples: {{bad: [{{text: "[[{bad}]]."}}]}}
"""
RULES = [
    ("stop-it", "^ stop v=<VBG>", "request", "sentence", "Could you please not {v:VB} {rest?}?", "Stop it"),
    (
        "never-do",
        "^ you never v=<VB|VBP>",
        "request",
        "sentence",
        "I'd be glad if you could {v:VB} {rest?}.",
        "You never",
    ),
    ("order", "^ v=swap|fetch", "request", "sentence", "Could you {v:VB} {rest}?", "Fetch"),
    (
        "a-mess",
        "that was a mess of?",
        "perspective",
        "span",
        "that could have gone better",
        "That was a mess",
    ),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """The rewrites of a draft with nothing but these rules."""
    folder = tmp_path_factory.mktemp("packs")
    names = ("name", "match", "move", "scope", "text", "bad")
    rules = [RULE.format(**dict(zip(names, rule, strict=True))) for rule in RULES]
    (folder / "team.yaml").write_text(PACK + "".join(rules))
    coach = Coach(load_packs([folder]), load_model())
    return lambda draft: [r.text for r in coach.coach(draft).rewrites]


@pytest.mark.parametrize(
    ("draft", "rewrite"),
    [
        # participles that go on after the first follow it, an adjective does not
        (
            "Stop leaving crates on the stairs and expecting me to move them.",
            "Could you please not leave crates on the stairs and expect me to move them?",
        ),
        (
            "Stop sending torn and missing labels.",
            "Could you please not send torn and missing labels?",
        ),
        # a cheer before what stings goes with it, a name stays
        ("Brilliant, that was a mess.", "That could have gone better."),
        ("Brigitte, that was a mess.", "Brigitte, that could have gone better."),
        # the question behind a statement has nothing left to ask for
        ("You never close the gate, do you?", "I'd be glad if you could close the gate."),
        ("You never ask me how old you are.", "I'd be glad if you could ask me how old you are."),
        # what follows keeps its comma
        ("Fetch the ladder, and a rope.", "Could you fetch the ladder, and a rope?"),
    ],
)
def test_a_template_is_fitted_into_its_sentence(said, draft, rewrite):
    assert rewrite in said(draft)


@pytest.mark.parametrize(
    "draft",
    [
        "Swap denied. It is full.",  # a statement, no order
        "That was a mess of a Sunday.",  # what follows belongs to a word that goes
    ],
)
def test_where_a_template_does_not_fit_nothing_is_offered(said, draft):
    assert said(draft) == []
