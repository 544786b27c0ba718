"""Each missing token is a clear message: what, where to find it, how to mend it."""

import pytest

from bot.settings import Settings, SettingsError, load_settings

NAMES = [field.alias for field in Settings.model_fields.values()]


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def complaint(mode, **given):
    with pytest.raises(SettingsError) as raised:
        Settings(_env_file=None, **given).require(mode)
    return str(raised.value)


@pytest.mark.parametrize(
    ("mode", "given", "missing"),
    [
        ("socket", {}, ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        ("socket", {"SLACK_BOT_TOKEN": "xoxb-1"}, ["SLACK_APP_TOKEN"]),
        ("http", {"SLACK_BOT_TOKEN": "xoxb-1"}, ["SLACK_SIGNING_SECRET"]),
        (
            "http",
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "SLACK_CLIENT_ID": "1.2"},
            ["SLACK_CLIENT_SECRET", "WHOA_PUBLIC_URL", "WHOA_ENCRYPTION_KEY"],
        ),
    ],
)
def test_what_is_missing_is_named_with_its_place(mode, given, missing):
    text = complaint(mode, **given)
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert [line.split()[1] for line in lines] == missing
    assert all("Find it here: " in line for line in lines)
    assert "whoa try" in text


def test_a_token_in_the_wrong_place_is_noticed():
    text = complaint("socket", SLACK_BOT_TOKEN="xapp-1", SLACK_APP_TOKEN="xoxb-1")
    assert "SLACK_BOT_TOKEN should begin with xoxb-" in text
    assert "xapp-1" not in text


def test_what_is_enough_is_enough():
    assert Settings(_env_file=None, SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1").require("socket")


def test_secrets_do_not_show():
    shown = repr(Settings(_env_file=None, SLACK_BOT_TOKEN="xoxb-secret", SLACK_SIGNING_SECRET="very-secret"))
    assert "secret'" not in shown.replace("client_secret", "")
    assert "xoxb-secret" not in shown


def test_the_environment_is_read_and_nonsense_is_named(monkeypatch):
    monkeypatch.setenv("WHOA_PORT", "eighty")
    with pytest.raises(SettingsError, match="WHOA_PORT"):
        load_settings()
    monkeypatch.setenv("WHOA_PORT", "8080")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:5000/api")
    monkeypatch.setenv("WHOA_EMOJI", ":herb:")
    settings = load_settings()
    assert (settings.port, settings.api_url, settings.emoji) == (8080, "http://127.0.0.1:5000/api/", "herb")


def test_there_is_no_debug_level(monkeypatch):
    monkeypatch.setenv("WHOA_LOG_LEVEL", "DEBUG")
    with pytest.raises(SettingsError, match="WHOA_LOG_LEVEL"):
        load_settings()
