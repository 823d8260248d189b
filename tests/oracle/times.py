# SPDX-License-Identifier: GPL-3.0-or-later
"""times - the times that are read and the windows they fall into, against Python's datetime, email.utils and zoneinfo

Windows: random instants, half of them within a day of a change of clocks.  zoneinfo says
what the clock showed; so which day, week, month or hour a record belongs to, which starts
and ends are printed, and that --fill leaves no gap.

Reading: wall clocks, half of them near a change, are written by Python in each form that
programs write, and read by cxselect; where a text names no zone, zoneinfo says which
instant it is.  Damaged texts are read as a grammar written down here says, or not at all.
Numbers that are dates are told from those that are not by datetime alone.  All formats of
cxparse that have a field for a time, and -t, read the same instants.
"""
import json
import re
import tempfile
from collections import Counter
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime

import tap
from tap import note, ok

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "Africa/Johannesburg",
         "America/Los_Angeles", "Pacific/Auckland", "Asia/Tehran", "America/Sao_Paulo", "Asia/Kathmandu"]
WRITTEN_IN = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu"]
UTC = timezone.utc
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()

# How each is written; decimals of a second may stand at {f}
FORMS = {
    "HAProxy": "{d:02}/{b}/{y:04}:{H:02}:{M:02}:{S:02}{f}",
    "nginx's errors": "{y:04}/{m:02}/{d:02} {H:02}:{M:02}:{S:02}{f}",
    "Apache's errors": "{a} {b} {d:02} {H:02}:{M:02}:{S:02}{f} {y:04}",
    "asctime": "{a} {b} {d:>2} {H:02}:{M:02}:{S:02} {y:04}",
    "Tomcat": "{d:02}-{b}-{y:04} {H:02}:{M:02}:{S:02}{f}",
    "Redis": "{d:02} {b} {y:04} {H:02}:{M:02}:{S:02}{f}",
    "Cisco": "{b} {d:>2} {y:04} {H:02}:{M:02}:{S:02}{f}",
    "ISO 8601": "{y:04}{m:02}{d:02}T{H:02}{M:02}{S:02}{f}",
    "FIX": "{y:04}{m:02}{d:02}-{H:02}:{M:02}:{S:02}{f}",
    "LDAP": "{y:04}{m:02}{d:02}{H:02}{M:02}{S:02}",
    "minutes": "{y:04}{m:02}{d:02}{H:02}{M:02}",
    "a day": "{y:04}{m:02}{d:02}",
    "SQL": "{y:04}-{m:02}-{d:02} {H:02}:{M:02}:{S:02}{f} ",
    "brackets": "[{d:02}/{b}/{y:04}:{H:02}:{M:02}:{S:02}{f}]",
    "JavaScript": "{b} {d}, {y:04}, {I}:{M:02}:{S:02} {p}",
    "Java": "{b} {d}, {y:04} {I}:{M:02}:{S:02}{p}",
    "Access": "{y:04}/{m:02}/{d:02} {I:02}:{M:02}:{S:02}{f} {p}",
}
SYSLOG = "{b} {d:>2} {H:02}:{M:02}:{S:02}{f}"


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


def draw_instants(rng, zone, n):
    lo = int(datetime(2001, 1, 1, tzinfo=UTC).timestamp())
    hi = int(datetime(2025, 12, 31, tzinfo=UTC).timestamp())
    near = changes(zone, lo, hi) or [lo]
    return [rng.choice(near) + rng.randrange(-86400, 86400) if rng.random() < 0.5 else rng.randrange(lo, hi)
            for _ in range(n)]


def check_windows(name, zone, instants, path):
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


def fields(t, frac):
    return {"y": t.year, "m": t.month, "d": t.day, "H": t.hour, "M": t.minute, "S": t.second,
            "I": (t.hour + 11) % 12 + 1, "p": "AM" if t.hour < 12 else "pm",
            "b": MONTHS[t.month - 1], "a": DAYS[t.weekday()], "f": f".{t.microsecond:06}" if frac else ""}


def micros(t):
    return (t - EPOCH) // timedelta(microseconds=1)


def back(text):
    """The instant in a result, in microseconds; None for null and for years that Python has not."""
    if text is None or re.match(r"[+-]|0000", text):
        return None
    return micros(datetime.fromisoformat(text.replace("Z", "+00:00")))


def read(texts, *options):
    """What time() makes of each text."""
    lines = "".join(json.dumps({"t": t}) + "\n" for t in texts).encode()
    out = tap.run("cxselect", *options, "--fields", "u", "--set", "u = time(t)", stdin=lines)
    return [back(r["u"]) for r in tap.records(out)]


def compare(name, texts, want, got):
    bad = [(t, w, g) for t, w, g in zip(texts, want, got) if w != g]
    ok(not bad and len(want) == len(got), f"{name}: {len(texts)} times")
    for t, w, g in bad[:5]:
        note(f"{t!r}: {g}, not {w}")


def draw_walls(rng, zone, n):
    """Wall clocks, half of them near a change: some are shown twice, some never."""
    lo = datetime(1990, 1, 2)
    near = []
    for week in range(0, 109 * 52):
        a, b = lo + timedelta(weeks=week), lo + timedelta(weeks=week + 1)
        if a.replace(tzinfo=zone).utcoffset() != b.replace(tzinfo=zone).utcoffset():
            near.append(a)
    made = []
    for _ in range(n):
        t = lo + timedelta(microseconds=rng.randrange(109 * 365 * 86400 * 10 ** 6))
        if near and rng.random() < 0.5:
            a, b = (lambda x: (x, x + timedelta(weeks=1)))(rng.choice(near))
            first = a.replace(tzinfo=zone).utcoffset()
            while b - a > timedelta(minutes=15):
                mid = a + (b - a) / 2
                a, b = (mid, b) if mid.replace(tzinfo=zone).utcoffset() == first else (a, mid)
            t = a + timedelta(seconds=rng.randrange(-10800, 10800), microseconds=rng.randrange(10 ** 6))
        made.append(t)
    return made


def instant(wall, zone):
    """Of two the first, and behind a gap by as much as into it: what fold = 0 means."""
    return micros(wall.replace(tzinfo=zone, fold=0).astimezone(UTC))


def cut(t, form):
    if "{H" not in form and "{I" not in form:
        return t.replace(hour=0, minute=0, second=0, microsecond=0)
    if "{S" not in form:
        return t.replace(second=0, microsecond=0)
    return t


def check_forms(rng, name, zone):
    for form, shape in FORMS.items():
        texts, want = [], []
        for t in draw_walls(rng, zone, 200):
            t = cut(t, shape)
            frac = "{f}" in shape and rng.random() < 0.5
            texts.append(shape.format(**fields(t, frac)))
            want.append(instant(t if frac else t.replace(microsecond=0), zone))
        compare(f"{name}, {form}", texts, want, read(texts, "--input-tz", name))
    walls = [t.replace(year=2024, microsecond=0) for t in draw_walls(rng, zone, 200)]
    texts = [SYSLOG.format(**fields(t, False)) for t in walls]
    compare(f"{name}, syslog with --year", texts, [instant(t, zone) for t in walls],
            read(texts, "--input-tz", name, "--year", "2024"))
    ok(read(texts, "--input-tz", name) == [None] * 200, f"{name}, syslog without: no times")


def check_now(rng):
    """The year that puts a date at or before --now."""
    now = datetime(2025, 3, 1, 12, 0, 0, tzinfo=UTC)
    walls = [now - timedelta(seconds=rng.randrange(365 * 86400)) for _ in range(300)] + [now]
    texts = [SYSLOG.format(**fields(t, False)) for t in walls]
    compare("the year before --now", texts, [micros(t) for t in walls], read(texts, "--now", "2025-03-01T12:00:00Z"))


def check_mail(rng):
    """Dates of mails and of HTTP, by email.utils; with comments and obsolete blanks."""
    texts, want = [], []
    for t in draw_walls(rng, UTC, 400):
        zone = timezone(timedelta(minutes=rng.randrange(-1439, 1440)))
        text = format_datetime(t.replace(microsecond=0, tzinfo=zone))
        text = rng.choice([text, text + " (UTC)", text.partition(", ")[2], text.replace(" ", "  ")])
        texts.append(text)
        want.append(micros(parsedate_to_datetime(text)))
    for t in draw_walls(rng, UTC, 100):
        texts.append(format_datetime(t.replace(microsecond=0, tzinfo=UTC), usegmt=True))
        want.append(micros(parsedate_to_datetime(texts[-1])))
    compare("mail and HTTP", texts, want, read(texts))


def date_of(digits):
    """A number as a date, by datetime; None where it is none."""
    m = re.fullmatch(r"(\d{8}|\d{12}|\d{14}|\d{17})(\.\d+)?", digits)
    if m is None or not 1990 <= int(digits[:4]) < 2100:
        return None
    whole, frac = m[1], m[2] or ""
    if len(whole) < 14 and frac.strip(".0"):
        return None
    try:
        t = datetime.strptime(whole[:14].ljust(14, "0"), "%Y%m%d%H%M%S")
    except ValueError:
        return None
    us = (whole[14:] + frac[1:])[:6].ljust(6, "0")
    return micros(t.replace(tzinfo=UTC)) + int(us)


def epoch_of(digits):
    x = int(digits.partition(".")[0])
    us = int((digits.partition(".")[2] + "000000")[:6])
    return x * 10 ** 6 + us if x < 10 ** 11 else None


def check_numbers(rng):
    """Digits that are a date are one, in whatever way they came; all others count from 1970."""
    numbers = []
    for _ in range(2000):
        t = datetime(1989, 12, 1) + timedelta(seconds=rng.randrange(111 * 365 * 86400))
        n = rng.choice([8, 12, 14, 17])
        text = (t.strftime("%Y%m%d%H%M%S") + f"{rng.randrange(1000):03}")[:n]
        if rng.random() < 0.5:
            at = rng.randrange(4, n)
            text = text[:at] + rng.choice("0123456789") + text[at + 1:]
        numbers.append(text + rng.choice(["", "", ".0", ".25"]))
    want = [date_of(x) for x in numbers]
    # Longer ones are no seconds: of them only the dates are known here.
    want = [epoch_of(x) if w is None else w for x, w in zip(numbers, want)]
    known = [(x, w) for x, w in zip(numbers, want) if w is not None]
    texts, want = [x for x, _ in known], [w for _, w in known]
    compare("numbers as texts", texts, want, read(texts))
    lines = "".join(f'{{"t":{x}}}\n' for x in texts).encode()
    out = tap.run("cxselect", "--fields", "u", "--set", "u = time(t)", stdin=lines)
    compare("numbers", texts, want, [back(r["u"]) for r in tap.records(out)])


CLOCK = r"(?P<H>\d\d?):(?P<M>\d\d)(?::(?P<S>\d\d)(?:[.,](?P<f>\d{1,9}))?)?(?:[ \t]*(?P<half>(?i:am|pm))(?=[ \t]|$|\]))?"
ZONE = r"(?:[ \t]*(?:(?P<utc>Z|(?i:utc|gmt)(?![+-]))|(?:(?i:utc|gmt))?(?P<off>[+-]\d\d(?::?\d\d)?)" \
    r"(?:[ \t]*[A-Z]{2,5})?)(?:[ \t]*\([^)]*\))?)?"
MON = r"(?P<b>(?i:" + "|".join(MONTHS) + r"|january|february|march|april|june|july|august|september|october|november" \
    r"|december))"
WEEK = r"(?:(?i:sun|mon|tue|wed|thu|fri|sat)(?i:day|sday|nesday|rsday|urday)?,?[ \t]+)?"
GRAMMAR = [re.compile(r"[ \t]*" + x + r"[ \t]*") for x in (
    WEEK + r"(?P<d>\d\d?)/" + MON + r"/(?P<y>\d{4})(?:(?::|[ \t]+)" + CLOCK + ZONE + ")?",
    WEEK + r"(?P<d>\d\d?)-" + MON + r"-(?P<y>\d{4})(?:[ \t]+" + CLOCK + ZONE + ")?",
    WEEK + r"(?P<d>\d\d?) [ \t]*" + MON + r"[ \t]+(?P<y>\d{4})(?:[ \t]+" + CLOCK + ZONE + ")?",
    WEEK + MON + r"[ \t]+(?P<d>\d\d?),?[ \t]+(?P<y>\d{4}),?[ \t]+" + CLOCK + ZONE,
    WEEK + MON + r"[ \t]+(?P<d>\d\d?)[ \t]+" + CLOCK + ZONE + r"(?<= )(?P<y>\d{4})",
    WEEK + MON + r"[ \t]+(?P<d>\d\d?)[ \t]+" + CLOCK + ZONE + r"[ \t]* (?P<y>\d{4})",
    WEEK + MON + r"[ \t]+(?P<d>\d\d?)[ \t]+" + CLOCK + r"[ \t]* (?P<y>\d{4})[ \t]+(?=\S)" + ZONE,
    r"(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)(?:[ \t]+" + CLOCK + ZONE + ")?",
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:(?:[Tt_]|[ \t]+)" + CLOCK + ZONE + ")?",
    r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?:(?:[T-]|[ \t]+)" + CLOCK + ZONE + ")?",
    r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?:[T-]|[ \t]+)?(?P<H>\d\d)(?P<M>\d\d)(?:(?P<S>\d\d)(?:[.,](?P<f>\d{1,9}))?)?" + ZONE,
)]


def grammar(text):
    """The instant of a text in one of the forms; None."""
    stripped = text.strip(" \t")
    if len(stripped) > 2 and stripped[0] == "[" and stripped[-1] == "]":
        text = stripped[1:-1]
        if text[:1] in " \t":
            return None
    for g in GRAMMAR:
        m = g.fullmatch(text)
        if m is None:
            continue
        x = {"S": None, "f": None, "off": None, "half": None, **m.groupdict()}
        month = int(x["m"]) if x.get("m") else [n.lower() for n in MONTHS].index(x["b"][:3].lower()) + 1
        sec, frac = int(x["S"] or 0), x["f"]
        us = int((frac or "").ljust(6, "0")[:6])
        if sec == 60:
            sec, us = 59, 999999 if frac else 0
        off = x["off"] or "+00"
        digits = off[1:].replace(":", "").ljust(4, "0")
        shift = (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if off[0] == "-" else 1)
        if int(digits[:2]) > 23 or int(digits[2:]) > 59:
            continue
        hour, more = int(x["H"] or 0), 0
        if x["half"]:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + (12 if x["half"].lower() == "pm" else 0)
        elif x["H"] and len(x["H"]) == 1:
            continue
        elif hour == 24 and int(x["M"]) == sec == us == 0 and not (frac or "").strip("0"):
            hour, more = 0, 86400 * 10 ** 6
        try:
            t = datetime(int(x["y"]), month, int(x["d"]), hour, int(x["M"] or 0), sec, us, tzinfo=UTC)
        except ValueError:
            continue
        return micros(t) + more - shift * 60 * 10 ** 6
    return None


def check_damaged(rng):
    shapes = [s for s in FORMS.values()]
    zones = ["", "", "Z", " UTC", " +0200", "-05:30", " GMT+0300 (Moscow Standard Time)", " +0100 CET", " CET", " PM",
             "am", " am +01"]
    texts = []
    while len(texts) < 20000:
        t = datetime(1990, 1, 1) + timedelta(microseconds=rng.randrange(109 * 365 * 86400 * 10 ** 6))
        shape = rng.choice(shapes)
        text = shape.format(**fields(t, rng.random() < 0.5)).strip()
        if shape.endswith(" {y:04}") and rng.random() < 0.5:
            text = text[:-5] + rng.choice(zones) + text[-5:]
        elif "{S" in shape:
            text += rng.choice(zones)
        for _ in range(rng.randrange(3)):
            at = rng.randrange(len(text) + 1)
            text = text[:at] + rng.choice(["", rng.choice("0123456789:/-., TZ+()aJFNUC\t")]) + text[at + rng.randrange(2):]
        if text and not text.isspace():
            texts.append(text)
    # A bare number is another check's.
    texts = [t for t in texts if not re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", t)]
    want = [grammar(t) for t in texts]
    got = read(texts)
    compare(f"damaged, {sum(w is not None for w in want)} of them times still", texts, want, got)


LAYOUTS = ["%d.%m.%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%d/%m/%y %H:%M", "%Y%d%m", "%A, %d. %B %Y %H:%M:%S.%f",
           "%b %d %Y %H:%M:%S %z", "%j of %Y, %H-%M-%S", "%s", "%Y-%m", "%H:%M on %F"]


def check_layouts(rng):
    """--time-layout against strptime: what Python writes, and what it reads of damaged texts."""
    for layout in LAYOUTS:
        texts, want = [], []
        for t in draw_walls(rng, UTC, 300):
            t = t.replace(tzinfo=timezone(timedelta(minutes=rng.randrange(-1439, 1440))) if "%z" in layout else UTC)
            if "%y" in layout:
                t = t.replace(year=1970 + t.year % 99, day=min(t.day, 28))
            if layout == "%s":
                texts.append(str(micros(t) // 10 ** 6))
                want.append(micros(t) // 10 ** 6 * 10 ** 6)
                continue
            text = t.strftime(layout.replace("%F", "%Y-%m-%d"))
            if rng.random() < 0.3 and layout != "%Y%d%m":	# of digits alone Python tries other lengths
                at = rng.randrange(len(text))
                text = text[:at] + rng.choice(["", rng.choice("0123456789:/-. ")]) + text[at + 1:]
            try:
                back_to = datetime.strptime(text, layout.replace("%F", "%Y-%m-%d"))
            except ValueError:
                continue
            # Of texts that are other times without a layout nothing is known here.
            texts.append(text)
            want.append(micros(back_to if back_to.tzinfo else back_to.replace(tzinfo=UTC)))
        compare(f"layout {layout}", texts, want, read(texts, "--time-layout", rng.choice([layout, "%Q".replace("Q", "Y") +
                "?|" + layout])))


def check_formats(rng):
    """One log in each format, read by cxparse, and by cxstat where the time has another name."""
    walls = [t.replace(microsecond=t.microsecond // 1000 * 1000) for t in draw_walls(rng, UTC, 60)]
    shape = "{d:02}/{b}/{y:04}:{H:02}:{M:02}:{S:02}{f}"
    texts = [shape.format(**fields(t, True)) for t in walls]
    want = [micros(t.replace(tzinfo=UTC)) - 5400 * 10 ** 6 for t in walls]
    logs = {
        "json": "".join(json.dumps({"NAME": t, "n": 1}) + "\n" for t in texts),
        "ndjson": "".join(json.dumps({"NAME": t, "n": 1}) + "\n" for t in texts),
        "csv": "NAME,n\n" + "".join(f"{t},1\n" for t in texts),
        "tsv": "NAME\tn\n" + "".join(f"{t}\t1\n" for t in texts),
        "logfmt": "".join(f'NAME="{t}" n=1\n' for t in texts),
        "regex": "".join(f"[{t}] 1\n" for t in texts),
    }
    for name, log in logs.items():
        options = ["-f", name, "--input-tz", "+01:30"]
        if name != "ndjson":
            rx = ["--regex", r"^\[(?<timestamp>[^\]]+)\] (?<n>\d+)"] if name == "regex" else []
            out = tap.run("cxparse", *options, *rx, stdin=log.replace("NAME", "timestamp").encode())
            compare(f"-f {name}", texts, want, [back(r.get("timestamp")) for r in tap.records(out)])
        rx = ["--regex", r"^\[(?<at>[^\]]+)\] (?<n>\d+)"] if name == "regex" else []
        out = tap.run("cxstat", *options, *rx, "-t", "at", "-w", "1ms", "n = count()",
                      stdin=log.replace("NAME", "at").encode())
        rows = [(back(r["window"]), r["n"]) for r in tap.records(out)]
        compare(f"-f {name} -t", texts, sorted(want), sorted(w for w, n in rows for _ in range(n)))


def zones(zoneinfo, names):
    for name in names:
        try:
            yield name, zoneinfo.ZoneInfo(name)
        except (AttributeError, zoneinfo.ZoneInfoNotFoundError if zoneinfo else ImportError):
            tap.skip(name, "no zoneinfo")


def main():
    zoneinfo = tap.module("zoneinfo")
    rng = tap.seeded()
    for name, zone in zones(zoneinfo, ZONES):
        instants = draw_instants(rng, zone, 1500)
        with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as f:
            f.writelines(f'{{"timestamp":{at}}}\n' for at in instants)
            f.flush()
            check_windows(name, zone, instants, f.name)
            check_hours(name, zone, instants, f.name)
            check_fill(name, zone, instants, f.name)
    for name, zone in zones(zoneinfo, WRITTEN_IN):
        check_forms(rng, name, zone)
    check_now(rng)
    check_mail(rng)
    check_numbers(rng)
    check_damaged(rng)
    check_layouts(rng)
    check_formats(rng)
    tap.done()


main()
