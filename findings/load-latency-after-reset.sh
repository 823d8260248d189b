#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# load-latency-after-reset - autocannon's latencies grow with every connection reset
#
# Surprise: once the server resets a connection, autocannon times each later answer from
# the start of an earlier request: one more request is added to the time with every reset,
# for the rest of the run.  The server below answers every request in about 10 ms and
# resets each third one; mean, percentiles and maximum are many times that.  One connection
# has one request under way, so the latencies of a run cannot add up to more than the run
# lasted; here they do, several times over.  Without resets they do not.
#
# Versions: autocannon 8.0.0 and 9.0.0 (npm), Node.js 20.
#
# Promised: the README says of responseTime that it is the time from the start of the request
# to its answer, of latency that it is statistics of that, and counts broken connections
# apart, as errors (github.com/mcollina/autocannon, "API").  Latencies from a wrong start were
# met before, with pipelining: issue 15 of that repository.
#
# So: an objective on the latency of a run that had errors judges the count of errors.
# Take latencies from the server's log, or refuse a run whose "errors" is not 0.
#
# Needs npm and node.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
echo '{"private":true}' >package.json
cat >run.js <<'END'
const http = require('http');
const autocannon = require('autocannon');
const third = process.argv[2] === 'resets';
let asked = 0;
let slowest = 0;
const server = http.createServer((request, response) => {
	if (++asked % 3 === 0 && third) {
		request.socket.resetAndDestroy();
		return;
	}
	const begun = performance.now();
	setTimeout(() => response.end('ok', () => {
		slowest = Math.max(slowest, performance.now() - begun);
	}), 10);
});
server.listen(0, '127.0.0.1', () => {
	const begun = performance.now();
	let sum = 0;
	const run = autocannon({
		url: `http://127.0.0.1:${server.address().port}`,
		connections: 1, amount: 60, timeout: 30,
	}, (error, result) => {
		const lasted = performance.now() - begun;
		const { p50, p99, max } = result.latency;
		console.log(`${process.argv[2]}: ${asked} requests, ${result['2xx']} answered,`,
			`${result.errors} errors; run ${lasted.toFixed()} ms,`,
			`slowest answer as the server saw it ${slowest.toFixed()} ms;`,
			`reported p50 ${p50}, p99 ${p99}, max ${max}, sum ${sum.toFixed()} ms`);
		process.exit(error ? 2 : sum > 1.5 * lasted ? 1 : 0);
	});
	run.on('response', (client, status, bytes, ms) => { sum += ms; });
});
END
for version in 8.0.0 9.0.0; do
	npm install --silent --no-audit --no-fund --ignore-scripts "autocannon@$version" \
	    >npm.log 2>&1 || {
		cat npm.log >&2
		exit 2
	}
	echo "autocannon $version"
	status=0
	node run.js steady || status=$?
	[ "$status" -eq 0 ]
	node run.js resets || status=$?
	[ "$status" -eq 1 ]
done
echo 'as described: after resets the latencies of one connection add up to more than its run'
