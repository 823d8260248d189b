# SPDX-License-Identifier: GPL-3.0-or-later
"""sdk - vectors drawn anew: what cxassign --hash gives, against the SDKs themselves

make oracle-sdk SDKS=DIR runs it; no part of make check.  DIR holds what is to be asked, any
part of it; what is not there is skipped:

    python3 -m venv DIR/venv && DIR/venv/bin/pip install growthbook==4.0.0 \\
        openfeature-flagd-core==2.0.0 yggdrasil-engine==2.0.0 launchdarkly-server-sdk==9.20.0 \\
        optimizely-sdk==5.7.0 PlanOut==0.6.0 six statsig==0.72.1 posthog==7.91.1 \\
        eppo-server-sdk==4.4.1 configcat-client==10.0.1
    npm install --prefix DIR @growthbook/growthbook@1.8.0 @openfeature/flagd-core@4.0.1 \\
        unleash-client@6.12.1 launchdarkly-node-server-sdk@7.0.4 @optimizely/optimizely-sdk@6.6.1 \\
        planout@5.3.0 statsig-node@6.5.2 posthog-node@5.70.0 @eppo/node-server-sdk@3.10.2 \\
        configcat-node@11.4.1
    mkdir DIR/go && cp tests/oracle/sdk/ask.go DIR/go && cd DIR/go && go mod init ask &&
        go get github.com/growthbook/growthbook-golang@v0.7.0 \\
        github.com/launchdarkly/go-server-sdk-evaluation/v3@v3.0.1 && go mod tidy && go build
    mvn dependency:copy-dependencies -DoutputDirectory=DIR/java, with a pom.xml that names
        com.configcat:configcat-java-client:9.4.3 and
        com.launchdarkly:launchdarkly-java-server-sdk:7.13.0

The seed is CX_SEED; CX_CASES settings of each hash, 200 ids each.
"""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import tap  # noqa: E402

IDS = 200
CASES = int(os.environ.get("CX_CASES", "20"))
ASKS = {  # hash: who is asked
    "growthbook1": "js", "growthbook2": "js", "growthbook1-python": "python",
    "growthbook2-python": "python", "flagd-js": "js", "flagd-python": "python",
    "unleash-node": "js", "unleash": "python", "launchdarkly": "js", "launchdarkly-python": "python",
    "optimizely": "js python", "planout-js": "js", "planout": "python", "statsig": "js",
    "statsig-python": "python", "posthog": "js python", "eppo": "js", "eppo-python": "python",
    "configcat": "js", "configcat-python": "python", "configcat-java": "java",
    "growthbook1-go": "go", "growthbook2-go": "go", "launchdarkly-go": "go",
    "launchdarkly-java": "java",
}
TEXT, WHOLE, FLOAT, BOOL = "string", "int", "float", "bool"
KINDS = {  # of ids that a product takes
    "growthbook": (TEXT, WHOLE, FLOAT, BOOL), "flagd": (TEXT,), "unleash": (TEXT, WHOLE, FLOAT, BOOL),
    "launchdarkly": (TEXT, WHOLE, FLOAT, BOOL), "optimizely": (TEXT,), "planout": (TEXT, WHOLE, FLOAT, BOOL),
    "statsig": (TEXT, WHOLE, FLOAT), "posthog": (TEXT,), "eppo": (TEXT,),
    "configcat": (TEXT, WHOLE, FLOAT),
}
RANGES = ((0x20, 0x7e), (0x20, 0x7e), (0x20, 0x7e), (0xa0, 0x24f), (0x370, 0x5ff), (0x900, 0xdff),
          (0x3040, 0x9fff), (0xac00, 0xd7a3), (0xe000, 0xf8ff), (0x10000, 0x10ffff))


class Draw:
    def __init__(self, rng):
        self.rng = rng

    def text(self, most=24):
        ascii_only = self.rng.random() < 0.5
        ranges = RANGES[:1] if ascii_only else RANGES
        return "".join(chr(self.rng.randint(*self.rng.choice(ranges)))
                       for _ in range(self.rng.randint(0, most)))

    def name(self):
        return "".join(self.rng.choice("abcdefgh.-_ XYZ0123456789é") for _ in range(
            self.rng.randint(1, 12))).strip() or "k"

    def weights(self, total, n):
        cuts = sorted(self.rng.randint(0, total) for _ in range(n - 1))
        return [b - a for a, b in zip([0] + cuts, cuts + [total])]

    def whole(self):
        edge = self.rng.choice((0, 1 << 7, 1 << 31, 1 << 32, 1 << 53, 1 << 63, 1 << 64, 10 ** 21))
        return self.rng.choice((1, -1)) * (edge + self.rng.randint(-3, 3)) if edge else \
            self.rng.randint(-10 ** 6, 10 ** 6)

    def id(self, kinds):
        kind = self.rng.choice((TEXT,) + kinds)
        if kind == WHOLE:
            return {"type": kind, "value": str(self.whole())}
        if kind == FLOAT:
            f = self.rng.choice((self.rng.uniform(-1, 1) * 10.0 ** self.rng.randint(-12, 25),
                                 float(self.rng.randint(-1000, 1000)), 0.0, -0.0, 1e21, 1e-7, 0.1))
            return {"type": kind, "value": repr(f)}
        if kind == BOOL:
            return {"type": kind, "value": self.rng.random() < 0.5}
        return {"type": TEXT, "value": self.text()}


# Each: settings as the product has them, and the same as a configuration of ours.

def growthbook(d, v1):
    n = d.rng.randint(2, 5)
    s = {"key": d.name(), "n": n, "hashVersion": 1 if v1 else 2}
    w = [round(x / 1000, 3) for x in d.weights(1000, n)]
    s["weights"] = w
    x = {"key": s["key"], "weights": {str(i): v for i, v in enumerate(w)}}
    if d.rng.random() < 0.5:
        s["coverage"] = x["coverage"] = d.rng.randint(0, 1000) / 1000
    if d.rng.random() < 0.5:
        s["seed"] = x["salt"] = d.name()
    if d.rng.random() < 0.3:
        lo = d.rng.randint(0, 900) / 1000
        s["namespace"] = x["namespace"] = [d.name(), lo, lo + 0.1]
    elif d.rng.random() < 0.3:
        f = {"seed": d.name(), "ranges": [[0.0, d.rng.randint(1, 99) / 100]]}
        version = d.rng.randint(1, 2)
        s["filters"] = [dict(f, hashVersion=version, attribute="id")]
        x["filters"] = [dict(f, hash_version=version)]
    return s, x


def flagd(d):
    names = ["a", "b", "c", "d"][:d.rng.randint(1, 4)]
    w = [d.rng.choice((0, 1, 25, 33, 50, 100, 99999, d.rng.randint(0, 400000000))) for _ in names]
    w[0] = w[0] or 1
    s = {"flagKey": d.name(), "buckets": [[k, v] for k, v in zip(names, w)]}
    x = {"key": s["flagKey"], "weights": dict(zip(names, w))}
    by = d.rng.choice((None, "var", "cat"))
    if by:
        s["bucketBy"] = by
        x["bucket_by"] = "value"
    if by == "cat":
        x["prefix"] = "cat-"
    return s, x


def unleash(d):
    w = d.weights(1000, d.rng.randint(1, 4))
    names = [f"v{i}" for i in range(len(w))]
    s = {"feature": d.name(), "groupId": d.name(), "rollout": d.rng.randint(0, 100),
         "stickiness": "custom", "variants": [[k, v] for k, v in zip(names, w)]}
    return s, {"key": s["feature"], "group": s["groupId"], "coverage": f"{s['rollout']}%",
               "weights": dict(zip(names, w))}


def launchdarkly(d):
    w = d.weights(100000, d.rng.randint(2, 5))
    s = {"flagKey": d.name(), "salt": d.name(), "weights": w, "bucketBy": "attr1"}
    x = {"key": s["flagKey"], "salt": s["salt"], "weights": {f"v{i}": v for i, v in enumerate(w)}}
    if d.rng.random() < 0.4:
        s["seed"] = x["seed"] = d.rng.choice((0, 61, d.rng.randint(-5, 10 ** 9)))
    return s, x


def optimizely(d):
    w = d.weights(d.rng.choice((10000, 10000, 4000)), d.rng.randint(1, 4))
    names = [f"v{i}" for i in range(len(w))]
    if len(names) > 2 and d.rng.random() < 0.3:
        names[1] = ""
    ends = [sum(w[:i + 1]) for i in range(len(w))]
    s = {"expId": str(d.rng.randint(1, 10 ** 10)), "alloc": [[k, e] for k, e in zip(names, ends)]}
    x = {"key": s["expId"], "weights": dict(zip(names, w))}
    if d.rng.random() < 0.4:
        end = d.rng.randint(1, 10000)
        s["group"] = [str(d.rng.randint(1, 10 ** 6)), [[s["expId"], end]]]
        x["mutex"] = {"id": s["group"][0], "from": 0, "to": end}
    return s, x


def planout(d):
    s = {"experiment": d.rng.choice(("exp.1", "e", "some test")), "salt": d.rng.choice(("x", "y z"))}
    x = {"key": s["experiment"], "salt": s["salt"]}
    names = ["a", "b", "c", "d"][:d.rng.randint(2, 4)]
    how = d.rng.choice(("bernoulli", "uniform", "weighted", "weighted"))
    if how == "bernoulli":
        s["bernoulli"] = x["coverage"] = d.rng.randint(0, 1000) / 1000
        x["draw"] = how
    elif how == "uniform":
        s.update(choices=names, uniform=True)
        x.update(draw=how, weights={k: 1 for k in names})
    else:
        w = [d.rng.randint(1, 9) / 10 for _ in names]
        s.update(choices=names, weights=w)
        x["weights"] = dict(zip(names, w))
    return s, x


def statsig(d):
    s = {"gate": "g", "salt": d.name(), "ruleSalt": d.name(), "pass": d.rng.randint(1, 999) / 10}
    return s, {"salt": s["salt"], "rule_salt": s["ruleSalt"], "coverage": f"{s['pass']}%"}


def posthog(d):
    w = d.weights(d.rng.choice((100, 100, 60)), d.rng.randint(1, 4))
    names = [f"v{i}" for i in range(len(w))]
    s = {"key": d.name(), "rollout": d.rng.randint(0, 100), "variants": [[k, v] for k, v in zip(names, w)]}
    return s, {"key": s["key"], "coverage": f"{s['rollout']}%", "weights": dict(zip(names, w))}


def eppo(d):
    total = d.rng.choice((100, 10000, 100000))
    w = d.weights(total, d.rng.randint(1, 4))
    splits = []
    at = 0
    for i, v in enumerate(w):
        splits.append([f"v{i}", [[at, at + v // 2], [at + v // 2, at + v]]])
        at += v
    s = {"flag": "f", "salt": d.name(), "total": total, "splits": splits}
    x = {"salt": s["salt"], "total": total, "ranges": dict(splits)}
    if d.rng.random() < 0.5:
        s["traffic"] = [d.name(), [[0, d.rng.randint(0, total)]]]
        x["traffic"] = {"salt": s["traffic"][0], "ranges": s["traffic"][1]}
    return s, x


def configcat(d):
    w = d.weights(100, d.rng.randint(1, 5))
    names = [f"v{i}" for i in range(len(w))]
    s = {"key": d.name(), "options": [[k, v] for k, v in zip(names, w)]}
    return s, {"key": s["key"], "weights": dict(zip(names, w))}


def settings_of(name, d):
    vendor = name.split("-")[0]
    if vendor.startswith("growthbook"):
        return "growthbook", growthbook(d, vendor.endswith("1"))
    return vendor, globals()[vendor](d)


def skipped(name, i):
    """What the SDK takes for no id when it is the user's own, but not when it is a custom one;
    what Java before 19 did not print as short as it can be."""
    if name == "configcat-java" and i["type"] == FLOAT:
        return float(i["value"]) == int(float(i["value"])) and abs(float(i["value"])) > 1 << 53
    return name == "statsig-python" and (
        i["value"] == "" if i["type"] == TEXT else float(i["value"]) == 0)


def ours(config, ids):
    section = "experiments" if "weights" in config or "ranges" in config else "flags"
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as f:
        json.dump({section: {"x": config}}, f)
        f.flush()
        lines = []
        for i in ids:
            v = i["value"] if i["type"] in (WHOLE, FLOAT) else json.dumps(i["value"])
            lines.append('{"user_id":%s}\n' % v)
        got = subprocess.run(["cxassign", "--config", f.name], input="".join(lines), text=True,
                             capture_output=True, check=False)
    if got.returncode != 0:
        raise SystemExit(f"cxassign: {got.stderr}{config}")
    found = []
    for line in got.stdout.splitlines():
        r = json.loads(line)
        found.append((r["variant"] or "on") if r["in"] else None)
    return found


def program(sdks, who):
    if who == "python":
        return [os.path.join(sdks, "venv", "bin", "python"), "-B", os.path.join(HERE, "ask.py")]
    if who == "go":
        return [os.path.join(sdks, "go", "ask")]
    if who == "java":
        return ["java", "-Dfile.encoding=UTF-8", "-cp", os.path.join(sdks, "java", "*"),
                os.path.join(HERE, "Ask.java")]
    return ["env", "NODE_PATH=" + os.path.join(sdks, "node_modules"), "node",
            os.path.join(HERE, "ask.js")]


HERE = os.path.dirname(os.path.abspath(__file__))


def ask(sdks, who, cases):
    text = "".join(json.dumps(c) + "\n" for c in cases)
    try:
        got = subprocess.run(program(sdks, who), input=text, text=True, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as why:
        return str(why)
    out = [json.loads(line) for line in got.stdout.splitlines()]
    for o in out:
        if "skip" in o:
            return o["skip"]
    return [o["answers"] for o in out]


def check(sdks, name, who, rng):
    d = Draw(rng)
    cases, configs = [], []
    for n in range(CASES):
        vendor, (settings, config) = settings_of(name, d)
        kinds = KINDS[vendor]
        if vendor == "flagd" and settings.get("bucketBy") == "var" and name == "flagd-python":
            kinds = (TEXT, WHOLE, FLOAT, BOOL)
        ids = [i for i in (d.id(kinds) for _ in range(IDS)) if not skipped(name, i)]
        cases.append({"n": n, "vendor": vendor, "settings": settings, "ids": ids})
        configs.append(dict(config, hash=name))
    theirs = ask(sdks, who, cases)
    if isinstance(theirs, str):
        tap.skip(f"{name}: {who}", theirs.replace("\n", " ")[:200])
        return
    total = differ = 0
    for case, config, want in zip(cases, configs, theirs):
        for i, a, b in zip(case["ids"], ours(config, case["ids"]), want):
            total += 1
            if a != b:
                differ += 1
                if differ <= 5:
                    tap.note(f"{json.dumps(config)} {json.dumps(i)}: ours {a}, theirs {b}")
    tap.ok(differ == 0, f"{name}: {total} answers of the SDK for {who}, {differ} differ")


def main():
    if len(sys.argv) != 2:
        raise SystemExit("usage: sdk.py DIR, which holds SDKs")
    rng = tap.seeded()
    for name, whose in ASKS.items():
        for who in whose.split():
            check(sys.argv[1], name, who, rng)
    tap.done()


main()
