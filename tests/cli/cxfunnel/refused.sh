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
