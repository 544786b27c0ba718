"""`/whoa <draft>`: answered in the slash reply itself, for one person alone."""

import pytest

BOTH = pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)


@BOTH
def test_a_draft_comes_back_as_coaching(slack, bot):
    reply = slack.user("anna").command("/whoa", "Why is that number low?")
    assert reply.ephemeral
    assert "“Why is that number low?”" in reply.shown
    assert "Why?" in reply.buttons
