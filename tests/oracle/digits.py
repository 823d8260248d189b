# SPDX-License-Identifier: GPL-3.0-or-later
"""digits - numbers at the ends: what keeps its digits, against Python's decimal; texts, against the data"""
import decimal
import statistics
from decimal import Decimal
from fractions import Fraction

import tap
from tap import note, ok

WAYS = {"floor": decimal.ROUND_FLOOR, "ceil": decimal.ROUND_CEILING, "round": decimal.ROUND_HALF_UP}


def draw(rng):
    """A number of up to 38 digits before the point, 25 behind it, or with an exponent."""
    def digits(n):
        return "".join(rng.choice(rng.choice(("0123456789", "09", "5"))) for _ in range(n))

    text = rng.choice(("", "-")) + (digits(rng.randint(1, 38)).lstrip("0") or "0")
    if rng.random() < 0.6:
        text += "." + digits(rng.randint(1, 25))
    if rng.random() < 0.2:
        text += f"e{rng.randint(-60, 60)}"
    return text


def agree(name, wrong):
    ok(not wrong, name)
    for w in wrong[:10]:
        note(w)


def check_rounding(rng):
    wrong = []
    texts = [draw(rng) for _ in range(2000)]
    calls = [(how, f"{how}(x)", 0) for how in WAYS]
    calls += [("round", f"round(x, {n})", n) for n in (-9, -2, 1, 3, 9)]
    sets = [a for i, c in enumerate(calls) for a in ("--set", f"r{i} = {c[1]}")]
    out = tap.run("cxselect", *sets, stdin="".join(f'{{"x":{t}}}\n' for t in texts).encode())
    for text, r in zip(texts, tap.records(out), strict=True):
        for i, (how, name, n) in enumerate(calls):
            right = Decimal(text).quantize(Decimal(1).scaleb(-n), WAYS[how])
            if Decimal(r[f"r{i}"]) != right:
                wrong.append((name, text, r[f"r{i}"], right))
    agree("floor, ceil and round: exact", wrong)


def check_spread(rng):
    """Standard deviations and intervals at every exponent, tiny and large."""
    wrong, width = [], []
    for exp in [-300, -200, -163, -100, -10, 0, 10, 100, 160, 200, 290] + [rng.randint(-305, 305) for _ in range(20)]:
        xs = [float(f"{rng.uniform(1, 9)!r}e{exp}") for _ in range(rng.randint(2, 9))]
        rows = "".join(f'{{"x":{x!r},"one":1,"y":{x / 2!r}}}\n' for x in xs).encode()
        r = tap.records(tap.run("cxstat", "s=sd(x), m=mean(x), q=ratio(x, one), c=ratio(x, y)", stdin=rows))[0]
        right = statistics.stdev([Fraction(x) for x in xs])
        if not tap.near(r["s"], right, 1e-15):
            wrong.append((xs, r["s"], right))
        mean, sides = Decimal(r["m"]), [Decimal(r["m_hi"]), Decimal(r["m_lo"])]
        half = [min(abs(side - mean) for side in sides), Decimal(r["q_hi"]) - Decimal(r["q"])]  # Student's
        low = max(mean - half[0], 0)  # no x is below 0, so no ratio is
        wide = abs(sides[0] - sides[1]) <= 3 * half[0] * (1 + Decimal("1e-12"))
        if not (wide and tap.near(*half, 1e-12) and half[0] > Decimal(right) / 4 and abs(Decimal(r["q_lo"]) - low) <= half[0] * Decimal("1e-12")):
            width.append((xs, r))
        if r["c_lo"] is not None or r["c_hi"] is not None:  # every y is half its x: no spread is seen
            width.append((xs, r))
    agree("sd: statistics.stdev of the fractions", wrong)
    agree("intervals of mean and ratio keep their width", width)


def check_tiny(rng):
    """Sketches of values around 0: the interval holds the order statistics of --exact, or the method says why not."""
    wrong = []
    for _ in range(30):
        tiny = [f"{rng.choice(('', '-')) if rng.random() < 0.5 else ''}{rng.randint(1, 900)}e-12" for _ in range(rng.randint(0, 400))]
        xs = tiny + ["0"] * rng.choice((0, 0, 100)) + [str(rng.uniform(-1, 1)) for _ in range(rng.randint(257, 400))]
        if rng.random() < 0.3:
            xs = [x.lstrip("-") for x in xs]
        rows = "".join(f'{{"x":{x}}}\n' for x in xs).encode()
        for p in ("p10", "p50", "p80"):
            r, e = (tap.records(tap.run("cxstat", *way, f"m={p}(x)", stdin=rows))[0] for way in ([], ["--exact"]))
            at = Decimal(e["m"])
            if not Decimal(r["m_lo"]) <= at <= Decimal(r["m_hi"]) or not Decimal(r["m_lo"]) <= Decimal(e["m_lo"]):
                wrong.append((p, r, e))
            if 0 < abs(at) < Decimal("1e-9") and r["m_method"] != "ddsketch(0.01), zeroed":
                wrong.append((p, r, e))
            if at == 0 and r["m"] != 0:
                wrong.append((p, r, e))
    agree("quantiles of a sketch near 0", wrong)


def check_extremes(rng):
    """Whole numbers of up to 38 digits keep them in min, max and largest, through saved states too."""
    wrong = []
    for _ in range(30):
        near = rng.randrange(10 ** rng.randint(0, 38))
        xs = [rng.choice((1, -1)) * min(near + rng.randint(0, 20), 10 ** 38 - 1) for _ in range(rng.randint(3, 30))]
        rows = [f'{{"x":{x}}}\n' if rng.random() < 0.7 else f'{{"x":"{x}"}}\n' for x in xs]
        plan = "lo=min(x), hi=max(x), top=largest(x, 3)"
        right = {"lo": min(xs), "hi": max(xs), "top": sorted(xs)[:-4:-1]}
        parts = [tap.run("cxstat", "--partial", plan, stdin="".join(rows[i::2]).encode()) for i in (0, 1)]
        for out in (tap.run("cxstat", plan, stdin="".join(rows).encode()),
                    tap.run("cxstat", "--merge", "--allow-repeat", stdin=b"".join(parts))):
            r = tap.records(out)[0]
            if {k: r.get(k) for k in right} != right:
                wrong.append((xs, r, right))
    agree("min, max and largest: whole numbers", wrong)


def near_each_other(rng):
    """Numbers of up to 38 digits, or with up to 9 decimals below 1e18; several of them share a double."""
    if rng.random() < 0.5:
        near = rng.randrange(10 ** rng.randint(14, 38))
        return lambda: str(min(near + rng.randint(0, 40), 10 ** 38 - 1) * rng.choice((1, 1, -1)))
    whole = rng.randrange(10 ** rng.randint(6, 18))
    return lambda: f"{rng.choice(('', '', '-'))}{whole}.{rng.randint(0, 3)}2345678{rng.randint(0, 9)}"


def check_kept(rng):
    """Sums, means, variances and quantiles of numbers beyond 2^53, in one run and from states."""
    wrong = []
    plan = "s=sum(x), m=mean(x), v=sd(x), lo=p10(x), q=p37(x), hi=p99(x)"
    for _ in range(60):
        one, exact = near_each_other(rng), rng.random() < 0.5
        xs = [one() for _ in range(rng.randint(2, 600 if exact else 256))]
        rows = [f'{{"x":{x}}}\n' if rng.random() < 0.8 else f'{{"x":"{x}"}}\n' for x in xs]
        way = ["--exact"] if exact else []
        d, f = sorted(map(Decimal, xs)), [Fraction(x) for x in xs]
        at = {n: d[-(-k * len(d) // 100) - 1] for n, k in (("lo", 10), ("q", 37), ("hi", 99))}
        right = at | {"s": sum(d), "m": Decimal(repr(float(sum(f) / len(f))))}
        sd = statistics.stdev(f)
        parts = [tap.run("cxstat", "--partial", *way, plan, stdin="".join(rows[i::3]).encode()) for i in range(3)]
        for out in (tap.run("cxstat", *way, plan, stdin="".join(rows).encode()),
                    tap.run("cxstat", "--merge", "--allow-repeat", stdin=b"".join(parts))):
            r = tap.records(out)[0]
            if any(Decimal(r[k]) != v for k, v in right.items()) or not tap.near(r["v"], sd, 1e-12):
                wrong.append((xs[:5], {k: r[k] for k in (*right, "v")}, right, sd))
            if any(b is not None and Decimal(b) not in d for k in at for b in (r[k + "_lo"], r[k + "_hi"])):
                wrong.append((xs[:5], r))
    agree("sum, mean, sd and exact quantiles: digits are kept", wrong)


def check_literals():
    """An escape means in an expression what it means in the data."""
    wrong = []
    for text in ("\\u0000", "a\\u0000b", "\\ud800", "\\udc00x", "\\ud800\\u0041", "\\ud83d\\ude00", "\\u00e9\\t"):
        out = tap.run("cxselect", "-e", f'x == "{text}"', stdin=f'{{"x":"{text}"}}\n'.encode())
        if not out:
            wrong.append(text)
    agree("texts in an expression are decoded as those in the data", wrong)


rng = tap.seeded()
check_rounding(rng)
check_spread(rng)
check_tiny(rng)
check_extremes(rng)
check_kept(rng)
check_literals()
tap.done()
