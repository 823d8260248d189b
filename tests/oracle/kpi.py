# SPDX-License-Identifier: GPL-3.0-or-later
#
# kpi.py - cxkpi against fractions and against every permutation
#
# 1. Contributions: Shapley values from their definition, over all orders of the drivers, in
#    fractions; what is handed down to the north star; sums of what is written, digit for digit.
# 2. Indicators: Spearman's correlation at each lag, plainly; where all orders of the values can
#    be tried, p against the share of orders that correlate as much.
# 3. Pace, trend and what a point of the journey is worth, from their descriptions.
import datetime
import decimal
import itertools
import json
import math
import os
import statistics
import tempfile
from fractions import Fraction

import tap

START = datetime.date(2026, 1, 1)
Z = statistics.NormalDist().inv_cdf(0.975)


def lines(columns):
    """NDJSON of a record a day with these columns, of which None is left out."""
    n = max(map(len, columns.values()))
    out = []
    for i in range(n):
        r = {"window": (START + datetime.timedelta(i)).isoformat()}
        r.update({k: float(v[i]) for k, v in columns.items() if v[i] is not None})
        out.append(json.dumps(r))
    return ("\n".join(out) + "\n").encode()


def cxkpi(tree, columns, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as f:
        json.dump(tree, f)
        f.flush()
        return tap.records(tap.run("cxkpi", *options, f.name, stdin=lines(columns)))


# ---- contributions ----

def value(op, x, minus):
    if op == "sum":
        return sum(-v if m else v for v, m in zip(x, minus))
    if op == "product":
        return math.prod(x)
    return x[0] / x[1]


def shapley(op, before, after, minus):
    n = len(before)
    part = [Fraction(0)] * n
    orders = list(itertools.permutations(range(n)))
    for order in orders:
        x = list(before)
        at = value(op, x, minus)
        for i in order:
            x[i] = after[i]
            to = value(op, x, minus)
            part[i] += to - at
            at = to
    return [p / len(orders) for p in part]


def weight(op, before, after, minus, i):
    """Part of a driver by its change, also of one that did not change: by a step of its own."""
    if after[i] != before[i]:
        return shapley(op, before, after, minus)[i] / (after[i] - before[i])
    moved = list(after)
    moved[i] += 1
    if op not in ("sum", "product") and moved[1] == 0:
        moved[i] += 1
    # In each driver alone these are linear, or for denominators the mean of two.
    if op in ("sum", "product") or i == 0:
        return shapley(op, before, moved, minus)[i] / (moved[i] - before[i])
    return -(before[0] + after[0]) / 2 / (before[1] * after[1])


def draw_tree(rng):
    kpis = {f"x{i}": {"metric": f"x{i}", "fold": "sum"} for i in range(5)}
    for i in range(rng.randint(1, 5)):
        op = rng.choice(("sum", "product", "ratio", "share"))
        n = 2 if op in ("ratio", "share") else rng.randint(1, 5)
        drivers = rng.sample(sorted(kpis), n)
        kpis[f"y{i}"] = {op: ["-" + d if op == "sum" and rng.random() < .3 else d for d in drivers]}
        top = f"y{i}"
    return {"period": "day", "north_star": top, "kpis": kpis}


def parts_of(node):
    op = next(k for k in ("sum", "product", "ratio", "share") if k in node)
    return op, [d.lstrip("-") for d in node[op]], [d[0] == "-" for d in node[op]]


def evaluate(kpis, x):
    """Values of all KPIs in fractions, before and after; None where one is not defined."""
    v = {k: [Fraction(str(n)) for n in x[k]] for k in x}
    for k, node in kpis.items():
        if "metric" in node:
            continue
        op, drivers, minus = parts_of(node)
        xs = [v[d] for d in drivers]
        if any(n is None for n in xs) or (op in ("ratio", "share") and 0 in xs[1]):
            v[k] = None
        else:
            v[k] = [value(op, [n[i] for n in xs], minus) for i in (0, 1)]
    return v


def check_contributions(rng):
    checked = wrong = exact = 0
    worst = 0.0
    for _ in range(60):
        tree = draw_tree(rng)
        kpis = tree["kpis"]
        x = {f"x{i}": [rng.choice((0, 1, -1)) if rng.random() < .15 else
                       round(rng.uniform(-5, 1000), rng.randint(0, 4)) for _ in (0, 1)]
             for i in range(5)}
        v = evaluate(kpis, x)
        out = cxkpi(tree, x)
        change = {r["kpi"]: r["change"] for r in out if r["kind"] == "kpi"}
        got = {(r["of"], r["kpi"]): r for r in out if r["kind"] == "kpi_part"}
        for k in kpis:
            if "metric" in kpis[k]:
                continue
            op, drivers, minus = parts_of(kpis[k])
            if v[k] is None:
                wrong += any(of == k for of, _ in got)
                continue
            before, after = ([v[d][i] for d in drivers] for i in (0, 1))
            want = shapley(op, before, after, minus)
            scale = max([abs(n) for n in want + v[k]] + [Fraction(1, 10 ** 200)])
            written = [tap.number(got[k, d]["contribution"]) for d in drivers]
            exact += sum(written) == tap.number(change[k])
            checked += 1
            for n, w in zip(written, want):
                worst = max(worst, abs(float((Fraction(n) - w) / scale)))
    tap.ok(checked > 100 and exact == checked, f"{exact} of {checked} sums add up to the last digit")
    tap.ok(worst < 1e-11, f"contributions are those of all orders, in fractions: off by {worst:.1e}")
    tap.ok(wrong == 0, "what is not defined has no parts")


def check_flow(rng):
    """What each driver gave to the north star, by weights in fractions."""
    worst, n, missing = 0.0, 0, 0
    for _ in range(30):
        tree = draw_tree(rng)
        kpis = tree["kpis"]
        x = {f"x{i}": [round(rng.uniform(1, 1000), 2) for _ in (0, 1)] for i in range(5)}
        v = evaluate(kpis, x)
        if any(n is None for n in v.values()):
            continue
        got = {(r["of"], r["kpi"]): r for r in cxkpi(tree, x, "--only", "part")}
        star, want = {tree["north_star"]: Fraction(1)}, {}
        for k in reversed(kpis):
            if "metric" in kpis[k] or k not in star:
                continue
            op, drivers, minus = parts_of(kpis[k])
            before, after = ([v[d][i] for d in drivers] for i in (0, 1))
            for i, d in enumerate(drivers):
                w = star[k] * weight(op, before, after, minus, i)
                star[d] = star.get(d, 0) + w
                want[k, d] = w * (after[i] - before[i])
        scale = max([abs(w) for w in want.values()] + [abs(a) for a in v[tree["north_star"]]])
        for key, w in want.items():
            if "north_star_contribution" not in got[key]:
                missing += 1
                continue
            d = Fraction(tap.number(got[key]["north_star_contribution"])) - w
            worst = max(worst, abs(float(d / scale)))
            n += 1
    tap.ok(n > 60 > missing and worst < 1e-11, f"{n} contributions to the north star: off by {worst:.1e}")


# ---- indicators ----

def ranks(x):
    order = sorted(range(len(x)), key=lambda i: x[i])
    r = [0.0] * len(x)
    i = 0
    while i < len(x):
        j = i
        while j < len(x) and x[order[j]] == x[order[i]]:
            j += 1
        for k in range(i, j):
            r[order[k]] = (i + 1 + j) / 2
        i = j
    return r


def spearman(x, y):
    a, b = ranks(x), ranks(y)
    return statistics.correlation(a, b) if len(set(a)) > 1 and len(set(b)) > 1 else None


def check_leads(rng):
    worst, tried_wrong = 0.0, 0
    for on in ("changes", "values"):
        for _ in range(5):
            n, lags = rng.randint(12, 40), rng.randint(1, 6)
            y, a = ([round(rng.gauss(0, 1), rng.randint(0, 3)) for _ in range(n)] for _ in (0, 1))
            gone = rng.randrange(n)
            a[gone] = None
            tree = {"period": "day", "north_star": "y", "kpis": {"y": {"metric": "y"}, "a": {
                "metric": "a"}}, "indicators": ["a"], "lags": lags, "correlate": on}
            out = cxkpi(tree, {"y": y, "a": a}, "--only", "lead")[0]

            def at(x, i):
                if on == "values":
                    return x[i]
                if i == 0 or x[i] is None or x[i - 1] is None:
                    return None
                return Fraction(str(x[i])) - Fraction(str(x[i - 1]))
            tried = 0
            for lag in range(1, lags + 1):
                pairs = [(at(a, i - lag), at(y, i)) for i in range(lag, n)]
                pairs = [p for p in pairs if None not in p]
                want = spearman(*zip(*pairs)) if len(pairs) >= 8 else None
                tried += want is not None
                got = out["by_lag"][lag - 1]
                if want is not None:
                    worst = max(worst, abs(float(got) - want))
                else:
                    tried_wrong += got is not None
            tried_wrong += out["tried"] != tried
    tap.ok(worst < 1e-11, f"rank correlations by lag: off by {worst:.1e}")
    tap.ok(tried_wrong == 0, "all lags that have pairs are tried, and paid for")


def check_permutations(rng):
    """Of eight pairs all 40,320 orders: the approximation by t is as good as it is said to be."""
    worst = 0.0
    for _ in range(3):
        x = rng.sample(range(100), 8)
        y = [v + rng.gauss(0, 40) for v in x]
        d2 = [sum((i - p) ** 2 for i, p in enumerate(order))
              for order in itertools.permutations(range(8))]
        rho = spearman(x, y)
        mine = round((1 - abs(rho)) * (8 * 63) / 6)
        share = sum(d <= mine or d >= 168 - mine for d in d2) / len(d2)
        tree = {"period": "day", "north_star": "y", "kpis": {"y": {"metric": "y"}, "a": {
            "metric": "a"}}, "indicators": ["a"], "lags": 1, "correlate": "values"}
        out = cxkpi(tree, {"y": [0] + y, "a": x + [0]}, "--only", "lead")[0]
        if out["n_effective"] == 8:
            worst = max(worst, abs(float(out["p"]) - share))
    tap.ok(worst < 0.03, f"p against all orders of eight pairs: off by {worst:.3f}")


# ---- pace and worth ----

def theil(t, y):
    s = sorted((y[i] - y[j]) / (t[i] - t[j]) for i in range(len(t)) for j in range(i))
    return statistics.median(s)


def check_pace(rng):
    bad = []
    for _ in range(10):
        n = rng.randint(6, 20)
        y = [round(20 + i * rng.uniform(0, 1) + rng.gauss(0, 2), 2) for i in range(n)]
        start, target, by = 20, rng.choice((15, 30, 60)), rng.randint(n - 3, 60)
        tree = {"period": "day", "north_star": "y", "kpis": {"y": {"metric": "y"}}, "key_results": [{
            "key_result": "k", "kpi": "y", "start": start, "target": target,
            "from": START.isoformat(), "by": (START + datetime.timedelta(by)).isoformat()}]}
        r = cxkpi(tree, {"y": y}, "--only", "kpi")[0]
        pace = min(1, n / (by + 1))
        expected = start + (target - start) * pace
        t = list(range(-len(y[-12:]) + 1, 1))
        slope = theil(t, y[-12:])
        level = statistics.median(b - slope * a for a, b in zip(t, y[-12:]))
        ahead = by + 1 - n
        up = 1 if target > start else -1
        x = y[-1]
        status = ("done" if up * x >= up * target else "missed" if ahead <= 0 else
                  "on_track" if up * x >= up * expected else None)
        if status is None:
            reach = float(r["projected_hi" if up > 0 else "projected_lo"])
            status = "at_risk" if up * reach >= up * target else "behind"
        want = {"pace": pace, "expected": expected, "progress": (x - start) / (target - start),
                "trend": slope, "projected": level + slope * ahead if ahead > 0 else None}
        bad += [(k, r[k], w) for k, w in want.items() if not tap.near(r[k], w, 1e-11) and
                not (w is not None and abs(float(r[k]) - w) < 1e-12)]
        bad += [(r["status"], status)] if r["status"] != status else []
    tap.ok(not bad, "pace, trend, projection and status")
    for b in bad[:5]:
        tap.note(b)


def check_worth(rng):
    bad = []
    for _ in range(10):
        visits = rng.randint(1000, 9000)
        carts = rng.randint(100, 900)
        orders = rng.randint(10, 90)
        revenue = orders * rng.randint(10, 90)
        tree = {"period": "day", "north_star": "orders", "kpis": {
            "visits": {"metric": "visits"}, "carts": {"metric": "carts"}, "orders": {"metric": "orders"},
            "revenue": {"metric": "revenue"}, "aov": {"ratio": ["revenue", "orders"]},
            "to_cart": {"share": ["carts", "visits"]}, "to_order": {"share": ["orders", "carts"]}},
            "journey": {"orders": "orders", "revenue": "revenue", "stages": [
                {"stage": "a", "kpi": "to_cart"}, {"stage": "b", "kpi": "to_order", "point": 0.05},
                {"stage": "c", "kpi": "aov", "how": "value", "point": 2}]}}
        out = cxkpi(tree, {"visits": [visits], "carts": [carts], "orders": [orders],
                           "revenue": [revenue]}, "--only", "stage")
        got = {r["stage"]: r for r in out}
        each = revenue / orders
        want = {"a": (orders / (carts / visits) * .01 * 7, 1 / visits + max(0, 1 / orders - 1 / carts)),
                "b": (orders / (orders / carts) * .05 * 7, 1 / carts)}
        for s, (x, var) in want.items():
            by = math.exp(Z * math.sqrt(var))
            for k, w in (("orders_week", x), ("orders_week_lo", x / by), ("orders_week_hi", x * by),
                         ("revenue_week", x * each), ("revenue_week_hi", x * each * by)):
                if not tap.near(got[s][k], w, 1e-9):
                    bad.append((s, k, got[s][k], w))
        if not tap.near(got["c"]["revenue_week"], orders * 2 * 7, 1e-9):
            bad.append(got["c"])
        if [r["stage"] for r in out] != sorted(got, key=lambda s: -got[s]["revenue_week"]):
            bad.append([r["stage"] for r in out])
    tap.ok(not bad, "what a point of a stage is worth a week")
    for b in bad[:5]:
        tap.note(b)


decimal.getcontext().prec = 60
rng = tap.seeded()
check_contributions(rng)
check_flow(rng)
check_leads(rng)
check_permutations(rng)
check_pace(rng)
check_worth(rng)
tap.done()
