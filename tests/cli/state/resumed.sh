# Whatever was read when, and however the log was rotated meanwhile: with --resume results are
# those of one run over all lines ever written, and PLACE holds the states of --partial.
# shellcheck source=tests/cli/draw.inc
. "$TOP/tests/cli/draw.inc"
LINES=400
# shellcheck disable=SC2016,SC2154 # awk's; of draw.inc
awk -v n=$LINES -v seed=7 "$draw"'BEGIN {
	split("view_item add_to_cart purchase", name, " ")
	for (i = 0; i < n; i++) {
		at = i * 700 + draw() * 3000
		day = int(at / 86400); at -= day * 86400
		printf "{\"timestamp\":\"2026-03-%02dT%02d:%02d:%02dZ\",\"user_id\":\"u%d\",", day + 23,
		    int(at / 3600), int(at / 60) - 60 * int(at / 3600), int(at) - 60 * int(at / 60), draw() * 20
		printf "\"event_name\":\"%s\",\"route\":\"%s\",\"ms\":%d,\"status\":%d,\"value\":%d}\n",
		    name[int(draw() * 3) + 1], substr("abc", int(draw() * 3) + 1, 1), draw() * 900,
		    draw() < 0.3 ? 500 : 200, draw() * 9 + 1
	}
}' > all
cat > spec.yaml <<'END'
objectives:
  - {name: availability, by: route, bad: status >= 500, target: 60%}
  - {name: users, bad: status >= 500, per: user_id, target: 60%}
  - {name: speed, value: ms, percentile: p95, limit: 800}
END
# The log as it stands when so many lines were written, some of them into files that have
# another name by now.
put() { if [ "$2" -gt "$1" ]; then sed -n "$(($1 + 1)),$2p" all >> log; fi; }
rotate() {
	for k in 3 2 1; do
		if [ -f log.$k.gz ]; then mv log.$k.gz log.$((k + 1)).gz; fi
	done
	if [ -f log.1 ]; then gzip -c log.1 > log.2.gz && rm log.1; fi
	mv log log.1
	: > log
}
# resumed NAME COMMAND... - all steps, on one to three threads; what differs is said
resumed() {
	name=$1
	shift
	rm -f log log.* place
	: > log
	at=0
	for to in 0 1 40 110 110 rotate 111 230 rotate 231 rotate 300 $LINES $LINES; do
		if [ $to = rotate ]; then
			rotate
			continue
		fi
		put $at $to
		at=$to
		head -n $to all > whole
		"$@" whole > want 2> want.err
		status=$?
		"$@" -j $((to % 3 + 1)) --resume place log > got 2> got.err
		[ $? = $status ] || echo "$name, $to lines: status not $status: $(cat got.err)"
		cmp want got || echo "$name, $to lines"
	done
	echo "$name: $(wc -c < want | tr -d ' ') bytes"
}
# held COMMAND... - the states in place are those of --partial
held() {
	"$@" --partial all | grep '"kind":"state"' > want
	grep '"kind":"state"' place | cmp - want
}
resumed cxstat cxstat -b route -w 1h 'n = count(), p95(ms), top(route, 2), first(ms), last(ms), sd(ms)'
held cxstat -b route -w 1h 'n = count(), p95(ms), top(route, 2), first(ms), last(ms), sd(ms)'
resumed 'cxstat, one group' cxstat --no-ci --totals 'n = count(), p95(ms)'
resumed 'cxstat, filled' cxstat --fill -w 1h -b route 'n = count()'
held cxstat -w 1h -b route 'n = count()'
resumed cxslo cxslo spec.yaml
held cxslo spec.yaml
resumed cxsession cxsession
held cxsession
resumed 'cxsession --stat' cxsession --stat 'n = count(), mean(duration_s)' -b route
held cxsession --sessions
resumed cxuser cxuser --feature 'slow = p95(ms)'
held cxuser --feature 'slow = p95(ms)'
resumed 'cxuser --stitch' cxuser -u user_id,route --stitch
held cxuser -u user_id,route --stitch
resumed cxretain cxretain --clock rolling --period day -b route
held cxretain --clock rolling --period day -b route
resumed 'cxretain --per-user' cxretain --per-user
held cxretain
resumed cxfunnel cxfunnel -s view_item -s add_to_cart -s purchase --within 2d -b route
held cxfunnel -s view_item -s add_to_cart -s purchase --within 2d -b route
resumed 'cxfunnel --per-user' cxfunnel -s view_item -s add_to_cart --per-user
held cxfunnel -s view_item -s add_to_cart
resumed cxattribute cxattribute --channel route
held cxattribute --channel route
set -- --sent 'event_name == "view_item"' --reaction 'event_name == "purchase"' --message ms
resumed cxsegment cxsegment --responses 5 "$@"
held cxsegment --responses 5 "$@"
set -- --sent 'event_name == "view_item"' --reaction 'event_name == "purchase"'
resumed 'cxpredict --hours' cxpredict --hours "$@"
held cxpredict --hours "$@"
set -- --saw 'event_name == "view_item"' --took 'event_name == "purchase"' --item route
resumed 'cxpredict --items' cxpredict --items "$@"
held cxpredict --items "$@"
resumed 'cxab of rows' cxab --variant route --control a 'r = mean(ms)'
held cxab --variant route --control a 'r = mean(ms)'
set -- -u user_id --exposure 'event_name == "view_item"' --variant route --control a
resumed 'cxab -u' cxab "$@" 'r = any(event_name == "purchase")'
held cxab "$@" 'r = any(event_name == "purchase")'

#> cxstat: 64984 bytes
#> cxstat, one group: 209 bytes
#> cxstat, filled: 24174 bytes
#> cxslo: 3199 bytes
#> cxsession: 69323 bytes
#> cxsession --stat: 134 bytes
#> cxuser: 8610 bytes
#> cxuser --stitch: 931 bytes
#> cxretain: 1782 bytes
#> cxretain --per-user: 1682 bytes
#> cxfunnel: 3884 bytes
#> cxfunnel --per-user: 3343 bytes
#> cxattribute: 1266 bytes
#> cxsegment: 2806 bytes
#> cxpredict --hours: 3398 bytes
#> cxpredict --items: 1008 bytes
#> cxab of rows: 3098 bytes
#> cxab -u: 2697 bytes
