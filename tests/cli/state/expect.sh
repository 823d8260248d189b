# --expect: what must be there when states are added up, by name or in a row of days.
say() { printf '$ %s\n' "$1"; eval "$1" 2>&1; s=$?; if [ $s -ne 0 ]; then echo "[$s]"; fi; }
event() { printf '{"timestamp":"2026-03-%sZ","user_id":"%s"}\n' "$@"; }
event 27T10:00:00 a > a.log
event 28T10:00:00 a 30T02:00:00 b > b.log
: > c.log
for f in a b c; do cxstat -w 1h --partial --label web-$f -o $f.state 'n = count()' $f.log; done
cxstat -w 1h --partial -o d.state 'n = count()' a.log
grep -h '"kind":"state_source"' ?.state | sed 's/"from".*"more"/... "more"/; s/,"check.*//'
merge='cxstat --merge -w 1mo --no-ci'
say "$merge --expect web-a,web-b a.state b.state"
say "$merge --expect 'web-b, web-a,web-c,web-d ,web-e' a.state b.state c.state"
say "$merge --expect a.log d.state"
say "$merge --expect b.log d.state"
echo '# days, hours, weeks and months, up to the latest'
say "$merge --expect 1d a.state"
say "$merge --expect 4d a.state b.state"
say "$merge --expect 2w a.state b.state"
say "$merge --expect 2mo a.state b.state"
say "cxstat --merge -w 1mo --expect 3h b.state | wc -l"
say "cat a.state b.state | $merge --expect 40d 2>&1 | cut -c 1-70"
say "$merge --expect 2d c.state"
echo '# in the zone of the states'
event 28T20:00:00 a > e.log
cxstat -w 1h --tz Asia/Tokyo --partial 'n = count()' e.log > e.state
say "cxstat --merge --expect 2d e.state"
echo '# without windows, or when they are longer: by the times of what was read'
cxstat -w 1w --partial 'n = count()' a.log > week.state
say 'cxstat --merge --expect 2d week.state'
cxsession --partial b.log > session.state
say 'cxsession --merge --expect 3d session.state | wc -l'
say 'cxsession --merge --expect 4d session.state | wc -l'
cxstat --partial 'n = count()' a.log > plain.state
say 'cxstat --merge --expect 1d plain.state'
echo '# states of states have the labels of all; a gate that fails says so first'
cxstat --merge --partial a.state c.state > ac.state
say "$merge --expect web-a,web-c ac.state"
printf '{"objectives":[{"name":"o","bad":"true","target":"99%%"}]}' > slo
cxslo --partial slo b.log > slo.state
say 'cxslo --merge --expect nobody slo slo.state > /dev/null'
echo '# what is none'
for x in '' , a, ,a 0d 10001d; do say "$merge --expect '$x' a.state"; done
say 'cxstat --expect 7d "n = count()" a.log'
say 'cxstat --label x "n = count()" a.log'
sed 's/"label":"web-a"/"label":7/; s/,"check".*/}/' a.state | cxstat --merge 2>&1 | cut -c 1-60

#> {"kind":"state_source","name":"a.log","records":1,... "more":{"label":"web-a"}
#> {"kind":"state_source","name":"b.log","records":2,... "more":{"label":"web-b"}
#> {"kind":"state_source","name":"c.log","records":0,"lines":"00000000000000000000000000000000","more":{"label":"web-c"}
#> {"kind":"state_source","name":"a.log","records":1,"from":"2026-03-27T10:00:00Z","to":"2026-03-27T10:00:00Z","lines":"558118dfc6329ba76587dc3b2226c058","first":"349524517cf8b6ae"
#> $ cxstat --merge -w 1mo --no-ci --expect web-a,web-b a.state b.state
#> {"kind":"stat","window":"2026-03-01T00:00:00Z","window_end":"2026-04-01T00:00:00Z","n":3}
#> $ cxstat --merge -w 1mo --no-ci --expect 'web-b, web-a,web-c,web-d ,web-e' a.state b.state c.state
#> cxstat: --expect: there is nothing of web-d, web-e
#> {"kind":"stat","window":"2026-03-01T00:00:00Z","window_end":"2026-04-01T00:00:00Z","n":3}
#> [3]
#> $ cxstat --merge -w 1mo --no-ci --expect a.log d.state
#> {"kind":"stat","window":"2026-03-01T00:00:00Z","window_end":"2026-04-01T00:00:00Z","n":1}
#> $ cxstat --merge -w 1mo --no-ci --expect b.log d.state
#> cxstat: --expect: there is nothing of b.log
#> {"kind":"stat","window":"2026-03-01T00:00:00Z","window_end":"2026-04-01T00:00:00Z","n":1}
#> [3]
#> # days, hours, weeks and months, up to the latest
#> $ cxstat --merge -w 1mo --no-ci --expect 1d a.state
#> {"kind":"stat","window":"2026-03-01T00:00:00Z","window_end":"2026-04-01T00:00:00Z","n":1}
#> $ cxstat --merge -w 1mo --no-ci --expect 4d a.state b.state
#> cxstat: --expect: there is nothing of 2026-03-29
#> {"kind":"stat","window":"2026-03-01T00:00:00Z","window_end":"2026-04-01T00:00:00Z","n":3}
#> [3]
#> $ cxstat --merge -w 1mo --no-ci --expect 2w a.state b.state
#> {"kind":"stat","window":"2026-03-01T00:00:00Z","window_end":"2026-04-01T00:00:00Z","n":3}
#> $ cxstat --merge -w 1mo --no-ci --expect 2mo a.state b.state
#> cxstat: --expect: there is nothing of 2026-02
#> {"kind":"stat","window":"2026-03-01T00:00:00Z","window_end":"2026-04-01T00:00:00Z","n":3}
#> [3]
#> $ cxstat --merge -w 1mo --expect 3h b.state | wc -l
#> cxstat: --expect: there is nothing of 2026-03-30T000000Z, 2026-03-30T010000Z
#> 1
#> $ cat a.state b.state | cxstat --merge -w 1mo --no-ci --expect 40d 2>&1 | cut -c 1-70
#> cxstat: --expect: there is nothing of 2026-02-19, 2026-02-20, 2026-02-
#> {"kind":"stat","window":"2026-03-01T00:00:00Z","window_end":"2026-04-0
#> $ cxstat --merge -w 1mo --no-ci --expect 2d c.state
#> cxstat: --expect: there is nothing of any time
#> [3]
#> # in the zone of the states
#> $ cxstat --merge --expect 2d e.state
#> cxstat: --expect: there is nothing of 2026-03-28
#> {"kind":"stat","window":"2026-03-29T05:00:00+09:00","window_end":"2026-03-29T06:00:00+09:00","n":1}
#> [3]
#> # without windows, or when they are longer: by the times of what was read
#> $ cxstat --merge --expect 2d week.state
#> cxstat: --expect: there is nothing of 2026-03-26
#> {"kind":"stat","window":"2026-03-23T00:00:00Z","window_end":"2026-03-30T00:00:00Z","n":1}
#> [3]
#> $ cxsession --merge --expect 3d session.state | wc -l
#> 2
#> $ cxsession --merge --expect 4d session.state | wc -l
#> cxsession: --expect: there is nothing of 2026-03-27
#> 2
#> $ cxstat --merge --expect 1d plain.state
#> cxstat: --expect: there is nothing of any time
#> {"kind":"stat","n":1}
#> [3]
#> # states of states have the labels of all; a gate that fails says so first
#> $ cxstat --merge -w 1mo --no-ci --expect web-a,web-c ac.state
#> {"kind":"stat","window":"2026-03-01T00:00:00Z","window_end":"2026-04-01T00:00:00Z","n":1}
#> $ cxslo --merge --expect nobody slo slo.state > /dev/null
#> cxslo: --expect: there is nothing of nobody
#> cxslo: fail: slo: o: bad 2 of 2: 100% [22.4%, 100%], allowed 1%
#> [1]
#> # what is none
#> $ cxstat --merge -w 1mo --no-ci --expect '' a.state
#> cxstat: --expect: expected NAMES|7d, got ''
#> try 'cxstat --help'
#> [2]
#> $ cxstat --merge -w 1mo --no-ci --expect ',' a.state
#> cxstat: --expect: expected names such as web1,web2, or a time such as 7d, got ','
#> try 'cxstat --help'
#> [2]
#> $ cxstat --merge -w 1mo --no-ci --expect 'a,' a.state
#> cxstat: --expect: expected names such as web1,web2, or a time such as 7d, got 'a,'
#> try 'cxstat --help'
#> [2]
#> $ cxstat --merge -w 1mo --no-ci --expect ',a' a.state
#> cxstat: --expect: expected names such as web1,web2, or a time such as 7d, got ',a'
#> try 'cxstat --help'
#> [2]
#> $ cxstat --merge -w 1mo --no-ci --expect '0d' a.state
#> cxstat: --expect: expected 1 to 10000 days, hours, weeks or months, got '0d'
#> try 'cxstat --help'
#> [2]
#> $ cxstat --merge -w 1mo --no-ci --expect '10001d' a.state
#> cxstat: --expect: expected 1 to 10000 days, hours, weeks or months, got '10001d'
#> try 'cxstat --help'
#> [2]
#> $ cxstat --expect 7d "n = count()" a.log
#> cxstat: --expect needs --merge
#> try 'cxstat --help'
#> [2]
#> $ cxstat --label x "n = count()" a.log
#> cxstat: --label needs --partial or --resume
#> try 'cxstat --help'
#> [2]
#> cxstat: stdin:1: not a saved state, or damaged: its check do
