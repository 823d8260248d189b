# SPDX-License-Identifier: GPL-3.0-or-later
"""digits - numbers at the ends: what keeps its digits, against Python's decimal"""
import decimal
from decimal import Decimal

import tap
from tap import note, ok

WAYS = {"floor": decimal.ROUND_FLOOR, "ceil": decimal.ROUND_CEILING, "round": decimal.ROUND_HALF_UP}


def draw(rng):
    """A number of up to 38 digits before the point, 25 behind it, or with an exponent."""
    def digits(n):
        return "".join(rng.choice(rng.choice(("0123456789", "09", "5"))) for _ in range(n))

    text = rng.choice(("", "-")) + (digits(rng.randint(1, 38)).lstrip("0") or "0")
    if rng.random() < 0.6:
        text += "." + digits(rng.randint(1, 25))
    if rng.random() < 0.2:
        text += f"e{rng.randint(-60, 60)}"
    return text


def agree(name, wrong):
    ok(not wrong, name)
    for w in wrong[:10]:
        note(w)


def check_rounding(rng):
    wrong = []
    texts = [draw(rng) for _ in range(2000)]
    calls = [(how, f"{how}(x)", 0) for how in WAYS]
    calls += [("round", f"round(x, {n})", n) for n in (-9, -2, 1, 3, 9)]
    sets = [a for i, c in enumerate(calls) for a in ("--set", f"r{i} = {c[1]}")]
    out = tap.run("cxselect", *sets, stdin="".join(f'{{"x":{t}}}\n' for t in texts).encode())
    for text, r in zip(texts, tap.records(out), strict=True):
        for i, (how, name, n) in enumerate(calls):
            right = Decimal(text).quantize(Decimal(1).scaleb(-n), WAYS[how])
            if Decimal(r[f"r{i}"]) != right:
                wrong.append((name, text, r[f"r{i}"], right))
    agree("floor, ceil and round: exact", wrong)


check_rounding(tap.seeded())
tap.done()
