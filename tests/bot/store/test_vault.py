"""Tokens are locked; keys can be wrong, missing and changed."""

import pytest
from sqlalchemy import update

from bot.store import BadKeyError, Store, WrongKeyError, new_key
from bot.store.__main__ import main
from bot.store.tables import GrantRow

ANNA = {"team": "T1", "user": "U1"}


def test_the_file_never_holds_a_token(tmp_path, key):
    store = Store.open(url=f"sqlite:///{tmp_path / 'whoa.db'}", key=key)
    store.tokens.put(**ANNA, token="xoxp-canary", refresh_token="xoxe-canary")
    state = store.states.issue()
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"U1" in files
    assert b"canary" not in files
    assert state.encode() not in files
    store.close()


@pytest.mark.parametrize("key", ["short", "not base64!" * 4, "ä" * 44])
def test_what_is_no_key_is_said_so(key):
    with pytest.raises(BadKeyError, match=r"WHOA_ENCRYPTION_KEY .* `\.venv/bin/python -m bot\.store key`"):
        Store.in_memory(key=key)


def test_the_wrong_key_is_refused_when_opening(store, open_store):
    store.tokens.put(**ANNA, token="xoxp-1")
    with pytest.raises(WrongKeyError, match="put the new one first"):
        open_store(key=new_key())


def test_a_key_is_changed_by_putting_the_new_one_first(store, open_store, key):
    store.tokens.put(**ANNA, token="xoxp-1", refresh_token="xoxe-1")
    fresh = new_key()
    both = open_store(key=f"{fresh}, {key}")
    assert both.tokens.get(**ANNA).token == "xoxp-1"
    assert both.relock() == 1
    assert open_store(key=fresh).tokens.get(**ANNA).token == "xoxp-1"
    with pytest.raises(WrongKeyError):
        open_store(key=key)


def test_a_token_moved_to_another_persons_row_does_not_open(store):
    store.tokens.put(**ANNA, token="xoxp-1")
    with store._database.write() as connection:
        connection.execute(update(GrantRow).values(user_id="U2"))
    with pytest.raises(WrongKeyError, match="does not belong"):
        store.tokens.get(team="T1", user="U2")


def test_the_command_prints_a_key_that_works(capsys):
    main(["key"])
    Store.in_memory(key=capsys.readouterr().out).close()


def test_the_command_says_what_it_can_do():
    with pytest.raises(SystemExit, match="print a fresh encryption key"):
        main(["help"])
