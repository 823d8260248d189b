# What is asked for wrongly, what is not there, and what goes wrong.
echo '{"timestamp":1767261600,"user_id":"u"}' > in
for o in '--gap 30' '--gap 0s' '--gap 12h1s' '--order a(' '--refund a(' '--value a(' '--feature x' '--feature a=count(),b' \
    '--feature x=count() --feature x=count()' '--feature value=count()' '--feature kind=count()' '--stitch --gap 1m' \
    '--stitch --now 2026-01-01' '--stitch -u a' '--stitch -u user_id,@ipua' '--stitch -u a(' '--now then' '-u a('; do
	cxuser $o in 2>&1
	echo "status $?"
done
for u in a b c; do echo "{\"timestamp\":1767261600,\"user_id\":\"$u\"}"; done > three
cxuser --max-users 3 three | wc -l
cxuser --max-users 2 three
# No user, or no time.
{ cat in; echo '{"timestamp":1767261600}'; echo '{"timestamp":1767261600,"user_id":""}'; echo '{"user_id":"u"}'; echo; echo '{'; } > odd
cxuser --rejects rejects odd; echo "status $?"
jq -c '[.line, .code]' rejects
: > empty
for o in '' --stitch '--feature count()'; do cxuser $o empty; echo "status $?"; done
cxuser --partial empty | cxuser --merge; echo "status $?"
for o in '' --partial --stitch; do
	cxuser $o in > /dev/full
	echo "status $?" >&2
done
cxuser missing
echo "status $?" >&2
# Ids are values: texts and numbers are told apart; a set without a known id has its least.
printf '%s\n' '{"a":7,"b":"x"}' '{"a":7.0,"b":"y"}' '{"a":"7","b":"z"}' '{"b":"p","c":"o"}' '{"b":"o","c":"q"}' \
    '{"a":"only"}' '{"a":"","b":"n"}' '{"a":"Q","c":"q"}' '{"a":"esc\u0061ped","b":"\"\u0000"}' > ids
cxuser --stitch -u a,b,c ids
cxuser --stitch -u 'a, new = lower(b)' -e 'a == 7' ids
# A feature that finds no value, and a field that no record has, are said.
cxuser --strict-fields --feature 'm = mean(gone)' in; echo "status $?"
