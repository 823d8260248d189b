# What is asked for wrongly.
echo '{"timestamp":1767261600,"user_id":"u"}' > in
for o in '--gap 30' '--gap 0s' '--gap -1m' '--max x' '--page path' '--keep path' '--key-event x' \
    '--sessions --keep kind' '--sessions --keep a,a' '--sessions --keep a.b,b=c,a.b' '-u a(' \
    '--split a(' '--sessions --page a(' '--sessions --keep a(' '--sessions --key-event a('; do
	cxsession $o in 2>&1
	echo "status $?"
done
{ cat in in in; } > three
cxsession --max-facts 3 three | wc -l
cxsession --max-facts 2 three
cxsession --max-facts 2 --sorted three
for u in a b c; do echo "{\"timestamp\":1767261600,\"user_id\":\"$u\"}"; done | cxsession --max-facts 1 --sorted | wc -l
cxsession --partial in > s
cxsession --merge --max-facts 1 s s
: > empty
cxsession empty; echo "status $?"
cxsession --sessions --sorted empty; echo "status $?"
cxsession --partial empty
cxsession in > /dev/full
echo "status $?" >&2
cxsession --sorted in > /dev/full
echo "status $?" >&2
cxsession --partial in > /dev/full
echo "status $?" >&2
cxsession missing
echo "status $?" >&2
# A truncated file: what it held, and status 2.
awk 'BEGIN { for (i = 0; i < 2000; i++) printf "{\"timestamp\":%d,\"user_id\":\"u%04d\",\"x\":%.0f}\n", i, i, i * i * i }' |
    gzip -n > whole.gz
head -c $(($(wc -c < whole.gz) / 2)) whole.gz > cut.gz
for o in '' --sorted; do
	cxsession $o cut.gz > out
	echo "status $?" >&2
	[ "$(wc -l < out)" -gt 100 ] && echo "some of it"
done
