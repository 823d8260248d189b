# What is asked for wrongly, and states of another query.
echo '{"timestamp":1767261600,"user_id":"u","event_name":"A","v":1}' > in
set -f
while read -r o; do
	eval "cxfunnel $o in" 2>&1 | head -n 3
done <<'END'
--within 1h
-s 'a b'
-s 'x:a('
-s A -s 'B?'
-s 'A?' -s B
-s A -s 'B?' -s C --order strict
-s A -s 'B?' -s C --order any
-s A --within 0s
-s A --within 10
-s A -s B --step-within 1=1m
-s A -s B --step-within 3=1m
-s A -s B --step-within 2
-s A -s B --step-within 2=x
-s A -s B --exclude X@2-1
-s A -s B --exclude X@1-3
-s A -s B --exclude 'a(@1-2'
-s A -s B --excluded discard
-s A -s B --exclude X --order strict
-s A -s B --order any --entry first
-s A -s B --order any --value v
-s A --like nothing
-s A --like posthog --entry first
-s A -s 'B?' -s C --like clickhouse
-s A -s B --exclude X --like clickhouse:strict_order
-s A -s B --step-within 2=1m --like posthog
-s A --hold 'a('
-s A --unit user
-s A --hold v --unit user --entry every
-s A -b step
-s A -b v,v
-s A -b v --attr step:2
-s A -b v --attr 2
-s A --attr last
-s A --hold v -b v --per-user
-s A -b v,w --compare 1
-s A --compare 1
-s A -b v --compare 2
-s A --value 'a('
-s A --refund x
-s A --sorted
-s A --partial --per-user
-s A --partial --from 2026-01-01
END
for i in $(seq 33); do printf ' -s A'; done > long
cxfunnel $(cat long) in 2>&1
state() { cxfunnel --partial "$@" in > "$name.state"; }
name=plain state -s A -s B
name=steps state -s A -s C
name=within state -s A -s B --within 2h
name=like state -s A -s B --like posthog
name=where state -s A -s B -e 'v == 1'
name=user state -s A -s B -u v
for f in steps within like where user; do
	cxfunnel --merge plain.state $f.state
	echo "status $? $f" >&2
done
cxsession --partial in > other.state
cxfunnel --merge other.state
sed '2s/\[1\]/[2]/' plain.state | cxfunnel --merge
cxfunnel --merge in
for o in '-s A' '--within 1h' '--entry first' '-b v' '--value v' '-e v' '-u v' --sorted; do
	cxfunnel --merge $o plain.state 2>&1 | head -n 1
done
cxfunnel -s A in > /dev/full
echo "status $?" >&2
cxfunnel -s A missing
echo "status $?" >&2

#> cxfunnel: no steps: give each with a -s of its own, as -s view -s order
#> try 'cxfunnel --help'
#> cxfunnel: --step, column 3: expected an operator or the end, found 'b'
#>   a b
#>     ^
#> cxfunnel: --step, column 3: unknown function 'a'
#>   x:a(
#>     ^
#> cxfunnel: --step: the first and the last cannot be left out
#> try 'cxfunnel --help'
#> cxfunnel: --step: the first and the last cannot be left out
#> try 'cxfunnel --help'
#> cxfunnel: --step: none may be left out with --order strict
#> try 'cxfunnel --help'
#> cxfunnel: --step: none may be left out with --order any
#> try 'cxfunnel --help'
#> cxfunnel: --within: expected a duration such as 30m, got '0s'
#> try 'cxfunnel --help'
#> cxfunnel: --within: expected a duration such as 30m, got '10'
#> try 'cxfunnel --help'
#> cxfunnel: --step-within: a step from 2 to 2 has one before it, got 1
#> try 'cxfunnel --help'
#> cxfunnel: --step-within: a step from 2 to 2 has one before it, got 3
#> try 'cxfunnel --help'
#> cxfunnel: --step-within: expected K=DURATION, got '2'
#> try 'cxfunnel --help'
#> cxfunnel: --step-within: expected a duration such as 30m, got 'x'
#> try 'cxfunnel --help'
#> cxfunnel: --exclude: expected steps from 1 to 2, the first the lesser, got '2-1'
#> try 'cxfunnel --help'
#> cxfunnel: --exclude: expected steps from 1 to 2, the first the lesser, got '1-3'
#> try 'cxfunnel --help'
#> cxfunnel: --exclude, column 1: unknown function 'a'
#>   a(@1-2
#>   ^
#> cxfunnel: --excluded needs --exclude
#> try 'cxfunnel --help'
#> cxfunnel: --exclude does not go with --order strict
#> try 'cxfunnel --help'
#> cxfunnel: --entry does not go with --order any
#> try 'cxfunnel --help'
#> cxfunnel: --value does not go with --order any
#> try 'cxfunnel --help'
#> cxfunnel: --like: no rules are called 'nothing'
#> try 'cxfunnel --help'
#> cxfunnel: --entry does not go with --like
#> try 'cxfunnel --help'
#> cxfunnel: --like: the rules of clickhouse have no place for a step that may be left out
#> try 'cxfunnel --help'
#> cxfunnel: --like: the rules of clickhouse:strict_order have no place for --exclude
#> try 'cxfunnel --help'
#> cxfunnel: --like: the rules of posthog have no place for --step-within
#> try 'cxfunnel --help'
#> cxfunnel: --hold, column 1: unknown function 'a'
#>   a(
#>   ^
#> cxfunnel: --unit needs --hold
#> try 'cxfunnel --help'
#> cxfunnel: --unit does not go with --entry every
#> try 'cxfunnel --help'
#> cxfunnel: --by: the name 'step' is taken: choose another (new = ...)
#> try 'cxfunnel --help'
#> cxfunnel: --by: two are called 'v': name one of them (new = ...)
#> try 'cxfunnel --help'
#> cxfunnel: --attr: expected first, last, any or step:K with K from 1 to 1, got 'step:2'
#> try 'cxfunnel --help'
#> cxfunnel: --attr: expected first, last, any or step:K with K from 1 to 1, got '2'
#> try 'cxfunnel --help'
#> cxfunnel: --attr needs --by
#> try 'cxfunnel --help'
#> cxfunnel: --by: 'v' is held, and told anyway
#> try 'cxfunnel --help'
#> cxfunnel: --compare: VALUE is one of --by, of one field
#> try 'cxfunnel --help'
#> cxfunnel: --compare needs --by
#> try 'cxfunnel --help'
#> cxfunnel: --compare: no entry has '2' for v
#> try 'cxfunnel --help'
#> cxfunnel: --value, column 1: unknown function 'a'
#>   a(
#>   ^
#> cxfunnel: --refund needs --value
#> try 'cxfunnel --help'
#> cxfunnel: --sorted needs --now or --partial
#> try 'cxfunnel --help'
#> cxfunnel: --partial does not go with --per-user
#> try 'cxfunnel --help'
#> cxfunnel: --partial does not go with --from
#> try 'cxfunnel --help'
#> cxfunnel: --step: at most 32 steps
#> try 'cxfunnel --help'
#> cxfunnel: --merge takes the query from the states: leave out --step
#> cxfunnel: --merge takes the query from the states: leave out --within
#> cxfunnel: --merge takes the query from the states: leave out --entry
#> cxfunnel: --merge takes the query from the states: leave out --by
#> cxfunnel: --merge takes the query from the states: leave out --value
#> cxfunnel: --merge takes the query from the states: leave out --where
#> cxfunnel: --merge takes the query from the states: leave out --user
#> cxfunnel: --sorted does not go with --merge
#2> cxfunnel: steps.state:1: the query differs: --step is here ["\"A\":event_name == \"A\"","\"C\":event_name == \"C\""], in the first states ["\"A\":event_name == \"A\"","\"B\":event_name == \"B\""]
#2> status 2 steps
#2> cxfunnel: within.state:1: the query differs: --within is here 7200000000, in the first states 86400000000
#2> status 2 within
#2> cxfunnel: like.state:1: the query differs: --like is here "posthog", in the first states nothing
#2> status 2 like
#2> cxfunnel: where.state:1: --where differs: here 'v == 1', in the first states ''
#2> status 2 where
#2> cxfunnel: user.state:1: the key differs: here 'v', in the first states 'user_id'
#2> status 2 user
#2> cxfunnel: other.state:1: states of cxsession, not of cxfunnel
#2> cxfunnel: stdin:2: not a saved state, or damaged: its check does not match
#2> cxfunnel: in:1: not a saved state, or damaged: its check does not match
#2> cxfunnel: write error: No space left on device
#2> status 2
#2> cxfunnel: missing: No such file or directory
#2> status 2
