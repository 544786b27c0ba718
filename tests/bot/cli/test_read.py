"""`whoa read`: help with a received message."""

import json

MESSAGE = "Why is that number low?"


def test_a_person_sees_readings_and_a_reply(run, coach):
    reading = coach.read(MESSAGE)
    text = " ".join(run("read", MESSAGE).stdout.split())
    for part in (reading.summary, *reading.generous, reading.reply):
        assert " ".join(part.split()) in text


def test_json_is_the_reading(run, coach):
    assert json.loads(run("read", "--json", "-", stdin=MESSAGE).stdout) == json.loads(
        json.dumps(coach.read(MESSAGE).to_wire())
    )


def test_nothing_to_read_is_said(run):
    answer = run("read", "")
    assert answer.exit_code == 0
    assert answer.stdout.strip()
