#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# push-header-refused - the Web Push header of one library is no such header to another
#
# Surprise: web-push of Node.js signs the Authorization header of a push message as
# "vapid t=..., k=...", with a blank behind the comma.  Vapid02.verify of py-vapid, which checks
# such headers, raises "Incorrect schema specified" for it: it takes what stands before the LAST
# blank for the scheme.  Without that blank the very same header is verified.
#
# Versions: web-push 3.6.7 (npm), py-vapid 1.9.6 (PyPI), both the newest when this was written.
#
# Promised: the scheme "vapid" is one of the HTTP authentication framework (RFC 8292, section
# 3), whose parameters are a list with optional white space around its commas (RFC 9110,
# sections 11.4 and 5.6.1).  py-vapid itself writes none.
#
# So: a receiver for tests of push messages that checks them with the library of another
# language than the sender's must take the blank out, or it calls every sender wrong.
#
# Needs npm, node, and python3 >= 3.11 with venv.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
echo '{"private":true}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts web-push@3.6.7 >npm.log 2>&1 || {
	cat npm.log >&2
	exit 2
}
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --only-binary :all: \
    py-vapid==1.9.6 cryptography==50.0.2
cat >sign.js <<'END'
const push = require('web-push');
const keys = push.generateVAPIDKeys();
console.log(push.getVapidHeaders('https://push.example.net', 'mailto:ops@example.com',
	keys.publicKey, keys.privateKey, 'aes128gcm').Authorization);
END
cat >verify.py <<'END'
import sys
from py_vapid import Vapid02


def verified(header):
    try:
        said = str(Vapid02.verify(header))
    except AssertionError as error:
        said = f'AssertionError: {error}'
    comma = header.index(',')
    print(f'{header[:12]}...{header[comma - 3:comma + 8]}...  {said}')
    return said


header = sys.stdin.read().strip()
signed, joined = verified(header), verified(header.replace(', ', ','))
sys.exit(not (signed == 'AssertionError: Incorrect schema specified' and joined == 'True'))
END
node sign.js >header
venv/bin/python verify.py <header
echo 'as described: the blank behind the comma is taken for the one behind the scheme'
