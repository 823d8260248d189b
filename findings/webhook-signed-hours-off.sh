#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# webhook-signed-hours-off - one instant, three zones, three signatures of a webhook
#
# Surprise: Webhook.sign(id, time, body) of the Standard Webhooks library for Python takes a
# datetime, and signs what the clock on the wall shows as if that were UTC: of a time in Paris
# one or two hours too late, in Kathmandu five and three quarters.  To Python the three times
# are equal.  With the right webhook-timestamp beside it no receiver, nor the library itself, takes
# the message; the library for JavaScript, given the same instant, signs the right one.
#
# Versions: standardwebhooks 1.1.0 (PyPI) and 1.1.1 (npm); the PyPI package svix 2.9.1 has its
# sign() from the former.
#
# Promised: what is signed is id.timestamp.body with the timestamp that is sent, in seconds
# since 1970 (standard-webhooks/standard-webhooks, spec/standard-webhooks.md, "Signature
# scheme").  Reported as github.com/standard-webhooks/standard-webhooks/issues/251; a change
# for it is open there as pull/334.
#
# So: a sender whose times are local passes every test on a machine in UTC, and is refused from
# one that is not.  Give it datetime.fromtimestamp(seconds, timezone.utc).
#
# Needs npm, node, and python3 >= 3.11 with venv.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
echo '{"private":true}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts standardwebhooks@1.1.1 \
    @stablelib/base64@1.0.1 fast-sha256@1.3.0 >npm.log 2>&1 || {
	cat npm.log >&2
	exit 2
}
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --only-binary :all: \
    standardwebhooks==1.1.0 tzdata==2025.2
cat >sign.js <<'END'
const { Webhook } = require('standardwebhooks');
const [key, id, seconds, body] = process.argv.slice(2);
console.log(new Webhook(key).sign(id, new Date(1000 * seconds), body));
END
cat >sign.py <<'END'
import subprocess
import sys
import time
from datetime import datetime, timezone
from zoneinfo import ZoneInfo
from standardwebhooks import Webhook, WebhookVerificationError

KEY, ID, BODY = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'msg_1', '{"order": 17}'
seconds = int(time.time())
instant = datetime.fromtimestamp(seconds, timezone.utc)
webhook = Webhook(KEY)
javascript = subprocess.run(['node', 'sign.js', KEY, ID, str(seconds), BODY],
                            stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def taken(signature):
    try:
        webhook.verify(BODY, {'webhook-id': ID, 'webhook-timestamp': str(seconds),
                              'webhook-signature': signature})
        return True
    except WebhookVerificationError:
        return False


def show(name, signature):
    print(f'{name:26} {signature[:16]}...  {"taken" if taken(signature) else "refused"}')
    return taken(signature)


print('signature of one instant, and what verify() says with its webhook-timestamp')
signed = {}
ok = show('JavaScript, Date', javascript)
for zone in ('UTC', 'Europe/Paris', 'Asia/Kathmandu'):
    local = instant.astimezone(ZoneInfo(zone))
    signed[zone] = webhook.sign(ID, local, BODY)
    right = show('Python, ' + zone, signed[zone])
    shift = int(local.utcoffset().total_seconds())
    shifted = webhook.sign(ID, datetime.fromtimestamp(seconds + shift, timezone.utc), BODY)
    ok = ok and local == instant and signed[zone] == shifted and right == (zone == 'UTC')
sys.exit(not (ok and signed['UTC'] == javascript and len(set(signed.values())) == 3))
END
venv/bin/python sign.py
echo 'as described: equal times, and only the one written in UTC is signed as that time'
