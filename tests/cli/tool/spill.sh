# --max-memory of filters of users: what goes to disk changes nothing, to the byte.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 5
	split("page_view view_item add_to_cart purchase refund notification_sent notification_opened exposure", name, " ")
	for (i = 0; i < 30000; i++) {
		t = 1767225600 + int(draw() * 40 * 86400)
		u = int(draw() * draw() * 5000)
		printf "{\"timestamp\":%d,\"user_id\":%s,\"event_name\":\"%s\",\"channel\":\"c%d\",\"medium\":\"m %d\",\"item_id\":\"i%d\",\"delivery_id\":\"d%d\",",
		    t, (u % 7 == 0 ? u "" : "\"user-" u "\""), name[1 + int(draw() * 8)], draw() * 5, draw() * 900, draw() * 40, draw() * 3000
		printf "\"value\":%d.%02d,\"transaction_id\":\"t%d\",\"currency\":\"EUR\",\"experiment\":\"e\",\"variant\":\"%s\",\"path\":\"/%x/%0" 8 + u % 30 "d\"}\n",
		    draw() * 90, draw() * 100, draw() * 9000, (u % 2 ? "a" : "control"), draw() * 60, i
	}
}' > in
mkdir tmp

# The least of memory, some of it, and what is enough; on more than one thread, too.
runs='1,1 2,1m 4,1 1,1G'
if [ -n "${SANITIZED-}" ]; then runs=2,1; fi
# same FILTER ARGUMENT...: whatever the budget and the threads
same() {
	"$@" in > want 2> said
	for run in $runs; do
		"$@" -j "${run%,*}" --max-memory "${run#*,}" --tmp tmp in 2> said.too > got
		cmp want got && cmp said said.too || echo "$*: -j, --max-memory: $run"
	done
	echo "$1 $(wc -l < want)"
}
# A third of the records each.
for i in 1 2 3; do awk -v i=$i 'NR % 3 + 1 == i' in > in.$i; done
# kept FILTER ARGUMENT...: the same of states, written and put together
kept() {
	same "$@"
	"$@" --partial in > want
	for j in 1 3; do
		"$@" --partial -j $j --max-memory 200k --tmp tmp in | cmp - want || echo "$*: -j $j, states"
	done
	# One fold and one scan go through the same code as the others.
	case ${SANITIZED:+$1} in '' | cxuser | cxsession) ;; *) return ;; esac
	for i in 1 2 3; do "$@" --partial --part $i in.$i > $i.state; done
	"$1" --merge [123].state > want 2> said
	"$1" --merge --partial [123].state > all.state
	for run in $runs; do
		on="-j ${run%,*} --max-memory ${run#*,} --tmp tmp"
		"$1" --merge $on [312].state 2> said.too | cmp - want && cmp said said.too || echo "$1 --merge $on"
		"$1" --merge --once $on [213].state 2.state all.state 3.state 2> said.too | cmp - want &&
			cmp said said.too || echo "$1 --merge --once $on"
		"$1" --merge --partial $on [231].state | cmp - all.state || echo "$1 --merge --partial $on"
	done
}
kept cxuser
same cxuser --feature 'm = mean(value)' --feature 'p50(value)' --feature 'distinct(item_id)' --now 2026-03-01
kept cxretain --period week
same cxretain -b channel,medium --start purchase --return page_view
same cxretain --survival -b channel
same cxretain --per-user
kept cxsession
same cxsession --stat 'n = count(), p50(events)' -b pages
same cxsession --transitions
kept cxfunnel -s view_item -s 'add_to_cart?' -s purchase --within 3d -b channel --value value
same cxfunnel -s view_item -s purchase --per-user
kept cxattribute --model last,shapley --channel channel
kept cxab -u user_id --monitor fixed 'n = count(), m = sum(value)'
kept cxpredict --hours
kept cxpredict --items --min-users 2
kept cxsegment --responses 3
ls tmp

# Threads share the keys out when there are many.
for i in 1 2 3 4 5 6 7 8; do sed "s/\"user_id\":\"user/&$i/" in; done > more
for j in 1 2 4; do cxsession -j $j --max-memory 2m more | cksum; done | uniq | wc -l
cxsession more | cksum > want
cxsession -j 3 --max-memory 700k more | cksum | cmp - want && echo 'many keys'

seq 300000 | sed 's/.*/{"timestamp":1767225600,"user_id":"u&","event_name":"a","channel":"c&"}/' > many

# Users who come once; then one of them most of the time, and all others again.  Of each piles
# are dealt out, some of them anew, and parts where much is of one.
awk 'BEGIN {
	for (i = 0; i < 160000; i++) {
		u = i % 80000 * 7919 % 80000
		if (i >= 60000 && i < 120000 && i % 3 != 0)
			u = 7
		printf "{\"timestamp\":%d,\"user_id\":%s,\"event_name\":\"%s\",\"channel\":\"c%d\"}\n",
		    1767225600 + i * 40, (u % 5 == 0 ? u : "\"u" u "\""), (i % 4 == 0 ? "a" : "b"),
		    u % 3
	}
}' > twice
for ask in '--period week' --active '--stickiness' '--survival -b channel' \
    '--start a --return b -b channel'; do
	cxretain $ask twice > want
	for run in 1,1 1,400k 2,1m 3,4m 1,20m; do
		if [ -n "${SANITIZED-}" ] && [ $run != 2,1m ]; then continue; fi
		cxretain $ask -j "${run%,*}" --max-memory "${run#*,}" --tmp tmp twice | cmp - want ||
		    echo "cxretain $ask: -j, --max-memory: $run"
	done
	wc -l < want
done

# Memory is not that of the states that are put together.
if [ -n "${SANITIZED-}" ]; then sed 9000q many > some; else cp many some; fi
for i in 1 2 3; do
	awk -v i=$i 'NR % 3 + 1 == i' some > part
	for c in cxuser cxretain cxsession; do $c --partial --part $i part > $c.$i; done
done
for c in cxuser cxretain cxsession; do
	"$BUILD/fault/peak" 20000 $c --merge --max-memory 1m $c.[123] > want
	"$BUILD/fault/peak" 20000 $c --merge --once --max-memory 1m $c.[123] | cmp - want && echo "$c: states"
done

# Of two threads one has nothing that matters.
echo '{"timestamp":1767225600,"user_id":"z","event_name":"b"}' | cat many - | cxfunnel -j 2 -s b -s c --per-user

# An input that breaks off: what was read, as without.
gzip -c in | head -c 200000 > cut.gz
for c in cxuser 'cxretain --stickiness' 'cxfunnel -s view_item -s purchase'; do
	$c cut.gz > want 2> said
	$c --max-memory 1 cut.gz > got 2> said.too
	echo $?
	cmp got want && cmp said said.too
done

# What a disk cannot take is an error, and nothing is said of what there is.
for c in cxuser cxretain 'cxfunnel -s a'; do
	$c --max-memory 1 --tmp nosuch many
	echo $?
done

# What users have to say of all of them.
printf '{"timestamp":%d,"user_id":"u%d","event_name":"purchase","value":1,"currency":"%s"}\n' 1767225600 1 EUR 1767225600 2 USD > two
cxuser --max-memory 1 two; echo $?

# Arms are few: they need no disk.
printf '{"variant":"%s","x":%d}\n' control 1 a 2 control 3 a 4 | cxab --partial 'm = mean(x)' > rows.state
cxab --merge --disjoint --max-memory 1M rows.state; echo $?

#> cxuser 4296
#> cxuser 4296
#> cxretain 28
#> cxretain 24960
#> cxretain 205
#> cxretain 4296
#> cxsession 30000
#> cxsession 3
#> cxsession 7351
#> cxfunnel 15
#> cxfunnel 2142
#> cxattribute 12
#> cxab 14
#> cxpredict 2126
#> cxpredict 400
#> cxsegment 2991
#> 1
#> many keys
#> 63
#> 75
#> 74
#> 38
#> 1680
#> cxuser: states
#> cxretain: states
#> cxsession: states
#> {"kind":"funnel_user","user":"z","level":1,"converted":false,"steps":[1],"times":["2026-01-01T00:00:00Z"],"leads_ms":[],"complete":false}
#> 2
#> 2
#> 2
#> 2
#> 2
#> 2
#> 2
#> 2
#2> cxfunnel: no record is step 2, 'c'
#2> cxuser: nosuch: a temporary file: No such file or directory
#2> cxretain: nosuch: a temporary file: No such file or directory
#2> cxfunnel: nosuch: a temporary file: No such file or directory
#2> cxuser: values in EUR and in USD do not add up: convert them, or choose one by --where
#2> cxab: --max-memory: these are states of rows, a few for each arm: nothing has to go to disk
#2> try 'cxab --help'
