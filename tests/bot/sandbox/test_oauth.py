"""OAuth: the permission page, codes, rotation, revocation, uninstalling."""

from __future__ import annotations

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator

from bot.sandbox import Sandbox
from bot.sandbox.model import Token
from tests.bot.sandbox.echo import MANIFEST

HERE = "http://127.0.0.1:1/back"  # nobody listens there: the browser ends at the address


def exchange(slack: Sandbox, code: str, redirect_uri: str = "") -> dict[str, object]:
    client = WebClient(base_url=slack.api_url)
    answer = client.oauth_v2_access(
        client_id=slack.client_id, client_secret=slack.client_secret, code=code, redirect_uri=redirect_uri
    )
    assert isinstance(answer.data, dict)
    return answer.data


def test_the_permission_page_leads_back_with_a_code(slack: Sandbox) -> None:
    generator = AuthorizeUrlGenerator(
        client_id=slack.client_id,
        scopes=[],
        user_scopes=["chat:write"],
        redirect_uri=f"{slack.api_url}api.test",  # any page that answers
        authorization_url=slack.authorize_url,
    )
    page = slack.user("anna").authorize(generator.generate("state-1"))
    code = page.url.split("code=")[1].split("&")[0]
    assert "state=state-1" in page.url
    user = exchange(slack, code, f"{slack.api_url}api.test")["authed_user"]
    assert isinstance(user, dict)
    assert (user["id"], user["scope"], user["token_type"]) == (slack.user("anna").id, "chat:write", "user")
    mine = WebClient(user["access_token"], base_url=slack.api_url)
    mine.chat_postMessage(channel="#design", text="as myself")
    assert slack.user("anna").sees("design")[-1].author == slack.user("anna").id
    declined = slack.user("anna").authorize(generator.generate("state-2"), allow=False)
    assert "error=access_denied" in declined.url


def test_a_code_works_once_and_for_ten_minutes(slack: Sandbox) -> None:
    code = slack.code_for(slack.user("anna"), scope="chat:write,commands")
    assert exchange(slack, code)["scope"] == "chat:write,commands"
    with pytest.raises(SlackApiError, match="invalid_code"):
        exchange(slack, code)
    late = slack.code_for(slack.user("anna"), scope="chat:write")
    slack.clock.advance(minutes=11)
    with pytest.raises(SlackApiError, match="invalid_code"):
        exchange(slack, late)


def test_what_the_manifest_does_not_name_cannot_be_asked_for(slack: Sandbox) -> None:
    for query in ("scope=admin", "scope=chat:write&redirect_uri=https://evil.example/"):
        url = f"{slack.authorize_url}?client_id={slack.client_id}&{query}"
        assert slack.user("anna").authorize(url).status == 400


def test_rotating_tokens_run_out_and_are_refreshed_once() -> None:
    settings = {**MANIFEST["settings"], "token_rotation_enabled": True}
    with Sandbox.start({**MANIFEST, "settings": settings}, installed=False) as slack:
        granted = exchange(slack, slack.code_for(slack.user("anna"), scope="chat:write"))
        assert granted["expires_in"] in (43_199, 43_200)  # whole seconds
        client = WebClient(str(granted["access_token"]), base_url=slack.api_url)
        client.auth_test()
        slack.clock.advance(hours=12)
        with pytest.raises(SlackApiError, match="token_expired"):
            client.auth_test()
        secrets = {"client_id": slack.client_id, "client_secret": slack.client_secret}
        refresh = {**secrets, "grant_type": "refresh_token", "refresh_token": str(granted["refresh_token"])}
        client.oauth_v2_access(**refresh)
        with pytest.raises(SlackApiError, match="invalid_refresh_token"):
            client.oauth_v2_access(**refresh)


def test_revoking_ends_the_token_and_tells_the_app(slack: Sandbox, app: App) -> None:
    anna = slack.user("anna")
    client = WebClient(slack.user_token(anna, "chat:write"), base_url=slack.api_url)
    slack.revoke(anna)
    with pytest.raises(SlackApiError, match="token_revoked"):
        client.auth_test()
    (told,) = slack.deliveries("events_api", "tokens_revoked")
    assert told.payload["event"]["tokens"] == {"oauth": [anna.id], "bot": []}


def test_uninstalling_ends_everything_and_tells_the_app(slack: Sandbox, bot: WebClient) -> None:
    later = int(slack.clock.now()) + 60
    bot.chat_scheduleMessage(channel=slack.user("anna").place("bot").id, post_at=later, text="never")
    slack.uninstall()
    assert [d.payload["event"]["type"] for d in slack.deliveries("events_api")] == [
        "tokens_revoked",
        "app_uninstalled",
    ]
    slack.clock.advance(hours=1)
    assert slack.user("anna").sees("bot") == []
    with pytest.raises(SlackApiError, match="token_revoked"):
        bot.auth_test()


def test_a_token_never_shows_in_a_repr() -> None:
    assert "xoxb-secret" not in repr(Token("xoxb-secret", "bot", "T1", "U1", ()))
