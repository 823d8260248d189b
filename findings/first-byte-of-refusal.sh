#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# first-byte-of-refusal - libcurl gives a time to first byte to a connection that was refused
#
# Surprise: a port is closed, the transfer fails with "could not connect", and libcurl says that
# the first byte was received after 0.13 ms, with CURLINFO_CONNECT_TIME 0 beside it.  The time
# before the transfer and the one of the last byte sent are set to that value too.  Of a server
# that takes the request and is silent the first byte's time is 0, as it was for both before.
#
# Versions: libcurl 8.19.0 (pycurl 7.46.0) says 0, 8.23.0 (pycurl 7.49.0) does not; nor do
# 8.21.0 and 8.22.0, and Debian 12's 7.88.1 says 0.
#
# Promised: "the time it took from the start until the first byte is received by libcurl"
# (curl.se/libcurl/c/CURLINFO_STARTTRANSFER_TIME.html).  The order of these times was worked on
# in between, in github.com/curl/curl/pull/21843.
#
# So: a probe that keeps every time above 0 puts its quickest answers where the service is down,
# and a sender that asks whether a request has left by PRETRANSFER_TIME > 0 says that it has.
# Ask the result of the transfer first; CURLINFO_REQUEST_SIZE is 0 in both when none was sent.
#
# Needs python3 >= 3.11 with venv.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
cat >times.py <<'END'
import socket
import sys
import threading
import pycurl


def answer(listener):
    peer, _ = listener.accept()
    peer.recv(4096)
    peer.sendall(b'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n')
    peer.close()


def times(what):
    server = socket.socket()
    server.bind(('127.0.0.1', 0))
    if what != 'refused':
        server.listen(1)
    if what == 'answered':
        threading.Thread(target=answer, args=(server,), daemon=True).start()
    curl = pycurl.Curl()
    curl.setopt(curl.URL, f'http://127.0.0.1:{server.getsockname()[1]}/')
    curl.setopt(curl.PROXY, '')
    curl.setopt(curl.TIMEOUT_MS, 5000 if what == 'answered' else 300)
    status = 0
    try:
        curl.perform()
    except pycurl.error as error:
        status = error.args[0]
    connect, before, first = (curl.getinfo(i) for i in (
        curl.CONNECT_TIME, curl.PRETRANSFER_TIME, curl.STARTTRANSFER_TIME))
    size = curl.getinfo(curl.REQUEST_SIZE)
    print(f'  {what:9} status {status:2}  connect {connect:.6f}  before transfer {before:.6f}  '
          f'first byte {first:.6f}  request {size} bytes')
    return status, connect > 0, before > 0, first > 0, size > 0


print(pycurl.version.split()[1])
refused, silent, answered = (times(what) for what in ('refused', 'silent', 'answered'))
known = sys.argv[1] == 'times'
sys.exit(not (f'libcurl/{sys.argv[2]}' in pycurl.version
              and refused == (7, False, known, known, False)
              and silent == (28, True, True, False, True)
              and answered == (0, True, True, True, True)))
END
# look PYCURL LIBCURL WHAT - WHAT is "times" or "zeros", for the connection that is refused
look()
{
	python3 -m venv "venv-$1"
	"venv-$1/bin/pip" install -q --disable-pip-version-check --only-binary :all: "pycurl==$1"
	"venv-$1/bin/python" times.py "$3" "$2"
}
look 7.46.0 8.19.0 zeros
look 7.49.0 8.23.0 times
echo 'as described: the newer one has a first byte of a connection that was never made'
