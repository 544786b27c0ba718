"""`whoa rules new`: a newcomer's first rule."""

from pathlib import Path

import pytest

from rules.loading import load_packs

pytestmark = pytest.mark.usefixtures("few_rules")

GIVEN = ("--id", "per-my-last", "--match", "per my last mail", "--why", "It looks back.")
BAD = ("--bad", "As I said [[per my last mail]].")


def test_a_skeleton_proves_itself(run, tmp_path):
    answer = run("rules", "new", "--skeleton", "--folder", "mine")
    assert answer.exit_code == 0, answer.stdout
    assert "It proves itself" in answer.stdout
    assert "Its example becomes: Let's talk about it on Friday." in answer.stdout
    text = (tmp_path / "mine/ours.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=whoa-rules.schema.json\n")
    assert (tmp_path / "mine/whoa-rules.schema.json").is_file()
    assert run("rules", "test", "mine").exit_code == 0


def test_all_can_be_given_by_options(run, tmp_path):
    answer = run("rules", "new", "--folder", "mine", *GIVEN, *BAD, "--rewrite", "plain=in my mail")
    assert answer.exit_code == 0, answer.stdout + answer.stderr
    assert "Its example becomes: As I said in my mail." in answer.stdout
    (rule,) = load_packs([tmp_path / "mine"]).rules
    assert rule.examples.bad[0].rewrites == {"plain": "As I said in my mail."}


def test_it_asks_for_the_rest_and_again_after_a_slip(run, tmp_path):
    answers = [
        "",  # the pack: ours
        "Per my last!",
        "why-is-x-adj",
        "per-my-last",
        "",  # the title
        "... last",
        "per my last mail",
        "As I said per my last mail.",
        "As I said [[last year]].",
        "As I said [[per my last mail]].",
        "It looks back.",
        "shout=LOUD",
        "plain=on {day}",
        "",  # no rewrite
        "My last mail was short.",
    ]
    answer = run("rules", "new", "--folder", "mine", stdin="\n".join(answers) + "\n")
    assert answer.exit_code == 0, answer.output
    for slip in (
        "use small letters",
        "there is a rule 'why-is-x-adj' already",
        "starts with something optional or a gap",
        "put [[ and ]] around the words that sting",
        "the pattern does not match",
        "write MOVE=TEXT",
        "no pattern of the rule has a slot day",
    ):
        assert slip in answer.stderr
    (rule,) = load_packs([tmp_path / "mine"]).rules
    assert (rule.id, rule.title, rule.match) == ("per-my-last", "per my last", ["per my last mail"])


def test_a_question_nobody_answers_is_said(run):
    answer = run("rules", "new")
    assert answer.exit_code == 2
    assert "give it as an option, or --skeleton" in answer.stderr


def test_it_goes_into_the_pack_that_is_there(run, tmp_path):
    run("rules", "new", "--skeleton", "--folder", "mine")
    path = tmp_path / "mine/ours.yaml"
    path.write_text(path.read_text() + "\noverrides: # of ours\n  why-is-x-adj: {weight: 1}\n# the end\n")
    answer = run("rules", "new", "--folder", "mine", *GIVEN, *BAD)
    assert answer.exit_code == 0, answer.stdout + answer.stderr
    text = path.read_text()
    assert text.endswith("\noverrides: # of ours\n  why-is-x-adj: {weight: 1}\n# the end\n")
    assert text.index("id: circle-back") < text.index("id: per-my-last") < text.index("overrides:")


def test_an_example_that_proves_nothing_is_said(run, tmp_path):
    answer = run("rules", "new", "--folder", "mine", *GIVEN, "--bad", "[[As I said per my last mail]].")
    assert answer.exit_code == 1
    assert "underlines 'per my last mail', should be 'As I said per my last mail'" in answer.stdout
    assert (tmp_path / "mine/ours.yaml").is_file()  # to be mended


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--skeleton", "--id", "why-is-x-adj"), "there is a rule 'why-is-x-adj' already"),
        (("--skeleton", "--pack", "questions"), "Whoa itself has a pack 'questions'"),
    ],
)
def test_what_is_taken_is_said(run, arguments, says):
    answer = run("rules", "new", "--folder", "mine", *arguments)
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert not Path("mine").exists()


def test_a_pack_it_cannot_add_to_stays_as_it_was(run, tmp_path):
    (tmp_path / "mine").mkdir()
    text = "pack: ours\ntitle: x\nabout: x\nrules: []\n"
    (tmp_path / "mine/ours.yaml").write_text(text)
    answer = run("rules", "new", "--folder", "mine", "--skeleton")
    assert (answer.exit_code, "write its rules one below the other" in answer.stderr) == (2, True)
    assert (tmp_path / "mine/ours.yaml").read_text() == text


def test_it_can_go_into_the_packs_that_come_with_whoa(run, tmp_path):
    """As somebody does who works on Whoa: `--folder rules/packs --pack questions`."""
    folder = tmp_path / "built-in"
    answer = run("rules", "new", "--skeleton", "--folder", str(folder), "--pack", "questions")
    assert answer.exit_code == 0, answer.output
    assert [rule.id for rule in load_packs([folder]).rules] == ["why-is-x-adj", "circle-back"]
    assert not (folder / "whoa-rules.schema.json").exists()


def test_a_rule_can_be_printed(run):
    answer = run("rules", "new", "--skeleton", "--print")
    assert answer.stdout.startswith("  - id: circle-back\n")
    assert not Path("whoa-rules").exists()
