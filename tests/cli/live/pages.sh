# Pipelines of the pages that follow a log, as the pages have them, on one that is being written:
# each tells what it is there for while the input goes on.
. "$TOP/tests/cli/wait.inc"
mkdir bin steps
PATH=$PWD/bin:$PATH
real=$(PATH=${PATH#*:} command -v tail)
# Whoever ends the log ends the pipeline.
printf '#!/bin/sh\necho $$ > follower\nexec %s "$@"\n' "$real" > bin/tail
printf '#!/bin/sh\nshift 2\necho "$1" >> told\n' > bin/logger
chmod +x bin/*
# page FILE WORDS - the pipeline of a page with these words in it, as the file `script`
page() {
	rm -rf steps
	mkdir steps
	awk -v dir="$PWD/steps" -f "$TOP/tests/examples.awk" "$TOP/$1"
	grep -l -e "$2" steps/*.cmd | grep -v '[$]' > found
	[ "$(wc -l < found)" -eq 1 ] || echo "not one pipeline of $1 with '$2'"
	cat "$(cat found)" > script
}
# follow FILE WORDS - it is running, and waits for more than FILE has
follow() {
	page "$1" "$2"
	rm -f follower told out
	sh script > out 2> err &
	wait_until test -s follower
	wait_until asleep "$(cat follower)"
}
finish() {
	kill "$(cat follower)"
	wait
	grep -v Terminated err
}
request() { echo "192.0.2.$3 - - [22/Nov/2026:$1 +0000] \"GET /a HTTP/1.1\" $2 12 \"-\" \"a\""; }
repeat() { i=0; while [ $i -lt "$1" ]; do i=$((i + 1)); eval "$2"; done; }

: > access.log
follow man/cxstat.1 'tail -n 0 -F access.log'
repeat 30 'request 10:00:07 500 1' >> access.log
request 10:01:11 200 1 >> access.log
wait_until lines 1 told
finish
jq -c '[.window, .n, .errors]' told

# A log in which nothing comes for half an hour: 120 minutes of three requests, then the hole.
: > access.log
follow man/cxanomaly.1 'tail -F access.log'
awk 'BEGIN { for (i = 0; i < 360; i++) printf "192.0.2.1 - - [22/Nov/2026:%02d:%02d:%02d +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"\n", 10 + i / 180, i / 3 % 60, i % 3 * 20 }' >> access.log
request 12:30:00 200 1 >> access.log
wait_until lines 1 out
finish
jq -c '[.window, .n, .expected, .status]' out
grep -c '"kind":"state"' web.state

: > access.log
follow man/cxsession.1 'tail -n 0 -F access.log'
for s in 01 02 03; do request 10:00:$s 403 7; done >> access.log
repeat 5 'request 10:00:2$i 502 8' >> access.log
request 10:01:00 200 9 >> access.log
wait_until lines 2 told
finish
jq -c '[.alert, .n]' told

: > events.ndjson
event() { echo "{\"timestamp\":\"2026-11-22T10:$1Z\",\"user_id\":\"$2\",\"event_name\":\"$3\"}"; }
follow man/cxfunnel.1 'tail -n 0 -F events.ndjson'
{ event 00:00 ann cart; event 00:10 ann pay; event 00:40 ann pay; event 00:41 bob cart; event 09:00 cyd cart; } >> events.ndjson
wait_until lines 1 told
finish
jq -c '[.kind, .user, .step, .tries]' told

request 10:00:01 200 1 > access.log
follow README.md 'tail -F access.log'
request 10:01:11 200 1 >> access.log
wait_until lines 1 out
finish
jq -c '[.window, .errors_n]' out

: > access.log
follow man/cxview.1 'tail -F access.log'
{ request 10:00:01 200 1; request 10:00:02 500 1; request 10:01:11 200 1; } >> access.log
wait_until lines 2 out
finish
cat out

# Sessions that go on to windows of an hour.
page man/cxsession.1 '-w 1h --lateness 3h'
mkfifo pipe
: > out
sh script < pipe > out &
exec 3> pipe
for t in 10:00 10:01 15:00 18:00; do echo "{\"timestamp\":\"2026-11-22T$t:00Z\",\"user_id\":\"$t\"}" >&3; done
wait_until lines 1 out
jq -c '[.window, .n]' out
exec 3>&-
wait

#> ["2026-11-22T10:00:00Z",30,1]
#> ["2026-11-22T12:00:00Z",0,3,"anomaly"]
#> ["2026-11-22T12:19:00Z",0,2.5899280575539567,"anomaly"]
#> 1
#> ["refused",3]
#> ["errors",5]
#> ["funnel_stuck","ann",2,2]
#> ["2026-11-22T10:00:00Z",1]
#> ["2026-11-22T10:01:00Z",1]
#> window            route  n             errors
#> 2026-11-22 10:00  /a     2  0.50 [0.02, 0.98]
#> 2026-11-22 10:01  /a     1  0.00 [0.00, 0.96]
#> ["2026-11-22T10:00:00Z",2]
