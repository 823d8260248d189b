#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# flag-languages-disagree - one flagd flag, one user, two variants: Node.js and Python
#
# Surprise: flagd's own evaluators for Node.js and Python give different variants to about
# half of all users of the same 50:50 flag file, each of them faithfully at every call.
# Node.js hashes flag and user joined as one text, Python a binary (CBOR) list of the two.
# A service in each language, and a user is in both arms of one experiment.
#
# Versions: @openfeature/flagd-core 4.0.1 (npm), openfeature-flagd-core 2.0.0 (PyPI), both the
# newest when this was written; users have plain ASCII names.
#
# Promised: flagd's manual says that assignment is deterministic and that, without an
# expression, what is hashed is the flag's key joined with the targeting key
# (flagd.dev/reference/custom-operations/fractional-operation).  That languages differ counts
# as a fault there: github.com/open-feature/flagd/issues/1872; the change to CBOR:
# github.com/open-feature/python-sdk-contrib/pull/415.
#
# So: analyse by the variant that was logged, and when it has to be computed again, by the
# language of the service that served it.
#
# Needs npm, node, and python3 >= 3.11 with venv.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
echo '{"private":true}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts \
    @openfeature/flagd-core@4.0.1 @openfeature/core@1.12.0 >npm.log 2>&1 || {
	cat npm.log >&2
	exit 2
}
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check openfeature-flagd-core==2.0.0 \
    openfeature-flagd-api==1.0.0 openfeature-sdk==0.10.0 panzi-json-logic==1.0.1 \
    semver==3.1.2 mmh3==5.3.1 cbor2==5.9.0

cat >flags.json <<'END'
{"flags": {"checkout": {"state": "ENABLED", "defaultVariant": "old",
  "variants": {"old": "old", "new": "new"},
  "targeting": {"fractional": [["old", 50], ["new", 50]]}}}}
END
cat >variants.js <<'END'
const { FlagdCore } = require('@openfeature/flagd-core');
const core = new FlagdCore();
const log = { error() {}, warn() {}, info() {}, debug() {} };
core.setConfigurations(require('fs').readFileSync('flags.json', 'utf8'));
for (let i = 1; i <= 1000; i++) {
	const user = `user-${i}`;
	const found = core.resolveStringEvaluation('checkout', '', { targetingKey: user }, log);
	console.log(user, found.variant);
}
END
cat >variants.py <<'END'
from openfeature.contrib.tools.flagd.core import FlagdCore
from openfeature.evaluation_context import EvaluationContext

core = FlagdCore()
with open('flags.json') as file:
    core.set_flags(file.read())
for i in range(1, 1001):
    user = f'user-{i}'
    found = core.resolve_string_value('checkout', '', EvaluationContext(targeting_key=user))
    print(user, found.variant)
END
node variants.js >js
node variants.js | cmp - js
venv/bin/python variants.py >py
venv/bin/python variants.py | cmp - py
paste -d ' ' js py >both
echo 'user, Node.js; user, Python:'
head -n 5 both
awk '$1 != $3 { exit 2 } { n[$2]++; m[$4]++; differ += $2 != $4 }
END {
	printf "of %d users Node.js has %d in new, Python %d; %d differ\n", NR, n["new"], m["new"], differ
	exit !(NR == 1000 && n["new"] > 450 && n["new"] < 550 && m["new"] > 450 && m["new"] < 550 &&
	    differ > 400)
}' both
echo 'as described: the two languages agree no better than two coins'
