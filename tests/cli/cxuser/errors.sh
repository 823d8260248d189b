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

#> cxuser: --gap: expected a duration such as 30m, got '30'
#> try 'cxuser --help'
#> status 2
#> cxuser: --gap: expected a duration such as 30m, got '0s'
#> try 'cxuser --help'
#> status 2
#> cxuser: --gap: at most 12h, got '12h1s': active days are told by sessions
#> try 'cxuser --help'
#> status 2
#> cxuser: --order, column 1: unknown function 'a'
#>   a(
#>   ^
#> status 2
#> cxuser: --refund, column 1: unknown function 'a'
#>   a(
#>   ^
#> status 2
#> cxuser: --value, column 1: unknown function 'a'
#>   a(
#>   ^
#> status 2
#> cxuser: --feature, column 1: unknown aggregate 'x'
#>   x
#>   ^
#> status 2
#> cxuser: --feature, column 11: unknown aggregate 'b'
#>   a=count(),b
#>             ^
#> status 2
#> cxuser: --feature, column 14: 'x' is the name at column 1 too, write NAME = in front of one
#>   x = count(), x = count()
#>                ^
#> status 2
#> cxuser: --feature: the name 'value' is taken: choose another
#> try 'cxuser --help'
#> status 2
#> cxuser: --feature: the name 'kind' is taken: choose another
#> try 'cxuser --help'
#> status 2
#> cxuser: --stitch does not go with --gap
#> try 'cxuser --help'
#> status 2
#> cxuser: --stitch does not go with --now
#> try 'cxuser --help'
#> status 2
#> cxuser: --stitch: expected two to 64 ids in --user, such as user_id,anonymous_id
#> try 'cxuser --help'
#> status 2
#> cxuser: --stitch: an address that people share makes them no one user: without @ipua
#> try 'cxuser --help'
#> status 2
#> cxuser: --user, column 1: unknown function 'a'
#>   a(
#>   ^
#> status 2
#> cxuser: --now: expected a time such as 2026-11-22T19:00:00Z or 2026-11-22, got 'then'
#> try 'cxuser --help'
#> status 2
#> cxuser: --user, column 1: unknown function 'a'
#>   a(
#>   ^
#> status 2
#> 3
#> {"kind":"user","user":"u","first":"2026-01-01T10:00:00Z","last":"2026-01-01T10:00:00Z","age_days":0,"idle_days":0,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":0,"value":0}
#> status 4
#> [2,"user"]
#> [3,"user"]
#> [4,"time"]
#> [6,"json"]
#> status 0
#> status 0
#> status 0
#> status 0
#> {"kind":"identity","id":"\"�","user":"escaped"}
#> {"kind":"identity","id":"o","user":"Q"}
#> {"kind":"identity","id":"p","user":"Q"}
#> {"kind":"identity","id":"q","user":"Q"}
#> {"kind":"identity","id":"x","user":7}
#> {"kind":"identity","id":"y","user":7}
#> {"kind":"identity","id":"z","user":"7"}
#> {"kind":"identity","id":"x","user":7}
#> {"kind":"identity","id":"y","user":7}
#> {"kind":"identity","id":"z","user":"7"}
#> {"kind":"user","user":"u","first":"2026-01-01T10:00:00Z","last":"2026-01-01T10:00:00Z","age_days":0,"idle_days":0,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":0,"value":0,"m":null,"m_n":0}
#> status 4
#2> cxuser: more than 2 users (see --max-users)
#2> cxuser: odd:2: no user: 'user_id' has no value (see --user)
#2> cxuser: odd:3: no user: 'user_id' has no value (see --user)
#2> cxuser: odd:4: no time: the record has no field 'timestamp' (see --time)
#2> cxuser: odd:6:2: expected '"' or '}', found end of line
#2> cxuser: 4 of 5 records rejected (80%), more than --max-bad allows
#2> cxuser: is it JSON that is not one object a line? -f json reads it
#2> cxuser: write error: No space left on device
#2> status 2
#2> cxuser: write error: No space left on device
#2> status 2
#2> cxuser: no record had a field 'anonymous_id'
#2> status 0
#2> cxuser: missing: No such file or directory
#2> status 2
#2> cxuser: no record had a field 'gone'
