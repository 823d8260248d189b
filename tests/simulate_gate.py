# SPDX-License-Identifier: GPL-3.0-or-later
"""simulate_gate.py [RUNS] - how often a gate on three objectives is wrong, end to end

Simulated canaries, from one seed, through the program itself (BUILD/bin/cxslo), beside a plain
threshold: each share is compared with what is allowed, and one that is beyond it fails.  RUNS of
each row (1000 by default); the table is in Markdown, shares in percent.

A service that runs at c of what it allows has a bad share of c * 0.1 %, c * 5 % of its requests
slower than the limit of p95 and c * 1 % slower than that of p99; requests are independent, and
spread over an hour.
"""
import bisect
import json
import os
import random
import subprocess
import sys

SPEC = """slo: canary
objectives:
  - {name: availability, bad: status >= 500, target: 99.9%}
  - {name: p95, value: ms, percentile: p95, limit: 400}
  - {name: p99, value: ms, percentile: p99, limit: 1000}
"""
ALLOWED = (0.001, 0.05, 0.01)
SEED = 20261122


def events(r, n, c):
    """The lines of one canary, and whether a plain threshold fails it."""
    bad = [0, 0, 0]
    lines = []
    cuts = [c * 0.01, c * 0.05]  # slower than both limits, than the first
    for i in range(n):
        s = 3600 * i // n
        failed = r.random() < c * ALLOWED[0]
        speed = bisect.bisect_right(cuts, r.random())  # 0: the slowest
        ms = (1500, 700, 120)[speed]
        bad[0] += failed
        bad[1] += speed < 2
        bad[2] += speed < 1
        lines.append('{"timestamp":"2026-11-01T00:%02d:%02dZ","status":%d,"ms":%d}\n'
                     % (s // 60, s % 60, 503 if failed else 200, ms))
    return "".join(lines), any(k / n > e for k, e in zip(bad, ALLOWED))


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    cxslo = os.path.join(os.environ.get("BUILD", "build"), "bin", "cxslo")
    spec = os.path.join(os.environ.get("TMPDIR", "/tmp"), "simulate_gate.%d.yaml" % os.getpid())
    with open(spec, "w", encoding="utf-8") as f:
        f.write(SPEC)
    print("| service | requests | threshold fails | cxslo fails | passes | inconclusive |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for c, name in ((0.5, "half of what is allowed"), (0.8, "80 % of that"), (1.5, "half as much again")):
        for n in (500, 2000, 10000):
            r = random.Random("%d %g %d" % (SEED, c, n))
            plain, status = 0, {0: 0, 1: 0, 3: 0}
            for _ in range(runs):
                text, failed = events(r, n, c)
                plain += failed
                done = subprocess.run([cxslo, spec], input=text, text=True, check=False,
                                      capture_output=True)
                status[done.returncode] += 1
                overall = json.loads(done.stdout.splitlines()[-1])["verdict"]
                assert overall == {0: "pass", 1: "fail", 3: "inconclusive"}[done.returncode]
            print("| %s | %d | %s |" % (name, n, " | ".join(
                "%.1f" % (100 * k / runs) for k in (plain, status[1], status[0], status[3]))))
            sys.stdout.flush()
    os.unlink(spec)


main()
