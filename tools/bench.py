"""Measure the engine, as ratios within one run.

    make bench                                     # messages made here
    .venv/bin/python tools/bench.py --chat CHAT.jsonl --drafts DRAFTS.jsonl      # your own ("text" in each line)

The yardstick is `nlp(text)` of the shipped pipeline (no NER, warm). Machines drift by tens of percent within a minute, so what is compared
runs interleaved, in slices of a few hundred messages; a figure is the median over slices of the ratio of their totals, p95 that of single messages.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rules import load
from rules.coach import Coach, load_model

SLICE = 200
SYNTHETIC = 1000
NOVEL = 20_000

_OPEN = ["", "", "", "hey, ", "ok so ", "hmm, ", "btw ", "fwiw ", "<@U02AB34CD> ", "quick one: "]
_WHO = ["I", "we", "the team", "Anna", "someone on call", "the other service", "support", "the docs"]
_DID = [
    "moved",
    "checked",
    "updated",
    "wrote up",
    "looked at",
    "shipped",
    "restarted",
    "renamed",
    "merged",
    "tested",
]
_WHAT = [
    "the export job",
    "`make test`",
    "the staging config",
    "https://example.com/t/4711",
    "the Q3 sheet",
    "a new dashboard",
    "the retry loop",
    "the parser",
    "two small fixes",
    "the onboarding page",
]
_TAIL = [
    "",
    " this morning",
    " and it works now",
    ", details in the thread",
    " before lunch",
    " for the 2.8 release",
    " so it should be fine",
    ", let me know if it breaks",
    " because the old one was slow",
    " :tada:",
]
_ASK = [
    "does anyone know where the logs live?",
    "which branch is this on?",
    "can I try it on my machine first?",
    "is there a way to run only one test?",
    "what does the second flag do?",
    "how do I map over a list of pairs?",
]


def chat(count: int, seed: int = 1) -> list[str]:
    """Ordinary work chat, made up from parts: short, mostly civil, some of it questions."""
    rng = random.Random(seed)
    out = []
    for _ in range(count):
        text = (
            rng.choice(_OPEN)
            + " ".join([rng.choice(_WHO), rng.choice(_DID), rng.choice(_WHAT)])
            + rng.choice(_TAIL)
        )
        if rng.random() < 0.35:
            text = f"{text}. {rng.choice(_ASK)}" if rng.random() < 0.5 else rng.choice(_ASK)
        if rng.random() < 0.15:
            text += f" ticket {rng.randrange(10_000)}"
        out.append(text)
    return out


def drafts(coach: Coach) -> list[str]:
    """Drafts that get notes and rewrites: the bad examples of all packs."""
    texts = [
        b.text.replace("[[", "").replace("]]", "")
        for c in coach.rules.rules
        if c.rule.kind == "note"
        for b in c.rule.examples.bad
    ]
    return [t for t in texts if coach.coach(t).rewrites]


def slices(items: list[str], size: int) -> Iterator[list[str]]:
    """Cut a list into slices."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def interleaved(
    items: list[str], first: Callable[[str], object], second: Callable[[str], object], size: int = SLICE
) -> tuple[float, float]:
    """Return (median over slices of total ratio, p95 of single ratios): how much `first` costs for one `second`."""
    totals, singles = [], []
    for part in slices(items, size):
        a = b = 0.0
        for text in part:
            start = time.perf_counter()
            first(text)
            middle = time.perf_counter()
            second(text)
            end = time.perf_counter()
            a += middle - start
            b += end - middle
            singles.append((middle - start) / (end - middle))
        totals.append(a / b)
    return statistics.median(totals), sorted(singles)[int(len(singles) * 0.95)]


def synthetic_pack(texts: list[str], count: int, folder: Path) -> Path:
    """Write a pack of rules whose anchor words are words of real chat: two or three that never stand side by side."""
    rng = random.Random(2)
    words = sorted({w.lower() for t in texts for w in t.split() if w.isalpha() and len(w) > 2})
    lines = ["pack: synthetic", "title: Synthetic", "about: For the bench.", "rules:"]
    for number in range(count):
        chosen = [rng.choice(words) for _ in range(3)]
        lines += [
            f"  - id: synthetic-{number}",
            "    title: Synthetic",
            f"    match: ['{' '.join(chosen)}']",
            "    why: For the bench.",
            "    source: observed",
            "    examples: {{bad: [{{text: '[[{}]]'}}]}}".format(" ".join(chosen)),
        ]
    path = folder / "synthetic.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def texts_of(path: Path) -> list[str]:
    """The texts of a JSONL file."""
    return [json.loads(line)["text"] for line in path.open(encoding="utf-8") if line.strip()]


def rss() -> float:
    """Resident memory now, in MB (Linux), else the highest so far."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def memory(coach: Coach, count: int) -> float:
    """Growth in MB over `count` messages full of words nobody has seen."""
    rng = random.Random(3)

    def novel() -> str:
        made = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=9))
        return (
            f"{rng.choice(_OPEN)}why did you merge {made} before {made[::-1]} was tested?"
            if rng.random() < 0.1
            else f"{made} {made[::-1]} works on {made[2:]}"
        )

    for _ in range(1000):
        coach.coach(novel())
    gc.collect()
    before = rss()
    for _ in range(count):
        coach.coach(novel())
    gc.collect()
    return rss() - before


def throughput(items: list[str]) -> float:
    """Time of `whoa check --jsonl` on the messages, without its start, over that of nlp.pipe on the same."""
    nlp = load_model()
    command = [str(Path(sys.executable).with_name("whoa")), "check", "--jsonl"]
    ratios = []
    for part in slices(items, max(SLICE, len(items) // 4)):
        payload = "".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(part))
        start = time.perf_counter()
        subprocess.run(
            command, input='{"id": "0", "text": "hi"}\n', text=True, capture_output=True, check=True
        )
        middle = time.perf_counter()
        subprocess.run(command, input=payload, text=True, capture_output=True, check=True)
        after = time.perf_counter()
        with nlp.memory_zone():
            for _ in nlp.pipe(part):
                pass
        ratios.append((after - middle - (middle - start)) / (time.perf_counter() - after))
    return statistics.median(ratios)


def plot(
    coach: Coach, more: dict[int, Coach], texts: list[str], nlp: Callable[[str], object], path: Path
) -> None:
    """Draw the cost per message against the number of rules, and against its length."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
    counts = sorted(more)
    costs = [interleaved(texts[:600], more[n].coach, nlp)[0] for n in counts]
    left.plot([len(more[n].rules.rules) for n in counts], costs, marker="o", color="#2a6f4e")
    left.set(
        xlabel="rules",
        ylabel="coach() ÷ nlp(text)",
        title="Silent chat, by number of rules",
        ylim=(0, max(1.0, *costs)),
    )
    lengths = [5, 10, 20, 40, 80, 160, 320, 600]
    rng = random.Random(4)
    joined = []
    for length in lengths:
        words = " ".join(rng.sample(texts, min(len(texts), 100))).split()
        made = [
            " ".join(words[i : i + length])
            for i in range(0, max(1, len(words) - length), max(1, (len(words) - length) // 20 or 1))
        ][:20]
        joined.append(interleaved(made, coach.coach, nlp)[0])
    right.plot(lengths, joined, marker="o", color="#6f2a4e")
    right.set(
        xscale="log",
        xlabel="words in the message",
        ylabel="coach() ÷ nlp(text)",
        title="Chat, by length",
        ylim=(0, max(1.0, *joined)),
    )
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def main() -> None:
    """Run everything and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--chat", type=Path, help="JSONL of ordinary messages")
    parser.add_argument("--drafts", type=Path, help="JSONL of drafts that get notes")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--quick", action="store_true", help="leave memory, throughput and cold start out")
    options = parser.parse_args()
    start = time.perf_counter()
    coach = load()
    out = io.StringIO()
    print(f"load(): {time.perf_counter() - start:.2f} s, {len(coach.rules.rules)} rules", file=out)
    yard = load_model()

    def nlp(text: str) -> object:
        with yard.memory_zone():
            return len(yard(text))

    messages = texts_of(options.chat) if options.chat else chat(2000)
    silent = [t for t in messages if not coach.coach(t).flagged]
    hot = (
        [t for t in texts_of(options.drafts) if coach.coach(t).rewrites] if options.drafts else drafts(coach)
    )
    for text in (silent + hot)[:300]:
        nlp(text)
    median, p95 = interleaved(silent, coach.coach, nlp)
    print(f"silent chat ({len(silent)}): coach() is {median:.2f} x nlp(text), p95 {p95:.2f}", file=out)
    median, p95 = interleaved(hot, coach.coach, nlp, size=max(20, min(SLICE, len(hot) // 4)))
    print(f"drafts with rewrites ({len(hot)}): coach() is {median:.2f} x nlp(text), p95 {p95:.2f}", file=out)
    with tempfile.TemporaryDirectory() as folder:
        larger = {0: coach}
        for count in (250, 500, SYNTHETIC):
            larger[count] = load([synthetic_pack(messages, count, Path(folder))])
        median, p95 = interleaved(silent, larger[SYNTHETIC].coach, coach.coach)
        print(f"silent chat with {SYNTHETIC} more rules: {median:.2f} x without, p95 {p95:.2f}", file=out)
        if options.plot:
            plot(coach, larger, silent, nlp, options.plot)
    if not options.quick:
        print(f"check --jsonl: {throughput(messages):.2f} x nlp.pipe", file=out)
        start = time.perf_counter()
        subprocess.run(
            [str(Path(sys.executable).with_name("whoa")), "check", "Why is that number low?"],
            capture_output=True,
            check=False,
        )
        print(f"cold start, `whoa check` on one draft: {time.perf_counter() - start:.2f} s", file=out)
        print(
            f"memory after {NOVEL:,} novel messages: {memory(coach, NOVEL):+.1f} MB (now {rss():.0f} MB)",
            file=out,
        )
    print(out.getvalue(), end="")


if __name__ == "__main__":
    main()
