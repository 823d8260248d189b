# SPDX-License-Identifier: GPL-3.0-or-later
#
# anomaly.py - cxanomaly on series of the Numenta Anomaly Benchmark (tests/data/anomaly)
#
# 1. The detector once more, written from its description in slow and plain Python: the
#    same anomalies at the same points, the same scores.
# 2. The benchmark's score of these series, threshold and all else at their defaults,
#    which were fixed before these files were looked at.
import bisect
import csv
import datetime
import json
import math
import os
import subprocess

import tap

DATA = os.path.join(os.environ["TOP"], "tests", "data", "anomaly")
MEAN, SHIFT, LEARN, THRESHOLD, COOL = 2000, 20, 100, 1.35, 36


def nearest_rank(ranked, permille):
    return ranked[-(-len(ranked) * permille // 1000) - 1]


def described(values):
    """(score or None, alarm) of each point."""
    past, since, side, far, out = ([], [], []), None, 0, 0.0, []  # past residuals, sorted
    for i, x in enumerate(values):
        if i == 0:
            out.append((None, False))
            continue
        mean = math.fsum(values[max(0, i - MEAN):i]) / min(i, MEAN)
        recent = values[max(0, i + 1 - SHIFT):i + 1]
        residuals = (abs(x - mean), abs(x - values[i - 1]), abs(math.fsum(recent) / len(recent) - mean))
        halves = [math.fsum(half) / len(half) - mean if half else 0.0 for half in (recent[1:10], recent[10:])]
        off = min(halves, key=abs) if halves[0] * halves[1] > 0 else 0.0
        score, ratios = None, [0.0]
        if len(past[0]) >= LEARN:
            ratios = []
            for a, before in zip(residuals, past):
                usual = nearest_rank(before, 995)
                ratios.append(a / usual if usual > 0 else 50.0 if a > 0 else 0.0)
            score = max(ratios)
        for a, before in zip(residuals, past):
            bisect.insort(before, a)  # fewer than 10,000: none leaves
        alarm = score is not None and score >= THRESHOLD and (since is None or since >= COOL)
        since = 0 if alarm else None if since is None else since + 1
        if alarm:
            part = ratios.index(score)
            was = values[i - 1] if part == 1 else mean
            side = 0 if part == 2 else 1 if x > was else -1
            far = usual
        elif side and since == SHIFT - 1 and off * side > 0 and abs(off) >= THRESHOLD * far:
            score, alarm, side = abs(off) / far if far > 0 else 50.0, True, 0  # it stays
        out.append((score, alarm))
    return out


def ours(name, *options):
    run = subprocess.run(["cxanomaly", "-f", "csv", "-t", "timestamp", *options, "value", os.path.join(DATA, name)],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def when(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "").split(".")[0].replace("T", " "))


def sigma(y):
    return 2 / (1 + math.exp(5 * y)) - 1


def rows_of(windows, times):
    found = []
    for start, end in windows:
        inside = [i for i, t in enumerate(times) if when(start) <= t <= when(end)]
        found.append((inside[0], inside[-1]))
    return found


def benchmark(times, alarms, windows, fp_weight):
    """Sum of the credits and costs of one file, see tests/data/SOURCES.md."""
    probation = math.floor(min(0.15 * len(times), 750))
    alarms = [i for i in alarms if i >= probation]
    score, fn = 0.0, 0
    for left, right in windows:
        hits = [i for i in alarms if left <= i <= right]
        if hits:
            score += sigma(-(right - hits[0] + 1) / (right - left + 1)) / sigma(-1)
        else:
            fn += 1
    false = 0
    for i in alarms:
        if any(left <= i <= right for left, right in windows):
            continue
        false += 1
        before = [(left, right) for left, right in windows if right < i]
        y = 99.0
        if before:
            left, right = before[-1]
            y = (i - right) / (right - left)
        score += fp_weight * (sigma(y) if y <= 3 else -1.0)
    return score, fn, false


def in_order(rows):
    """Rows that are not later than the ones before them are set aside by cxanomaly."""
    kept, last = [], None
    for i, (t, _) in enumerate(rows):
        if last is None or t > last:
            kept.append(i)
            last = t
    return kept


def look(name, rows, options):
    """Alarms of a file; without options also held against the description."""
    got = ours(name, *options)
    kept = in_order(rows)
    tap.ok(len(got) == len(kept), f"{name} {options}: {len(kept)} of {len(rows)} rows are in order")
    if not options:
        want = described([rows[i][1] for i in kept])
        same = all(g["anomaly"] == alarm and (g["score"] is None) == (score is None) and
                   (score is None or math.isclose(g["score"], score, rel_tol=1e-6, abs_tol=1e-9))
                   for g, (score, alarm) in zip(got, want))
        tap.ok(same, f"{name}: anomalies and scores as described")
    return [i for i, g in zip(kept, got) if g["anomaly"]]


def score_all(windows, options, known):
    total = {"standard": [0.0, 0.11, 1], "low FP": [0.0, 0.22, 1], "low FN": [0.0, 0.11, 2]}
    count = missed = wrong = 0
    for path in sorted(windows):
        name = os.path.basename(path)
        with open(os.path.join(DATA, name), encoding="utf-8") as file:
            rows = [(when(r["timestamp"]), float(r["value"])) for r in csv.DictReader(file)]
        alarms = look(name, rows, options)
        spans = rows_of(windows[path], [t for t, _ in rows])
        count += len(spans)
        for entry in total.values():
            score, fn, false = benchmark([t for t, _ in rows], alarms, spans, entry[1])
            entry[0] += score - entry[2] * fn
        missed += fn
        wrong += false
    for (key, (raw, _, fn_weight)), expected in zip(total.items(), known):
        null = -fn_weight * count
        value = 100 * (raw - null) / (count - null)
        print(f"# NAB score of these series {options}, {key}: {value:.1f}")
        tap.ok(abs(value - expected) < 0.06, f"the score is what the manual page says, {key} {options}")
    print(f"# {count - missed} of {count} windows found, {wrong} rows flagged outside of them")


def main():
    with open(os.path.join(DATA, "windows.json"), encoding="utf-8") as file:
        windows = json.load(file)
    score_all(windows, (), (71.3, 59.6, 76.7))
    score_all(windows, ("--period", "auto"), (80.2, 65.8, 86.8))
    tap.done()


main()
