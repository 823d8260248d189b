# What is asked for wrongly, and states that are not to be trusted: refused, and why.
echo '{"timestamp":1767261600,"user_id":"u","variant":"a","event_name":"exposure","x":1}' > in
for o in '--within 1d' '--delay 1h' '--multi first' '--exposure true' '--attribution all' '--strict-window' \
    '-u user_id --late 1d' '-u user_id --within 0s' '-u user_id --attribution experiment --within 1d' \
    '--ids in' '--before x' '--before x>0 --after x<0 --control a' '--before x( --after x' '--cap p0' '--cap z:5' '--cap m:' '--cap p:5' \
    '--cap-low' '--goal z' '--goal m --secondary m' '--guardrail m:x' '--guardrail m:100%' '--better m:left' \
    '--monitor weekly' '--monitor z:obf' '--monitor m:weekly' '--monitor obf' '--monitor power --horizon 5' '--weights a' '--weights a=0' \
    '--weights a=1,a=1' '--weights a=-1' '--rule any' '--correct any' '--covariate x(' '--covariate x --covariate x --covariate x --covariate x --covariate x' \
    '-b variant' '-b x,x' '-b metric=x' '--strata x( ' '--control z' '--looks l --partial' '-u user_id --sorted --strict-window --within 1d' \
    '--disjoint' '--now x' '-u a('; do
	cxab $o 'm = mean(x), p = rate(x > 0)' in 2>&1 | head -n 1
done
cxab 'distinct(x)' in 2>&1 | head -n 1
cxab 'm = mean(x' in 2>&1 | head -n 1
cxab
echo "status $?"
# States: of rows only when it is said that they share nobody; of one query; not twice.
cxab --partial 'm = mean(x)' in > rows.state
cxab --partial 'n = mean(x)' in > other.state
cxab --partial -u user_id 'm = mean(x)' in > unit.state
cxab --merge rows.state; echo "status $?"
cxab --merge --disjoint rows.state other.state; echo "status $?"
cxab --merge --disjoint rows.state unit.state; echo "status $?"
cxab --merge --disjoint rows.state rows.state; echo "status $?"
for o in '-u x' '-b x' '--covariate x' '--cap 5' '--variant x' '--exposure x' '--from 2026-01-01'; do
	cxab --merge --disjoint $o rows.state 2>&1 | head -n 1
done
sed 's/"units":1/"units":2/' rows.state | cxab --merge --disjoint; echo "status $?"
# Units without a key, exposures without an arm; nothing at all.
{ echo '{"timestamp":1767261600,"event_name":"exposure","variant":"a"}'; echo '{"timestamp":1767261600,"event_name":"exposure","user_id":"u"}'
  echo '{"user_id":"u"}'; cat in; } > bad
cxab -u user_id --max-bad 100% --rejects out 'm = any(x == 1)' bad | jq -c 'select(.kind == "ab_arm") | [.variant, .n]'
jq -c '[.line, .code]' out
cxab 'm = count()' < /dev/null; echo "status $?"
cxab 'm = count()' in > /dev/full; echo "status $?"
cxab --partial 'm = count()' in > /dev/full; echo "status $?"
cxab 'm = count()' missing; echo "status $?"
# Too much to keep.
{ cat in; sed 's/"u"/"v"/' in; } | cxab --max-values 1 'p50(x)'; echo "status $?"
{ cat in; sed 's/"u"/"v"/' in; } | cxab -u user_id --max-facts 1 'm = count()'; echo "status $?"

#> cxab: --within needs --user or --merge
#> cxab: --delay needs --user or --merge
#> cxab: --multi needs --user or --merge
#> cxab: --exposure is of events that are joined (-u)
#> cxab: --attribution needs --user or --merge
#> cxab: --strict-window needs --within
#> cxab: --late needs --to
#> cxab: --within: expected a duration such as 7d, got '0s'
#> cxab: --within has no meaning with --attribution experiment
#> cxab: --ids needs --user
#> cxab: --before needs --after
#> cxab: --control: with --before that is what was before
#> cxab: --before, column 1: unknown function 'x'
#> cxab: --cap: expected a quantile such as p99.9, a number, or two as -5..100, got 'p0'
#> cxab: --cap: no metric is called 'z'
#> cxab: --cap: expected a quantile such as p99.9, a number, or two as -5..100, got ''
#> cxab: --cap: p is a share or a quantile, which have no outliers
#> cxab: --cap-low needs --cap
#> cxab: --goal: no metric is called 'z'
#> cxab: --secondary: 'm' has a role already
#> cxab: --guardrail: expected a margin such as 2% or 0.5, got 'x'
#> cxab: --guardrail: expected a margin such as 2% or 0.5, got '100%'
#> cxab: --better: expected METRIC:up or METRIC:down, got 'm:left'
#> cxab: --monitor: no monitor 'weekly'
#> cxab: --monitor: no metric is called 'z'
#> cxab: --monitor: no monitor 'weekly'
#> cxab: --monitor obf: how many units are planned must be known: give --horizon
#> cxab: --monitor: expected power:RHO, a number from 0.01 to 20, got 'power'
#> cxab: --weights: expected ARM=N,..., got 'a'
#> cxab: --weights: some arm must have a weight
#> cxab: --weights: 'a' is there twice
#> cxab: --weights: expected ARM=N,..., got 'a=-1'
#> cxab: --rule: expected strict_ni|clear_signals|do_no_harm, got 'any'
#> cxab: --correct: expected holm|bh|dunnett|none, got 'any'
#> cxab: --covariate, column 1: unknown function 'x'
#> cxab: --covariate: at most 4
#> cxab: --by: the name 'variant' is taken: choose another (new = ...)
#> cxab: --by: two are called 'x': name one of them (new = ...)
#> cxab: --by: the name 'metric' is taken: choose another (new = ...)
#> cxab: --strata, column 1: unknown function 'x'
#> cxab: --control: no arm is called 'z'
#> cxab: --looks does not go with --partial
#> cxab: --strict-window: with --sorted it needs --now
#> cxab: --disjoint needs --merge
#> cxab: --now: expected a time such as 2026-11-22T19:00:00Z or 2026-11-22, got 'x'
#> cxab: --user, column 1: unknown function 'a'
#> cxab: distinct_x: what a unit has is rate, any, count, sum, mean, ratio or a quantile as p95, no distinct
#> cxab: expected ')', found end of text
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> cxab: --merge takes the query from the states: leave out --user
#> cxab: --merge takes the query from the states: leave out --by
#> cxab: --merge takes the query from the states: leave out --covariate
#> cxab: --merge takes the query from the states: leave out --cap
#> cxab: --merge takes the query from the states: leave out --variant
#> cxab: --merge takes the query from the states: leave out --exposure
#> cxab: --merge: states of rows have no times for --from
#> status 2
#> ["a",1]
#> [1,"user"]
#> [3,"time"]
#> status 3
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#2> cxab: expected METRICS, got no operand
#2> try 'cxab --help'
#2> cxab: --merge: states of rows do not know whose they are: say --disjoint when no unit is in two of them, or join by -u
#2> try 'cxab --help'
#2> cxab: other.state:1: the query differs: metrics is here "n = mean(x)", in the first states "m = mean(x)"
#2> cxab: unit.state:1: the query differs: joined is here true, in the first states false
#2> cxab: rows.state:4: the states from rows.state:1 on are of the same records as those from rows.state:1 on ('in'): --once leaves repeats out, --allow-repeat counts them
#2> cxab: stdin:2: not a saved state, or damaged: its check does not match
#2> cxab: bad:1: no user: 'user_id' has no value (see --user)
#2> cxab: bad:3: no time: the record has no field 'timestamp' (see --time)
#2> cxab: 2 of 4 records rejected (50%)
#2> cxab: write error: No space left on device
#2> cxab: write error: No space left on device
#2> cxab: missing: No such file or directory
#2> cxab: more than 1 values of a metric in an arm to cap or rank (see --max-values)
#2> cxab: more than 1 records to keep (see --max-facts)
