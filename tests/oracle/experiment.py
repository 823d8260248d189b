# SPDX-License-Identifier: GPL-3.0-or-later
#
# experiment.py - cxab's effects against exact fractions and textbook formulas in plain Python
#
# Drawn rows of two or three arms: means, shares from few counts, ratios, covariates, strata.
# Moments are fractions; Student's distribution is a continued fraction, the lift's interval the
# roots of Fieller's quadratic, the score interval a search over the likelihood.
import json
import math
from fractions import Fraction

import tap

SETTLED = 60


def t_tail(t, df):
    """P(|T| >= t): an incomplete beta function, by its continued fraction (Lentz)."""
    a, b, x = df / 2, 0.5, df / (df + t * t)
    if x > (a + 1) / (a + b + 2):
        return 1 - fraction(b, a, 1 - x)
    return fraction(a, b, x)


def fraction(a, b, x):
    if x <= 0:
        return 0.0
    f, c, d = 1.0, 1.0, 0.0
    for i in range(1, 2000):
        m = i // 2
        if i % 2 == 0:
            by = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            by = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + by * d)
        c = 1 + by / c
        f *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    ln = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(ln) / a / f


def falling(fn, want, lo, hi):
    """Where a falling function is @want."""
    for _ in range(SETTLED):
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if fn(mid) > want else (lo, mid)
    return (lo + hi) / 2


def mean(v):
    return sum(v) / Fraction(len(v))


def cov(a, b):
    ma, mb = mean(a), mean(b)
    return sum((x - ma) * (y - mb) for x, y in zip(a, b, strict=True)) / (len(a) - 1)


def solve(a, b):
    """Gauss, in fractions."""
    n = len(b)
    m = [row[:] + [b[i]] for i, row in enumerate(a)]
    for i in range(n):
        p = next(r for r in range(i, n) if m[r][i] != 0)
        m[i], m[p] = m[p], m[i]
        for r in range(n):
            if r != i:
                by = m[r][i] / m[i][i]
                m[r] = [x - by * y for x, y in zip(m[r], m[i], strict=True)]
    return [m[i][n] / m[i][i] for i in range(n)]


def linear(y, d):
    """What each unit adds to sum y / sum d, about it."""
    r, below = mean(y) / mean(d), mean(d)
    return [(a - r * b) / below for a, b in zip(y, d, strict=True)]


class Arm:
    """An estimate: at, its variance, df; as it was without covariates, and how both go together."""

    def __init__(self, rows, metric, theta=(), centre=()):
        y = [r["y"] for r in rows]
        self.n, self.df = len(rows), len(rows) - 1
        own = linear(y, [r["d"] for r in rows]) if metric == "ratio" else y
        self.raw = mean(y) / mean([r["d"] for r in rows]) if metric == "ratio" else mean(y)
        x = [[r[f"x{i}"] for r in rows] for i in range(len(theta))]
        left = [a - sum(t * c[k] for t, c in zip(theta, x, strict=True)) for k, a in enumerate(own)]
        self.at = self.raw - sum(t * (mean(c) - m) for t, c, m in zip(theta, x, centre, strict=True))
        self.var, self.raw_var = cov(left, left) / self.n, cov(own, own) / self.n
        self.cov = cov(left, own) / self.n


def join(arms, shares):
    """Of strata: weighed by their shares."""
    out = Arm.__new__(Arm)
    out.n = sum(a.n for a in arms)
    out.at = out.raw = sum(s * a.at for s, a in zip(shares, arms, strict=True))
    out.var = out.raw_var = out.cov = sum(s * s * a.var for s, a in zip(shares, arms, strict=True))
    out.df = out.var ** 2 / sum((s * s * a.var) ** 2 / a.df for s, a in zip(shares, arms, strict=True))
    return out


def compare(one, zero):
    d, var = one.at - zero.at, one.var + zero.var
    df = float(var * var / (one.var ** 2 / one.df + zero.var ** 2 / zero.df))
    se = math.sqrt(var)
    q = falling(lambda t: t_tail(t, df), 0.05, 0, 1000)
    d, b = float(d), float(zero.raw)
    vb, c = float(zero.raw_var), -float(zero.cov)
    want = {"effect": d, "effect_se": se, "stat": d / se, "df": df, "p": t_tail(abs(d / se), df),
            "effect_lo": d - q * se, "effect_hi": d + q * se, "lift": d / abs(b)}
    # (b^2 - q^2 vb) r^2 - 2 (d b - q^2 c) r + d^2 - q^2 var = 0
    a2, a1, a0 = b * b - q * q * vb, d * b - q * q * c, d * d - q * q * float(var)
    if a2 > 0:
        root = math.sqrt(max(0.0, a1 * a1 - a2 * a0))
        want["lift_lo"], want["lift_hi"] = sorted(((a1 - root) / a2, (a1 + root) / a2))
        if b < 0:
            want["lift_lo"], want["lift_hi"] = -want["lift_hi"], -want["lift_lo"]
    else:
        want["lift_lo"] = want["lift_hi"] = None
    return want


def score(k1, n1, k0, n0):
    """Miettinen and Nurminen: the constrained share by ternary search on the likelihood."""
    def ln(k, p):
        return 0 if k == 0 else k * math.log(p) if p > 0 else -math.inf

    def z(delta):
        lo, hi = max(0.0, -delta), min(1.0, 1 - delta)

        def likely(p):
            return ln(k1, p + delta) + ln(n1 - k1, 1 - p - delta) + ln(k0, p) + ln(n0 - k0, 1 - p)
        for _ in range(2 * SETTLED):
            a, b = lo + (hi - lo) / 3, hi - (hi - lo) / 3
            lo, hi = (a, hi) if likely(a) < likely(b) else (lo, b)
        p = (lo + hi) / 2
        var = (max(0.0, (p + delta) * (1 - p - delta)) / n1 + p * (1 - p) / n0) * (n1 + n0) / (n1 + n0 - 1)
        diff = k1 / n1 - k0 / n0 - delta
        return 0.0 if diff == 0 else diff / math.sqrt(var) if var > 0 else math.copysign(math.inf, diff)
    d = k1 / n1 - k0 / n0
    q = 1.959963984540054
    return {"effect": d, "stat": z(0), "p": math.erfc(abs(z(0)) / math.sqrt(2)),
            "effect_lo": falling(z, q, -1, d), "effect_hi": falling(z, -q, d, 1)}


def draw(rng, metric, ncov, strata):
    rows = []
    for variant in ("a", "b", "c")[:rng.choice((2, 3))]:
        lift = rng.choice((0, 0, 2))
        for _ in range(rng.randint(8, 60)):
            r = {f"x{i}": Fraction(rng.randrange(1000), 100) for i in range(ncov)}
            r["s"] = rng.randrange(strata)
            r["y"] = (Fraction(rng.randrange(3000) + 100 * lift, 1000) + r["s"] + sum(r[f"x{i}"] for i in range(ncov)) / 2
                      + rng.choice((0, 0, -20)))
            if metric == "share":
                r["y"] = Fraction(int(rng.random() < 0.3 + lift / 10))
            r["d"] = Fraction(rng.randint(1, 9))
            rows.append((variant, r))
    return rows


def thetas(rows, metric, ncov):
    """Slopes over all arms, a ratio by its linear form."""
    if ncov == 0:
        return (), ()
    y = [r["y"] for _, r in rows]
    own = linear(y, [r["d"] for _, r in rows]) if metric == "ratio" else y
    x = [[r[f"x{i}"] for _, r in rows] for i in range(ncov)]
    return solve([[cov(a, b) for b in x] for a in x], [cov(a, own) for a in x]), [mean(c) for c in x]


def wanted(rows, metric, ncov, strata):
    arms = {}
    for v in sorted({v for v, _ in rows}):
        of = [r for w, r in rows if w == v]
        if metric == "share":
            arms[v] = (int(sum(r["y"] for r in of)), len(of))
        elif strata > 1:
            shares = [Fraction(sum(r["s"] == s for _, r in rows), len(rows)) for s in range(strata)]
            if min(sum(r["s"] == s for r in of) for s in range(strata)) < 2:
                return None
            arms[v] = join([Arm([r for r in of if r["s"] == s], metric) for s in range(strata)], shares)
        else:
            arms[v] = Arm(of, metric, *thetas(rows, metric, ncov))
    first = next(iter(arms))
    return {v: score(*arms[v], *arms[first]) if metric == "share" else compare(arms[v], arms[first])
            for v in arms if v != first}


def number(f):
    return int(f) if f.denominator == 1 else float(f)


def asked(rows, metric, ncov, strata):
    text = "".join(json.dumps({"variant": v, **{k: number(Fraction(x)) for k, x in r.items()}}) + "\n" for v, r in rows)
    argv = ["cxab", "--monitor", "fixed", "--correct", "none", "--strict"]
    argv += [a for i in range(ncov) for a in ("--covariate", f"x{i}")]
    argv += ["--strata", "s"] if strata > 1 else []
    argv.append({"mean": "m = mean(y)", "share": "m = any(y > 0)", "ratio": "m = ratio(y, d)"}[metric])
    # Whatever it decides: only the effects are looked at.
    p = tap.subprocess.run(argv, input=text.encode(), capture_output=True, check=False)
    return {r["variant"]: r for r in tap.records(p.stdout) if r["kind"] == "ab"}


def check(rng, name, metric, ncov=0, strata=1):
    wrong, n = [], 0
    for _ in range(8):
        rows = draw(rng, metric, ncov, strata)
        want = wanted(rows, metric, ncov, strata)
        if want is None:
            continue
        got = asked(rows, metric, ncov, strata)
        for v, w in want.items():
            for key, x in w.items():
                n += 1
                g = got.get(v, {}).get(key)
                scale = abs(w["effect_hi"] - w["effect_lo"]) if key.startswith("effect") else 1
                near = g is None if x is None else g is not None and (
                    tap.near(g, x, 1e-7) or abs(float(g) - x) <= 1e-7 * scale)
                if not near:
                    wrong.append((v, key, g, x))
    tap.ok(n > 0 and not wrong, f"{name}: {n} numbers")
    for w in wrong[:5]:
        tap.note(w)


rng = tap.seeded()
check(rng, "means", "mean")
check(rng, "shares of few", "share")
check(rng, "ratios", "ratio")
check(rng, "means, a covariate", "mean", ncov=1)
check(rng, "means, three covariates", "mean", ncov=3)
check(rng, "ratios, two covariates", "ratio", ncov=2)
check(rng, "means, two strata", "mean", strata=2)
tap.done()
