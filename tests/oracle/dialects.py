# SPDX-License-Identifier: GPL-3.0-or-later
"""dialects - tables that Python's csv and codecs write, as cxstat and cxparse read them

Tables of names and values that no one would doubt are read, whatever their quoting, line
ends (CR alone too), separator and encoding, and read as Python reads them, by one thread or
several; so are those whose separator, first lines, names or decimal commas are told.  The
same tables by a separator that -f contradicts, in Latin-1 that nobody tells or without their
header are never read as if they were right: the run ends with 2 and names what is wrong.
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


def compare(name, draws):
    """Runs of (text, options, names, rows): as Python's rows."""
    bad = 0
    for text, options, names, rows in draws:
        status, out, err = run(text, "cxparse", *options)
        got = [{k: shown(v) for k, v in json.loads(line, parse_float=str, parse_int=str).items()}
               for line in out.splitlines()]
        want = [{k: v for k, v in zip(names, r) if v != ""} for r in rows]
        if status != 0 or got != want:
            bad += 1
            note(f"{text!r} {options}\n{status} {err}\n{got}\n{want}")
    ok(bad == 0, name)


def separators(rng):
    for _ in range(ROUNDS):
        names, rows = plain_table(rng)
        rows = [[v + rng.choice(("", "", " x", "\nx", '"')) for v in r] for r in rows]
        d = rng.choice(";|\t,")
        quoting = csv.QUOTE_ALL if rng.random() < 0.3 and d != "\t" else csv.QUOTE_MINIMAL
        yield write(names, rows, d, quoting, rng.choice(("\n", "\r\n"))), ("-f", "csv"), names, rows


def told(rng):
    for _ in range(ROUNDS):
        names, rows = draw_table(rng)
        d = rng.choice(";|:,\t~")
        skip = rng.randint(0, 3)
        before = "".join(rng.choice(("x;y", '"', "# c", "", "1,2")) + "\n" for _ in range(skip))
        options = ["-f", "csv", "--delimiter", "tab" if d == "\t" else d, "--skip", str(skip)]
        if d == "\t":
            rows = [[v.replace('"', "") for v in r] for r in rows]
        bare = rng.random() < 0.4 and rows
        if bare:
            options += ["--header", write(names, [], ",").strip("\n")]
        # A row that is a comment by its looks would be left out.
        yield before + write(None if bare else names, rows, d), options, names, rows


def encodings(rng):
    for _ in range(ROUNDS):
        names, rows = plain_table(rng)
        name = rng.choice(("latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "koi8-r", "shift_jis", "utf-8-sig"))
        extra = {"latin-1": "Größe", "cp1252": "€ „x“", "koi8-r": "цена", "shift_jis": "価格"}.get(name, "價😀é")
        rows = [[extra + v for v in r] for r in rows]
        codec = {"latin-1": "latin1", "cp1252": "windows-1252", "koi8-r": "KOI8-R", "shift_jis": "SHIFT_JIS",
                 "utf-16-le": "utf-16le", "utf-16-be": "utf-16be"}.get(name, name)
        says = name in ("latin-1", "cp1252", "koi8-r", "shift_jis")
        options = ["-f", "csv"] + (["--encoding", codec] if says or (name != "utf-8-sig" and rng.random() < 0.3) else [])
        yield write(names, rows, ",").encode(name), options, names, rows


def returns(rng):
    for _ in range(ROUNDS):
        names, rows = plain_table(rng)
        rows = [[v + rng.choice(("", " x", "\nx", "\rx")) for v in r] for r in rows]
        yield write(names, rows, ",", csv.QUOTE_ALL, "\r"), ("-f", "csv"), names, rows


def commas(rng):
    for _ in range(ROUNDS):
        names, rows, want = rng.sample(("a", "b", "c"), 2), [], []
        for _ in range(4):
            x = [rng.randrange(-10 ** 9, 10 ** 9) / 10 ** rng.randrange(4) for _ in names]
            text = [f"{v:,.{rng.randrange(4)}f}" if rng.random() < 0.5 else repr(v) for v in x]
            want.append([t.replace(",", "") for t in text])
            rows.append([t.translate(str.maketrans(",.", ".,")) for t in text])
        yield write(names, rows, ";"), ("-f", "csv", "--decimal", "comma"), names, want


def threads(rng):
    """Large tables, quoted in part: the same for any number of threads, and as Python counts."""
    bad = 0
    for _ in range(4):
        rows = [[str(i), rng.choice(("x", "y,z", 'q"', "two\nlines")) if rng.random() < 0.001 else "plain", str(i % 97)]
                for i in range(rng.randrange(20000, 60000))]
        text = write(["a", "b", "c"], rows, rng.choice(",;"))
        outs = {run(text, "cxparse", "-f", "csv", "-j", str(j))[1] for j in (1, 2, 5)}
        got = [list(json.loads(x).values()) for x in outs.pop().splitlines()]
        if outs or got != [[int(a), b, int(c)] for a, b, c in rows]:
            bad += 1
            note(f"{len(rows)} rows, {len(outs)} other outputs")
    ok(bad == 0, "tables of a megabyte by threads")


def main():
    rng = tap.seeded()
    reads_well(rng)
    compare("the separator is found", separators(rng))
    compare("separator, lines before and names are told", told(rng))
    compare("encodings", encodings(rng))
    compare("CR alone", returns(rng))
    compare("decimal commas", commas(rng))
    threads(rng)
    for other, fmt in ((",", "tsv"), (";", "tsv"), ("|", "tsv")):
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL):
            refuses(rng, f"{other!r} under -f {fmt}, quoting {quoting}",
                    lambda n, r, o=other, f=fmt, q=quoting: (write(n, r, o, q), f), "separated by")
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
