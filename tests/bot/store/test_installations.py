"""Bolt's view of installations, and people's own tokens."""

import pytest
from slack_sdk.oauth.installation_store import Installation

from bot.store import BotToken, MissingKeyError, UserToken

TEAM = {"enterprise_id": None, "team_id": "T1"}


def installed(**changes):
    facts = {
        "app_id": "A1",
        "team_id": "T1",
        "bot_token": "xoxb-1",
        "bot_id": "B1",
        "bot_user_id": "U0BOT",
        "bot_scopes": "chat:write,commands",
        "user_id": "U1",
        "installed_at": 1_700_000_000.0,
    }
    return Installation(**(facts | changes))


def connected(user, token, **changes):
    return installed(bot_token=None, user_id=user, user_token=token, user_scopes="chat:write", **changes)


def test_the_bot_is_found(store):
    store.installations.save(installed())
    bot = store.installations.find_bot(**TEAM)
    assert (bot.bot_token, bot.bot_id, bot.bot_user_id, bot.bot_scopes) == (
        "xoxb-1",
        "B1",
        "U0BOT",
        ["chat:write", "commands"],
    )
    assert store.installations.bot(team_id="T1") == BotToken(
        token="xoxb-1", bot_id="B1", bot_user="U0BOT", scopes=("chat:write", "commands")
    )
    assert store.installations.find_bot(enterprise_id=None, team_id="T2") is None


def test_the_latest_installation_is_nobodys(store):
    store.installations.save(installed(user_token="xoxp-1"))
    latest = store.installations.find_installation(**TEAM)
    assert (latest.bot_token, latest.user_id, latest.user_token) == ("xoxb-1", "U0BOT", None)


def test_a_persons_installation_has_their_token_and_the_bots(store):
    store.installations.save(installed())
    store.installations.save(connected("U2", "xoxp-2"))
    found = store.installations.find_installation(**TEAM, user_id="U2")
    assert (found.bot_token, found.user_id, found.user_token, found.user_scopes) == (
        "xoxb-1",
        "U2",
        "xoxp-2",
        ["chat:write"],
    )
    assert store.installations.find_installation(**TEAM, user_id="U3") is None


def test_a_later_sign_in_replaces_and_wipes_nobody_elses(store):
    store.installations.save(installed(user_token="xoxp-1"))
    store.installations.save(connected("U2", "xoxp-2"))
    store.installations.save(connected("U2", "xoxp-2b"))
    store.installations.save(installed(bot_token="xoxb-2"))
    assert store.tokens.get(team="T1", user="U1").token == "xoxp-1"
    assert store.tokens.get(team="T1", user="U2").token == "xoxp-2b"
    assert store.installations.find_bot(**TEAM).bot_token == "xoxb-2"


def test_bolts_save_of_an_installation_without_the_persons_token_keeps_it(store):
    store.installations.save(installed(user_token="xoxp-1"))
    store.installations.save(store.installations.find_installation(**TEAM))
    assert store.tokens.get(team="T1", user="U1").token == "xoxp-1"


def test_a_workspace_that_joins_an_organisation_stays_installed(store):
    store.installations.save(installed())
    assert store.installations.find_bot(enterprise_id="E1", team_id="T1").bot_token == "xoxb-1"


def test_an_org_wide_installation_serves_its_workspaces(store):
    store.installations.save(installed(team_id=None, enterprise_id="E1", is_enterprise_install=True))
    org = {"enterprise_id": "E1", "team_id": None, "is_enterprise_install": True}
    assert store.installations.find_bot(**org).is_enterprise_install
    assert store.installations.find_installation(**org).team_id is None
    assert store.installations.bot(team_id="T7", enterprise_id="E1").token == "xoxb-1"
    assert store.installations.bot(team_id="T7", enterprise_id="E2") is None


def test_a_workspaces_installation_is_not_its_organisations(store):
    store.installations.save(installed(enterprise_id="E1"))
    assert store.installations.bot(team_id="T2", enterprise_id="E1") is None


def test_a_token_is_put_got_and_deleted(store):
    store.tokens.put(team="T1", user="U1", token="xoxp-1", scopes=("chat:write",))
    assert store.tokens.get(team="T1", user="U1") == UserToken(token="xoxp-1", scopes=("chat:write",))
    assert store.tokens.get(team="T2", user="U1") is None
    assert store.tokens.delete(team="T1", user="U1")
    assert not store.tokens.delete(team="T1", user="U1")
    assert store.tokens.get(team="T1", user="U1") is None


def test_a_revoked_person_keeps_the_bot_and_a_revoked_bot_keeps_people(store):
    store.installations.save(installed(user_token="xoxp-1"))
    store.installations.save(connected("U2", "xoxp-2"))
    store.installations.delete_installation(**TEAM, user_id="U1")
    assert store.tokens.get(team="T1", user="U1") is None
    store.installations.delete_bot(**TEAM)
    assert store.installations.find_bot(**TEAM) is None
    assert store.tokens.get(team="T1", user="U2").token == "xoxp-2"


def test_uninstalling_deletes_everything_of_the_team(store):
    store.installations.save(installed(user_token="xoxp-1"))
    store.people.mute(team="T1", user="U3", rule="never-you")
    store.installations.delete_all(**TEAM)
    assert store.installations.find_bot(**TEAM) is None
    assert store.people.get(team="T1", user="U3").muted == frozenset()


def test_without_a_key_no_token_is_stored_and_all_else_works(open_store):
    store = open_store(key=None)
    with pytest.raises(MissingKeyError, match=r"WHOA_ENCRYPTION_KEY.*\.venv/bin/python -m bot\.store key"):
        store.tokens.put(team="T1", user="U1", token="xoxp-1")
    assert store.people.mute(team="T1", user="U1", rule="never-you")
    assert store.tokens.get(team="T1", user="U1") is None


def test_tokens_do_not_show_when_printed(store):
    store.tokens.put(team="T1", user="U1", token="xoxp-secret")
    store.installations.save(installed(bot_token="xoxb-secret"))
    assert "secret" not in repr(
        [store.tokens.get(team="T1", user="U1"), store.installations.bot(team_id="T1")]
    )
