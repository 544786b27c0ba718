"""App Home: what a person can set, see and delete."""

from __future__ import annotations

import pytest

from bot.store import StoreUnavailableError

pytestmark = pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)


@pytest.fixture
def anna(slack):
    return slack.user("anna")


def test_opening_it_says_hello_once_and_publishes_it(anna, bot):
    home = anna.home()
    assert "I am not policing anyone" in home.shown
    assert "I keep no drafts" in anna.pop().shown
    anna.home()
    assert anna.nothing_new()


def test_it_opens_while_others_write(anna, bot, slack, monkeypatch):
    anna.home()
    anna.pop()
    told = [call.method for call in slack.calls()]
    assert told.index("views.publish") < told.index("chat.postMessage")

    def locked(**_: object) -> None:
        raise StoreUnavailableError

    monkeypatch.setattr(bot.store.people, "welcome_once", locked)
    anna.home()
    assert len(slack.calls("views.publish")) == 2


def test_switches_and_choices_are_kept(anna, bot, slack):
    home = anna.home()
    home.press("home.default_trust", "building")
    home.press("home.emoji_tone", "some")
    home.press("home.switches", ["counts"])
    settings = bot.store.people.settings(team=slack.team_id, user=anna.id)
    assert (settings.default_trust, settings.emoji_tone, settings.counts) == ("building", "some", True)
    assert (settings.seedling_own, settings.help_others) == (False, False)


def test_an_emoji_is_suggested_only_to_those_who_like_it(anna, bot, slack):
    assert ":slightly_smiling_face:" not in anna.command("/whoa", "Why is that number low?").shown
    bot.store.people.update_settings(team=slack.team_id, user=anna.id, emoji_tone="some")
    assert ":slightly_smiling_face:" in anna.command("/whoa", "Why is that number low?").shown


def test_the_trust_list_grows_and_shrinks(anna, bot, slack):
    ben = slack.user("ben")
    modal = anna.home().click_modal("Add a person")
    modal.submit(person=ben.id, trust="building")
    assert "@ben: building" in anna.home().shown
    anna.home().press("home.trust_remove")
    assert bot.store.people.trusts(team=slack.team_id, user=anna.id) == {}


def test_oneself_is_not_on_the_list(anna, bot):
    modal = anna.home().click_modal("Add a person")
    modal.submit(person=anna.id, trust="low")
    assert "somebody else" in modal.errors["person"]


def test_mutes_can_be_undone(anna, bot, slack):
    bot.store.people.mute(team=slack.team_id, user=anna.id, rule="never-you")
    home = anna.home()
    assert "never-you" in home.shown
    home.press("home.unmute")
    assert bot.store.people.get(team=slack.team_id, user=anna.id).muted == frozenset()


def test_pause_and_resume(anna, bot, slack):
    anna.home().press("Quiet for a day")
    home = anna.home()
    assert "I am quiet until" in home.shown
    home.press("Resume")
    assert bot.store.people.settings(team=slack.team_id, user=anna.id).paused_until is None


def test_what_is_planned_is_listed_and_can_be_cancelled(anna, bot, slack):
    anna.command("/whoa", "breathe 10m")
    home = anna.home()
    assert "A nudge after your pause" in home.shown
    home.press("home.cancel")
    assert slack.scheduled == []


def test_what_is_stored_is_shown(anna, bot, slack):
    anna.command("/whoa", "trust @ben low")
    stored = anna.home().click_modal("What is stored about me")
    assert slack.user("ben").id in stored.shown


def test_delete_my_data_deletes_everywhere(anna, bot, slack):
    connect(anna, bot, slack)
    anna.command("/whoa", "trust @ben low")
    anna.command("/whoa", "breathe 10m")
    anna.home().press("Delete my data")
    assert anna.top_modal() is None  # nothing is left to be said
    assert slack.scheduled == []
    assert bot.store.stored_about(team=slack.team_id, user=anna.id) == {}
    assert len(slack.calls("auth.revoke")) == 1


def connect(anna, bot, slack):
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(team=slack.team_id, user=anna.id, token=token, scopes=("chat:write",))


@pytest.mark.parametrize(
    ("method", "trouble", "said"),
    [
        ("chat.deleteScheduledMessage", {"error": "internal_error"}, "may still arrive"),
        ("auth.revoke", {"hang_up": True}, "did not confirm"),
        ("auth.revoke", {"error": "internal_error"}, "did not confirm"),
    ],
)
def test_delete_my_data_deletes_here_also_when_slack_does_not(anna, bot, slack, method, trouble, said):
    connect(anna, bot, slack)
    anna.command("/whoa", "trust @ben low")
    anna.command("/whoa", "breathe 10m")
    home = anna.home()
    slack.fail_next(method, **trouble)
    home.press("Delete my data")
    assert said in anna.modal().shown
    assert bot.store.stored_about(team=slack.team_id, user=anna.id) == {}


def test_delete_my_data_says_what_slack_no_longer_takes_back(anna, bot, slack):
    anna.command("/whoa", "breathe 10m")
    home = anna.home()
    slack.clock.advance(minutes=9, seconds=30)
    home.press("Delete my data")
    assert "still arrives" in anna.modal().shown
    assert bot.store.stored_about(team=slack.team_id, user=anna.id) == {}


def test_what_is_said_too_late_for_a_window_comes_as_a_direct_message(anna, bot, slack):
    connect(anna, bot, slack)
    home = anna.home()
    anna.pop()
    slack.fail_next("auth.revoke", hang_up=True)
    slack.fail_next("views.open", "expired_trigger_id")
    home.press("Delete my data")
    assert "did not confirm" in anna.pop().text


def test_what_failed_is_not_called_safe(anna, bot, slack, monkeypatch):
    def down(**_: object) -> None:
        raise StoreUnavailableError

    home = anna.home()
    monkeypatch.setattr(bot.store, "delete_person", down)
    home.press("Delete my data")
    assert "could not finish that" in anna.modal().shown
    assert "safe" not in anna.modal().shown


def test_what_is_done_is_done_also_when_home_cannot_be_shown(anna, bot, slack):
    home = anna.home()
    slack.fail_next("views.publish", "internal_error")
    home.press("home.default_trust", "building")
    assert "That is done" in anna.modal().shown
    assert bot.store.people.settings(team=slack.team_id, user=anna.id).default_trust == "building"


@pytest.mark.parametrize("button", ["home.cancel", "Quiet for a day"])
def test_what_arrives_within_the_minute_is_not_called_cancelled(anna, bot, slack, button):
    anna.command("/whoa", "breathe 10m")
    home = anna.home()
    slack.clock.advance(minutes=9, seconds=30)
    home.press(button)
    assert "within a minute" in anna.modal().shown


@pytest.mark.parametrize("trouble", [{"hang_up": True}, {"error": "token_revoked"}])
def test_disconnect_forgets_the_token_whatever_slack_says(anna, bot, slack, trouble):
    connect(anna, bot, slack)
    home = anna.home()
    slack.fail_next("auth.revoke", **trouble)
    home.press("Disconnect")
    assert bot.store.tokens.get(team=slack.team_id, user=anna.id) is None
    top = anna.top_modal()
    assert (top is not None and "did not confirm" in top.shown) == ("hang_up" in trouble)


def test_disconnect_revokes_the_token(anna, bot, slack):
    connect(anna, bot, slack)
    anna.home().press("Disconnect")
    assert bot.store.tokens.get(team=slack.team_id, user=anna.id) is None
    assert "Connect my account" in anna.home().shown


def test_help_and_composer_open_from_it(anna, bot):
    assert "/whoa breathe" in anna.home().click_modal("Help").shown
    anna.modal().close()
    assert anna.home().click_modal("Open the composer").title == "Compose with Whoa"
