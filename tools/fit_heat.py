"""Fit the heat weights (rules/heat.json) on labelled messages.

    .venv/bin/python tools/fit_heat.py DATA.jsonl [--write] [--plot docs/images/reliability.png]

DATA holds one JSON object a line: "text", "y" (1 landed badly, 0 fine) and "task", the name of its source. The shipped weights were fitted
on two sources only: requests on Wikipedia talk pages, the lowest against the highest quarter of five raters (Stanford Politeness
Corpus, Danescu-Niculescu-Mizil et al. 2013), and civil and uncivil comments of locked GitHub issues (Ehsani et al., MSR 2024). The data is not
part of this project.

The model is a logistic with one feature per rule (how often it fires, rules.heat.counts) and a ridge that pulls each weight towards the rule's
prior (rules.heat.prior). Signs are held: notes and cues never below `--floor`, softeners never above minus that. Each source has an intercept
of its own while fitting, since their shares of bad messages are choices of those who sampled them; the shipped intercept is that of a draft
as likely good as bad. Figures are five-fold, out of fold.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from rules import heat as heats
from rules import load

Array = np.ndarray[Any, np.dtype[np.float64]]
FOLDS = 5
TASKS = ("wiki_requests", "github_locked")


def features(path: Path, tasks: tuple[str, ...]) -> tuple[list[str], Array, Array, Array, Array]:
    """Return rule ids, the counts per message, labels, the number of each message's source, and priors."""
    coach = load()
    rows = [
        row
        for line in path.open(encoding="utf-8")
        if (row := json.loads(line))["y"] is not None and row["task"].startswith(tasks)
    ]
    ids = [c.rule.id for c in coach.rules.rules if c.rule.kind != "gate"]
    column = {identifier: i for i, identifier in enumerate(ids)}
    x = np.zeros((len(rows), len(ids)))
    for number, row in enumerate(rows):
        with coach.examining():
            for identifier, amount in heats.counts(coach.analyse(row["text"][:4000])).items():
                x[number, column[identifier]] = amount
    names = sorted({row["task"] for row in rows})
    source = np.array([names.index(row["task"]) for row in rows], dtype=float)
    priors = np.array([heats.prior(coach.rules.by_id[i].rule) for i in ids])
    return ids, x, np.array([float(row["y"]) for row in rows]), source, priors


def fit(
    x: Array, y: Array, source: Array, priors: Array, *, ridge: float, floor: float
) -> tuple[Array, Array]:
    """Return the weights and one intercept per source. Bad and fine messages of a source weigh the same in all."""
    count, sources = x.shape[1], int(source.max()) + 1
    sample = np.ones(len(y))
    for s in range(sources):
        for label in (0.0, 1.0):
            chosen = (source == s) & (y == label)
            sample[chosen] = (source == s).sum() / (2 * max(1, chosen.sum()))

    def loss(theta: Array) -> tuple[float, Array]:
        w, b = theta[:count], theta[count:]
        z = x @ w + b[source.astype(int)]
        p = 1 / (1 + np.exp(-z))
        value = float((sample * (np.logaddexp(0, z) - y * z)).sum() + ridge / 2 * ((w - priors) ** 2).sum())
        error = sample * (p - y)
        gradient = np.concatenate(
            [x.T @ error + ridge * (w - priors), np.array([error[source == s].sum() for s in range(sources)])]
        )
        return value, gradient

    bounds = [(floor, None) if p > 0 else (None, -floor) for p in priors] + [(None, None)] * sources
    start = np.concatenate([priors, np.full(sources, -1.0)])
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B")
    return found.x[:count], found.x[count:]


def out_of_fold(x: Array, y: Array, source: Array, priors: Array, *, ridge: float, floor: float) -> Array:
    """Log-odds of every message, each from weights fitted without its fold."""
    z = np.zeros(len(y))
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=7).split(x, source * 2 + y):
        w, b = fit(x[train], y[train], source[train], priors, ridge=ridge, floor=floor)
        z[test] = x[test] @ w + b[source[test].astype(int)]
    return z


def reliability(z: Array, y: Array, source: Array, bins: int = 8) -> list[tuple[float, float, int]]:
    """Bins of equal size: mean heat given, share that landed badly, messages. Labels are weighted to half and half per source."""
    p = 1 / (1 + np.exp(-z))
    weight = np.ones(len(y))
    for s in np.unique(source):
        for label in (0.0, 1.0):
            chosen = (source == s) & (y == label)
            weight[chosen] = (source == s).sum() / (2 * chosen.sum())
    order = np.argsort(p)
    return [
        (
            float(np.average(p[chunk], weights=weight[chunk])),
            float(np.average(y[chunk], weights=weight[chunk])),
            len(chunk),
        )
        for chunk in np.array_split(order, bins)
    ]


def plot(rows: list[tuple[float, float, int]], path: Path) -> None:
    """Draw the reliability curve."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axis = plt.subplots(figsize=(5, 4.2))
    axis.plot([0, 1], [0, 1], color="#999999", linestyle="--", label="perfect")
    axis.plot([r[0] for r in rows], [r[1] for r in rows], marker="o", color="#2a6f4e", label="out of fold")
    axis.set(
        xlabel="heat given",
        ylabel="share that landed badly",
        xlim=(0, 1),
        ylim=(0, 1),
        title="Reliability of heat at trust “building”",
    )
    axis.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def main() -> None:
    """Fit, print the figures, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--ridge", type=float, default=12.0)
    parser.add_argument("--floor", type=float, default=0.05)
    parser.add_argument("--write", action="store_true", help="write rules/heat.json")
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    ids, x, y, source, priors = features(options.data, TASKS)
    z = out_of_fold(x, y, source, priors, ridge=options.ridge, floor=options.floor)
    for s in np.unique(source):
        chosen = source == s
        print(
            f"auc, source {int(s)}: {roc_auc_score(y[chosen], z[chosen]):.3f} out of fold ({int(chosen.sum())} messages)"
        )
    rows = reliability(z, y, source)
    for given, landed, count in rows:
        print(f"heat {given:.2f}: {landed:.2f} landed badly ({count})")
    w, b = fit(x, y, source, priors, ridge=options.ridge, floor=options.floor)
    for i in np.argsort(w):
        if x[:, i].sum() >= 5:
            print(f"{w[i]:+.2f} (prior {priors[i]:+.2f}) {ids[i]} in {int((x[:, i] > 0).sum())}")
    print("intercepts", b.round(2))
    if options.plot:
        plot(rows, options.plot)
    if options.write:
        seen = (x > 0).sum(axis=0) >= 5
        weights = {ids[i]: round(float(w[i]), 3) for i in range(len(ids)) if seen[i]}
        out = {"intercept": round(float(b.mean()), 3), "rules": dict(sorted(weights.items()))}
        Path("rules/heat.json").write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
