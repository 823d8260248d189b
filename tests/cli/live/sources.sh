# SPDX-License-Identifier: GPL-3.0-or-later
# A watermark for each source: partitions that are read one after the other lose nothing.
. "$TOP/tests/cli/wait.inc"
seq 0 3999 | awk '{ printf "{\"p\":%d,\"timestamp\":%d,\"v\":%d}\n", $1 % 4, 1767261600 + $1, $1 }' > in
for p in 0 1 2 3; do grep "\"p\":$p," in; done > replay
q='n = count(), sum(v)'
cxstat -w 1m "$q" in > want
cxstat -w 1m --lateness 10s --max-bad 100% --rejects late "$q" replay > got 2> said
wc -l < late
for s in 4 0,1,2,3; do
	cxstat -w 1m --lateness 10s --source p --sources $s "$q" replay | cmp - want && echo "none of $s"
done
# Any cut, any order of those of one source; more sources than were said, that come in time.
dd if=replay bs=333 2> /dev/null | cxstat -w 1m --lateness 10s --source p --sources 4 "$q" | cmp - want
cxstat -w 1m --lateness 10s --source p --sources 3 --max-bad 100% --rejects late "$q" replay > got 2> said
wc -l < late
cxstat -w 1m --lateness 10s --source p --sources 3 "$q" in | cmp - want && echo 'a fourth'
# Late is late by the least of them.
for r in '0 100' '1 40' '0 200' '1 70' '0 59' '1 61' '1 200'; do
	echo "{\"timestamp\":$((1767261600 + ${r#* })),\"p\":${r% *},\"v\":0}"
done > few
cxstat -w 1m --lateness 10s --source p --sources 2 --max-bad 100% 'n = count()' few
# What is open is bounded.
cxstat -w 1m -b v --lateness 10s --source p --sources 4 --max-groups 3000 'n = count()' replay > got
echo "status $? $(wc -l < got)"
cxstat -w 1m -b v --lateness 10s --source p --sources 4 --max-groups 3100 'n = count()' in > got
echo "status $? $(wc -l < got)"
# Live: nothing is written before the second was heard; the silence of one ends with --idle.
mkfifo pipe
cxstat -w 1m --lateness 0s --source p --sources a,b --idle 300ms 'n = count()' < pipe > out &
{
	rec() { echo "{\"timestamp\":$((1767261600 + $2)),\"p\":\"$1\"}"; }
	rec a 0; rec a 100; rec a 200; rec b 5
	rec b 130
	wait_until [ -s out ]
	cp out early
	i=200
	while [ "$(wc -l < out)" -lt 4 ]; do i=$((i + 5)); rec a $i; sleep 0.05; done
} > pipe
wait
cat early
[ "$(wc -l < out)" -ge 4 ] && echo 'b is silent'
# What is no source, and no number of them.
sed 's/"p":1,//' in | cxstat -w 1m --lateness 10s --source p --sources 3 --max-bad 100% 'n = count()' 2>&1 | tail -n 1
for o in '--source p' '--sources 4' '--source p --sources 0' '--source p --sources a,,b' '--source p --sources a,' '--source p( --sources 2'; do
	cxstat -w 1m --lateness 10s $o 'count()' in 2>&1 | head -n 1
done

#> 2970
#> none of 4
#> none of 0,1,2,3
#> 990
#> a fourth
#> {"kind":"stat","window":"2026-01-01T10:00:00Z","window_end":"2026-01-01T10:01:00Z","n":1}
#> {"kind":"stat","window":"2026-01-01T10:01:00Z","window_end":"2026-01-01T10:02:00Z","n":3}
#> {"kind":"stat","window":"2026-01-01T10:03:00Z","window_end":"2026-01-01T10:04:00Z","n":2}
#> status 2 0
#> status 0 4000
#> {"kind":"stat","window":"2026-01-01T10:00:00Z","window_end":"2026-01-01T10:01:00Z","n":2}
#> {"kind":"stat","window":"2026-01-01T10:01:00Z","window_end":"2026-01-01T10:02:00Z","n":1}
#> b is silent
#> cxstat: 1000 of 4000 records rejected (25%); --rejects FILE keeps them
#> cxstat: --source needs --sources
#> cxstat: --sources needs --source
#> cxstat: --sources: expected 1 to 1000000, or names such as 0,1,2,3, got '0'
#> cxstat: --sources: expected 1 to 1000000, or names such as 0,1,2,3, got 'a,,b'
#> cxstat: --sources: expected 1 to 1000000, or names such as 0,1,2,3, got 'a,'
#> cxstat: --source, column 1: unknown function 'p'
#2> cxstat: few:5: late: its window was closed (see --lateness)
#2> cxstat: 1 of 7 records rejected (14.3%)
#2> cxstat: more than 3000 groups in open windows (see --max-groups): one of the sources lags behind, or was not heard yet
