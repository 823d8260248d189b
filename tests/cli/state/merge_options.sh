# --merge refuses what belongs to the query, whether it would have changed anything or not.
echo '{"timestamp":"2026-01-01T00:00:00Z","x":1}' > in
cxstat --partial 'last(x)' in > s
for o in '-t t2' '--tz UTC' '--accuracy 0.02' '--max-values 5' --exact '-e x>1' '-f json' \
    '--log-format x' '--regex x' '--map a=b' '--input-tz UTC' '--year 2000' '--now 0' \
    '--from 2026-01-01' '--to 2026-01-01'; do
	cxstat --merge $o s
	echo "$o: status $?"
done
cxsession -u x in --partial > s
cxsession --merge --map a=b s
echo "status $?"
# An aggregate that looks at the time is of another query when the time is.
cxstat --partial 'last(x)' in > s
cxstat -t t2 --partial 'last(x)' in 2> /dev/null | cxstat --merge s -
echo "status $?"
cxstat -w 1d --lateness 1s --idle 0s 'count()' in
echo "status $?"
# Keys whose names are no words come back as they were, of cxstat and of what cxsession keeps.
echo '{"timestamp":"2026-01-01T00:00:00Z","user_id":"u","x":1}' > in
cxstat -b '1 + x, `a-b` = x, `a``b` = x, 0, `` = x, true' --partial 'count()' in > s
cxstat --merge s
cxsession --sessions --keep '1 + x, `a-b` = x' --partial in | cxsession --merge

#> -t t2: status 2
#> --tz UTC: status 2
#> --accuracy 0.02: status 2
#> --max-values 5: status 2
#> --exact: status 2
#> -e x>1: status 2
#> -f json: status 2
#> --log-format x: status 2
#> --regex x: status 2
#> --map a=b: status 2
#> --input-tz UTC: status 2
#> --year 2000: status 2
#> --now 0: status 2
#> --from 2026-01-01: status 2
#> --to 2026-01-01: status 2
#> status 2
#> status 2
#> status 2
#> {"kind":"stat","1_x":2,"a-b":1,"a`b":1,"0":0,"":1,"true":true,"count":1}
#> {"kind":"session","user":"u","session_id":"232f3102ee811e2c","session_number":1,"start":"2026-01-01T00:00:00Z","end":"2026-01-01T00:00:00Z","duration_ms":0,"events":1,"pages":0,"engaged":false,"converted":false,"value":0,"1_x":2,"a-b":1}
#2> cxstat: --merge takes the query from the states: leave out --time
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --tz
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --accuracy
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --max-values
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --exact
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --where
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --format
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --log-format
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --regex
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --map
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --input-tz
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --year
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --now
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --from
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --to
#2> try 'cxstat --help'
#2> cxsession: --merge takes the query from the states: leave out --map
#2> try 'cxsession --help'
#2> cxstat: stdin:1: --time differs: here 't2', in the first states 'timestamp'
#2> cxstat: --idle: expected a duration such as 10s, got '0s'
#2> try 'cxstat --help'
