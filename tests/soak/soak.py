# SPDX-License-Identifier: GPL-3.0-or-later
"""soak - an hour of live input, passed through in minutes, and one run over all of it as the oracle

    SOAK_MINUTES (60) of events, SOAK_SPEED (10) times as fast as the clock on the wall, SOAK_RATE
    (50) events a second of theirs from each of four sources; SEED draws the same lines again.

Filters that live the whole hour read the sources from a pipe; jobs read their logs, again and
again, and every third run of a job is killed.  Logs are rotated in four manners meanwhile, and
sources stall, are silent, and send what is minutes late.  In the end each filter must have said
what one run says over all lines, or over all but those that it has set aside as late: the same
bytes.  Nobody may have more memory or descriptors in the last quarter than in the second.
The table is Markdown; status 1: something was lost, doubled, or grew.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import readers
import world

MINUTES = float(os.environ.get("SOAK_MINUTES") or 60)
SPEED = float(os.environ.get("SOAK_SPEED") or 10)
RATE = float(os.environ.get("SOAK_RATE") or 50)
SEED = int(os.environ.get("SEED") or 19)
NAMES = ["w1", "w2", "w3", "w4"]
HOW = ["delayed", "copytruncate", "create", "at-once"]
TOTAL = MINUTES * 60
KEY = "k1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
METRICS = "n = count(), errors = rate(status >= 500), p95(duration_ms), distinct(user_id)"
SLO = """slo: soak
objectives:
  - {name: works, bad: status >= 500, target: 99%}
  - {name: pays, where: path == "/pay", bad: status >= 500, target: 90%}
  - {name: fast, value: duration_ms, percentile: p95, limit: 1000}
"""
POLICY = """policy: Soak
keys: {{ledger_file: ledger.key}}
channels:
  hook: {{webhook: "http://127.0.0.1:{port}/", address: phone, idempotent: true}}
scenarios:
  receipt:
    on: {{event: paid, where: exists(order_id)}}
    class: transactional
    category: orders
    channels: hook
    caps: false
    dedupe: {{entity: order_id}}
    template: receipt
alerts:
  outage:
    on: {{kind: stat, where: errors_lo > 0.05}}
    resolve_on: {{kind: stat, where: errors_hi < 0.05}}
    group: path
    wait: 0s
    repeat: 1d
    tell: [{{channel: hook, to: ops}}]
    template: outage
templates:
  receipt: {{text: "order {{{{order_id}}}}"}}
  outage: {{text: "{{{{state}}}} {{{{path}}}}"}}
"""
failed = []


def check(ok, what):
    if not ok:
        failed.append(what)
        print("not ok: " + what, file=sys.stderr, flush=True)
    return ok


def output(argv, good=(0,)):
    r = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    check(r.returncode in good, f"{argv[0]}: status {r.returncode}: {r.stderr[-300:]!r}")
    return r.stdout


def without(text, *members):
    """The lines of records, sorted, without members that one run over all says in another way"""
    found = []
    for line in text.splitlines():
        r = json.loads(line)
        for m in members:
            r.pop(m, None)
        found.append(json.dumps(r))
    return sorted(found)


class Soak:
    def __init__(self, top):
        self.top, self.logs = top, os.path.join(top, "logs")
        os.mkdir(self.logs)
        self.sources = [world.Source(n, self.logs, h, SEED * 10 + i)
                        for i, (n, h) in enumerate(zip(NAMES, HOW))]
        self.plan = world.plan(TOTAL, NAMES)
        self.marks, self.all, self.late = world.Marks(NAMES), [], set()
        self.alive = time.monotonic()
        self.files = [s.path for s in self.sources]
        self.sink = self.start_sink()
        self.clock = world.Clock(SPEED)
        self.lives, self.jobs = self.make_lives(), self.make_jobs()

    def path(self, name):
        return os.path.join(self.top, name)

    def start_sink(self):
        here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        sink = subprocess.Popen([sys.executable, "-B", os.path.join(here, "sink.py"),
                                 self.path("sink.log")], stdout=subprocess.PIPE)
        port = sink.stdout.readline().split()[0].decode()
        for name, text in (("policy.yaml", POLICY.format(port=port)), ("slo.yaml", SLO)):
            with open(self.path(name), "w", encoding="ascii") as f:
                f.write(text)
        with open(os.open(self.path("ledger.key"), os.O_CREAT | os.O_WRONLY, 0o600), "w",
                  encoding="ascii") as f:
            f.write(KEY)
        with open(self.path("users"), "w", encoding="ascii") as f:
            for i in range(3000):
                f.write(f'{{"user":"u{i}","phone":"u{i}","tz":"UTC"}}\n')
        for d in ("states", "lines", "orders", "alerts"):
            os.mkdir(self.path(d))
        return sink

    def make_lives(self):
        """What lives, and what one run over the lines that it did not set aside is"""
        live = ["--lateness", f"{world.LATENESS:g}s"]
        stat = ["cxstat", "-b", "path", METRICS]
        session = ["cxsession", "--gap", "30s", "--sessions", "--alert", "bad:status >= 500@3"]
        funnel = ["cxfunnel", "--per-user", "--within", "2m"]
        funnel += [word for step in world.STEPS for word in ("-s", step)]
        rows = [("windows", stat + ["-w", "1m"], ["--source", "src", "--sources", ",".join(NAMES)],
                 []),
                ("idle", stat + ["-w", "5s"], ["--idle", "1s"], []),
                ("sessions", session, [], []),
                ("funnel", funnel, [], ["--entry", "every"])]
        self.whole = {name: argv + rest for name, argv, _, rest in rows}
        return {name: readers.Live(name, self.top, argv + live + more)
                for name, argv, more, _ in rows}

    def now(self):
        return world.iso(self.clock.now())

    def make_jobs(self):
        p, logs = self.path, self.files
        notify = ["cxnotify", "--users", p("users")]
        rows = [
            ("stat", lambda: ["cxstat", "-w", "1m", "-b", "path", METRICS, "--lateness", "10s",
                              "--resume", p("stat.place"), "--rotate-state", p("states"),
                              "--rotate-every", "10m"] + logs, 15, (0,)),
            ("lines", lambda: ["cxselect", "--resume", p("lines.place"), "-o", p("lines") + "/"]
             + logs, 15, (0,)),
            ("slo", lambda: ["cxslo", "--resume", p("slo.place"), "-o", p("slo.out"), p("slo.yaml")]
             + logs, 30, (0, 1, 3)),
            ("orders", lambda: notify + ["--ledger", p("orders.db"), "--resume", p("orders.place"),
                                         "-o", p("orders") + "/", "--now", self.now(),
                                         p("policy.yaml")] + logs, 30, (0,)),
            ("alerts", lambda: notify + ["-t", "window_end", "--ledger", p("alerts.db"), "--resume",
                                         p("alerts.place"), "-o", p("alerts") + "/", "--now",
                                         self.now(), p("policy.yaml"), p("windows.out")], 30, (0,)),
            ("mail-orders", lambda: ["cxsend", "--drain", "--ledger", p("orders.db"), "--now",
                                     self.now(), p("policy.yaml")], 20, (0,)),
            ("mail-alerts", lambda: ["cxsend", "--drain", "--ledger", p("alerts.db"), "--now",
                                     self.now(), p("policy.yaml")], 20, (0,)),
        ]
        return {name: readers.Job(name, self.clock, argv, every, good, SEED + i)
                for i, (name, argv, every, good) in enumerate(rows)}

    def kinds(self, source, now):
        return {k for b, e, who, k in self.plan if b <= now < e and source.name in who}

    def feed(self, now):
        """One step of the world; lines go to the logs and, in the order of writing, into pipes"""
        fresh = []
        for s in self.sources:
            kinds = self.kinds(s, now)
            s.make(now, RATE, kinds)
            if "stall" not in kinds and s.owed:
                s.write([text for _, text in s.owed])
                fresh += [(s.name, at, text) for at, text in s.owed]
                s.owed = []
            s.go_on(now)
        for name, at, text in fresh:
            if self.marks.late(name, at):
                self.late.add(text)
        text = b"".join(t for _, _, t in fresh)
        self.all.append(text)
        for live in self.lives.values():
            live.feed(text)

    def watch(self):
        """Somebody who does not read any more holds up everything: that is said, and the end"""
        while self.alive is not None:
            if time.monotonic() - self.alive > 180:
                print("not ok: a filter has stopped reading", file=sys.stderr, flush=True)
                os._exit(1)
            time.sleep(0.5)

    def quiet(self):
        """All sources have stalled: the filter that goes by the clock writes its window"""
        before, until = self.lives["idle"].written(), time.monotonic() + 60
        while self.lives["idle"].written() == before and time.monotonic() < until:
            self.alive = time.monotonic()
            time.sleep(0.05)
        check(time.monotonic() < until, "idle: no window was closed by the clock")

    def go(self):
        threading.Thread(target=self.watch, daemon=True).start()
        for job in self.jobs.values():
            job.start()
        stalls = [b for b, _, who, kind in self.plan if kind == "stall" and len(who) > 1]
        turn, sampled, rotated = 0, 0.0, 0
        step = TOTAL / 52
        while (now := self.clock.now()) < TOTAL:
            self.alive = time.monotonic()
            self.feed(now)
            if stalls and now > stalls[0] + 1:
                stalls.pop(0)
                self.quiet()
            if now - sampled > TOTAL / 400:
                sampled = now
                for live in self.lives.values():
                    live.sample(now)
            if now > (turn + 1) * step:
                self.sources[turn % len(self.sources)].rotate(now)
                turn, rotated = turn + 1, rotated + 1
            time.sleep(0.02)
        for s in self.sources:
            s.go_on(float("inf"))
        self.plan = []
        self.feed(self.clock.now())
        for s in self.sources:
            s.end()
        self.wall, self.rotations = self.clock.wall(), rotated

    def accepted(self, rejects):
        """All lines but those that were set aside, in a file"""
        aside = set()
        if os.path.exists(rejects):
            with open(rejects, encoding="ascii") as f:
                for line in f:
                    r = json.loads(line)
                    check(r["code"] == "late", f"{rejects}: {r['code']}")
                    aside.add(r["raw"].encode() + b"\n")
        path = self.path("accepted")
        with open(path, "wb") as f:
            f.writelines(t for t in self.text.splitlines(True) if t not in aside)
        return path, aside

    def judge_lives(self):
        print("| lives the hour | lines | late | results | of these before the end | KB early, late"
              " | descriptors |\n|---|---|---|---|---|---|---|")
        for name, live in self.lives.items():
            live.sample(TOTAL)
            early = live.written()
            check(live.end() == 0, f"{name}: status {live.process.returncode}")
            path, aside = self.accepted(live.rejects)
            with open(live.out, "rb") as f:
                got = f.read()
            want = output(self.whole[name] + [path])
            if name in ("windows", "idle"):
                check(got == want, f"{name}: not what one run says")
            else:
                check(without(got, "session_number", "complete", "timestamp") ==
                      without(want, "session_number", "complete", "timestamp"),
                      f"{name}: not what one run says")
            if name == "windows":
                check(aside == self.late,
                      f"windows: {len(aside)} lines are late, and not {len(self.late)}")
            a, b, few, many, still = live.grown(TOTAL)
            check(still, f"{name}: grows from {a} KB, {few} descriptors to {b} KB, {many}")
            n = got.count(b"\n")
            check(early * 2 > n, f"{name}: {early} of {n} results before the end")
            print(f"| {name} | {self.lines} | {len(aside)} | {n} | {early} | {a}, {b} "
                  f"| {few}, {many} |")

    def parts(self, folder, end):
        """The files of a folder; what a killed run had not finished has no such name"""
        return [os.path.join(self.path(folder), f) for f in sorted(os.listdir(self.path(folder)))
                if f.endswith(end)]

    def judge_jobs(self):
        for name in ("stat", "lines", "slo", "orders", "alerts", "mail-orders", "mail-alerts"):
            check(self.jobs[name].end(), f"{name}: does not come to its end")
        every = self.path("all")
        states = self.parts("states", ".state")
        check(output(["cxstat", "--merge", "-w", "1m"] + states + [self.path("stat.place")]) ==
              output(["cxstat", "-w", "1m", "-b", "path", METRICS, every]),
              "stat: states are not what one run says")
        got = b""
        for f in self.parts("lines", ".ndjson"):
            with open(f, "rb") as part:
                got += part.read()
        check(sorted(got.splitlines()) == sorted(self.text.splitlines()),
              f"lines: {got.count(b'%c' % 10)} of {self.lines}, or others")
        with open(self.path("slo.out"), "rb") as f:
            check(f.read() == output(["cxslo", self.path("slo.yaml"), every], (0, 1, 3)),
                  "slo: not what one run says")
        left = [f for _, _, files in os.walk(self.top) for f in files
                if f.endswith(".tmp") and not f.startswith("slo.out.")]
        check(not left, f"killed runs have left {left}")
        self.judge_messages()
        print("\n| job, killed often | runs | killed | to be run again | KB early, late |\n"
              "|---|---|---|---|---|")
        for name, job in self.jobs.items():
            a, b, still = job.grown(TOTAL)
            check(still, f"{name}: grows from {a} to {b} KB")
            check(not job.faults, f"{name}: {job.faults[:2]}")
            check(job.killed > 0 or job.runs < 60, f"{name}: was never killed")
            print(f"| {name} | {job.runs} | {job.killed} | {job.again} | {a}, {b} |")

    def judge_messages(self):
        """What the receiver has; one that came twice has the id that it had"""
        taken = {}
        with open(self.path("sink.log"), encoding="utf-8") as f:
            for line in f:
                r = json.loads(line)
                taken.setdefault(r["id"], set()).add(r["body"]["text"])
        texts = [t for ts in taken.values() for t in ts]
        check(len(texts) == len(taken), "messages: one id, several texts")
        orders = [json.loads(t)["order_id"] for t in self.text.splitlines() if b'"order_id"' in t]
        sent = [t for t in texts if t.startswith("order ")]
        check(sorted(sent) == sorted("order " + o for o in orders),
              f"messages: {len(sent)} of {len(orders)} receipts")
        told = [t for t in texts if not t.startswith("order ")]
        said = output(["cxnotify", "--stateless", "--users", self.path("users"), "-t", "window_end",
                       self.path("policy.yaml"), self.path("windows.out")])
        want = [f"{r['state']} {r['group'][0]}" for r in map(json.loads, said.splitlines())
                if r["kind"] == "plan"]
        check(want and sorted(told) == sorted(want), f"messages: alerts {told}, and not {want}")
        self.messages = (len(orders), len(told), len(taken))

    def judge(self):
        self.text = b"".join(self.all)
        self.lines = self.text.count(b"\n")
        with open(self.path("all"), "wb") as f:
            f.write(self.text)
        self.judge_lives()
        self.judge_jobs()
        check(self.wall * 8 <= TOTAL, f"{TOTAL:.0f} s of events took {self.wall:.0f} s: slow")
        print(f"\n{TOTAL:.0f} s of events in {self.wall:.0f} s "
              f"({TOTAL / self.wall:.1f} times as fast), {self.lines} lines of {len(NAMES)} "
              f"sources, {self.rotations} rotations ({', '.join(HOW)}), {len(self.late)} lines late; "
              f"{self.messages[0]} receipts and {self.messages[1]} alerts sent, none lost, none twice.")


def main():
    top = tempfile.mkdtemp(prefix="soak-")
    soak = None
    try:
        soak = Soak(top)
        soak.go()
        soak.judge()
    finally:
        if soak:
            soak.alive = None
            soak.sink.kill()
            for live in soak.lives.values():
                live.process.kill()
        if failed and os.environ.get("SOAK_KEEP"):
            print(top, file=sys.stderr)
        else:
            shutil.rmtree(top, ignore_errors=True)
    for what in failed:
        print("not ok: " + what)
    sys.exit(1 if failed else 0)


main()
