# SPDX-License-Identifier: GPL-3.0-or-later
"""intervals - the confidence intervals of cxstat, against formulas written down anew

Those of surveys are R's, from a table.  Wilson's interval with the normal quantile of Python's statistics module; those of
means, counts and quantiles with scipy's distributions, where scipy is there.
"""
import math
import os
import tempfile
from statistics import NormalDist

import tap
from tap import near, note, ok

CONFS = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999)


def wilson(k, n, conf):
    """Roots of (p - k/n)^2 = z^2 p (1 - p) / n."""
    z = NormalDist().inv_cdf((1 + conf) / 2)
    a, b, c = 1 + z * z / n, -(2 * k / n + z * z / n), (k / n) ** 2
    root = math.sqrt(b * b - 4 * a * c)
    return max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a))


def result(metric, values, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as f:
        f.writelines(values)
        f.flush()
        return tap.records(tap.run("cxstat", *options, "--exact", "m = " + metric, f.name))[0]


def agree(name, wrong):
    ok(not wrong, name)
    for w in wrong[:10]:
        note(w)


def check_wilson(rng):
    wrong = []
    for _ in range(40):
        n = rng.choice((1, 2, 5, 30, 1000, 20000))
        k = rng.choice((0, n, rng.randrange(n + 1)))
        conf = rng.choice(CONFS)
        r = result("rate(x)", ['{"x":true}\n'] * k + ['{"x":false}\n'] * (n - k), "--conf", str(conf))
        lo, hi = wilson(k, n, conf)
        if not (abs(float(r["m_lo"]) - lo) < 1e-9 and abs(float(r["m_hi"]) - hi) < 1e-9 and float(r["m"]) == k / n):
            wrong.append((k, n, conf, r, lo, hi))
    agree("rate: Wilson", wrong)


def check_scipy(rng, stats):
    wrong = []
    for _ in range(12):
        n, conf = rng.choice((2, 3, 10, 300)), rng.choice(CONFS)
        xs = [round(rng.gauss(50, 20), 3) for _ in range(n)]
        r = result("mean(x)", [f'{{"x":{x}}}\n' for x in xs], "--conf", str(conf))
        lo, hi = stats.t.interval(conf, n - 1, loc=stats.tmean(xs), scale=stats.sem(xs))
        if not (near(r["m_lo"], lo) and near(r["m_hi"], hi)):
            wrong.append((n, conf, r, lo, hi))
    agree("mean: Student's t, scipy", wrong)

    wrong = []
    for _ in range(12):
        n, conf = rng.choice((2, 3, 10, 300)), rng.choice(CONFS)
        r = result("throughput()", [f'{{"timestamp":{1e9 + i}}}\n' for i in range(n)], "--conf", str(conf))
        alpha, span = 1 - conf, n - 1
        lo, hi = stats.chi2.ppf(alpha / 2, 2 * n) / 2 / span, stats.chi2.isf(alpha / 2, 2 * n + 2) / 2 / span
        if not (near(r["m_lo"], lo) and near(r["m_hi"], hi) and near(r["m"], n / span)):
            wrong.append((n, conf, r, lo, hi))
    agree("throughput: Poisson, scipy", wrong)

    wrong = []
    for _ in range(24):
        n, conf, q = rng.choice((1, 2, 5, 6, 40, 1000)), rng.choice(CONFS), rng.choice((0.5, 0.9, 0.95, 0.99, 0.07))
        r = result(f"quantile(x, {q})", [f'{{"x":{i}}}\n' for i in range(1, n + 1)], "--conf", str(conf))
        lo, hi, alpha = r["m_lo"], r["m_hi"], (1 - conf) / 2
        # Coverage of [x(lo), x(hi)]: each tail at most alpha, and no nearer pair does.
        below = stats.binom.cdf(int(lo) - 1, n, q) if lo is not None else 0
        above = stats.binom.sf(int(hi) - 1, n, q) if hi is not None else 0
        tight = (stats.binom.cdf(0 if lo is None else int(lo), n, q) > alpha * (1 - 1e-9) and
                 (hi is None or stats.binom.sf(int(hi) - 2, n, q) > alpha * (1 - 1e-9)))
        if below > alpha * (1 + 1e-9) or above > alpha * (1 + 1e-9) or not tight or \
           hi is None and stats.binom.sf(n - 1, n, q) <= alpha * (1 - 1e-9):
            wrong.append((n, conf, q, r, below, above))
    agree("quantile: order statistics, scipy", wrong)

    wrong = []
    for _ in range(12):
        n, conf = rng.choice((1, 2, 10, 300)), rng.choice(CONFS)
        scores = [rng.randrange(11) for _ in range(n)]
        r = result("nps(x)", [f'{{"x":{x}}}\n' for x in scores], "--conf", str(conf))
        # Adjusted Wald: three answers more, spread 3/4, 3/2, 3/4.
        p = (sum(s >= 9 for s in scores) + 0.75) / (n + 3)
        d = (sum(s <= 6 for s in scores) + 0.75) / (n + 3)
        half = stats.norm.isf((1 - conf) / 2) * math.sqrt((p + d - (p - d) ** 2) / (n + 3))
        lo, hi = max(-100, 100 * (p - d - half)), min(100, 100 * (p - d + half))
        if not (abs(float(r["m_lo"]) - lo) < 1e-7 and abs(float(r["m_hi"]) - hi) < 1e-7):
            wrong.append((scores, conf, r, lo, hi))
    agree("nps: adjusted Wald, scipy", wrong)


def check_surveys():
    """What R says of surveys: survey.tsv, made by survey.R."""
    wrong, rows, cover = [], 0, []
    with open(os.path.join(os.path.dirname(__file__), "survey.tsv"), encoding="ascii") as f:
        for line in f:
            metric, conf, value, lo, hi, *counts = line.split()
            if metric == "cover":
                cover.append(float(value))
                continue
            first = 0 if metric == "nps" else 1
            lines = [f'{{"x":{first + i}}}\n' for i, n in enumerate(counts) for _ in range(int(n))]
            r = result(f"{metric}(x)", lines, "--conf", str(float(conf)))
            rows += 1
            if not (near(r["m"], value) and near(r["m_lo"], lo) and near(r["m_hi"], hi)):
                wrong.append((line, r))
    agree(f"nps, csat, ces: R, {rows} surveys", wrong)
    ok(rows > 40 and min(cover) > 0.94 and max(cover) < 0.97,
       f"nps: 95 % hold the truth {min(cover):.3f} to {max(cover):.3f} of the time")


def main():
    rng = tap.seeded()
    check_surveys()
    check_wilson(rng)
    stats = tap.module("scipy.stats")
    if stats is None:
        tap.skip("intervals of means, counts, quantiles", "no scipy in Python")
    else:
        check_scipy(rng, stats)
    tap.done()


main()
