# SPDX-License-Identifier: GPL-3.0-or-later
"""dialects - tables that Python's csv and codecs write, as cxstat and cxparse read them

Tables of names and values that no one would doubt are read, whatever their quoting and
line ends, and read as Python reads them.  The same tables by another separator, in another
encoding, with lines that end in CR alone or without their header are never read as if they
were right: the run ends with 2 and names what is wrong.
"""
import csv
import io
import json
import subprocess

import tap
from tap import note, ok

ROUNDS = 60
WORDS = ("host", "path", "day", "n", "user name", "Straße", "p95", "error-rate", "x1", "2xx")
VALUES = ("alice", "a;b", "Zürich", "x|y", "say \"hi\"", "one, two", "", "-", "two\nlines", "tab\there", "12", "-3.5",
          "192.0.2.7", "2026-01-02", "007", "1,5")
EXTRAS = (["2023", "2024", "2025"], ["2024"], ["2026-01-01", "2026-01-02"], ["10", "20", "30"])


def draw_table(rng):
    names = rng.sample(WORDS, rng.randint(1, 5))
    if rng.random() < 0.3:
        names += rng.choice(EXTRAS)
    rows = [[rng.choice(VALUES) for _ in names] for _ in range(rng.randint(0, 6))]
    if len(names) == 1:
        rows = [r for r in rows if r != [""]]
    return names, rows


def write(names, rows, delim, quoting=csv.QUOTE_MINIMAL, end="\n"):
    f = io.StringIO(newline="")
    w = csv.writer(f, delimiter=delim, quoting=quoting, lineterminator=end)
    w.writerows(([names] if names else []) + rows)
    return f.getvalue()


def run(text, *argv):
    data = text if isinstance(text, bytes) else text.encode()
    p = subprocess.run(argv, input=data, capture_output=True, check=False)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


def shown(x):
    """A member's value by its text."""
    return x if isinstance(x, str) else json.dumps(x) if isinstance(x, bool) else str(x)


def reads_well(rng):
    bad = 0
    for _ in range(ROUNDS):
        names, rows = draw_table(rng)
        fmt, delim = rng.choice((("csv", ","), ("tsv", "\t")))
        text = write(names, rows, delim, rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
                     rng.choice(("\n", "\r\n")))
        if rng.random() < 0.2:
            text = f"sep={delim}\n" + text
        if rng.random() < 0.2:
            text = "\ufeff" + text
        status, out, err = run(text, "cxparse", "-f", fmt)
        got = [{k: shown(v) for k, v in json.loads(line, parse_float=str, parse_int=str).items()}
               for line in out.splitlines()]
        want = [{k: v for k, v in zip(names, r) if v != ""} for r in rows]
        if status != 0 or got != want:
            bad += 1
            note(f"{text!r}\n{status} {err}\n{got}\n{want}")
    ok(bad == 0, "tables beyond doubt are read as Python reads them")


def plain_table(rng):
    names = rng.sample(("host", "path", "day", "n", "user name", "p95"), rng.randint(2, 4))
    rows = [[str(rng.randint(0, 999)) for _ in names] for _ in range(rng.randint(1, 5))]
    return names, rows


def refuses(rng, name, make, word):
    bad = 0
    for _ in range(ROUNDS // 3):
        names, rows = plain_table(rng)
        data, fmt = make(names, rows)
        status, _, err = run(data, "cxstat", "-f", fmt, "n = count()")
        if status != 2 or word not in err:
            bad += 1
            note(f"{data!r}\n-f {fmt}: {status} {err}")
    ok(bad == 0, name)


def main():
    rng = tap.seeded()
    reads_well(rng)
    for other, fmt in ((";", "csv"), ("|", "csv"), ("\t", "csv"), (",", "tsv"), (";", "tsv"), ("|", "tsv")):
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL):
            refuses(rng, f"{other!r} under -f {fmt}, quoting {quoting}",
                    lambda n, r, o=other, f=fmt, q=quoting: (write(n, r, o, q), f), "separated by")
    refuses(rng, "decimal commas between semicolons",
            lambda n, r: (write(n, [[x + ",5" for x in row] for row in r], ";"), "csv"), "separated by ';'")
    refuses(rng, "CR alone", lambda n, r: (write(n, r, ",", end="\r"), "csv"), "CR alone")
    for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        refuses(rng, codec, lambda n, r, c=codec: (write(n, r, ",").encode(c), "csv"), "looks like UTF-")
    refuses(rng, "Latin-1", lambda n, r: (write(["Größe"] + n, [["1"] + x for x in r], ",").encode("latin-1"), "csv"),
            "not UTF-8")
    refuses(rng, "no header", lambda n, r: (write(None, [["192.0.2.1"] + x for x in r], "\t"), "tsv"), "is no name")
    refuses(rng, "LTSV", lambda n, r: ("".join("\t".join(f"{k}:{v}" for k, v in zip(n, x)) + "\n" for x in r + r), "tsv"),
            "LTSV")
    bad = 0
    for _ in range(ROUNDS // 3):
        names, rows = plain_table(rng)
        delim = rng.choice(";|,")
        status, out, err = run(f"sep={delim}\r\n" + write(names, rows, delim, end="\r\n"), "cxparse", "-f", "csv")
        got = [json.loads(line, parse_int=str) for line in out.splitlines()]
        if status != 0 or got != [dict(zip(names, r)) for r in rows]:
            bad += 1
            note(f"sep={delim} {names} {rows}\n{status} {err}\n{got}")
    ok(bad == 0, "sep= says what separates")
    tap.done()


main()
