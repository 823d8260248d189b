# SPDX-License-Identifier: GPL-3.0-or-later
"""gate - what cxslo --emit writes, read back by others: an XML parser, prove, the parsers of
prometheus_client; with routes that try to be markup, directives, commands and labels"""
import json
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as xml

import tap

try:
    from prometheus_client import openmetrics, parser
    import prometheus_client.openmetrics.parser as om
except ImportError:
    parser = om = None

ROUTES = ["/a", '<b>&"\'</b>', "]]>", "a\tb", "x\r\n::error::boom", "##[error]x", "# SKIP y", "\\# TODO",
          "\x01\x1f", "é\u202e", "a|b|c", "l\"a\\b\n", "", "ok 3 - no", "%0A,:%", "--><!--", "\ufffe",
          "1..2", "Bail out!", "@team `x` [y](z)", "\U0001f600"]
SPEC = """slo: 's<h>op " #1'
objectives:
  - name: 'bad & ''ugly'' "routes"'
    by: route
    bad: status >= 500
    target: 90%
  - name: advisory
    severity: warn
    bad: status >= 500
    target: 99.999%
    window: 30d
    alerts: [{long: 1h, factor: 1, severity: "pa\\"ge"}, {long: 1h, short: 5m, factor: 2}]
"""


def events(path):
    with open(path, "w", encoding="utf-8") as f:
        for k, route in enumerate(ROUTES):
            for i in range(100 if k % 3 else 5):
                f.write(json.dumps({"timestamp": f"2026-11-01T10:{i % 60:02d}:{k:02d}Z", "route": route,
                                    "status": 503 if k % 3 == 1 and i % 2 else 200}) + "\n")


def emit(form, *options):
    out = subprocess.run(["cxslo", "--emit", form, *options, "spec.yaml", "in"], capture_output=True,
                         check=False)
    return out.stdout, out.returncode


def shown(text):
    """What stands for bytes that a report cannot have"""
    bad = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u202a-\u202e]"
    return re.sub(bad, "\ufffd", text)


def junit(records):
    for how in ([], ["--inconclusive", "fail"]):
        text, _ = emit("junit", *how)
        root = xml.fromstring(text)
        cases = root.findall(".//testcase")
        tap.ok(len(cases) == len(records) == int(root.get("tests")), f"junit {how}: a case each")
        for kind, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            n = sum(c.find(element) is not None for c in cases)
            tap.ok(int(root.get(kind)) == n == sum(int(s.get(kind)) for s in root), f"junit {how}: {kind}")
        tap.ok(all(len(c) <= 1 for c in cases), f"junit {how}: one outcome each")
        names = [c.get("name") for c in cases]
        want = [name(r) for r in records]
        tap.ok(names == want, f"junit {how}: names come back")
        for i, (c, r) in enumerate(zip(cases, records)):
            skipped = r["verdict"] != "pass" and (r["severity"] != "gate" or
                                                  r["verdict"] == "inconclusive" and not how)
            tap.ok((c.find("skipped") is not None) == skipped, f"junit {how}: outcome of case {i}")


def name(r):
    if "route" not in r:
        return r["objective"]
    return shown(f"{r['objective']} [route={r['route'] if r['route'] is not None else 'null'}]")


def tap_13(records):
    if shutil.which("prove") is None:
        tap.skip("tap", "no prove")
        return
    for how, failed in ([], {"fail"}), (["--inconclusive", "fail"], {"fail", "inconclusive"}):
        text, _ = emit("tap", *how)
        with open("case.t", "wb") as f:
            f.write(text)
        got = subprocess.run(["prove", "--exec", "cat", "-v", "case.t"], capture_output=True, text=True,
                             check=False)
        bad = sum(r["verdict"] in failed and r["severity"] == "gate" for r in records)
        tap.ok(f"Failed {bad}/{len(records)} subtests" in got.stdout, f"tap {how}: {bad} fail")
        tap.ok("Parse errors" not in got.stdout and "Bad plan" not in got.stdout, f"tap {how}: parses")


def prometheus(records):
    text, _ = emit("prometheus")
    text = text.decode()
    if parser is None:
        tap.skip("prometheus", "no prometheus_client")
        return
    for which, parse in (("0.0.4", parser.text_string_to_metric_families),
                         ("openmetrics", om.text_string_to_metric_families)):
        families = {f.name: f for f in parse(text)}
        tap.ok(all(f.type == "gauge" and f.documentation for f in families.values()), f"{which}: gauges")
        verdicts = [s.labels for s in families["slo_verdict"].samples if s.value == 1]
        clean = [re.sub("[\r\t]", " ", name(r)) for r in records]
        tap.ok([v["objective"] for v in verdicts] == clean, f"{which}: names come back")
        tap.ok([v["verdict"] for v in verdicts] == [r["verdict"] for r in records], f"{which}: verdicts")
        rates = [s.value for s in families["slo_bad_ratio"].samples]
        tap.ok(rates == [r["rate"] for r in records if r["rate"] is not None], f"{which}: rates")
        every = [(s.name, tuple(sorted(s.labels.items()))) for f in families.values() for s in f.samples]
        tap.ok(len(every) == len(set(every)), f"{which}: no series twice")


def github(records):
    text, _ = emit("github")
    lines = text.decode().split("\n")
    stop = next(i for i, x in enumerate(lines) if x.startswith("::stop-commands::"))
    token = lines[stop][len("::stop-commands::"):]
    tap.ok(lines[-2] == f"::{token}::" and lines[-1] == "", "github: commands go on at the end")
    tap.ok(not any(token in x for x in lines[stop + 1:-2]), "github: not before")
    tap.ok(len(lines) - stop - 4 == len(records), "github: a line each in the summary")
    tap.ok(all(re.match("::(error|warning|notice) file=spec.yaml,line=[0-9]+,title=[^:,\r]*::", x)
               for x in lines[:stop]), "github: nothing but annotations before")
    tap.ok("\r" not in text.decode(), "github: no carriage return")


def main():
    events("in")
    with open("spec.yaml", "w", encoding="utf-8") as f:
        f.write(SPEC)
    out = subprocess.run(["cxslo", "spec.yaml", "in"], capture_output=True, check=False)
    records = [json.loads(x) for x in out.stdout.splitlines()]
    tap.ok(out.returncode == 1 and records[-1].get("total"), "verdicts")
    records = records[:-1]
    tap.ok(len(records) == len(ROUTES) + 1, "one for each route, and the advisory one")
    junit(records)
    tap_13(records)
    prometheus(records)
    github(records)


with tempfile.TemporaryDirectory() as where:
    os.chdir(where)
    main()
tap.done()
