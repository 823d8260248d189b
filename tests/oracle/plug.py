# SPDX-License-Identifier: GPL-3.0-or-later
"""plug - cxnotify and cxsend on one ledger, each killed again and again, and a receiver that knows

Nothing is lost; what comes twice was on its way when a sender was killed, and says so by its id;
what nobody knows is held where the policy says so, and is no more than was on its way.
CX_KILLS says how many there are (default 12).
"""
import collections
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import tap
from tap import note, ok

WIRE = 4	# messages of a channel on the wire at once
KILLS = int(os.environ.get("CX_KILLS", "12"))
PEOPLE = 50 * KILLS	# enough for all of them
NOW = "2026-11-30T10:00:00Z"
POLICY = """policy: Test
keys: {ledger_file: ledger.key}
channels:
  hook: {webhook: "http://127.0.0.1:%s/send", address: phone, on_unknown: hold, concurrency: %d}
  sure: {webhook: "http://127.0.0.1:%s/send", address: phone, idempotent: true, concurrency: %d}
scenarios:
  hook: {on: hook, class: marketing, category: promo, channels: hook, template: t}
  sure: {on: sure, class: transactional, category: orders, channels: sure, template: t}
templates:
  t: {text: "Hello {{user}}"}
"""

rng = tap.seeded()


def write(name, text):
    with open(name, "w") as f:
        f.write(text)


def set_up(web):
    write("policy.yaml", POLICY % (web, WIRE, web, WIRE))
    os.umask(0o077)
    write("ledger.key", "k1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")
    users, consents, events = [], [], []
    for i in range(PEOPLE):
        who = f"u{i}"
        users.append({"user": who, "phone": who, "tz": "UTC"})
        consents.append({"event_name": "consent", "user_id": who, "timestamp": "2026-01-01T00:00:00Z",
                         "delivery_channel": "hook", "category": "promo", "state": "granted"})
        events.append({"event_name": "hook" if i % 2 else "sure", "event_id": f"e{i}", "user_id": who,
                       "timestamp": NOW})
    for name, rows in (("users", users), ("consents", consents), ("events", events)):
        write(name, "".join(json.dumps(r) + "\n" for r in rows))


def decider():
    return subprocess.Popen(["cxnotify", "--ledger", "n.db", "--now", NOW, "--users", "users", "--consents",
                             "consents", "policy.yaml", "events"], stdout=open("plans", "ab"),
                            stderr=open("notify.err", "ab"))


def sender():
    return subprocess.Popen(["cxsend", "--ledger", "n.db", "--now", NOW, "--batch", "16", "--standby", "--drain",
                             "policy.yaml"], stdin=subprocess.DEVNULL, stdout=open("sent", "ab"),
                            stderr=open("send.err", "ab"))


def kill(p):
    """Whether it was there to be killed."""
    p.send_signal(signal.SIGKILL)
    return p.wait() == -signal.SIGKILL


def wait_for(size, s):
    """Until the sink has so many bytes more, or the sender has done."""
    size += os.path.getsize("sink.log")
    while os.path.getsize("sink.log") < size and s.poll() is None:
        time.sleep(0.002)


def killed_in_turn():
    """How many senders and deciders were killed while they were at it."""
    senders = deciders = 0
    for i in range(KILLS * 5):
        if senders + deciders >= KILLS:
            break
        d, s = decider(), sender()
        if i % 3 == 0:
            time.sleep(rng.random() * 0.2)
            deciders += kill(d)
        wait_for(rng.randrange(6000), s)
        time.sleep(rng.random() * 0.01)
        senders += kill(s)
        d.wait()
    return senders, deciders


def main():
    top = os.path.abspath(os.environ.get("TOP", "."))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        sink = subprocess.Popen([sys.executable, "-B", os.path.join(top, "tests", "sink.py"), "sink.log"],
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            set_up(sink.stdout.readline().split()[0].decode())
            senders, deciders = killed_in_turn()
            ended = decider().wait(), sender().wait()
            time.sleep(0.1)	# what a killed sender has left in the network
            judge(senders, deciders, ended)
        finally:
            sink.kill()
            sink.wait()
            os.chdir("/")


def judge(senders, deciders, ended):
    for name in ("notify.err", "send.err"):
        note(open(name).read()[-300:])
    ok(ended == (0, 0), "both end well when nobody kills them")
    rows = sqlite3.connect("n.db").execute("SELECT dkey, channel, state FROM delivery").fetchall()
    arrived = collections.Counter()
    to = {}
    for line in open("sink.log"):
        r = json.loads(line)
        arrived[r["id"]] += 1
        to.setdefault(r["to"], set()).add(r["id"])
    sent, unknown = 3, 5
    lost = [r for r in rows if r[2] != unknown and (r[2] != sent or arrived[r[0]] == 0)]
    twice = sum(n - 1 for n in arrived.values())
    held = [r for r in rows if r[2] == unknown]
    note(f"{senders} senders and {deciders} deciders killed; {twice} came twice, {len(held)} unknown, of which "
         f"{sum(arrived[r[0]] > 0 for r in held)} came")
    ok(senders > 0 and len(rows) == PEOPLE, f"each is planned once: {len(rows)}")
    ok(lost == [], f"nothing is lost: {len(lost)}")
    ok(set(arrived) <= {r[0] for r in rows} and all(len(x) == 1 for x in to.values()),
       "a message has one id, however often it comes")
    ok(all(arrived[r[0]] <= 1 for r in rows if r[1] == "hook"), "what is held when nobody knows never comes twice")
    ok(twice <= senders * WIRE, f"twice comes what was on its way: {twice}")
    ok(all(r[1] == "hook" for r in held) and len(held) <= senders * WIRE, f"as is what nobody knows: {len(held)}")


main()
tap.done()
