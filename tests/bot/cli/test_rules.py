"""`whoa rules …`: what an author of rules works with."""

import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from rules.loading import built_in, load_packs
from rules.proving import prove_rule
from rules.schema import Rule

MINE = """\
pack: ours
title: Ours
about: For tests.
rules:
  # The first.
  - id: circle-back
    title: '"circle back"'
    match: [circle back]
    exceptions:
      - {id: promised, before: ["i|we will"]}
    rewrites:
      - {move: plain, text: "talk about it again"}
    why: It says when and what to nobody.
    source: observed
    examples:
      bad:
        - text: "Let's [[circle back]]."
          rewrites: {plain: "Let's talk about it again."}
      good:
        - {text: "I will circle back.", saved_by: promised}
        - {text: "The dog runs in a circle."}
overrides:
  why-is-x-adj: {status: trial}
"""


@pytest.fixture
def mine(tmp_path, few_rules):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/ours.yaml").write_text(MINE)
    return tmp_path / "mine/ours.yaml"


# list and show


def test_list_names_every_rule(run, coach):
    text = run("rules", "list").stdout
    assert [rule.id for rule in coach.loaded.rules if f"  {rule.id}: " not in text] == []
    assert f"{len(coach.loaded.rules)} rules" in text


def test_list_can_be_narrowed(run, coach):
    chosen = json.loads(run("rules", "list", "--json", "--pack", "questions", "--trust", "solid").stdout)
    by_id = {rule.id: rule for rule in coach.loaded.rules}
    assert chosen
    assert all(coach.loaded.pack_of[e["id"]] == "questions" for e in chosen)
    assert all(by_id[e["id"]].trust == "solid" and by_id[e["id"]].kind == "note" for e in chosen)


def test_an_unknown_pack_is_said(run):
    answer = run("rules", "list", "--pack", "nope")
    assert (answer.exit_code, "there is no pack 'nope'" in answer.stderr) == (2, True)


def test_a_rule_on_trial_comes_with_its_counts(run, mine, monkeypatch, tmp_path):
    from bot.store import Store

    url = f"sqlite:///{tmp_path}/whoa.db"
    monkeypatch.setenv("WHOA_DATABASE_URL", url)
    command = ("rules", "list", "--status", "trial", "--rules", str(mine.parent))
    assert "why-is-x-adj" in run(*command).stdout  # without a database: no counts, and none is made
    assert not (tmp_path / "whoa.db").exists()
    store = Store.open(url=url)
    for team in ("T1", "T2"):
        store.counts.add(team=team, name="shown", rule="why-is-x-adj")
    store.close()
    assert "trial; shown 2)" in " ".join(run(*command).stdout.split())


def test_show_renders_the_whole_entry(run, mine):
    text = run("rules", "show", "circle-back", "--rules", str(mine.parent)).stdout
    for part in (
        "circle-back: ",
        "It says when and what to nobody.",
        "Let's [[circle back]].",
        "(saved by promised)",
        "promised: before i|we will",
        "plain: talk about it again",
        "Source: observed",
        "File: mine/ours.yaml:6",
    ):
        assert part in text


def test_an_unknown_rule_is_said_with_what_may_be_meant(run):
    answer = run("rules", "show", "why-is-x-ad")
    assert answer.exit_code == 2
    assert "did you mean why-is-x-adj" in answer.stderr


# test


def prove(run, path, old, new):
    """Break a pack, and prove it."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return run("rules", "test", str(path.parent))


def test_a_good_folder_is_proved(run, mine):
    answer = run("rules", "test", str(mine.parent))
    assert (answer.exit_code, answer.stdout) == (0, "1 rule proved.\n")


def test_only_rules_that_are_there_can_be_chosen(run, mine):
    assert run("rules", "test", str(mine.parent), "--rule", "circle-back").exit_code == 0
    assert run("rules", "test", str(mine.parent), "--rule", "why-is-x-adj").exit_code == 2


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            '      - {id: promised, before: ["i|we will"]}\n',
            "      - {id: promised, draft: [zebra]}\n",
            "I will circle back",
        ),
        ("match: [circle back]", "match: [circle round]", "does not fire"),
        ("Let's [[circle back]].", "[[Let's circle back]].", "underlines 'circle back', should be"),
        ('plain: "Let\'s talk about it again."', 'plain: "No."', "should be 'No.'"),
        ("The dog runs in a circle.", "Circle back!", "fires on the good example"),
        (", saved_by: promised", "", "say so with saved_by"),
        ("Let's [[circle back]].", "[[circle back]], circle back", "fires 2 times"),
    ],
)
def test_a_broken_example_or_exception_fails(run, mine, old, new, says):
    answer = prove(run, mine, old, new)
    assert answer.exit_code == 1
    assert answer.stdout.startswith("mine/ours.yaml:6: circle-back: ")
    assert says in answer.stdout


@pytest.mark.parametrize(
    ("example", "rewritten", "says"),
    [
        (
            "Why so? Let's [[circle back]].",
            "Why so? Let's talk. Why is it low?",
            "fires on 'Why is it low?' in the rewritten \"Why so? Let's talk. Why is it low?\"\n",
        ),
        (
            "Why is that low? Let's [[circle back]].",
            "Why is that low? Let's talk.",
            "fires on 'Why is that low?' in the rewritten \"Why is that low? Let's talk.\"; it fires on the example itself too",
        ),
    ],
    ids=["by-the-rewrite", "already"],
)
def test_a_note_on_a_rewritten_example_is_said_with_its_words(run, mine, example, rewritten, says):
    text = MINE.replace("status: trial", "status: active").replace("Let's [[circle back]].", example)
    text = text.replace("Let's talk about it again.", rewritten)
    said = rewritten.partition("Let's ")[2].rstrip(".")
    mine.write_text(text.replace("talk about it again", said))
    answer = run("rules", "test", str(mine.parent))
    assert f"circle-back: plain: why-is-x-adj {says}" in answer.stdout


def test_a_pinned_rewrite_that_no_draft_would_get_is_said(run, mine):
    text = MINE.replace("status: trial", "status: active")
    text = text.replace("Let's [[circle back]].", "Let's [[circle back]] on the broken copper roof.")
    text = text.replace('text: "talk', "scope: sentence, lossy: true, text: \"Let's talk").replace(
        'again"}', 'again."}'
    )
    mine.write_text(text)
    answer = run("rules", "test", str(mine.parent))
    assert answer.exit_code == 1
    assert "roof.' gets no rewrite as a draft" in answer.stdout.replace('"', "'")


def test_an_exception_taken_out_fails(run, mine):
    answer = prove(run, mine, '    exceptions:\n      - {id: promised, before: ["i|we will"]}\n', "")
    assert answer.exit_code == 2
    assert "saved_by names 'promised', which is no exception" in answer.stderr


ON = [rule for rule in load_packs([built_in()]).rules if rule.status != "retired"]


def complaints(coach, monkeypatch, entry):
    """What the proof of `whoa rules test` says of a rule that was changed."""
    rule = Rule.model_validate(entry)
    place = coach.rules.by_id[rule.id].order
    changed = coach.rules._compiler.rule(rule, coach.loaded, place)
    monkeypatch.setattr(
        coach.rules, "rules", [*coach.rules.rules[:place], changed, *coach.rules.rules[place + 1 :]]
    )
    return list(prove_rule(coach, rule))


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.id) for r in ON if r.exceptions])
def test_no_exception_of_ours_can_be_taken_out(coach, monkeypatch, rule):
    for number, gone in enumerate(rule.exceptions):
        entry = rule.model_dump(exclude_none=True)
        del entry["exceptions"][number]
        for good in entry["examples"]["good"]:
            if good.get("saved_by") == gone.id:
                del good["saved_by"]
        assert complaints(coach, monkeypatch, entry), gone.id


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.id) for r in ON if r.kind == "note"])
def test_no_example_of_ours_can_be_broken(coach, monkeypatch, rule):
    entry = rule.model_dump(exclude_none=True)
    for bad in entry["examples"]["bad"]:  # the marks moved elsewhere
        bad["text"] = "[[Blue]] whales. " + bad["text"].replace("[[", "").replace("]]", "")
        bad["rewrites"] = {}
    assert len(complaints(coach, monkeypatch, entry)) >= len(rule.examples.bad)


# explain


def explain(run, text, *more):
    return json.loads(run("rules", "explain", "--json", *more, text).stdout)


def test_explain_names_what_fired(run):
    fired = explain(run, "Why is that number low?")["fired"]
    assert [f["quote"] for f in fired if f["rule"] == "why-is-x-adj"] == ["Why is that number low?"]


def test_explain_says_why_a_note_is_not_shown(run):
    fired = explain(run, "Why is that number low?", "--trust", "solid")["fired"]
    assert [f["hidden"] for f in fired if f["rule"] == "why-is-x-adj"] == ["only shown at trust low"]


def test_explain_names_the_exception_that_saved_a_draft(run):
    saved = explain(run, "Why is my dashboard empty?")["saved"]
    assert ("why-is-x-adj", "about-me") in [(s["rule"], s["by"]) for s in saved]
    assert "Matched, but kept silent" in run("rules", "explain", "Why is my dashboard empty?").stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("We should circle.", "“back” is missing"),
        ("Back to the circle.", "the pattern wants “back”, which stands elsewhere in the draft"),
        ("circle. back", "after “circle” comes “.”"),
    ],
)
def test_explain_says_which_piece_failed(run, mine, text, says):
    near = explain(run, text, "--rules", str(mine.parent))["near"]
    assert [n["pattern"] for n in near if n["rule"] == "circle-back"] == ["circle back"]
    assert says in next(n["failed"] for n in near if n["rule"] == "circle-back")


def test_explain_says_which_tag_was_wanted(run, mine):
    mine.write_text(MINE.replace("match: [circle back]", "match: [circle back <NOUN>]"))
    near = explain(run, "Please circle back quickly.", "--rules", str(mine.parent))["near"]
    assert "comes “quickly”, tagged ADV; the pattern wants <NOUN>" in near[0]["failed"]


@pytest.mark.parametrize("text", ["", "🌱", "x" * 40_000, "なぜ", "why"])
def test_explain_takes_any_text(run, text):
    assert run("rules", "explain", text).exit_code == 0


# schema


def test_every_pack_fits_the_schema(run):
    schema = json.loads(run("rules", "schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    for path in built_in().glob("*.yaml"):
        jsonschema.validate(YAML(typ="safe").load(path), schema)


def test_the_schema_can_be_written(run, tmp_path):
    answer = run("rules", "schema", "-o", "made/it.json")
    assert "# yaml-language-server: $schema=it.json" in answer.stdout
    assert json.loads((tmp_path / "made/it.json").read_text())


# docs


def test_the_catalogue_is_in_step(run):
    page = Path(__file__).parents[3] / "docs/rules.md"
    answer = run("rules", "docs", "--check", "-o", str(page))
    assert answer.exit_code == 0, answer.stdout


def test_the_catalogue_is_written_once(run, few_rules, tmp_path):
    missing = run("rules", "docs", "--check")
    assert (missing.exit_code, "There is no page docs/rules.md" in missing.stdout) == (1, True)
    assert "Wrote docs/rules.md" in run("rules", "docs").stdout
    assert "is in step" in run("rules", "docs", "--check").stdout
    text = (tmp_path / "docs/rules.md").read_text()
    assert "### `why-is-x-adj`" in text
    assert r"> Hi team. **Why is that number low?** Thanks." in text
