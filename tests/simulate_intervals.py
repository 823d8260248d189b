# SPDX-License-Identifier: GPL-3.0-or-later
"""simulate_intervals.py [RUNS] - how often the intervals of cxstat hold the truth, end to end

Each row is one case: its name is its seed (SHA-512, by random.Random), so that none was chosen by
what it gives.  RUNS samples of a row (20,000 by default; fewer where samples are large), through
the program itself (BUILD/bin/cxstat).  Of rates nothing is drawn: all counts there can be, each
with its probability, at 600 true rates.  Percent, in Markdown; a row that is beyond what it is
allowed, by more than twice what the drawing itself varies, says so, and the status is 1.

Written anew here, not taken from the program: what is drawn, the truth of it, Wilson's interval
and binomial probabilities.
"""
import json
import math
import os
import random
import subprocess
import sys

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
CXSTAT = os.path.join(os.environ.get("BUILD", "build"), "bin", "cxstat")
Z = 1.959963984540054
missed = []


def stat(metric, lines, *options):
    """One result for each g."""
    done = subprocess.run([CXSTAT, "-b", "g", *options, "m = " + metric], input="".join(lines),
                          text=True, check=True, stdout=subprocess.PIPE)
    return {r["g"]: r for r in map(json.loads, done.stdout.splitlines())}


def row(name, allowed, *cells):
    good = all(allowed)
    if not good:
        missed.append(name)
    print("| %s | %s | %s |" % (name, " | ".join(str(c) for c in cells), "yes" if good else "MISSED"))
    sys.stdout.flush()


def percent(k, n):
    return "%.1f" % (100 * k / n)


# ---- rates ----

def wilson(k, n):
    p, zz = k / n, Z * Z / n
    mid, half = p + zz / 2, Z * math.sqrt(p * (1 - p) / n + zz / (4 * n))
    return max(0, (mid - half) / (1 + zz)), min(1, (mid + half) / (1 + zz))


def chances(n, p):
    log = [math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) for k in range(n + 1)]
    return [math.exp(log[k] + k * math.log(p) + (n - k) * math.log1p(-p)) for k in range(n + 1)]


def places(n, ends):
    """True rates: a grid, the worst one for Wilson's, and just beside each end."""
    some = {i / 200 for i in range(1, 200)} | {0.18 / n}
    for end in ends[:200]:
        some |= {end * (1 - 1e-9), end * (1 + 1e-9)}
    return sorted(p for p in some if 0 < p < 1)


def rates():
    print("| rate of | lower end wrong at worst | upper | both right at worst | in the mean "
          "| width over Wilson's | as wanted |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    wide = {1: 1.3, 5: 1.18, 10: 1.12, 20: 1.06}
    for n in (1, 5, 10, 20, 50, 100, 300):
        got = stat("rate(x)", ('{"g":%d,"x":%s}\n' % (k, "true" if i < k else "false")
                               for k in range(n + 1) for i in range(n)))
        lo = [got[k]["m_lo"] for k in range(n + 1)]
        hi = [got[k]["m_hi"] for k in range(n + 1)]
        of = [wilson(k, n) for k in range(n + 1)]
        low = high = both = held = 0
        ps = places(n, lo + hi)
        for p in ps:
            c = chances(n, p)
            below = sum(c[k] for k in range(n + 1) if lo[k] > p)
            above = sum(c[k] for k in range(n + 1) if hi[k] < p)
            low, high, both = max(low, below), max(high, above), max(both, below + above)
            held += 1 - below - above
        width = sum(map(float.__sub__, map(float, hi), map(float, lo))) / sum(b - a for a, b in of)
        row("%d records" % n, (low <= 0.035 + 1e-9, high <= 0.035 + 1e-9, width <= wide.get(n, 1.02)),
            percent(low, 1), percent(high, 1), percent(1 - both, 1), percent(held, len(ps)),
            "%.3f" % width)


# ---- means ----

def lognormal(sigma):
    return lambda r: r.lognormvariate(0, sigma), math.exp(sigma * sigma / 2)


def latency(slow):
    """Most answers around 50 ms, so many around a second."""
    def draw(r):
        return r.lognormvariate(math.log(1000), 0.5) if r.random() < slow else \
            r.lognormvariate(math.log(50), 0.4)
    return draw, (1 - slow) * 50 * math.exp(0.08) + slow * 1000 * math.exp(0.125)


KINDS = {
    "normal": (lambda r: r.gauss(100, 15), 100),
    "uniform": (lambda r: r.random(), 0.5),
    "exponential": (lambda r: r.expovariate(1), 1),
    "lognormal, sigma 1": lognormal(1),
    "lognormal, sigma 1.5": lognormal(1.5),
    "latency, 1 of 10 slow": latency(0.1),
    "latency, 1 of 20 slow": latency(0.05),
    "latency, 1 of 5 slow": latency(0.2),
    "Pareto 2.5": (lambda r: r.paretovariate(2.5), 2.5 / 1.5),
}
WANTED = {("normal", 20): 94.5, ("normal", 100): 94.5, ("lognormal, sigma 1", 20): 92.5,
          ("lognormal, sigma 1", 100): 93, ("exponential", 20): 94, ("exponential", 100): 94,
          ("uniform", 20): 94}


def means():
    print("| mean of | values | below the interval | above it | held | said to be a guess "
          "| held or said | as wanted |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for kind, (draw, truth) in KINDS.items():
        for n in (5, 20, 100, 1000):
            name = "%s, %d" % (kind, n)
            runs = max(100, min(RUNS, RUNS * 20 // n))
            r = random.Random("mean of " + name)
            got = stat("mean(x)", ('{"g":%d,"x":%r}\n' % (g, draw(r)) for g in range(runs)
                                   for _ in range(n)))
            low = sum(v["m_lo"] > truth for v in got.values())
            high = sum(v["m_hi"] < truth for v in got.values())
            said = sum("m_method" in v for v in got.values())
            quiet = sum("m_method" not in v and not v["m_lo"] <= truth <= v["m_hi"]
                        for v in got.values())
            held = 100 * (runs - low - high) / runs
            slack = 100 * 2 * math.sqrt(0.05 * 0.95 / runs)    # two of the simulation's own
            limits = [held >= WANTED.get((kind, n), 0) - slack]
            if kind.startswith("latency") and n <= 20:
                limits.append(quiet <= 0.1 * runs)
            row(kind, limits, n, percent(low, runs), percent(high, runs), "%.1f" % held,
                percent(said, runs), percent(runs - quiet, runs))


# ---- uptime ----

def outages(r, minutes, mean, share, shape):
    """Minutes that are down: outages begin at random, of so many minutes in the mean."""
    down, at = bytearray(minutes), 0
    up = mean * (1 - share) / share

    def some(mean):    # geometric
        return int(r.expovariate(-math.log1p(-1 / mean))) + 1

    while True:
        at += some(up)
        if at >= minutes:
            return down
        if shape == "even":
            length = mean
        elif shape == "some long":
            length = max(1, round(r.lognormvariate(math.log(mean) - 0.5, 1)))
        else:
            length = some(mean)
        for i in range(at, min(at + length, minutes)):
            down[i] = 1
        at += length


def uptimes():
    print("| uptime, outages of 10 minutes | asked for | runs | with an interval | of those, lower end "
          "wrong | upper end wrong | held | as wanted |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |")
    cases = (("99 % of a day", 1440, 0.01), ("99 % of a week", 10080, 0.01),
             ("99.9 % of a week", 10080, 0.001), ("99.9 % of 10 weeks", 100800, 0.001),
             ("98 % of two weeks", 20160, 0.02))
    for when, minutes, share in cases:
        at = ['"timestamp":%d,"x":' % (1767225600 + 60 * i) for i in range(minutes)]
        line = [[t + "true}\n" for t in at], [t + "false}\n" for t in at]]
        for shape in ("even", "memoryless", "some long"):
            for ask in ("uptime(x, 1m)", "uptime(x, 1m, 10m)"):
                runs = max(400 * RUNS // 20000, min(RUNS // 10, RUNS * 200 // minutes), 4)
                r = random.Random("uptime %s %s %s" % (when, shape, ask))
                got = {}
                for first in range(0, runs, 20):
                    text = []
                    for g in range(first, min(first + 20, runs)):
                        down = outages(r, minutes, 10, share, shape)
                        head = '{"g":%d,' % g
                        text.append(head + head.join(line[down[i]][i] for i in range(minutes)))
                    got.update(stat(ask, text))
                known = [v for v in got.values() if v["m_lo"] is not None]
                low = sum(v["m_lo"] > 1 - share for v in known)
                high = sum(v["m_hi"] < 1 - share for v in known)
                n = max(1, len(known))
                slack = 2 * math.sqrt(0.07 * 0.93 / n)
                few = "10m" not in ask and len(known) < 0.2 * runs    # those are chosen by chance
                row(when + ", " + shape, (few or (n - low - high) / n >= 0.93 - slack,), ask, runs,
                    len(known), percent(low, n), percent(high, n), percent(n - low - high, n))


# ---- throughput ----

def throughputs():
    print("| throughput, no window, so many events in the mean | runs with two events or more | "
          "lower end wrong | upper | held | as wanted |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for mean in (3, 5, 10, 30):
        r = random.Random("throughput %d" % mean)
        lines = []
        for g in range(RUNS):
            at = r.expovariate(mean)
            while at < 1:
                lines.append('{"g":%d,"timestamp":%.6f}\n' % (g, 1767225600 + 1000 * at))
                at += r.expovariate(mean)
        got = [v for v in stat("throughput()", lines).values() if v["m"] is not None]
        low = sum(v["m_lo"] > mean / 1000 for v in got)
        high = sum(v["m_hi"] < mean / 1000 for v in got)
        n = len(got)
        row("%d" % mean, ((n - low - high) / n >= 0.94,), n, percent(low, n), percent(high, n),
            percent(n - low - high, n))


def main():
    for part in (rates, means, uptimes, throughputs):
        part()
        print()
    if missed:
        print("missed: " + "; ".join(missed))
        sys.exit(1)


main()
