# SPDX-License-Identifier: GPL-3.0-or-later
"""world - servers that write logs and into pipes, in a time that passes faster than ours

Every line is of one source and has its number there, so that no two are the same.  Lines are a
little out of order, some come minutes late; sources stall and then write all at once, or have
nothing to say.  Logs are rotated in the manner of the source, and cut anywhere within a line.
"""
import os
import random
import shutil
import subprocess
import time
from datetime import datetime, timezone

T0 = datetime(2026, 3, 1, 12, tzinfo=timezone.utc).timestamp()
LATENESS = 10.0         # how far lines may be out of order, in seconds
MINUTE = 60.0
LATE_SHARE = 0.0002     # of lines, minutes late
ROUTES = ["/", "/cart", "/pay", "/search", "/item", "/login", "/help", "/api"]
STEPS = ["view", "cart", "pay", "paid"]


class Clock:
    """Seconds since the start, of the events' time"""

    def __init__(self, speed):
        self.speed, self.begin = speed, time.monotonic()

    def now(self):
        return (time.monotonic() - self.begin) * self.speed

    def wall(self):
        return time.monotonic() - self.begin


def iso(second):
    t = datetime.fromtimestamp(T0 + second, timezone.utc)
    return t.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


class Marks:
    """Which lines are late, by the words of cxstat(1): the oracle's own watermark of each source"""

    def __init__(self, names):
        self.latest = {name: None for name in names}

    def late(self, name, at):
        before = self.latest[name]
        self.latest[name] = at if before is None else max(before, at)
        if None in self.latest.values():
            return False
        return (at // MINUTE + 1) * MINUTE <= min(self.latest.values()) - LATENESS


def plan(total, names):
    """(begin, end, sources, kind) of what happens: the like in every quarter, by turns"""
    found = []
    for q in range(4):
        begin, one, other = q * total / 4, names[q % len(names)], names[(q + 1) % len(names)]
        for share, length, who, kind in ((0.2, 0.16, [one], "stall"), (0.5, 0.08, names, "stall"),
                                         (0.7, 0.12, [other], "silence"),
                                         (0.35, 0.3, names, "outage")):
            if kind != "outage" or q in (1, 3):
                at = begin + share * total / 4
                found.append((at, at + length * total / 4, who, kind))
    return found


class Source:
    """A server: HOW its log is rotated is create, delayed, copytruncate or at-once"""

    def __init__(self, name, folder, how, seed):
        self.name, self.how, self.rng = name, how, random.Random(seed)
        self.path = os.path.join(folder, name + ".log")
        self.seq, self.done, self.owed, self.held = 0, 0.0, [], b""
        self.reopen, self.rotations = None, 0
        self.fd = self.open()

    def open(self):
        return os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def line(self, at, outage):
        rng = self.rng
        if rng.random() < LATE_SHARE:
            at -= rng.uniform(150, 600)
        else:
            at -= min(rng.expovariate(1.0), LATENESS * 0.9)
        at = round(max(at, 0), 3)
        route = rng.choice(ROUTES)
        bad = rng.random() < (0.6 if outage and route == "/pay" else 0.01)
        self.seq += 1
        step = rng.choice(STEPS)
        text = (f'{{"src":"{self.name}","seq":{self.seq},"timestamp":"{iso(at)}",'
                f'"user_id":"u{rng.randrange(3000)}","event_name":"{step}","path":"{route}",'
                f'"status":{500 if bad else 200},"duration_ms":{rng.lognormvariate(4, 1):.2f}')
        if step == "paid" and rng.random() < 0.05:
            text += f',"order_id":"{self.name}-{self.seq}"'
        return at, (text + "}\n").encode()

    def make(self, now, rate, kinds):
        """What happens until `now`: a silent source has nothing, one that stalls keeps it"""
        while self.done < now:
            self.done += self.rng.expovariate(rate)
            if "silence" not in kinds:
                self.owed.append(self.line(self.done, "outage" in kinds))

    def write(self, lines):
        """As programs with a buffer do: the end of it is not the end of a line"""
        self.held += b"".join(lines)
        cut = self.rng.randrange(len(self.held) + 1) if self.rng.random() < 0.5 else len(self.held)
        os.write(self.fd, self.held[:cut])
        self.held = self.held[cut:]

    def flush(self):
        os.write(self.fd, self.held)
        self.held = b""

    def rotate(self, now):
        """As logrotate does; nobody writes while copytruncate is between copy and truncate"""
        self.go_on(float("inf"))
        self.rotations += 1
        olds = [f for f in os.listdir(os.path.dirname(self.path))
                if f.startswith(self.name + ".log.")]
        olds.sort(key=lambda f: -int(f.split(".")[2]))
        for f in olds:
            part = f.split(".")
            part[2] = str(int(part[2]) + 1)
            os.rename(os.path.join(os.path.dirname(self.path), f),
                      os.path.join(os.path.dirname(self.path), ".".join(part)))
        if self.how == "copytruncate":
            self.flush()
            shutil.copyfile(self.path, self.path + ".1")
            os.truncate(self.path, 0)
            return
        os.rename(self.path, self.path + ".1")
        self.reopen = now + 2

    def go_on(self, now):
        """The writer hears of the rotation a while after it; then old files are compressed"""
        if self.reopen is None or now < self.reopen:
            return
        self.flush()
        os.close(self.fd)
        self.fd, self.reopen = self.open(), None
        if self.how == "delayed" and os.path.exists(self.path + ".2"):
            subprocess.run(["gzip", self.path + ".2"], check=True)
        elif self.how == "at-once":
            zstd = ["zstd", "-q", "--rm"] if shutil.which("zstd") else ["gzip"]
            subprocess.run(zstd + [self.path + ".1"], check=True)

    def end(self):
        self.flush()
        os.close(self.fd)
