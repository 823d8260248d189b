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

#> cxsession: --gap: expected a duration such as 30m, got '30'
#> try 'cxsession --help'
#> status 2
#> cxsession: --gap: expected a duration such as 30m, got '0s'
#> try 'cxsession --help'
#> status 2
#> cxsession: --gap: expected a duration such as 30m, got '-1m'
#> try 'cxsession --help'
#> status 2
#> cxsession: --max: expected a duration such as 30m, got 'x'
#> try 'cxsession --help'
#> status 2
#> cxsession: --page needs --sessions, --stat, --pages, --transitions, --paths, --repeats, --around, --alert or --alert-repeats
#> try 'cxsession --help'
#> status 2
#> cxsession: --keep needs --sessions, --stat, --pages, --transitions, --paths, --repeats, --around, --alert or --alert-repeats
#> try 'cxsession --help'
#> status 2
#> cxsession: --key-event needs --sessions, --stat, --pages, --transitions, --paths, --repeats, --around, --alert or --alert-repeats
#> try 'cxsession --help'
#> status 2
#> cxsession: --keep: the name 'kind' is taken: choose another (new = ...)
#> try 'cxsession --help'
#> status 2
#> cxsession: --keep: two fields are called 'a': name one of them (new = ...)
#> try 'cxsession --help'
#> status 2
#> cxsession: --keep: two fields are called 'a.b': name one of them (new = ...)
#> try 'cxsession --help'
#> status 2
#> cxsession: --user, column 1: unknown function 'a'
#>   a(
#>   ^
#> status 2
#> cxsession: --split, column 1: unknown function 'a'
#>   a(
#>   ^
#> status 2
#> cxsession: --page, column 1: unknown function 'a'
#>   a(
#>   ^
#> status 2
#> cxsession: --keep, column 1: unknown function 'a'
#>   a(
#>   ^
#> status 2
#> cxsession: --key-event, column 1: unknown function 'a'
#>   a(
#>   ^
#> status 2
#> 3
#> 3
#> status 0
#> status 0
#> {"kind":"states","filter":"cxsession","version":3,"plan":{"at_gap":false,"gap_us":1800000000,"max_us":0,"sessions":false,"split":[]},"where":null,"time":"timestamp","tz":"UTC","window":null,"by":[{"name":"user","expr":"user_id"}],"check":"3825a66979711f53"}
#> {"kind":"states_end","groups":0,"sources":0,"records":0,"rejected":0,"check":"1d0824a35206fa68"}
#> some of it
#> some of it
#2> cxsession: more than 2 records to keep (see --max-facts)
#2> cxsession: more than 2 records to keep (see --max-facts)
#2> cxsession: more than 1 records to keep (see --max-facts)
#2> cxsession: write error: No space left on device
#2> status 2
#2> cxsession: write error: No space left on device
#2> status 2
#2> cxsession: write error: No space left on device
#2> status 2
#2> cxsession: missing: No such file or directory
#2> status 2
#2> cxsession: the times in 'timestamp' are numbers, none of them from 1990 to 2099; the first is 1970-01-01T00:00:00Z
#2> cxsession: cut.gz: truncated gzip stream after 1031 lines, partial last line dropped
#2> status 2
#2> cxsession: the times in 'timestamp' are numbers, none of them from 1990 to 2099; the first is 1970-01-01T00:00:00Z
#2> cxsession: cut.gz: truncated gzip stream after 1031 lines, partial last line dropped
#2> status 2
