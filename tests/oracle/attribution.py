# SPDX-License-Identifier: GPL-3.0-or-later
"""attribution - what cxattribute says of drawn events, against the same in fractions: paths cut
anew, Shapley values by all coalitions, Markov chains solved by elimination; and, where it is
installed, against the simulation of ChannelAttribution"""
import collections
import itertools
import json
import math
import os
import tempfile
from fractions import Fraction

import tap

DAY = 86400
CHANNELS = ["Direct", "email", "paid", "seo", "social"]
LOOKBACK = 5 * DAY


def draw_events(r):
    rows = []
    for u in range(250):
        t = 1767225600 + r.randrange(40 * DAY)
        for _ in range(r.randrange(1, 14)):
            t += r.choice([0, 60, 3600, DAY, 3 * DAY])
            e = {"timestamp": t, "user_id": f"u{u}"}
            if r.random() < .8:
                e["channel"] = r.choice(CHANNELS[:2 + u % 4])
            if r.random() < .25:
                e.update(event_name="purchase", value=r.randrange(1, 100000) / 100)
                if r.random() < .8:
                    e["transaction_id"] = f"t{u}.{r.randrange(4)}"
            elif r.random() < .05:
                e.pop("channel", None)
                e.update(event_name="refund", transaction_id=f"t{u}.{r.randrange(4)}")
                if r.random() < .7:
                    e["value"] = r.randrange(1, 1000) / 100
            if len(e) > 2:
                rows.append(e)
    r.shuffle(rows)
    return rows


def settle(orders, refunds):
    """Each transaction once, what came back taken off; what is left over."""
    seen, kept, loose = {}, [], Fraction(0)
    for o in orders:
        if o["id"] is not None and o["id"] in seen:
            continue
        kept.append(o)
        if o["id"] is not None:
            seen[o["id"]] = o
    for f in refunds:
        o = seen.get(f["id"])
        if o is None:
            loose += f["value"] or 0
        elif f["value"] is None:
            o["gone"] = True
        else:
            o["value"] -= f["value"]
    for o in kept:
        if o["gone"]:
            o["value"] = Fraction(0)
    return kept, loose


def transform(path, steps):
    for s in steps:
        name = s.partition(":")[2]
        rest = [p for p in path if p[1] != name]
        if s == "exposure":
            path = [p for i, p in enumerate(path) if i == 0 or path[i - 1][1] != p[1]]
        elif s == "first":
            path = [p for i, p in enumerate(path) if p[1] not in [q[1] for q in path[:i]]]
        elif s.startswith("remove-if-not-all:"):
            path = rest or path
        elif rest:
            while path[-1][1] == name:
                path = path[:-1]
    return path


def user_paths(events, keep, steps):
    """(path, order or None), what was given back for nothing"""
    events = sorted(events, key=lambda e: (e["timestamp"], json.dumps(fact(e))))
    touches = [(e["timestamp"], e["channel"]) for e in events if "channel" in e]
    money = [{"at": e["timestamp"], "id": e.get("transaction_id"), "gone": False,
              "value": None if "value" not in e else Fraction(str(e["value"])),
              "back": e["event_name"] == "refund"} for e in events if "event_name" in e]
    orders, loose = settle([m for m in money if not m["back"]], [m for m in money if m["back"]])
    used, taken, out = set(), 0, []
    for o in orders:
        end = sum(t <= o["at"] for t, _ in touches)
        mine = [i for i in range(0 if keep else taken, end) if o["at"] - touches[i][0] <= LOOKBACK]
        used.update(mine)
        taken = end
        out.append(([touches[i] for i in mine], o))
    # What no order took, in runs no longer than the lookback, cut where an order took some.
    run = []
    for i in range(len(touches) + 1):
        ends = i == len(touches) or i in used or (run and (
            touches[i][0] - run[0][0] > LOOKBACK or any(
                run[-1][0] <= o["at"] < touches[i][0] for o in orders)))
        if ends and run:
            out.append((run, None))
            run = []
        if i < len(touches) and i not in used:
            run.append(touches[i])
    return [(transform(p, steps) if p else p, o) for p, o in out], loose


def fact(e):
    """What the order of facts of one time is by."""
    kind = {"purchase": 1, "refund": 2}.get(e.get("event_name"))
    v = [e.get("channel"), kind, e.get("transaction_id"), e.get("value")]
    while v and v[-1] is None:
        v.pop()
    return v


# ---- models: a path to shares by channel ----

def position(first, last):
    def shares(p):
        n = len(p)
        if n == 1:
            return [Fraction(1)]
        if n == 2:
            return [Fraction(first, first + last), Fraction(last, first + last)]
        mid = (1 - Fraction(first + last, 100)) / (n - 2)
        return [Fraction(first, 100)] + [mid] * (n - 2) + [Fraction(last, 100)]
    return shares


def decay(p):
    w = [Fraction(2.0 ** (-(p[-1][0] - t) / (7 * DAY))) for t, _ in p]
    return [x / sum(w) for x in w]


def non_direct(p):
    at = [i for i, (_, c) in enumerate(p) if c != "Direct"]
    best = at[-1] if at else len(p) - 1
    return [Fraction(i == best) for i in range(len(p))]


PATHWISE = {
    "first": lambda p: [Fraction(i == 0) for i in range(len(p))],
    "last": lambda p: [Fraction(i == len(p) - 1) for i in range(len(p))],
    "last-non-direct": non_direct,
    "linear": lambda p: [Fraction(1, len(p))] * len(p),
    "position": position(40, 40),
    "position:10,60": position(10, 60),
    "decay": decay,
}


def by_path(shares, paths):
    n, v = collections.Counter(), collections.Counter()
    for p, o in paths:
        for (_, c), s in zip(p, shares(p) if o and p else []):
            n[c] += s
            v[c] += s * (o["value"] or 0)
    return n, v


def shapley(paths):
    sets = collections.Counter()
    worth = collections.Counter()
    for p, o in paths:
        if o and p:
            s = frozenset(c for _, c in p)
            sets[s] += 1
            worth[s] += o["value"] or 0
    out = []
    for values in (sets, worth):
        total = {c: sum(v for s, v in values.items() if s <= set(c))
                 for k in range(len(CHANNELS) + 1) for c in itertools.combinations(CHANNELS, k)}
        n = len(CHANNELS)
        phi = collections.Counter()
        for c in CHANNELS:
            for s in total:
                if c not in s:
                    w = Fraction(math.factorial(len(s)) * math.factorial(n - len(s) - 1),
                                 math.factorial(n))
                    more = tuple(x for x in CHANNELS if x in s or x == c)
                    phi[c] += w * (total[more] - total[s])
        out.append(phi)
    return out


def chance(counts, gone):
    """From the empty state to conversion, by eliminating one state after the other."""
    rows = {s: {t: Fraction(k, sum(to.values())) for t, k in to.items()} for s, to in counts.items()}
    for s in rows:
        if s and s[-1] == gone:
            rows[s] = {}
    for s in [s for s in rows if s != ()]:
        row = rows.pop(s)
        scale = 1 / (1 - row.pop(s, Fraction(0))) if row else 0
        for other in rows.values():
            f = other.pop(s, None)
            for t, x in row.items() if f is not None else ():
                other[t] = other.get(t, Fraction(0)) + f * x * scale
    return rows.get((), {}).get("conversion", Fraction(0))


def markov(paths, order):
    counts = collections.defaultdict(collections.Counter)
    for p, o in paths:
        if not p:
            continue
        state = ()
        for i, (_, c) in enumerate(p):
            if i == 0 or p[i - 1][1] != c:
                to = (state + (c,))[-order:]
                counts[state][to] += 1
                state = to
        counts[state]["conversion" if o else "nothing"] += 1
    p = chance(counts, None)
    return {c: 1 - chance(counts, c) / p for c in CHANNELS} if p else dict.fromkeys(CHANNELS, 0)


def close(got, want, tol, name):
    bad = [c for c in CHANNELS if abs(Fraction(got.get(c, 0)) - want.get(c, 0)) > tol]
    for c in bad[:3]:
        tap.note(f"{c}: {got.get(c)}, by fractions {float(want.get(c, 0)):.12f}")
    tap.ok(not bad, name)


def check(rows, path, options, keep, steps):
    users = collections.defaultdict(list)
    for e in rows:
        users[e["user_id"]].append(e)
    paths, loose = [], Fraction(0)
    for u in users.values():
        more, back = user_paths(u, keep, steps)
        paths += more
        loose += back
    models = list(PATHWISE) + ["markov", "markov:2", "markov:3", "shapley"]
    out = tap.records(tap.run("cxattribute", "--lookback", "5d", "--model", ",".join(models),
                              *options, path))
    what = " ".join(options) or "defaults"
    total = sum(1 for p, o in paths if o and p)
    value = sum(o["value"] or 0 for p, o in paths if o and p)
    for m in models:
        mine = {r["channel"]: r for r in out if r["model"] == m and "channel" in r}
        n = {c: r["conversions"] for c, r in mine.items()}
        v = {c: r["value"] for c, r in mine.items()}
        tap.ok(sum(n.values()) == total and Fraction(sum(v.values())) == value,
               f"{m}, {what}: {total} conversions, to the last digit")
        if m.startswith("markov"):
            effect = markov(paths, int(m.partition(":")[2] or 1))
            close({c: r["removal_effect"] for c, r in mine.items()}, effect, Fraction(1, 10 ** 9),
                  f"{m}, {what}: removal effects")
            want = [{c: x * e / sum(effect.values()) for c, e in effect.items()}
                    for x in (total, value)]
        else:
            want = shapley(paths) if m == "shapley" else by_path(PATHWISE[m], paths)
        close(n, want[0], Fraction(1, 10 ** 8), f"{m}, {what}: conversions")
        close(v, want[1], Fraction(1, 10 ** 6), f"{m}, {what}: value")
        rest = [r for r in out if r["model"] == m and r.get("unattributed")]
        tap.ok(len(rest) == 1 and rest[0]["conversions"] == sum(1 for p, o in paths if not p) and
               Fraction(rest[0]["value"]) == sum(o["value"] or 0 for p, o in paths if o and not p) - loose,
               f"{m}, {what}: and those that nothing led to")
    return paths


def simulated(paths):
    """ChannelAttribution draws walks: half a percent of all conversions."""
    lib, pandas = tap.module("ChannelAttribution"), tap.module("pandas")
    if lib is None or pandas is None:
        return tap.skip("ChannelAttribution", "not installed")
    seen = collections.defaultdict(lambda: [0, 0])
    for p, o in paths:
        if p:
            seen[" > ".join(c for _, c in p)][o is None] += 1
    data = pandas.DataFrame([(p, *n) for p, n in seen.items()], columns=["path", "yes", "no"])
    total = sum(n for n, _ in seen.values())
    for order in (1, 2):
        theirs = lib.markov_model(data, "path", "yes", var_null="no", order=order, seed=1,
                                  nsim_start=2000000, verbose=False, flg_pro=False)
        effect = markov(paths, order)
        bad = [c for c, n in zip(theirs.channel_name, theirs.total_conversions)
               if abs(n - total * effect[c] / sum(effect.values())) > .005 * total]
        tap.ok(not bad, f"ChannelAttribution, order {order}")
    return None


def main():
    r = tap.seeded()
    rows = draw_events(r)
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "in")
        with open(path, "w", encoding="utf-8") as f:
            f.writelines(json.dumps(e) + "\n" for e in rows)
        paths = check(rows, path, [], False, [])
        check(rows, path, ["--keep-touches"], True, [])
        steps = ["exposure", "remove-if-not-all:Direct"]
        check(rows, path, [x for s in steps for x in ("--transform", s)], False, steps)
        steps = ["remove-if-last-and-not-all:Direct", "first"]
        check(rows, path, [x for s in steps for x in ("--transform", s)], False, steps)
        simulated(paths)
    tap.done()


main()
