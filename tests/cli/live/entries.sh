# Entries of a funnel while the input goes on: each when it is decided, who is stuck while he is.
. "$TOP/tests/cli/wait.inc"
line() { echo "{\"timestamp\":\"2026-01-01T00:$1Z\",\"user_id\":\"$2\",\"event_name\":\"$3\"}"; }
show() { jq -c '[.kind, .user, .level // .step, .tries, .timestamp, .complete]'; }
mkfifo pipe
: > out
cxfunnel -s cart -s pay -s paid --within 10m --per-user --lateness 5s --stuck 2m < pipe > out &
pid=$!
exec 3> pipe
line 00:00 ann cart >&3
line 00:10 bob cart >&3
line 00:20 bob pay >&3
line 00:30 bob paid >&3
line 00:36 cyd help >&3
wait_until lines 1 out
show < out
line 00:40 ann pay >&3
line 01:00 ann pay >&3
line 02:46 cyd help >&3
wait_until lines 2 out
tail -n +2 out | show
line 10:06 dan cart >&3
wait_until lines 3 out
tail -n +3 out | show
wait_until asleep $pid
kill -TERM $pid
wait $pid
echo "status $?"
tail -n +4 out | show
exec 3>&-
# A late step is set aside; a late record that is no step says nothing, and is not.
for r in '00:00 ann cart' '00:20 bob cart' '00:05 ann pay' '00:06 ann help' '00:15 ann pay'; do line $r; done > in
cxfunnel -s cart -s pay --per-user --lateness 10s --max-bad 100% --rejects late in | show
jq -c '[.line, .code]' late
# At rest the same.
cxfunnel -s cart -s pay --per-user --entry every in > rest
cxfunnel -s cart -s pay --per-user --lateness 1m -j 3 in | sort | cmp - rest && echo same
# What is left behind an exclusion may be out of time already: it is over then.
for r in '00:00 u a' '00:05 u b' '00:20 u x' '00:21 u a'; do line $r; done |
    cxfunnel -s a -s b -s c --step-within 2=9s --exclude x@2-3 --per-user --lateness 0s | show
# Events of one time are taken together, as long as the watermark has not passed it.
{ line 00:00 u b; line 00:10 v a; } > first
line 00:00 u a > second
cxfunnel -s a -s b --per-user --lateness 10s first second | show
# What makes no sense without an end.
for o in '' '--per-user --entry first' '--per-user --order any' '--per-user --like posthog' \
    '--per-user --value v' '--per-user --now 2026-01-01' '--per-user --hold a --unit user' \
    '--per-user --merge' '--per-user --stuck 1d' '--per-user --stuck x' '--per-user --idle 0s'; do
	cxfunnel -s cart -s pay --lateness 1m $o in 2>&1 | head -n 1
done
cxfunnel -s cart -s pay --stuck 1m in 2>&1 | head -n 1
for o in --sorted --partial --merge '--stat count()' --pages '--alert x@2 --paths 3' '--idle 0s'; do
	cxsession --lateness 1m $o in 2>&1 | head -n 1
done
for o in x x@ x@0 x@1001 x@2/ x@2/x 'x @2' '=@2' @2; do
	cxsession --alert "$o" in > /dev/null 2> err || head -n 1 err
done
for o in 5 5/ 0/1s /1s; do cxsession --alert-repeats $o in 2>&1 | head -n 1; done

#> ["funnel_user","bob",3,null,null,true]
#> ["funnel_stuck","ann",2,2,"2026-01-01T00:02:40Z",null]
#> ["funnel_user","ann",2,null,null,true]
#> status 143
#> ["funnel_user","dan",1,null,null,false]
#> ["funnel_user","ann",2,null,null,true]
#> ["funnel_user","bob",1,null,null,false]
#> [3,"late"]
#> same
#> ["funnel_user","u",2,null,null,true]
#> ["funnel_user","u",1,null,null,false]
#> ["funnel_user","u",2,null,null,true]
#> ["funnel_user","v",1,null,null,false]
#> cxfunnel: --lateness needs --per-user
#> cxfunnel: --lateness does not go with --entry first
#> cxfunnel: --lateness does not go with --order any
#> cxfunnel: --lateness does not go with --like
#> cxfunnel: --lateness does not go with --value
#> cxfunnel: --lateness does not go with --now
#> cxfunnel: --lateness does not go with --unit user
#> cxfunnel: --merge takes the query from the states: leave out --step
#> cxfunnel: --stuck: expected less than --within, after which an entry is over
#> cxfunnel: --stuck: expected a duration such as 5m, got 'x'
#> cxfunnel: --idle: expected a duration such as 10s, got '0s'
#> cxfunnel: --stuck needs --lateness
#> cxsession: --lateness does not go with --sorted
#> cxsession: --lateness does not go with --partial
#> cxsession: --lateness does not go with --merge
#> cxsession: --lateness does not go with --stat
#> cxsession: --lateness does not go with --pages
#> cxsession: --alert does not go with --paths
#> cxsession: --idle: expected a duration such as 10s, got '0s'
#> cxsession: --alert: how many of them? expected EXPR@N or EXPR@N/TIME, got 'x'
#> cxsession: --alert: expected a number from 1 to 1000 behind the last @, got ''
#> cxsession: --alert: expected a number from 1 to 1000 behind the last @, got '0'
#> cxsession: --alert: expected a number from 1 to 1000 behind the last @, got '1001'
#> cxsession: --alert: expected a duration such as 1m behind the /, got ''
#> cxsession: --alert: expected a duration such as 1m behind the /, got 'x'
#> cxsession: --alert, column 1: expected a value, found '='
#> cxsession: --alert, column 1: expected a value, found end of text
#> cxsession: --alert-repeats: expected a duration such as 1m behind the /, got ''
#> cxsession: --alert-repeats: expected a duration such as 1m behind the /, got ''
#> cxsession: --alert-repeats: expected a number from 1 to 1000, got '0'
#> cxsession: --alert-repeats: expected a number from 1 to 1000, got ''
#2> cxfunnel: interrupted after 9 records
#2> cxfunnel: in:3: late: the watermark had passed it (see --lateness)
#2> cxfunnel: 1 of 5 records rejected (20%)
