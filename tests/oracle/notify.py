# SPDX-License-Identifier: GPL-3.0-or-later
"""notify - decisions of cxnotify against a model of cxnotify(1) and cx-policy(5)

Random policies, people and events, all on whole minutes.  The model walks minute by minute
where cxnotify computes: whether it is quiet is read off the wall clock of zoneinfo, whether a
cap is broken is counted in every window, and where there is room is the first minute at which
the count says so.  Keys are made by hashlib.
"""
import base64
import datetime
import functools
import hashlib
import json
import os
import subprocess
import tempfile
import zoneinfo

import tap

MIN, HOUR, DAY = 1, 60, 1440
START = datetime.datetime(2026, 10, 23, tzinfo=datetime.timezone.utc)  # clocks change on 25 October
ZONES = ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]
CHANNELS = ["email", "sms", "push"]
ADDRESS = {"email": "email", "sms": "phone", "push": "device"}


def stamp(minute):
    return (START + datetime.timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")


def micros(minute):
    return str(int((START + datetime.timedelta(minutes=minute)).timestamp()) * 1000000)


def ident(*parts):
    h = hashlib.sha256()
    for p in parts:
        b = p.encode()
        h.update(b"%d:%s," % (len(b), b))
    return base64.b32encode(h.digest()[:16]).decode().rstrip("=").lower()


@functools.lru_cache(maxsize=None)
def wall(zone, minute):
    return (START + datetime.timedelta(minutes=minute)).astimezone(zone)


@functools.lru_cache(maxsize=None)
def bucket(zone, period, t):
    d = wall(zone, t).date()
    return {"day": d, "week": d.isocalendar()[:2], "month": (d.year, d.month)}[period]


class Unknown(Exception):
    """What comes next depends on a key that is not modelled."""


class Model:
    def __init__(self, policy, users):
        self.p, self.users = policy, users
        self.rows = {u: [] for u in users}
        self.consent = {}
        self.now = -10 ** 9
        self.out = []

    # ---- time

    def quiet_rule(self, zone, channel, t):
        w = wall(zone, t)
        m = w.hour * 60 + w.minute
        for r in self.p["quiet"]:
            if channel not in r["channels"]:
                continue
            day = w.weekday()
            if r["from"] < r["to"]:
                hit = r["from"] <= m < r["to"] and day in r["days"]
            else:
                hit = (m >= r["from"] and day in r["days"]) or \
                    (m < r["to"] and (day - 1) % 7 in r["days"])
            if hit:
                return r
        return None

    def clock(self, zone, minute_of_day, t):
        """The first minute from t on at which a day's clock reaches it, once a day."""
        def reached(x):
            w = wall(zone, x)
            return (w.date(), w.hour * 60 + w.minute >= minute_of_day)
        seen = set()
        for x in range(t - 2 * DAY, t + 3 * DAY):
            d, yes = reached(x)
            if yes and d not in seen:
                seen.add(d)
                before = reached(x - 1)
                if x >= t and not (before[0] == d and before[1]):
                    return x
        raise AssertionError

    # ---- caps

    def counted(self, rule, row, asked):
        if row["state"] == "gone" or row["dkey"] == asked["dkey"]:
            return False
        if row["class"] not in rule["class"] or row["channel"] not in rule["channels"]:
            return False
        return rule.get("category") in (None, row["category"])

    def broken(self, user, rule, asked, t):
        """None, or the rows among which one has to give way."""
        if asked["class"] not in rule["class"] or asked["channel"] not in rule["channels"] or \
                rule.get("category") not in (None, asked["category"]):
            return None
        zone = self.users[user]["zone"]
        rows = [r for r in self.rows[user] if self.counted(rule, r, asked)]
        rows.sort(key=lambda r: (r["at"], r["dkey"]))
        if rule["window"] in ("day", "week", "month"):
            same = bucket(zone, rule["window"], t)
            rows = [r for r in rows if bucket(zone, rule["window"], r["at"]) == same]
            return rows if len(rows) + 1 > rule["max"] else None
        near = [r for r in rows if abs(r["at"] - t) < rule["window"]]
        if len(near) < rule["max"]:
            return None
        found = None
        # A window that holds t may begin later until its end is t or a message.
        for end in sorted({t} | {r["at"] for r in near if r["at"] > t}):
            inside = [r for r in near if end - rule["window"] < r["at"] <= end]
            if len(inside) + 1 > rule["max"]:
                found = inside[-rule["max"]:] if found is None or \
                    inside[-rule["max"]]["at"] > found[0]["at"] else found
        return found

    def first_broken(self, user, c, asked, t):
        wish = {"class": ["marketing"], "channels": CHANNELS, "over": "defer", "name": "wish"}
        rules = []
        if self.p.get("max_per_day"):
            rules.append(dict(wish, window="day", max=self.p["max_per_day"]))
        for rule in rules + self.p["caps"]:
            rows = self.broken(user, rule, asked, t)
            if rows is not None:
                return rule, rows
        return None, None

    # ---- one message

    def say(self, kind, ts, user, scenario, **more):
        self.out.append(dict(kind=kind, ts=stamp(ts), user=user, scenario=scenario, **more))

    def place(self, user, c, row, natural):
        """(end, reason, next_ok, preempted)"""
        zone = self.users[user]["zone"]
        t = max(natural, self.now)
        expires = natural + c["expires"]
        gone, digest, reason, free = [], False, "expired", None
        fits = False
        while t < expires and not fits:
            rule = self.quiet_rule(zone, row["channel"], t) if c["quiet"] else None
            if rule:
                opened = t
                while opened < t + 9 * DAY and self.quiet_rule(zone, row["channel"], opened):
                    opened += 1
                never = opened == t + 9 * DAY       # rules are those of a week
                reason, free = "quiet_expired", None if never else opened
                if rule["then"] != "hold":
                    for g in gone:
                        g["state"] = "held"
                    return ("next" if rule["then"] == "next_channel" else "drop"), reason, free, []
                t = opened
                if t >= expires:
                    break
            rule, rows = self.first_broken(user, c, row, t)
            if rule is None:
                fits = True
                break
            rank = ["marketing", "transactional"].index
            lower = [r for r in rows if r["state"] == "held" and
                     (rank(r["class"]), r["priority"]) < (rank(c["class"]), c["priority"])]
            if lower and c["preempt"]:
                def low(r):
                    return rank(r["class"]), r["priority"], -r["at"]
                weakest = sorted(lower, key=lambda r: r["dkey"], reverse=True)
                weakest = sorted(weakest, key=low)
                if len(weakest) > 1 and low(weakest[0]) == low(weakest[1]) and \
                        any(r["items"] for r in weakest[:2]):
                    raise Unknown
                weakest = weakest[0]
                weakest["state"] = "gone"
                gone.append(weakest)
                continue
            room = t
            while self.broken(user, rule, row, room) is not None:
                room += 1
                if isinstance(rule["window"], str):     # all of a day is as full as its begin
                    while bucket(zone, rule["window"], room) == \
                            bucket(zone, rule["window"], room - 1):
                        room += 1
            reason, free = "capped", room
            if rule["over"] in ("drop", "next_channel"):
                for g in gone:
                    g["state"] = "held"
                return ("drop" if rule["over"] == "drop" else "next"), reason, free, []
            digest = digest or rule["over"] == "digest"
            t = room
        if not fits:
            for g in gone:
                g["state"] = "held"
            return "drop", reason, free, []
        row["at"], row["expires"] = t, expires
        return ("digest" if digest else "fits"), None, None, gone

    def closing(self, user, c, opened, last):
        d = c["digest"]
        if "every" in d:
            return opened + d["every"]
        if "quiet" in d:
            return min(last + d["quiet"], opened + d["max"])
        return self.clock(self.users[user]["zone"], d["at"], opened)

    def open_digest(self, user, c, key):
        for r in reversed(self.rows[user]):
            if r["scenario"] == c["name"] and r["digest"] == key and r["items"] and \
                    r["state"] == "held" and r["at"] > self.now:
                return r
        return None

    def allowed(self, user, c, channel):
        said = [s for (u, ch, cat), s in self.consent.items() if u == user and
                ch in (None, channel) and cat in (None, c["category"])]
        latest = max((t for t, _ in said), default=None)
        state = None if latest is None else \
            ("withdrawn" if (latest, "withdrawn") in said else "granted")
        ok = state == "granted" if c["class"] == "marketing" else state != "withdrawn"
        return ok, state == "withdrawn"

    def message(self, e, c):
        user, t = e["user"], e["t"]
        per = e["id"] if c["per"] == "event" else ""
        if c["per"] == "day":
            per = wall(self.users[user]["zone"], t).date().isoformat()
        key = ident(c["name"], user, per, *([e["k"]] if c["entity"] else []))
        for r in self.rows[user]:
            if r["state"] == "held" and r["at"] <= self.now:
                r["state"] = "spent"
        again, was, joins = False, None, False
        dup = any(key in r["members"] for r in self.rows[user])
        next_ok = None
        for r in reversed(self.rows[user]):
            if dup or r["base"] != key:
                continue
            if t <= r["last"]:
                dup = True
            elif r["state"] == "gone" or t - r["event"] >= c["ttl"]:
                again = True
            elif c["restart"] and not r["items"] and r["state"] == "held" and r["at"] > self.now:
                was = r
            else:
                dup, next_ok = True, stamp(r["event"] + c["ttl"])
        if dup:
            self.say("drop", t, user, c["name"], reason="dup", next_ok=next_ok)
            return
        heard = [(ch, *self.allowed(user, c, ch)) for ch in c["channels"]]
        order = [ch for ch, ok, _ in heard if ok]
        if not order:
            self.say("drop", t, user, c["name"], next_ok=None,
                     reason="withdrawn" if any(w for _, _, w in heard) else "no_consent")
            return
        order = [ch for ch in order if ADDRESS[ch] in self.users[user]]
        if not order:
            self.say("drop", t, user, c["name"], reason="no_channel", next_ok=None)
            return
        row = dict(scenario=c["name"], priority=c["priority"], category=c["category"],
                   base=key, event=t, last=t, state="held", items=0, digest=None, members=set(),
                   k=e["k"], gone=set())
        row["class"] = c["class"]
        natural = opened = t + c["delay"]
        if c["digest"] and was is None:
            row["digest"] = e["g"] if c["digest"].get("key") else ""
            was = self.open_digest(user, c, row["digest"])
            joins = was is not None
            leads = c["digest"].get("lead") and not joins and not any(
                r["scenario"] == c["name"] and r["digest"] == row["digest"] and
                r["state"] != "gone" and self.closing(user, c, r["at"], r["at"]) > t
                for r in self.rows[user])
            row["items"] = 0 if leads else 1
            if not leads:
                if joins:
                    opened = was["event"] + c["delay"]
                natural = self.closing(user, c, opened, natural)
        self.put(e, c, row, was, joins, again, order, natural)

    def keys(self, c, user, row, t, again):
        if row["digest"] is not None and row["items"]:
            row["nkey"] = None      # of the digest's hash: not modelled
        elif again:
            row["nkey"] = ident(row["base"], micros(t))
        else:
            row["nkey"] = row["base"]

    def put(self, e, c, row, was, joins, again, order, natural):
        user, t = e["user"], e["t"]
        self.keys(c, user, row, t, again)
        if was is not None:
            order = [was["channel"]]
        for channel in order:
            row["channel"] = channel
            row["dkey"] = was["dkey"] if was is not None else \
                ident(row["nkey"], "0", channel) if row["nkey"] else "z%d" % id(row)
            end, reason, free, gone = self.place(user, c, row, natural)
            if end != "next":
                break
        if end in ("drop", "next"):
            self.say("drop", t, user, c["name"], reason=reason,
                     next_ok=None if free is None else stamp(free))
            if was is not None and not joins:
                was["state"], was["last"] = "gone", t
            return
        if end == "digest" and row["digest"] is None:
            row["digest"], row["items"] = "overflow", 1
            was = self.open_digest(user, c, "overflow")
            joins = was is not None
            row["dkey"] = "z%d" % id(row)
            if joins:
                for g in gone:
                    g["state"] = "held"
                gone = []
        for g in gone:
            self.say("drop", t, user, g["scenario"], reason="preempted", next_ok=None)
        if was is not None:
            if joins:
                was["items"] += 1
                was["members"].add(row["base"])
                was["ks"].append(e["k"])
            else:
                was["k"] = e["k"]
            was["last"] = max(was["last"], t)
            if row["digest"] != "overflow":
                was["at"], was["expires"] = row["at"], row["expires"]
            row, moved = was, not joins
        else:
            moved = False
            if row["items"]:
                row["members"].add(row["base"])
                if row["digest"] is not None:
                    row["base"] = row["base"] if row["digest"] == "x" else row["base"]
            row["ks"] = [e["k"]]
            self.rows[user].append(row)
        self.say("plan", t, user, c["name"], channel=row["channel"], not_before=stamp(row["at"]),
                 expires_at=stamp(row["expires"]), items=row["items"] or None,
                 moved=moved or None)

    # ---- events

    def off(self, row, t, user, reason):
        row["state"] = "gone"
        self.say("drop", t, user, row["scenario"], reason=reason, next_ok=None)

    def cancel(self, e, c):
        user, t = e["user"], e["t"]
        for r in self.rows[user]:
            if r["state"] == "held" and r["at"] <= self.now:
                r["state"] = "spent"
        for r in reversed(self.rows[user]):
            if r["scenario"] != c["name"] or r["state"] != "held" or r["event"] > t:
                continue
            if r["items"]:
                left = [k for k in r["ks"] if k != e["k"]]
                if len(left) == r["items"]:
                    continue
                r["ks"] = left
                if left:
                    r["items"] = len(left)
                    continue
            elif r["k"] != e["k"]:
                continue
            self.off(r, t, user, "cancelled")

    def feed(self, e):
        self.now = max(self.now, e["t"])
        if e["name"] == "consent":
            self.consent.setdefault((e["user"], e["channel"], e["category"]), (e["t"], None))
            self.consent[(e["user"], e["channel"], e["category"])] = self.word(e)
            if e["state"] == "withdrawn":
                for r in self.rows[e["user"]]:
                    if r["state"] == "held" and r["at"] <= self.now:
                        r["state"] = "spent"
                for r in reversed(self.rows[e["user"]]):
                    if r["state"] == "held" and e["channel"] in (None, r["channel"]) and \
                            e["category"] in (None, r["category"]):
                        self.off(r, e["t"], e["user"], "withdrawn")
            return
        for c in sorted(self.p["scenarios"], key=lambda c: -c["priority"]):
            if c["cancel"] == e["name"]:
                self.cancel(e, c)
        for c in sorted(self.p["scenarios"], key=lambda c: -c["priority"]):
            if c["on"] == e["name"]:
                self.message(e, c)

    def word(self, e):
        t, state = self.consent[(e["user"], e["channel"], e["category"])]
        if state is None or e["t"] > t or (e["t"] == t and e["state"] == "withdrawn"):
            return e["t"], e["state"]
        return t, state


# ---- drawing

def draw_policy(r):
    days = sorted(r.sample(range(7), r.randint(1, 7)))
    quiet = []
    for _ in range(r.randint(0, 2)):
        a, b = r.randrange(0, DAY, 15), r.randrange(0, DAY, 15)
        if a == b:
            continue
        quiet.append({"from": a, "to": b, "days": days if r.random() < .4 else list(range(7)),
                      "channels": CHANNELS if r.random() < .6 else [r.choice(CHANNELS)],
                      "then": r.choice(["hold", "hold", "hold", "drop", "next_channel"])})
    caps = []
    for _ in range(r.randint(0, 3)):
        caps.append({"channels": CHANNELS if r.random() < .6 else r.sample(CHANNELS, r.randint(1, 2)),
                     "category": r.choice([None, None, "promo"]),
                     "class": ["marketing"] if r.random() < .7 else ["marketing", "transactional"],
                     "window": r.choice([2 * HOUR, 12 * HOUR, DAY, "day", "week", "month"]),
                     "max": r.randint(1, 3),
                     "over": r.choice(["drop", "defer", "defer", "digest", "next_channel"])})
    scenarios = []
    for i in range(r.randint(2, 4)):
        marketing = r.random() < .8
        digest = None
        if r.random() < .35:
            digest = r.choice([{"every": r.choice([30, 3 * HOUR])},
                               {"quiet": 20, "max": 2 * HOUR}, {"at": r.randrange(0, DAY, 30)}])
            digest = dict(digest, key=r.random() < .5, lead=r.random() < .3)
        scenarios.append({
            "name": f"s{i}", "on": r.choice("abc"), "delay": r.choice([0, 10, 45, 6 * HOUR]),
            "restart": False, "cancel": r.choice([None, "c", "d"]),
            "class": "marketing" if marketing else "transactional",
            "category": r.choice(["promo", "news"]) if marketing else "orders",
            "priority": r.choice([10, 50, 90]), "preempt": r.random() < .5,
            "channels": r.sample(CHANNELS, r.randint(1, 3)),
            "entity": r.random() < .7, "per": r.choice(["event", "ever", "day"]),
            "ttl": r.choice([2 * HOUR, 2 * DAY]), "expires": r.choice([HOUR, DAY, 3 * DAY]),
            "digest": digest, "quiet": True if marketing else r.random() < .5})
        c = scenarios[-1]
        c["restart"] = c["delay"] > 0 and digest is None and r.random() < .5
        if not c["entity"]:
            c["per"] = "event"
    return {"quiet": quiet, "caps": caps, "scenarios": scenarios,
            "max_per_day": r.choice([None, None, 2])}


def clock_text(m):
    return f"{m // 60:02}:{m % 60:02}"


def policy_json(p):
    week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    doc = {"tz": "Europe/Paris", "quiet_hours": [], "caps": [], "scenarios": {}, "templates": {
        "t": {"text": "Hello"}}, "channels": {}}
    for ch in CHANNELS:
        doc["channels"][ch] = {"exec": ["cat"], "address": ADDRESS[ch]}
    for q in p["quiet"]:
        doc["quiet_hours"].append({"from": clock_text(q["from"]), "to": clock_text(q["to"]),
                                   "days": [week[d] for d in q["days"]], "spread": "0s",
                                   "channels": q["channels"], "then": q["then"]})
    for k in p["caps"]:
        one = {"max": k["max"], "over": k["over"], "class": k["class"], "channel": k["channels"]}
        if k["category"]:
            one["category"] = k["category"]
        if isinstance(k["window"], str):
            one["calendar"] = k["window"]
        else:
            one["rolling"] = f"{k['window']}m"
        doc["caps"].append(one)
    for c in p["scenarios"]:
        one = {"on": c["on"], "delay": f"{c['delay']}m", "class": c["class"],
               "category": c["category"], "priority": c["priority"], "preempt": c["preempt"],
               "channels": c["channels"], "expires": f"{c['expires']}m", "template": "t",
               "dedupe": {"per": c["per"], "ttl": f"{c['ttl']}m"}, "prefer": "policy"}
        if c["entity"]:
            one["dedupe"]["entity"] = "k"
        if c["restart"]:
            one["delay_from"] = "last"
        if c["cancel"]:
            one["cancel_on"] = [{"event": c["cancel"], "match": "k"}]
        if c["class"] != "marketing":
            one["quiet"] = c["quiet"]
        if c["digest"]:
            d = c["digest"]
            one["digest"] = {k: f"{d[k]}m" for k in ("every", "quiet", "max") if k in d}
            if "at" in d:
                one["digest"]["at"] = clock_text(d["at"])
            if d["key"]:
                one["digest"]["key"] = "g"
            if d["lead"]:
                one["digest"]["lead"] = True
        doc["scenarios"][c["name"]] = one
    if p["max_per_day"]:
        doc["people"] = {"max_per_day": p["max_per_day"]}
    return doc


def draw_events(r, users):
    t, out = 0, []
    for u in users:
        for ch in CHANNELS:
            for cat in ("promo", "news"):
                if r.random() < .8:
                    out.append({"name": "consent", "user": u, "channel": ch, "category": cat,
                                "state": "granted", "t": 0})
    for i in range(r.randint(30, 90)):
        t += r.choice([0, 1, 7, 30, 30, 2 * HOUR, 9 * HOUR])
        u = r.choice(users)
        if r.random() < .08:
            out.append({"name": "consent", "user": u, "t": t,
                        "channel": r.choice(CHANNELS + [None]),
                        "category": r.choice(["promo", "news", None]),
                        "state": r.choice(["granted", "withdrawn"])})
            continue
        e = {"name": r.choice("aaabbbcd"), "id": f"e{i}", "user": u, "t": t,
             "k": f"k{r.randrange(4)}", "g": f"g{r.randrange(2)}"}
        out.append(e)
        if r.random() < .08:
            out.append(e)
    return out


def event_json(e):
    one = {"event_name": e["name"], "user_id": e["user"], "timestamp": stamp(e["t"])}
    if e["name"] == "consent":
        one["state"] = e["state"]
        if e["channel"]:
            one["delivery_channel"] = e["channel"]
        if e["category"]:
            one["category"] = e["category"]
    else:
        one.update(event_id=e["id"], k=e["k"], g=e["g"])
    return json.dumps(one)


def seen(line):
    x = json.loads(line)
    keep = {"kind": x["kind"], "ts": x["ts"], "user": x["user"], "scenario": x["scenario"]}
    if x["kind"] == "drop":
        return dict(keep, reason=x["reason"], next_ok=x.get("next_ok"))
    return dict(keep, channel=x["delivery_channel"], not_before=x["not_before"],
                expires_at=x["expires_at"], items=x.get("items"), moved=x.get("moved"))


def one_round(r, where):
    policy = draw_policy(r)
    users = {}
    for i in range(2):
        zone = r.choice(ZONES)
        users[f"u{i}"] = {"zone": zoneinfo.ZoneInfo(zone), "tz": zone,
                          **{ADDRESS[c]: "x" for c in CHANNELS if r.random() < .9}}
    events = draw_events(r, list(users))
    model = Model(policy, users)
    try:
        for e in events:
            model.feed(e)
    except Unknown:
        return 0, None
    path = {n: os.path.join(where, n) for n in ("policy.json", "users", "events")}
    with open(path["policy.json"], "w", encoding="utf-8") as f:
        json.dump(policy_json(policy), f)
    with open(path["users"], "w", encoding="utf-8") as f:
        for u, p in users.items():
            f.write(json.dumps({"user": u, **{k: v for k, v in p.items() if k != "zone"}}) + "\n")
    with open(path["events"], "w", encoding="utf-8") as f:
        f.writelines(event_json(e) + "\n" for e in events)
    if subprocess.run(["cxnotify", "--check", path["policy.json"]], capture_output=True,
                      check=False).returncode != 0:
        return 0, None      # such as a cap on a category that no scenario has
    p = tap.run("cxnotify", "--stateless", "--users", path["users"], path["policy.json"],
                path["events"])
    got = [seen(line) for line in p.splitlines()]
    if got == model.out:
        return len(got), None
    for i in range(max(len(got), len(model.out))):
        a = got[i] if i < len(got) else None
        b = model.out[i] if i < len(model.out) else None
        if a != b:
            return len(got), f"record {i}\n  cxnotify {a}\n  model    {b}"
    return len(got), None


def main():
    r, records, bad = tap.seeded(), 0, 0
    with tempfile.TemporaryDirectory() as where:
        for i in range(40):
            n, why = one_round(r, where)
            records += n
            if why is not None:
                tap.note(f"round {i}: {why}")
                bad += 1
                keep = os.environ.get("CX_KEEP")
                if keep:
                    os.system(f"cp {where}/* {keep}")
                    break
    tap.ok(bad == 0, "decisions are those of the model")
    tap.ok(records > 1000, f"there are some ({records})")
    tap.done()


main()
