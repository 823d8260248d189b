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
