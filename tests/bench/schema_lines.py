# SPDX-License-Identifier: GPL-3.0-or-later
#
# schema_lines.py PLAN.json FILE - validate NDJSON with fastjsonschema, pass the good lines on
import json
import sys

import fastjsonschema

if sys.argv[1] == "version":
    print(fastjsonschema.VERSION)
    sys.exit()
with open(sys.argv[1], encoding="utf-8") as file:
    validate = fastjsonschema.compile(json.load(file)["common"])
with open(sys.argv[2], "rb") as file:
    for line in file:
        try:
            validate(json.loads(line))
        except ValueError:
            continue
        sys.stdout.buffer.write(line)
