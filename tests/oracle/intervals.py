# SPDX-License-Identifier: GPL-3.0-or-later
"""intervals - the confidence intervals of cxstat, against formulas written down anew

Those of surveys are R's, from a table.  That of a rate by binomial tails, added up term by term; those of
means, counts and quantiles with scipy's distributions, where scipy is there.
"""
import math
import os
import tempfile

import tap
from tap import near, note, ok

CONFS = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999)


def tail(k, n, p, upper):
    """P(X >= k), or P(X <= k) with upper, of n that are k with probability p."""
    some = range(0, k + 1) if upper else range(k, n + 1)
    return math.fsum(math.exp(math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) +
                              i * math.log(p) + (n - i) * math.log1p(-p)) for i in some)


def is_end(k, n, end, upper, alpha):
    """No end is wrong more than 1.4 alpha; where it is less, it is Jeffreys' (checked by scipy and R)."""
    if k == (n if upper else 0):
        return end == (1 if upper else 0)
    return tail(k, n, end, upper) <= 1.4 * alpha * (1 + 1e-6)


def result(metric, values, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as f:
        f.writelines(values)
        f.flush()
        return tap.records(tap.run("cxstat", *options, "--exact", "m = " + metric, f.name))[0]


def agree(name, wrong):
    ok(not wrong, name)
    for w in wrong[:10]:
        note(w)


def check_rates(rng):
    wrong = []
    for _ in range(40):
        n = rng.choice((1, 2, 5, 30, 1000))
        k = rng.choice((0, n, rng.randrange(n + 1)))
        conf = rng.choice(CONFS)
        r = result("rate(x)", ['{"x":true}\n'] * k + ['{"x":false}\n'] * (n - k), "--conf", str(conf))
        lo, hi, alpha = float(r["m_lo"]), float(r["m_hi"]), (1 - conf) / 2
        if not (lo <= k / n <= hi and is_end(k, n, lo, False, alpha) and is_end(k, n, hi, True, alpha) and
                float(r["m"]) == k / n):
            wrong.append((k, n, conf, r))
    agree("rate: no end is wrong too often", wrong)


def mean_interval(xs, conf, stats):
    """Student's; on the side of the tail the root of Hall's function, at most twice as far out."""
    n, t = len(xs), stats.t.isf((1 - conf) / 2, len(xs) - 1)
    mean, se = stats.tmean(xs), stats.sem(xs)
    skew, root = stats.skew(xs, bias=False) if n > 2 else 0, math.sqrt(n)
    cubic = [skew ** 2 / (27 * n), skew / (3 * root), 1, skew / (6 * root) + math.copysign(t, skew)]
    numpy = tap.module("numpy")
    far = t if skew == 0 else max(t, min(2 * t, max(abs(x.real) for x in numpy.roots(cubic)
                                                    if abs(x.imag) < 1e-9 * abs(x))))
    return mean - (far if skew < 0 else t) * se, mean + (far if skew > 0 else t) * se


def check_statsmodels(rng):
    name = "rate: proportion_confint of statsmodels, jeffreys and beta"
    proportion = tap.module("statsmodels.stats.proportion")
    if proportion is None:
        tap.skip(name, "no statsmodels in Python")
        return
    wrong = []
    for _ in range(12):
        n, conf = rng.choice((1, 2, 10, 300)), rng.choice(CONFS)
        k = rng.randrange(n + 1)
        r = result("rate(x)", ['{"x":true}\n'] * k + ['{"x":false}\n'] * (n - k), "--conf", str(conf))
        ends = [proportion.proportion_confint(k, n, alpha=a, method=m)
                for m, a in (("jeffreys", 1 - conf), ("beta", 1.4 * (1 - conf)))]
        lo = 0 if k == 0 else min(float(e[0]) for e in ends)
        hi = 1 if k == n else max(float(e[1]) for e in ends)
        if not (near(r["m_lo"], lo) and near(r["m_hi"], hi)):
            wrong.append((k, n, conf, r, ends))
    agree(name, wrong)


def check_scipy(rng, stats):
    wrong = []
    for _ in range(12):
        n, conf = rng.choice((2, 3, 10, 300)), rng.choice(CONFS)
        xs = [round(rng.gauss(50, 20), 3) for _ in range(n)]
        r = result("mean(x)", [f'{{"x":{x}}}\n' for x in xs], "--conf", str(conf))
        lo, hi = mean_interval(xs, conf, stats)
        if not (near(r["m_lo"], lo) and near(r["m_hi"], hi)):
            wrong.append((n, conf, r, lo, hi))
    agree("mean: Student's t and Hall's function, scipy", wrong)

    wrong = []
    for _ in range(12):
        n, conf = rng.choice((1, 2, 10, 300, 20000)), rng.choice(CONFS)
        k, a = rng.randrange(n + 1), (1 - conf) / 2
        r = result("rate(x)", ['{"x":true}\n'] * k + ['{"x":false}\n'] * (n - k), "--conf", str(conf))
        lo = 0 if k == 0 else min(stats.beta.ppf(a, k + .5, n - k + .5), stats.beta.ppf(1.4 * a, k, n - k + 1))
        hi = 1 if k == n else max(stats.beta.isf(a, k + .5, n - k + .5), stats.beta.isf(1.4 * a, k + 1, n - k))
        if not (near(r["m_lo"], lo) and near(r["m_hi"], hi)):
            wrong.append((k, n, conf, r, lo, hi))
    agree("rate: Jeffreys, Clopper and Pearson, scipy", wrong)
    check_statsmodels(rng)

    wrong = []
    for _ in range(12):
        n, conf = rng.choice((2, 3, 10, 300)), rng.choice(CONFS)
        r = result("throughput()", [f'{{"timestamp":{1e9 + i}}}\n' for i in range(n)], "--conf", str(conf))
        # The records between the first and the last are Poisson's.
        alpha, span, k = 1 - conf, n - 1, n - 2
        lo = 0 if k == 0 else stats.chi2.ppf(alpha / 2, 2 * k) / 2 / span
        hi = stats.chi2.isf(alpha / 2, 2 * k + 2) / 2 / span
        if not (near(r["m_lo"], lo) and near(r["m_hi"], hi) and near(r["m"], 1)):
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
        # Adjusted Wald: three answers more at 95 %, as z^2 goes, spread 1/4, 1/2, 1/4.
        z = stats.norm.isf((1 - conf) / 2)
        more = 3 * (z / stats.norm.isf(0.025)) ** 2
        p = (sum(s >= 9 for s in scores) + more / 4) / (n + more)
        d = (sum(s <= 6 for s in scores) + more / 4) / (n + more)
        half = z * math.sqrt((p + d - (p - d) ** 2) / (n + more))
        lo, hi = (min(100, max(-100, 100 * v)) for v in
                  (min(p - d - half, float(r["m"]) / 100), max(p - d + half, float(r["m"]) / 100)))
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
    check_rates(rng)
    stats = tap.module("scipy.stats")
    if stats is None:
        tap.skip("intervals of means, counts, quantiles", "no scipy in Python")
    else:
        check_scipy(rng, stats)
    tap.done()


main()
