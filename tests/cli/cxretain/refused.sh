# What is asked for wrongly, and states that are not to be trusted: refused, and why.
echo '{"timestamp":1767261600,"user_id":"u","v":"w"}' > in
for o in '--lifecycle --churn' '--active --period week' '--brackets 1 --periods 2' '--brackets 3-1' \
    '--brackets 1,,2' '--brackets x' '--brackets 1x' '--within 1d' '--activation x>=0 --within 1d' \
    '--activation x>=1 --within 0s' '--activation x --within 1d --cohort every' '--idle 1d' \
    '--survival --idle 1 ' '--survival --idle 1d --event x' '--event x' '--start a(' '--return a(' '-b a(' \
    '-b user' '-b cohort=v' '-b v,v' '--stickiness --start x' '--activation x --within 1d --return y' \
    '--per-user --partial' '--cohort all --lifecycle' '--periods 0' '--period year' '--survival --periods 3' \
    '--now x' '-u a('; do
	cxretain $o in 2>&1 | head -n 1
done
state() { cxretain --partial "$@" in > "$name.state"; }
name=plain state
name=week state --period week
name=start state --start x
name=by state -b v
name=ask state --survival
name=tz state --tz Europe/Berlin
for f in week start by ask tz; do
	cxretain --merge plain.state $f.state; echo "status $? $f" >&2
done
for o in '--period week' '--start x' '-b v' --churn '--cohort first' '--tz UTC' '--from 2026-01-01' '-u v'; do
	cxretain --merge $o plain.state 2>&1 | head -n 1
done
cxretain --merge --now 2025-12-31 plain.state
cxretain --merge --now 2026-01-01T09:59:59Z ask.state
echo "status $?" >&2
cxretain --max-users 1 in | wc -l
{ cat in; echo '{"timestamp":1767261600,"user_id":"v"}'; } | cxretain --max-users 1
{ echo '{"timestamp":1767261600}'; echo '{"timestamp":1767261600,"user_id":""}'; echo '{"user_id":"u"}'
  echo '{"timestamp":9e21,"user_id":"u"}'; cat in; } > bad
cxretain --max-bad 100% --rejects out --start x bad
jq -c '[.line, .code]' out
# Spans that nobody saves: shut before they are open, or a start that nothing follows.
printf '{"timestamp":%d,"user_id":"u","event_name":"%s"}\n' 1767261600 s 1767265200 x > spans
cxretain --partial --survival --start s spans > spans.state
for m in '0,0,3600000000 012' '0,0,3600000000 021' '0,3600000000 30' '0 0'; do
	sed "/\"is\"/s/\"at\":.*},\"check\"/\"at\":[176726160000000${m% *}],\"is\":\"${m#* }\"},\"check\"/" spans.state |
		"$BUILD/t/seal" | cxretain --merge --per-user 2>&1 | cut -c 1-70
done
cxretain in > /dev/full
echo "status $?" >&2
cxretain --partial in > /dev/full
echo "status $?" >&2
cxretain missing
echo "status $?" >&2

#> cxretain: --lifecycle does not go with --churn
#> cxretain: --period does not go with --active
#> cxretain: --brackets does not go with --periods
#> cxretain: --brackets: expected periods such as 1,2-7,8-, got '3-1'
#> cxretain: --brackets: expected periods such as 1,2-7,8-, got '1,,2'
#> cxretain: --brackets: expected periods such as 1,2-7,8-, got 'x'
#> cxretain: --brackets: expected a comma before 'x'
#> cxretain: --within needs --activation
#> cxretain: --activation: expected 1 to 1000000 times, got 'x>=0'
#> cxretain: --within: expected a duration such as 7d, got '0s'
#> cxretain: --activation does not go with --cohort every
#> cxretain: --idle needs --survival
#> cxretain: --idle: expected a duration such as 7d, got '1'
#> cxretain: --idle does not go with --event
#> cxretain: --event needs --survival
#> cxretain: --start, column 1: unknown function 'a'
#> cxretain: --return, column 1: unknown function 'a'
#> cxretain: --by, column 1: unknown function 'a'
#> cxretain: --by: the name 'user' is taken: choose another (new = ...)
#> cxretain: --by: the name 'cohort' is taken: choose another (new = ...)
#> cxretain: --by: two are called 'v': name one of them (new = ...)
#> cxretain: --start does not go with --stickiness
#> cxretain: --return does not go with --activation
#> cxretain: --per-user does not go with --partial
#> cxretain: --cohort does not go with --lifecycle
#> cxretain: --periods: expected 1..1000, got '0'
#> cxretain: --period: expected day|week|month, got 'year'
#> cxretain: --periods does not go with --survival
#> cxretain: --now: expected a time such as 2026-11-22T19:00:00Z or 2026-11-22, got 'x'
#> cxretain: --user, column 1: unknown function 'a'
#> cxretain: --merge takes the query from the states: leave out --period
#> cxretain: --merge takes the query from the states: leave out --start
#> cxretain: --merge takes the query from the states: leave out --by
#> cxretain: --merge takes the query from the states: leave out --churn
#> cxretain: --merge takes the query from the states: leave out --cohort
#> cxretain: --merge takes the query from the states: leave out --tz
#> cxretain: --merge takes the query from the states: leave out --from
#> cxretain: --merge takes the query from the states: leave out --user
#> 1
#> [1,"user"]
#> [2,"user"]
#> [3,"time"]
#> [4,"time"]
#> {"kind":"survival_user","user":"u","start":"2026-01-01T10:00:00Z","end
#> cxretain: stdin:2: a state that cannot be: spans must open and shut in
#> cxretain: stdin:2: a state that cannot be: spans must open and shut in
#> cxretain: stdin:2: a state that cannot be: spans must open and shut in
#2> cxretain: no record had a field 'event_name'
#2> cxretain: week.state:1: the query differs: --period is here "week", in the first states nothing
#2> status 2 week
#2> cxretain: start.state:1: the query differs: --start is here "event_name == \"x\"", in the first states nothing
#2> status 2 start
#2> cxretain: by.state:1: the query differs: --by is here ["v = v"], in the first states nothing
#2> status 2 by
#2> cxretain: ask.state:1: the query differs: --idle is here 2592000000000, in the first states 0
#2> status 2 ask
#2> cxretain: tz.state:1: --tz differs: here 'Europe/Berlin', in the first states 'UTC'
#2> status 2 tz
#2> cxretain: --now: the states know of later times
#2> try 'cxretain --help'
#2> cxretain: --now: the states know of later times
#2> try 'cxretain --help'
#2> status 2
#2> cxretain: more than 1 users (see --max-users)
#2> cxretain: bad:1: no user: 'user_id' has no value (see --user)
#2> cxretain: bad:2: no user: 'user_id' has no value (see --user)
#2> cxretain: bad:3: no time: the record has no field 'timestamp' (see --time)
#2> cxretain: bad:4: a time thousands of years away
#2> cxretain: no record had a field 'event_name'
#2> cxretain: nobody is counted: no record is a start (--start), or none is so early that it counts
#2> cxretain: 4 of 5 records rejected (80%)
#2> cxretain: write error: No space left on device
#2> status 2
#2> cxretain: write error: No space left on device
#2> status 2
#2> cxretain: missing: No such file or directory
#2> status 2
