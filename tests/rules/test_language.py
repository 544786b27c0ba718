"""Is it English? Only when that is sure is a draft left alone."""

import pytest

from rules.language import foreign


@pytest.mark.parametrize(
    "text",
    ["Carlos Diego forecast slides demo deploy sales Lars", "k", "Madrid", "standup moved tomorrow morning"],
    ids=["names-make-it-look-spanish", "a-letter", "a-name", "no-function-words"],
)
def test_what_is_not_surely_another_language_is_english(text):
    assert foreign(text.split()) is None


def test_what_is_surely_another_language_is_named():
    assert foreign("warum ist diese Zahl schon wieder so niedrig".split()) == "German"
