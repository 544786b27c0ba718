"""What each person chose."""

import pytest

from bot.store import Exchanges, NotAnIdError, Person, Settings

ANNA = {"team": "T1", "user": "U1"}


def test_nobody_known_has_the_defaults(store):
    assert store.people.get(**ANNA) == Person()
    assert store.people.settings(**ANNA) == Settings(default_trust="low", default_audience="dm", counts=False)


def test_only_the_settings_named_change(store):
    store.people.update_settings(**ANNA, default_trust="solid", emoji_tone="some")
    assert store.people.update_settings(**ANNA, seedling_own=False) == Settings(
        default_trust="solid", emoji_tone="some", seedling_own=False
    )


def test_settings_of_another_team_are_another_persons(store):
    store.people.update_settings(**ANNA, help_others=False)
    assert store.people.settings(team="T2", user="U1").help_others


@pytest.mark.parametrize(
    "change",
    [{"default_trust": "Low, please"}, {"emoji_tone": "many"}, {"welcomed_at": 1.0}, {"mood": "bad"}],
)
def test_what_is_no_known_choice_is_refused_and_not_repeated(store, change):
    with pytest.raises(NotAnIdError) as caught:
        store.people.update_settings(**ANNA, **change)
    assert "please" not in str(caught.value)


def test_a_pause_ends(store, clock):
    settings = store.people.update_settings(**ANNA, paused_until=clock.now + 60)
    assert settings.paused(clock.now)
    assert not settings.paused(clock.now + 60)
    assert not store.people.update_settings(**ANNA, paused_until=None).paused(clock.now)


def test_the_welcome_is_sent_once(store, clock):
    assert store.people.welcome_once(**ANNA)
    clock.move(5)
    assert not store.people.welcome_once(**ANNA)
    assert store.people.settings(**ANNA).welcomed_at == clock.now - 5


def test_the_welcome_keeps_settings_made_before(store):
    store.people.update_settings(**ANNA, default_trust="building")
    assert store.people.welcome_once(**ANNA)
    assert store.people.settings(**ANNA).default_trust == "building"


def test_trust_is_set_changed_and_forgotten(store):
    store.people.set_trust(**ANNA, other="U2", trust="solid")
    store.people.set_trust(**ANNA, other="U2", trust="building")
    person = store.people.get(**ANNA)
    assert (person.trust("U2"), person.trust("U3"), person.trust()) == ("building", "low", "low")
    assert store.people.forget_trust(**ANNA, other="U2")
    assert not store.people.forget_trust(**ANNA, other="U2")
    assert store.people.trusts(**ANNA) == {}


def test_trust_is_one_sided(store):
    store.people.set_trust(**ANNA, other="U2", trust="solid")
    assert store.people.trusts(team="T1", user="U2") == {}


def test_rules_are_muted_and_unmuted(store):
    assert store.people.mute(**ANNA, rule="never-you")
    assert not store.people.mute(**ANNA, rule="never-you")
    assert store.people.get(**ANNA).muted == {"never-you"}
    assert store.people.unmute(**ANNA, rule="never-you")
    assert not store.people.unmute(**ANNA, rule="never-you")


def test_exchanges_are_not_counted_without_opting_in(store):
    assert not store.people.count_exchange(**ANNA, other="U2", kind="hard")
    assert store.people.exchanges(**ANNA) == {}


def test_exchanges_are_counted_by_person(store):
    store.people.update_settings(**ANNA, counts=True)
    for other, kind in [("U2", "hard"), ("U2", "good"), ("U2", "good"), ("U3", "hard")]:
        assert store.people.count_exchange(**ANNA, other=other, kind=kind)
    assert store.people.exchanges(**ANNA) == {"U2": Exchanges(good=2, hard=1), "U3": Exchanges(hard=1)}
    store.people.forget_exchanges(**ANNA)
    assert store.people.exchanges(**ANNA) == {}


def test_opting_out_deletes_the_counts(store):
    store.people.update_settings(**ANNA, counts=True)
    store.people.count_exchange(**ANNA, other="U2", kind="good")
    store.people.update_settings(**ANNA, counts=False)
    store.people.update_settings(**ANNA, counts=True)
    assert store.people.exchanges(**ANNA) == {}
