# Silence while the input goes on: windows without records are written when their time has passed.
. "$TOP/tests/cli/wait.inc"
line() { echo "{\"timestamp\":\"2026-01-01T00:$1Z\",\"k\":\"${2:-a}\"}"; }
show() { jq -c '[.window[11:19], .k, .n]'; }
mkfifo pipe
: > out
cxstat -w 1m --lateness 0s --fill 'n = count()' < pipe > out &
pid=$!
exec 3> pipe
line 00:30 >&3
line 03:00 >&3
wait_until lines 3 out
show < out
line 04:59 >&3
wait_until lines 4 out
line 07:59 >&3
wait_until lines 7 out
kill -TERM $pid
wait $pid
echo "status $?"
tail -n +4 out | show
exec 3>&-
# By the clock, when the source has stopped: a window, and on and on.
mkfifo still
: > out
cxstat -w 1s --lateness 0s --idle 100ms --fill 'n = count()' < still > out &
pid=$!
exec 3> still
line 00:00 >&3
wait_until lines 3 out
exec 3>&-
wait $pid
head -n 3 out | show
# Without --idle nothing is written of what no record has passed; without --fill no empty window.
{ line 00:30; line 03:00; line 03:10; } > in
cxstat -w 1m --lateness 2m --fill 'n = count()' in | show
cxstat -w 1m --lateness 0s 'n = count()' in | show
# Groups that one of the last N windows had get their zeroes, the others are forgotten.
for r in '00:00' '00:01 b' 01:00 02:00 03:00 04:00 '04:01 b' 05:00; do line $r; done > in
cxstat -w 1m -b k --lateness 0s --fill --fill-last 2 'n = count()' in | show
# A hole that is longer than that ends in silence; the windows behind it are where they belong.
{ line 00:00; line 00:01 b; line 59:00; } |
    cxstat -w 1m -b k --lateness 0s --fill --fill-last 3 'n = count()' | show
# Days are those of the zone, and --from and --to limit records, not what is filled.
for d in 2026-03-28 2026-03-31; do echo "{\"timestamp\":\"${d}T12:00:00Z\"}"; done > days
cxstat -w 1d --tz Europe/Berlin --lateness 0s --fill --from 2026-03-01 --to 2026-04-30 'n = count()' days |
    jq -c '[.window, .n]'
# However the input is cut, and without groups the same as a run over input at rest.
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "{\"timestamp\":%d,\"k\":%d}\n", 1767225600 + int(i / 40) * 700 + i % 40 * 7, i * i % 11 }' > in
cxstat -w 1m --lateness 1m --fill 'n = count(), m = mean(k)' in > a
cxstat -w 1m --fill 'n = count(), m = mean(k)' in | cmp - a && echo 'as at rest'
cxstat -w 1m -b k --lateness 1m --fill 'n = count()' in > a
dd if=in bs=77 2> /dev/null | cxstat -w 1m -b k --lateness 1m --fill -j 3 'n = count()' | cmp - a && echo 'the same bytes'
# What cannot be.
{ line 00:00; echo '{"timestamp":"9999-01-01T00:00:00Z"}'; } | cxstat -w 1s --lateness 0s --fill 'n = count()'
echo "status $?"
for o in '--fill-last 3' '--fill --totals' '--fill --fill-last 0'; do
	cxstat -w 1m --lateness 1s $o 'n = count()' in 2>&1 | head -n 1
done
cxstat -w 1m --fill --fill-last 3 'n = count()' in 2>&1 | head -n 1
{ line 00:00; line 00:01 b; line 01:00; line 01:01 c; } |
    cxstat -w 1m -b k --lateness 0s --fill --max-groups 2 'n = count()' | show
{ line 00:00; line 00:01 b; line 01:00; line 01:01 c; } |
    cxstat -w 1m -b k --lateness 0s --fill --max-groups 2 --overflow other 'n = count()' | show

#> ["00:00:00",null,1]
#> ["00:01:00",null,0]
#> ["00:02:00",null,0]
#> status 143
#> ["00:03:00",null,1]
#> ["00:04:00",null,1]
#> ["00:05:00",null,0]
#> ["00:06:00",null,0]
#> ["00:07:00",null,1]
#> ["00:00:00",null,1]
#> ["00:00:01",null,0]
#> ["00:00:02",null,0]
#> ["00:00:00",null,1]
#> ["00:01:00",null,0]
#> ["00:02:00",null,0]
#> ["00:03:00",null,2]
#> ["00:00:00",null,1]
#> ["00:03:00",null,2]
#> ["00:00:00","a",1]
#> ["00:00:00","b",1]
#> ["00:01:00","a",1]
#> ["00:01:00","b",0]
#> ["00:02:00","a",1]
#> ["00:02:00","b",0]
#> ["00:03:00","a",1]
#> ["00:04:00","a",1]
#> ["00:04:00","b",1]
#> ["00:05:00","a",1]
#> ["00:05:00","b",0]
#> ["00:00:00","a",1]
#> ["00:00:00","b",1]
#> ["00:01:00","a",0]
#> ["00:01:00","b",0]
#> ["00:02:00","a",0]
#> ["00:02:00","b",0]
#> ["00:03:00","a",0]
#> ["00:03:00","b",0]
#> ["00:59:00","a",1]
#> ["2026-03-28T00:00:00+01:00",1]
#> ["2026-03-29T00:00:00+01:00",0]
#> ["2026-03-30T00:00:00+02:00",0]
#> ["2026-03-31T00:00:00+02:00",1]
#> as at rest
#> the same bytes
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T00:00:01Z","n":1}
#> status 2
#> cxstat: --fill-last needs --fill
#> cxstat: --lateness does not go with --totals
#> cxstat: --fill-last: expected 1..1000000, got '0'
#> cxstat: --fill-last needs --lateness
#> ["00:00:00","a",1]
#> ["00:00:00","b",1]
#> ["00:00:00","a",1]
#> ["00:00:00","b",1]
#> ["00:01:00","a",1]
#> ["00:01:00","b",0]
#> ["00:01:00","other",1]
#2> cxstat: interrupted after 4 records
#2> cxstat: --fill would write more than 10000000 windows at once, up to a time far ahead: choose wider windows, or set a limit by --to
#2> cxstat: more than 2 groups (see --max-groups, --overflow)
