#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# simulate_sample.py [RUNS] - how often the intervals of a sample hold what they should, in Markdown
#
# Of each case so many populations are drawn, and of each a sample; cxstat --weight sampled:k says
# what it makes of it.  Shares, means and quantiles are held against what the events are drawn
# from, counts and sums against the population itself.  Seeds are the CRC of the case's name.
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import zlib

EVENTS = 2000
METRICS = ("n = count(), bad = rate(error), m = mean(x), s = sum(x), p50 = p50(x), "
           "r = ratio(x, y), a = apdex(x, 1)")


def one(rng, case):
    """An event: what it is, and out of how many it is drawn."""
    route = rng.random()
    slow = case == "routes" and route < 0.1
    x = math.exp(rng.gauss(0.5 if slow else 0, 0.5))
    error = rng.random() < (0.2 if slow else 0.05)
    k = {"even": 20, "routes": 2 if slow else 40, "errors kept": 1 if error else 40}[case]
    return x, 1 + int(rng.random() * 3), error, k


def truth(case):
    """What the events of a case are drawn from, by 400,000 of them."""
    rng = random.Random(zlib.crc32((case + ", truth").encode()))
    n = 400000
    xs, ys, bad = [], 0, 0
    for _ in range(n):
        x, y, error, _ = one(rng, case)
        xs.append(x)
        ys += y
        bad += error
    xs.sort()
    score = sum(1 if x <= 1 else 0.5 if x <= 4 else 0 for x in xs) / n
    return {"bad": bad / n, "m": sum(xs) / n, "r": sum(xs) / ys, "p50": xs[n // 2 - 1], "a": score}


def table(case, runs):
    rng = random.Random(zlib.crc32(case.encode()))
    want = truth(case)
    total, lines = [], []
    for run in range(runs):
        s = 0.0
        for _ in range(EVENTS):
            x, y, error, k = one(rng, case)
            s += x
            if rng.random() * k < 1:
                lines.append(json.dumps({"run": run, "x": x, "y": y, "error": error, "k": k}))
        total.append(s)
    bin_dir = os.path.join(os.environ.get("BUILD", "build"), "bin")
    out = subprocess.run([os.path.join(bin_dir, "cxstat"), "-b", "run", "--weight", "sampled:k", METRICS],
                         input="\n".join(lines).encode(), stdout=subprocess.PIPE, check=True).stdout
    held, low, wide, n, rows = {}, {}, {}, {}, 0
    for line in out.splitlines():
        r = json.loads(line)
        at = dict(want, n=EVENTS, s=total[r["run"]])
        rows += r["n_n_eff"]
        for name, is_ in at.items():
            lo, hi = r[name + "_lo"], r[name + "_hi"]
            if lo is None or hi is None:
                continue
            n[name] = n.get(name, 0) + 1
            held[name] = held.get(name, 0) + (lo <= is_ <= hi)
            low[name] = low.get(name, 0) + (is_ < lo)
            wide[name] = wide.get(name, 0) + (hi - lo)
    for name in ("n", "s", "bad", "m", "r", "p50", "a"):
        print("| %s | %s | %d | %.1f | %.1f | %.1f | %.3g |" % (
            case, name, n[name], 100 * held[name] / n[name], 100 * low[name] / n[name],
            100 * (n[name] - held[name] - low[name]) / n[name], wide[name] / n[name]))


SPEC = "objectives: [{name: it, bad: error, target: 99%%, by: run%s}]\n"
EACH = 20000


def stream(rng, case, share, size):
    """A population by the minute: EACH events, some of them in incidents; what is drawn of it."""
    left = 0
    for i in range(EACH):
        if left == 0 and rng.random() < share / size:
            left = size
        error = left > 0
        left -= error
        slow = rng.random() < 0.1
        k = {"even": 20, "routes": 2 if slow else 40, "errors kept": 1 if error else 40}[case]
        if rng.random() * k < 1:
            yield i, error, k


def verdicts(case, times, size, runs):
    """Shares of pass and fail, of services at so many times what is allowed."""
    rng = random.Random(zlib.crc32(("%s %g %d" % (case, times, size)).encode()))
    lines = []
    for run in range(runs):
        for i, error, k in stream(rng, case, 0.01 * times, size):
            lines.append('{"timestamp":%d,"run":%d,"error":%s,"k":%d}' % (
                1767225600 + 3600 * i // EACH, run, "true" if error else "false", k))
    bin_dir = os.path.join(os.environ.get("BUILD", "build"), "bin")
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="ascii") as spec:
        spec.write(SPEC % (", bursts: none" if size == 1 else ", bursts: %d" % size))
        spec.flush()
        out = subprocess.run([os.path.join(bin_dir, "cxslo"), "--no-holm", "--weight", "sampled:k", spec.name],
                             input="\n".join(lines).encode(), stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, check=False).stdout
    got = [json.loads(line)["verdict"] for line in out.splitlines() if b'"run":' in line]
    return 100 * got.count("pass") / len(got), 100 * got.count("fail") / len(got)


def gates(runs):
    print("\n### Verdicts over a sample\n")
    print("%d services of %d events an hour each, allowed 1 %%; per cent that pass, that fail.\n" % (runs, EACH))
    print("| weights | incidents of | at the limit | at a fifth of it | at five times |")
    print("|---|---|---|---|---|")
    for case in ("even", "routes", "errors kept"):
        for size in (1, 3):
            print("| %s | %d | %s |" % (case, size, " | ".join(
                "%.1f, %.1f" % verdicts(case, times, size, runs) for times in (1, 0.2, 5))))


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print("### Intervals of a sample\n")
    print("%d populations of %d events each, 95 %% intervals; per cent.\n" % (runs, EVENTS))
    print("| weights | metric | intervals | hold | above | below | mean width |")
    print("|---|---|---|---|---|---|---|")
    for case in ("even", "routes", "errors kept"):
        table(case, runs)
    gates(runs // 4)


if __name__ == "__main__":
    main()
