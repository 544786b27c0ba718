"""The Coach from outside: acceptance, bad input, trust, variety."""

import threading

import pytest

from rules.coach import Coach, load_model
from rules.loading import load_packs

LONG = "The report is attached and the numbers are in tab two. " * 800


def test_the_mission_pair_leads_to_the_open_question(coach):
    coaching = coach.coach("Why is that number low?")
    (note,) = coaching.notes
    assert (note.start, note.end, note.quote) == (0, 23, "Why is that number low?")
    assert any("do you have any idea why that number is low?" in r.text.lower() for r in coaching.rewrites)


@pytest.mark.parametrize(
    ("draft", "leads_to"),
    [
        ("You're missing data.", "missing"),
        ("That number seems low.", "?"),
        ("You only asked me for that status email because you don't trust me.", "story in my head"),
    ],
)
def test_acceptance_pairs_lead_where_the_mission_says(coach, draft, leads_to):
    coaching = coach.coach(draft, trust="low")
    assert coaching.flagged
    assert any(leads_to in r.text.lower() for r in coaching.rewrites)


def test_a_heated_draft_gets_a_breath_and_a_placeholder(coach):
    coaching = coach.coach(
        "ARE YOU KIDDING ME. What the hell is wrong with you?! Prod is down AGAIN because of you"
    )
    assert coaching.breathe
    assert coaching.placeholder


def test_a_fine_draft_gets_one_warm_line_and_nothing_else(coach):
    coaching = coach.coach("Could you have a look at the export when you have a minute? Thanks!")
    assert (coaching.flagged, coaching.notes, coaching.rewrites) == (False, (), ())
    assert coaching.summary
    assert coaching.credits


@pytest.mark.parametrize("text", ["", "   ", ":joy:", "<@U1AB>", "<https://x.io>", "…", "\u200b"])
def test_without_words_it_says_so(coach, text):
    coaching = coach.coach(text)
    assert not coaching.flagged
    assert "no words" in coaching.summary


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Warum ist diese Zahl schon wieder so niedrig?", "German"),
        ("¿Por qué es tan bajo ese número? No lo entiendo.", "Spanish"),
        ("Warum ist das so?", "German"),
        ("Was soll das?", "German"),
        ("Je ne comprends pas.", "French"),
        ("Esto no está bien.", "Spanish"),
        ("この数字はなぜ低いのですか", "Japanese"),
    ],
)
def test_another_language_gets_one_honest_line(coach, text, language):
    coaching = coach.coach(text)
    assert (coaching.notes, coaching.flagged) == ((), False)
    assert language in coaching.limits[0]


@pytest.mark.parametrize(
    "text",
    """k|lgtm|thx mate|wat abt dis|u up|r u there|hw r u|teh reprot iz lat|wherz teh report|cn u snd me teh fil|prod dwn|idk tbh
    |afaik lgtm ngl|kubectl get pods|postgres redis kafka|so was he|is it so|Giulia Romano Bianchi|José García López|São Paulo
    |mea culpa|Gracias team|carpe diem|hahaha lol|omg wtf bruh|jira plz|y r u like dis""".replace(
        "\n    ", ""
    ).split("|"),
)
def test_chat_typos_and_names_are_no_other_language(coach, text):
    assert coach.coach(text).limits == ()


def test_a_long_draft_is_coached_up_to_the_limit_and_says_so(coach):
    coaching = coach.coach("Why is that number low? " + LONG)
    assert coaching.notes
    assert "4,000" in coaching.limits[0]


@pytest.mark.parametrize(
    "text",
    [
        "\u202eWhy is that number low?\u202c",
        "Why\u200b is that num\u200bber low?",
        "\ud800 Why is that number low?",
    ],
)
def test_hidden_characters_neither_hide_a_phrase_nor_shift_its_place(coach, text):
    (note,) = coach.coach(text).notes
    assert text[note.start : note.end] == note.quote


def test_trust_decides_how_much_is_said(coach):
    assert coach.coach("Why is that number low?", trust="low").flagged
    assert not coach.coach("Why is that number low?", trust="solid").flagged
    assert coach.coach("You're useless and everyone knows it.", trust="solid").flagged


def test_two_heavy_notes_speak_at_every_level_one_only_at_its_own(tmp_path):
    rule = """
  - id: {id}
    title: {id}
    weight: 2
    trust: low
    match: [{id}]
    why: It hurts.
    source: observed
    examples: {{bad: [{{text: "[[{id}]]"}}]}}
"""
    pack = "pack: two\ntitle: Two\nabout: Two rules.\nrules:" + "".join(
        rule.format(id=i) for i in ("gloom", "doom")
    )
    (tmp_path / "two.yaml").write_text(pack)
    coach = Coach(load_packs([tmp_path]), load_model())
    assert [coach.coach("gloom all day", trust=t).flagged for t in ("low", "building", "solid")] == [
        True,
        False,
        False,
    ]
    assert len(coach.coach("gloom and doom", trust="solid").notes) == 2


def test_where_the_whole_cannot_be_said_again_its_sentences_are(coach):
    coaching = coach.coach(
        "You broke the import. You never told me about it. I spent all night in the data center."
    )
    assert not coaching.rewrites
    assert coaching.notes[0].instead == "The import looks broken on my side."


def test_a_rewrite_of_the_whole_needs_no_pieces(coach):
    coaching = coach.coach("You broke the import. It stopped at row 4.")
    assert coaching.rewrites
    assert not any(note.instead for note in coaching.notes)


def test_a_draft_full_of_notes_gets_a_pause_and_no_rewrite(coach):
    # Each note is tried against each other: without a limit this took minutes.
    coaching = coach.coach("you idiot, " * 300)
    assert coaching.breathe
    assert coaching.rewrites == ()


@pytest.mark.parametrize("number", [5, 6, 12])
def test_an_item_of_a_list_is_read_like_a_draft(coach, number):
    coaching = coach.coach(f"{number}) Why is that number low?")
    assert coaching.rewrites[0].text.startswith(f"{number}) ")


def test_spaces_inside_code_stay(coach):
    assert "`git  log`" in coach.coach("You always break `git  log` for everyone.").rewrites[0].text


def test_a_muted_rule_stays_silent(coach):
    (note,) = coach.coach("Why is that number low?").notes
    assert not coach.coach("Why is that number low?", muted={note.rule}).flagged


def test_the_same_draft_gets_the_same_answer_and_another_turn_another(coach):
    texts = ["Why did you merge this?", "Why is that number low?", "You never respond to my PRs."]
    assert all(coach.coach(t) == coach.coach(t) for t in texts)
    assert any(coach.coach(t).rewrites != coach.coach(t, turn=1).rewrites for t in texts)


def test_looking_ahead_says_whether_asking_again_brings_others(coach_of):
    told = {"move": "plain", "text": ["I see rain.", "I see snow."]}
    coach = coach_of(gloom={"rewrites": [told]}, hail={"rewrites": [told | {"text": "I see rain."}]})
    assert not coach.coach("Gloom.").more
    assert coach.coach("Gloom.", look_ahead=True).more
    assert coach.coach("Gloom.", turn=1, look_ahead=True).more
    assert not coach.coach("Hail.", look_ahead=True).more


def test_it_may_be_asked_from_several_threads(coach):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(coach.coach("Why is that number low?")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1


def test_heat_is_the_sum_that_explain_shows(coach):
    import math

    coaching = coach.coach("Why did you merge this without running the tests??", trust="building")
    total = coach.weights.intercept + sum(c.value for c in coaching.contributions)
    assert coaching.heat == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-3)


def test_no_note_cools_and_no_softener_heats(coach):
    from rules.heat import prior

    for compiled in coach.rules.rules:
        weight = coach.weights.rules.get(compiled.rule.id, prior(compiled.rule))
        assert weight <= 0 if compiled.rule.kind in ("softener", "gate") else weight >= 0, compiled.rule.id


def test_a_rule_on_trial_is_counted_and_not_shown(tmp_path):
    from rules import load

    (tmp_path / "team.yaml").write_text(
        """
pack: team
title: Our words
about: What our team says.
rules:
  - id: quick-sync
    title: A quick sync
    status: trial
    match: ["quick sync"]
    why: It is never quick.
    source: observed
    examples: {bad: [{text: "Let's do a [[quick sync]] then."}]}
"""
    )
    coaching = load([tmp_path]).coach("Shall we do a quick sync at four?")
    assert (coaching.trials, coaching.notes) == (("quick-sync",), ())


@pytest.mark.parametrize(
    ("draft", "kept"),
    [
        ("Why is the title still wrong in <b>Intro</b>? Ok.", "wrong in <b>Intro</b>? Ok."),
        ("Why is that number low -> >?", "number is low -> >?"),
        ("Why is that number low -> see tab 2?", "number is low -> see tab 2?"),
        ("Why did you use C#?", "use C#?"),
        ("Why did you use a &&?", "use a &&?"),
        ("Why did you remove *.log from the repo?", "remove *.log from the repo?"),
        ("Why did you delete foo/*?", "delete foo/*?"),
        ("Why did you write in ¥?", "write in ¥?"),
    ],
)
def test_marks_that_belong_to_the_words_stay_in_a_rewrite(coach, draft, kept):
    rewrites = coach.coach(draft).rewrites
    assert rewrites
    assert all(rewrite.text.endswith(kept) for rewrite in rewrites)


@pytest.mark.parametrize(
    "draft",
    [
        "Why is that number low?!",
        "Why is that number low 👍🏽?",
        "Why is that number low :)?",
        'Why is that number low?"',
    ],
)
def test_marks_of_the_sentence_make_way_for_those_of_the_rewrite(coach, draft):
    rewrites = coach.coach(draft).rewrites
    assert rewrites
    assert all(rewrite.text.endswith("number is low?") for rewrite in rewrites)


@pytest.mark.parametrize(
    "draft", ["Why is *that* number low?", "Why is that *number* low?", "*Why* is that number low?"]
)
def test_no_half_of_a_bold_word_stays_behind(coach, draft):
    rewrites = coach.coach(draft).rewrites
    assert rewrites
    assert not any("*" in rewrite.text for rewrite in rewrites)


SAID_AGAIN = [{"move": "plain", "text": "rain"}]


@pytest.mark.parametrize(
    ("draft", "breathe"),
    [
        ("The gloom is on the roof.", False),
        ("The doom is on the roof.", False),
        ("The doom is on the roof and the wrath in the hall.", True),
        ("The threat is on the roof.", True),
        ("The haste is on the roof.", True),
        ("The wall is on the roof.", True),
        ("The fence is on the roof.", False),
    ],
    ids=[
        "heavy",
        "harsh",
        "harsh-twice",
        "hostile",
        "asks-for-it",
        "heavy-without-a-rewrite",
        "light-without-one",
    ],
)
def test_a_breath_is_asked_for_where_it_is_due(coach_of, draft, breathe):
    coach = coach_of(
        gloom={"weight": 2, "rewrites": SAID_AGAIN},
        doom={"weight": 3, "rewrites": SAID_AGAIN},
        wrath={"weight": 3, "rewrites": SAID_AGAIN},
        threat={"weight": 1, "rewrites": SAID_AGAIN, "hostile": True},
        haste={"weight": 1, "rewrites": SAID_AGAIN, "breathe": True},
        wall={"weight": 2},
        fence={"weight": 1},
    )
    coaching = coach.coach(draft)
    assert bool(coaching.rewrites) is not draft.startswith(("The wall", "The fence"))
    assert coaching.breathe is breathe
    assert bool(coaching.placeholder) is breathe


def test_a_draft_that_is_all_cushion_is_told_to_keep_the_ask(coach_of):
    coach = coach_of(hedge={"kind": "softener", "match": ["maybe"]})
    few, many = (coach.coach("maybe, " * times + "it rains") for times in (4, 5))
    assert not few.tips
    assert "cushion" in many.tips[0]


def test_where_much_stings_talking_is_better(coach_of):
    names = ("one", "two", "three", "four")
    coach = coach_of(**{name: {"weight": 1} for name in names})
    few, many = (coach.coach(" and ".join(some)) for some in (names[:3], names))
    assert not few.tips
    assert many.tips
