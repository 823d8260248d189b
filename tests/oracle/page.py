# SPDX-License-Identifier: GPL-3.0-or-later
"""page DIR - the page of a day's records: each number on it derived anew from the records that
it names, by an HTML parser and a JSON parser that are not ours"""
import glob
import html.parser
import json
import os
import re
import sys
import urllib.parse

import tap

FILES = [os.path.basename(f) for f in sorted(glob.glob(os.path.join(sys.argv[1], "*.ndjson")))]
FILES = [f for f in FILES if f != "events.ndjson"]
# Times what is shown is of the record's unit.
SCALES = [1, 100, 1e-3, 1e3, 1e-6, 1 / 60, 1 / 3600, 1 / 86400, 1 / 60000, 1 / 3600000, 1 / 86400000]


class Page(html.parser.HTMLParser):
    """The <data> elements with their texts and intervals; the other texts with digits."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.data, self.stack, self.bare, self.where = [], [], [], None

    def handle_starttag(self, tag, attrs):
        if tag in ("meta", "br", "use", "path", "circle", "line", "rect"):
            return
        attrs = dict(attrs)
        self.stack.append((tag, attrs))
        if tag == "data":
            self.data.append({**attrs, "text": ""})
        elif attrs.get("class") == "ci" and self.data:
            self.data[-1].update({k: v for k, v in attrs.items() if k != "class"})

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, text):
        tags = [t for t, _ in self.stack]
        if "data" in tags:
            self.data[-1]["text"] += text
        elif "td" in tags and any(a.get("class", "").split()[:1] == ["r"] for _, a in self.stack) and \
                re.search(r"\d", text) and not any(a.get("class") in ("ci", "u", "vh") for _, a in self.stack):
            self.bare.append(text)


def traces(element):
    for line in element.get("data-trace", "").split("\n"):
        place, _, member = line.partition(" ")
        file, _, number = place.rpartition(":")
        yield urllib.parse.unquote(file), int(number or 0), urllib.parse.unquote(member)


def named(records, element):
    """The values of the members that its traces name; None where there is no number."""
    values = []
    for file, line, member in traces(element):
        record = records.get(file, [])[line - 1:line]
        value = record[0].get(member) if record else None
        values.append(float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None)
    return values


def derive(op, v):
    if op == "count":
        return float(len(v))
    if None in v or not v:
        return None
    if op in ("diff", "change", "share") and (len(v) < 2 or op != "diff" and v[1] == 0):
        return None
    return {"diff": lambda: v[0] - v[1], "change": lambda: v[0] / v[1] - 1, "share": lambda: v[0] / v[1],
            "left": lambda: 1 - v[0], "sum": lambda: sum(v)}.get(op, lambda: v[0])()


def reads(text, value):
    """Whether a text is @value, in some unit, rounded to the digits it has."""
    plain = text.replace(",", "").replace("\u2212", "-").lstrip("+")
    try:
        shown = float(plain)
    except ValueError:
        return False
    half = 0.5000001 * 10.0 ** -len(plain.partition(".")[2])
    return any(abs(value * s - shown) <= half + 1e-9 * abs(shown) for s in SCALES)


def interval(records, e):
    """Whether data-lo and data-hi are the members beside the one of its trace."""
    file, line, member = next(traces(e))
    record = records[file][line - 1]
    lo, hi = record.get(member + "_lo"), record.get(member + "_hi")
    if e.get("data-op") == "left":
        lo, hi = (None if hi is None else 1 - hi), (None if lo is None else 1 - lo)
    return e.get("data-op") not in (None, "left") or \
        tap.near(e["data-lo"] or None, lo, 1e-12) and tap.near(e["data-hi"] or None, hi, 1e-12)


def check(lang, records):
    page = Page()
    text = tap.run("cxreport", "--lang", lang, *FILES).decode()
    page.feed(text)
    page.close()
    tap.ok(len(page.data) > 300, f"{lang}: a page of numbers")
    tap.note(f"{len(text)} bytes, {len(page.data)} numbers")
    wrong, lost, unread, ends = [], [], [], []
    for e in page.data:
        want = derive(e.get("data-op"), named(records, e))
        if want is None:
            lost.append(e)
        elif not tap.near(e["value"], want, 1e-12):
            wrong.append((e, want))
        elif not reads(e["text"], float(e["value"])):
            unread.append(e)
        elif "data-lo" in e and not interval(records, e):
            ends.append(e)
    for what, found in (("each number names records that have it", lost),
                        ("each number is what its records say", wrong),
                        ("each number reads as it is", unread),
                        ("each interval is the record's", ends),
                        ("no number in a table is without its record", page.bare)):
        if not tap.ok(not found, f"{lang}: {what}"):
            for f in found[:5]:
                tap.note(f)


os.chdir(sys.argv[1])
read = {f: [json.loads(line) for line in open(f, "rb")] for f in FILES}
check("en", read)
check("ko", read)
tap.done()
