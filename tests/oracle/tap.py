# SPDX-License-Identifier: GPL-3.0-or-later
"""tap - what the oracle tests share: TAP lines, running filters, seeded draws"""
import decimal
import json
import os
import random
import shutil
import subprocess

decimal.getcontext().prec = 2000

DATA = os.path.join(os.environ.get("TOP", "."), "tests", "data")
count = failed = 0


def ok(good, name):
    global count, failed
    count += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {count} - {name}", flush=True)
    return good


def skip(name, why):
    global count
    count += 1
    print(f"ok {count} - {name} # SKIP {why}", flush=True)


def note(text):
    for line in str(text).splitlines():
        print("# " + line)


def done():
    print(f"1..{count}")
    raise SystemExit(failed != 0)


def seeded():
    """A generator from CX_SEED, else from 1 (make seeds draws others); the seed is printed."""
    seed = int(os.environ.get("CX_SEED", "0"), 0) or 1
    print(f"# CX_SEED={seed}")
    return random.Random(seed)


def have(tool):
    return shutil.which(tool) is not None


def module(name):
    try:
        return __import__(name, fromlist=["*"])
    except ImportError:
        return None


def run(*argv, stdin=None, status=0):
    p = subprocess.run(argv, input=stdin, capture_output=True, check=False)
    if p.returncode != status:
        note(f"{argv}: status {p.returncode}")
        note(p.stderr.decode())
    return p.stdout


def records(text):
    """NDJSON with every number exact."""
    return [json.loads(line, parse_float=decimal.Decimal) for line in text.split(b"\n") if line.strip()]


def number(x):
    """The number in a JSON value, strings that are wholly one included; None for others."""
    if isinstance(x, str):
        try:
            x = json.loads(x, parse_float=decimal.Decimal) if x[:1] in "-0123456789" and x else None
        except ValueError:
            return None
    if isinstance(x, bool) or not isinstance(x, (int, decimal.Decimal)):
        return None
    return decimal.Decimal(x)


def exact(x):
    """As it counts in sums: decimals of at most 9 places below 1e18 as they are, others as doubles."""
    d = number(x)
    if d is None or abs(d) < 10 ** 18 and d.normalize().as_tuple().exponent >= -9:
        return d
    f = float(d)
    return None if f in (float("inf"), float("-inf")) else decimal.Decimal(f)


def near(a, b, rel=1e-9):
    if a is None or b is None:
        return a is None and b is None
    a, b = float(a), float(b)
    return a == b or abs(a - b) <= rel * max(abs(a), abs(b))
