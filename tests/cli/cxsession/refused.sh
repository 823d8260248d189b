# States of another query, damaged ones, and what is part of the query: refused, and why.
echo '{"timestamp":1767261600,"user_id":"u","v":"w"}' > in
state() { cxsession --partial "$@" in > "$name.state"; }
name=plain state
name=gap state --gap 31m
name=kind state --sessions
name=where state -e 'v == "w"'
name=tz state --tz Europe/Berlin
name=user state -u v
echo '{"at":1767261600,"user_id":"u"}' > at; cxsession --partial -t at at > time.state
for f in gap kind where tz user time; do
	cxsession --merge plain.state $f.state
	echo "status $? $f" >&2
done
cxstat --partial 'count()' in > other.state
cxsession --merge other.state
sed '2s/"w"/"x"/' plain.state | cxsession --merge
sed 2d plain.state | cxsession --merge
head -n 2 plain.state | cxsession --merge
cxsession --merge in
cxsession --merge < /dev/null
for o in '-u v' '--gap 1m' --at-gap '--max 1h' '--split v' --sessions '--page v' '--key-event v' \
    '--keep v' '-e v' '-f csv' '--from 2026-01-01' '--to 2027-01-01' '--tz UTC' '-t v' --sorted; do
	cxsession --merge $o plain.state 2>&1 | head -n 1
done

#> cxsession: --merge takes the query from the states: leave out --user
#> cxsession: --merge takes the query from the states: leave out --gap
#> cxsession: --merge takes the query from the states: leave out --at-gap
#> cxsession: --merge takes the query from the states: leave out --max
#> cxsession: --merge takes the query from the states: leave out --split
#> cxsession: --merge takes the query from the states: leave out --sessions
#> cxsession: --merge takes the query from the states: leave out --page
#> cxsession: --merge takes the query from the states: leave out --key-event
#> cxsession: --merge takes the query from the states: leave out --keep
#> cxsession: --merge takes the query from the states: leave out --where
#> cxsession: --merge takes the query from the states: leave out --format
#> cxsession: --merge takes the query from the states: leave out --from
#> cxsession: --merge takes the query from the states: leave out --to
#> cxsession: --merge takes the query from the states: leave out --tz
#> cxsession: --merge takes the query from the states: leave out --time
#> cxsession: plain.state:2: --sorted takes states with keys (--key-lines)
#2> cxsession: gap.state:1: the query differs: --gap is here 1860000000, in the first states 1800000000
#2> status 2 gap
#2> cxsession: kind.state:1: the query differs: --keep is here ["source = source","medium = medium","campaign = campaign","channel = channel"], in the first states nothing
#2> status 2 kind
#2> cxsession: where.state:1: --where differs: here 'v == "w"', in the first states ''
#2> status 2 where
#2> cxsession: tz.state:1: --tz differs: here 'Europe/Berlin', in the first states 'UTC'
#2> status 2 tz
#2> cxsession: user.state:1: the key differs: here 'v', in the first states 'user_id'
#2> status 2 user
#2> cxsession: time.state:1: --time differs: here 'at', in the first states 'timestamp'
#2> status 2 time
#2> cxsession: other.state:1: states of cxstat, not of cxsession
#2> cxsession: stdin:2: not a saved state, or damaged: its check does not match
#2> cxsession: stdin:3: 0 states were read, the last line speaks of 1: lines are missing or doubled
#2> cxsession: stdin:2: the states end before their last line: truncated
#2> cxsession: in:1: not a saved state, or damaged: its check does not match
#2> cxsession: no saved states in the input (what may be empty: put before it those of --partial /dev/null)
