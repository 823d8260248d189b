# SPDX-License-Identifier: GPL-3.0-or-later
"""stores - cxnotify decides the same with a ledger as with memory alone

Drawn events, consents and withdrawals of a dozen people, under a clock that stands still: all
records are the same, but for ids, which are pseudonyms in a ledger.
"""
import json
import os
import tempfile

import tap
from tap import note, ok

EVENTS = 400
ROUNDS = 8
DAY = 86400
POLICY = """policy: Shop
tz: Europe/Paris
keys: {ledger_file: ledger.key, unsubscribe_file: ledger.key}
quiet_hours:
  - {from: "21:00", to: "08:30"}
caps:
  - {rolling: 24h, max: 1, over: defer}
  - {channel: sms, calendar: week, max: 2, over: next_channel}
holdout: {salt: "1"}
channels:
  email:
    smtp: smtp://127.0.0.1:25
    from: Shop <no-reply@shop.example.org>
    unsubscribe: https://shop.example.org/u/{token}
  sms: {webhook: "https://sms.example.org/v1/send", address: phone}
scenarios:
  cart:
    on: {event: add_to_cart, where: value >= 20}
    delay: 45m
    delay_from: last
    cancel_on: [{event: purchase, match: cart_id}]
    class: marketing
    category: promo
    priority: 40
    channels: [sms, email]
    fallback: {on: dead}
    dedupe: {entity: cart_id}
    template: cart
    holdout: 20%
  look:
    on: view_item
    class: marketing
    category: promo
    priority: 20
    channels: [email]
    digest: {every: 2h}
    template: look
  receipt:
    on: purchase
    class: transactional
    category: orders
    priority: 80
    channels: email
    quiet: false
    dedupe: {entity: transaction_id, ttl: 90d}
    template: receipt
templates:
  cart: {subject: Still in your cart, text: "Hello {{unsubscribe_url}}"}
  look: {subject: You looked at, text: "Hello {{unsubscribe_url}}"}
  receipt: {subject: Your order, text: Thank you.}
"""

rng = tap.seeded()
people = [f"u{i}" for i in range(12)]


def write(name, rows):
    with open(name, "w") as f:
        f.writelines(json.dumps(r) + "\n" for r in rows)


def consent(who, channel, state, at):
    return {"event_name": "consent", "timestamp": at, "user_id": who, "delivery_channel": channel,
            "category": "promo", "state": state}


def events():
    s = 0
    for i in range(EVENTS):
        s += rng.randrange(600)
        at = f"2026-11-{22 + s // DAY:02d}T{s // 3600 % 24:02d}:{s // 60 % 60:02d}:{s % 60:02d}Z"
        name, who = rng.choice(["add_to_cart", "add_to_cart", "purchase", "view_item", "consent"]), rng.choice(people)
        if name == "consent":
            yield consent(who, rng.choice(["email", "sms"]), rng.choice(["granted", "withdrawn"]), at)
        else:
            yield {"event_name": name, "event_id": str(i), "user_id": who, "timestamp": at,
                   "cart_id": str(rng.randrange(6)), "value": rng.randrange(60),
                   "transaction_id": str(rng.randrange(40))}


def decide(*how):
    out = []
    for r in tap.records(tap.run("cxnotify", *how, "--now", "2026-11-22T00:00:00Z", "--users", "users", "--consents",
                                 "consents", "policy.yaml", "events")):
        for k in ("user", "message_id", "delivery_id"):
            r.pop(k, None)
        out.append(r)
    return out


def main():
    reasons = set()
    for i in range(ROUNDS):
        write("users", ({"user": u, "tz": rng.choice(["Europe/Paris", "Asia/Tokyo", "America/New_York"]),
                         "email": u + "@example.org", "phone": "+33" + u[1:]} for u in people))
        write("consents", (consent(u, c, "granted", "2026-01-01T00:00:00Z") for u in people for c in ("email", "sms")
                           if rng.random() < 0.8))
        write("events", events())
        memory, ledger = decide("--stateless"), decide("--ledger", f"{i}.db")
        reasons |= {r.get("reason", r["kind"]) for r in memory}
        if not ok(len(memory) > 0 and memory == ledger, f"the same {len(memory)} records"):
            note(next((a, b) for a, b in zip(memory + [None], ledger + [None]) if a != b))
    ok(reasons >= {"plan", "dup", "capped", "withdrawn", "cancelled", "holdout"}, f"of all kinds: {sorted(reasons)}")


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    with open("policy.yaml", "w") as policy:
        policy.write(POLICY)
    os.umask(0o077)
    with open("ledger.key", "w") as key:
        key.write("k1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")
    main()
    os.chdir("/")
tap.done()
