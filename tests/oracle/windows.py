# SPDX-License-Identifier: GPL-3.0-or-later
"""windows - hours, days, weeks and months of cxstat, against Python's zoneinfo

Random instants, half of them within a day of a change of clocks.  zoneinfo says
what the clock showed; so which day, week, month or hour a record belongs to,
which starts and ends are printed, and that --fill leaves no gap.
"""
import tempfile
from collections import Counter
from datetime import datetime, timedelta, timezone

import tap
from tap import note, ok

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "Africa/Johannesburg",
         "America/Los_Angeles", "Pacific/Auckland", "Asia/Tehran", "America/Sao_Paulo", "Asia/Kathmandu"]


def label(local, width):
    """The first day of what @local lies in."""
    if width == "1w":
        local -= timedelta(days=local.weekday())
    if width == "1mo":
        local = local.replace(day=1)
    return local.strftime("%Y-%m-%d")


def changes(zone, lo, hi):
    """Instants at which the offset of a zone changes, to the second."""
    found, step = [], 86400 * 7

    def offset(at):
        return datetime.fromtimestamp(at, zone).utcoffset()
    for at in range(lo, hi, step):
        a, b = at, at + step
        if offset(a) == offset(b):
            continue
        while b - a > 1:
            mid = (a + b) // 2
            a, b = (mid, b) if offset(mid) == offset(a) else (a, mid)
        found.append(b)
    return found


def draw(rng, zone, n):
    lo = int(datetime(2001, 1, 1, tzinfo=timezone.utc).timestamp())
    hi = int(datetime(2025, 12, 31, tzinfo=timezone.utc).timestamp())
    near = changes(zone, lo, hi) or [lo]
    return [rng.choice(near) + rng.randrange(-86400, 86400) if rng.random() < 0.5 else rng.randrange(lo, hi)
            for _ in range(n)]


def check(name, zone, instants, path):
    for width in ("1d", "1w", "1mo"):
        want = Counter(label(datetime.fromtimestamp(at, zone), width) for at in instants)
        got = tap.records(tap.run("cxstat", "-w", width, "--tz", name, "n = count()", path))
        bad = []
        if {r["window"][:10]: r["n"] for r in got} != want:
            bad.append("counts")
        for r in got:
            start, end = (datetime.fromisoformat(r[k].replace("Z", "+00:00")) for k in ("window", "window_end"))
            shown = start.astimezone(zone)
            before = (start - timedelta(seconds=1)).astimezone(zone)
            if start.utcoffset() != shown.utcoffset() or end.utcoffset() != end.astimezone(zone).utcoffset():
                bad.append(("offset", r))
            if label(shown, width) != r["window"][:10] or label(before, width) == label(shown, width):
                bad.append(("start", r))
            if label(end.astimezone(zone), width) == label((end - timedelta(seconds=1)).astimezone(zone), width):
                bad.append(("end", r))
        ok(not bad, f"{name} {width}: {len(want)} windows")
        for b in bad[:5]:
            note(b)


def check_hours(name, zone, instants, path):
    """Hours, where clocks change by whole ones: the instant an hour began, on the local clock."""
    want = Counter()
    for at in instants:
        local = datetime.fromtimestamp(at, zone)
        want[at - local.minute * 60 - local.second] += 1
    got = tap.records(tap.run("cxstat", "-w", "1h", "--tz", name, "n = count()", path))
    counts = {int(datetime.fromisoformat(r["window"].replace("Z", "+00:00")).timestamp()): r["n"] for r in got}
    ok(counts == want and list(counts) == sorted(counts), f"{name} 1h: {len(want)} windows, in order")


def check_fill(name, zone, instants, path):
    """--fill: one window behind the other, and the counts of before."""
    lo = datetime.fromtimestamp(min(instants), zone)
    start, end = lo.strftime("%Y-%m-%d"), (lo + timedelta(days=400)).strftime("%Y-%m-%d")
    got = tap.records(tap.run("cxstat", "-w", "1d", "--fill", "--tz", name, "--from", start, "--to", end,
                              "n = count()", path))
    days = Counter(datetime.fromtimestamp(at, zone).strftime("%Y-%m-%d") for at in instants)
    gaps = [a for a, b in zip(got, got[1:]) if a["window_end"] != b["window"]]
    good = all(r["n"] == days[r["window"][:10]] for r in got) and not gaps
    ok(good and len(got) == 400 and got[0]["window"][:10] == start and got[-1]["window_end"][:10] == end,
       f"{name}: 400 days, one behind the other")


def main():
    zoneinfo = tap.module("zoneinfo")
    rng = tap.seeded()
    for name in ZONES:
        try:
            zone = zoneinfo.ZoneInfo(name)
        except (AttributeError, zoneinfo.ZoneInfoNotFoundError if zoneinfo else ImportError):
            tap.skip(name, "no zoneinfo")
            continue
        instants = draw(rng, zone, 1500)
        with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as f:
            f.writelines(f'{{"timestamp":{at}}}\n' for at in instants)
            f.flush()
            check(name, zone, instants, f.name)
            check_hours(name, zone, instants, f.name)
            check_fill(name, zone, instants, f.name)
    tap.done()


main()
