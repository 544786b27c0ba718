"""The pattern language: what a line of words compiles to, and what is refused."""

from pathlib import Path

import pytest
import spacy

from rules.errors import PatternError
from rules.patterns import read_pattern, with_edges
from rules.pieces import FLAGS, PieceReader

WORDS = {
    "things": ["deck", "slide deck"],
    "people": ["team"],
    "all": ["@people", "~break"],
    "round": ["@round"],
}


@pytest.fixture(scope="module")
def tokenize():
    nlp = spacy.blank("en")
    return lambda text: [token.text for token in nlp(text)]


def compiled(source, tokenize):
    return list(read_pattern(source, PieceReader(WORDS, tokenize)).alternatives())


def test_alternatives_are_one_pattern(tokenize):
    (pattern,) = compiled("why did|do you", tokenize)
    assert pattern.spec[1] == {"LOWER": {"IN": ["did", "do"]}}


@pytest.mark.parametrize(
    ("source", "stands_for"),
    [
        ("broken again", ["broken again"]),
        ("broken w=again|\\?|$", ["broken w=again|\\?", "broken $"]),
        ("[[ broken again|$ ]]", ["[[ broken again ]]", "[[ broken ]] $"]),
        ("^|and broken", ["and broken", "^ broken"]),
        (
            ",|^ [[ broken ]] it|$",
            [", [[ broken ]] it", ", [[ broken ]] $", "^ [[ broken ]] it", "^ [[ broken ]] $"],
        ),
        ("^ broken \\$", ["^ broken \\$"]),
    ],
)
def test_an_edge_of_the_sentence_may_be_an_alternative(source, stands_for):
    assert list(with_edges(source)) == stands_for


def test_chat_spelling_is_added_to_literals(tokenize):
    (pattern,) = compiled("please", tokenize)
    assert {"please", "pls"} <= set(pattern.spec[0]["LOWER"]["IN"])


def test_a_contraction_is_two_tokens(tokenize):
    (pattern,) = compiled("don't", tokenize)
    assert [set(i["LOWER"]["IN"]) for i in pattern.spec] == [{"do"}, {"n't", "nt", "not", "'nt"}]


def test_words_of_several_tokens_become_patterns_of_their_own(tokenize):
    assert sorted(len(p.spec) for p in compiled("your @things", tokenize)) == [2, 3]


def test_a_class_may_be_one_of_several_alternatives(tokenize):
    assert [p.spec[1] for p in compiled("your x=<NOUN|PROPN>|things|#num{1,2}", tokenize)] == [
        {"POS": {"IN": ["NOUN", "PROPN"]}, "OP": "{1,2}"},
        {"LIKE_NUM": True, "OP": "{1,2}"},
        {"LOWER": {"IN": ["things"]}, "OP": "{1,2}"},
    ]


def test_shouted_words_are_no_mixture(tokenize):
    (pattern,) = compiled("#caps:again|now", tokenize)
    assert pattern.spec == ({"ORTH": {"IN": ["AGAIN", "NOW"]}},)


def test_lemmas_are_expanded_to_forms(tokenize):
    (pattern,) = compiled("~break", tokenize)
    assert {"break", "breaks", "broke", "broken", "breaking"} <= pattern.required[0]


def test_a_list_may_hold_lists_and_verbs(tokenize):
    (pattern,) = compiled("@all", tokenize)
    assert {"team", "broke", "broken"} <= pattern.required[0]


def test_slots_and_marks_are_kept(tokenize):
    (pattern,) = compiled("^ why [[ be=is ]] $", tokenize)
    assert (pattern.names, pattern.marked, pattern.at_start, pattern.at_end) == (
        (None, "be"),
        (False, True),
        True,
        True,
    )


def test_what_only_a_tagger_knows_can_be_left_out(tokenize):
    (pattern,) = compiled("you <VBD>", tokenize)
    assert pattern.tagged
    assert pattern.relaxed()[1] == {"IS_SPACE": False}


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("<NOUN> <VERB>", "no literal word"),
        ("@round", "contains itself"),
        ("... you", "start with a word"),
        ("you @nobody", "no word list"),
        ("you #nothing", "no such flag"),
        ("you <VERB|VBD>", "mixes"),
        ("you ...9", "1 to 8"),
        ("", "no words"),
        ("let's circle[", "stray bracket"),
        ("let's [[circle]] back", "stray bracket"),
        ("a|b|slide_deck " * 10, "split it"),
    ],
)
def test_what_cannot_work_is_refused_with_the_reason(source, says, tokenize):
    with pytest.raises(PatternError, match=says):
        compiled(source, tokenize)


def test_every_flag_is_documented():
    page = (Path(__file__).parents[2] / "docs/rule-format.md").read_text()
    assert [flag for flag in FLAGS if f"`#{flag}`" not in page and f"`<{flag}>`" not in page] == []
