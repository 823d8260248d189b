# What was counted is not counted again: told by what was read, whatever the files are called.
try() {
	printf '$ %s\n' "$1"
	eval "$1" 2>&1
	echo "[$?]"
}
event() { printf '{"timestamp":"2026-01-0%dT00:00:00Z","u":"%s"}\n' "$@"; }
event 1 a 2 b 3 c > log
event 4 d 5 e > other
cxstat -w 1d --partial 'n = count()' log > a.state
cxstat -w 1d --partial 'n = count()' other > b.state
merge='cxstat --merge -b "" -w 1mo --no-ci'
try "$merge a.state b.state"
# The same states, a copy of them, the same records under another name or in another order.
cp a.state copy.state
cp log log.1
cxstat -w 1d --partial 'n = count()' log.1 > renamed.state
cxstat -w 1d --partial 'n = count()' < log > stdin.state
sort -r log > backwards
cxstat -w 1d --partial 'n = count()' backwards > backwards.state
try "$merge a.state b.state a.state"
for s in copy renamed stdin backwards; do try "$merge a.state b.state $s.state"; done
try "$merge --once a.state b.state a.state renamed.state stdin.state"
try "$merge --allow-repeat a.state b.state a.state"
try 'cat a.state a.state | cxstat --merge'
# States of states know what is in them; a part that is shared cannot be left out.
cxstat --merge --partial b.state a.state > ab.state
cxstat --merge --partial a.state b.state | cmp - ab.state && echo 'the order does not show'
grep -c '"kind":"state_source"' ab.state
try "$merge ab.state b.state"
try "$merge --once ab.state b.state"
try "$merge --once b.state ab.state"
# A log that has grown meanwhile, from its beginning again; its new days alone are fine.
event 6 f >> log
cxstat -w 1d --partial 'n = count()' log > grown.state
try "$merge a.state grown.state"
try "$merge --once a.state grown.state"
cxstat -w 1d --from 2026-01-04 --partial 'n = count()' log > new.state
try "$merge a.state new.state"
# Another machine's log of the same name and days is another one.
mkdir web2
event 1 x 2 y 3 z > web2/log
(cd web2 && cxstat -w 1d --partial 'n = count()' log) > web2.state
try "$merge a.state web2.state"
# Without times a file that has grown is known by its name and how it begins.
printf '{"u":"a"}\n{"u":"b"}\n' > plain
cxstat --partial 'n = count()' plain > plain.state
echo '{"u":"c"}' >> plain
cxstat --partial 'n = count()' plain > more.state
try 'cxstat --merge plain.state more.state'
try 'cxstat --merge --once more.state plain.state'
try 'cxstat --merge --allow-repeat plain.state more.state'
sed 's/"version":3/"version":2/; s/"lines":"[0-9a-f]*"/"lines":"0123456789abcdef"/' plain.state |
    "$BUILD/t/seal" > plain2.state
try 'cxstat --merge plain.state plain2.state'
sed 1d plain > rest && (mkdir web3 && cd web3 && mv ../rest plain && cxstat --partial 'n = count()' plain) > rest.state
try 'cxstat --merge plain.state rest.state'
# Nothing is never in the way, and neither is what does not say what it is of.
cxstat -w 1d --partial 'n = count()' /dev/null > none.state
try "$merge none.state none.state a.state none.state"
old=$DATA/states/v1/cxstat_a.state
cxstat --merge "$old" "$old" | wc -l
# Version 2 knew lines by another sum: its states know each other, and a log that began alike.
old=$DATA/states/v2/cxstat.state
try "$merge b.state $old"
try "$merge --once b.state $old $old"
try "$merge --once a.state $old"
cxstat --merge --partial b.state "$old" | sed -n 's/.*"name":\("[^"]*"\).*\("lines":"[^"]*"\).*/\1 \2/p'
# The same for the other filters that merge.
cxsession -u u --partial log > s.state
try 'cxsession --merge s.state s.state'
try 'cxsession --merge --once s.state s.state | wc -l'
try 'cxsession --merge --allow-repeat s.state s.state | wc -l'
cxsession -u u --sorted --partial log > sorted.state
cmp s.state sorted.state && echo 'sorted or not'
echo 'objectives: [{name: a, bad: u == "a", target: 50%}]' > slo.yaml
cxslo --partial slo.yaml log > slo.state
try 'cxslo --merge slo.yaml slo.state slo.state'
try 'cxslo --merge --once slo.yaml slo.state slo.state 2> /dev/null | tail -n 1 | grep -o "records.*"'
# However many threads read however it is cut: the same sources.
"$BUILD/bench/gen_data" --lines 20000 --seed 5 > many
cxstat -j 1 -w 1h --partial 'n = count()' many > one
for j in 2 3 8; do cxstat -j $j -w 1h --partial 'n = count()' many | cmp - one && echo "-j $j"; done
gzip -c many > many.gz
# Lines that are no records count as well, wherever they stand among those that are.
awk '{ print (NR % 7 ? "" : "  ") $0 (NR % 11 ? "" : "\r") } NR % 5 == 0 { print "bad " NR }
    NR % 13 == 0 { print "" } NR % 17 == 0 { print "   " }' many > odd
odd() { cxstat "$@" --max-bad 100% -w 1h --partial 'n = count()' odd 2> /dev/null; }
odd -j 1 > odd.one
for n in 1 3 64; do CX_BATCH=$n CX_SIMD=scalar odd -j 2 | cmp - odd.one && echo "$n at once"; done
sed 's/bad 5$/bad 6/' odd > odd.other && mv odd.other odd
odd | cmp -s - odd.one || echo 'one bad line is another one'
# So does the header of a table.
printf 'timestamp,u,v\n2026-01-01T00:00:00Z,1,2\n' > table
cxstat -f csv --partial 'sum(u)' table > uv.state
printf 'timestamp,v,u\n2026-01-01T00:00:00Z,1,2\n' > table
cxstat -f csv --partial 'sum(u)' table > vu.state
try 'cxstat --merge --once --no-ci uv.state vu.state'
for how in 'cat many' 'dd if=many bs=777' 'cat many.gz' "awk '{ printf \"%s\\r\\n\", \$0 }' many"; do
	eval "$how" 2> /dev/null | cxstat -w 1h --partial 'n = count()' | grep '"kind":"state_source"' |
	    sed 's/"name":null/"name":"many"/; s/"check".*//' > got
	grep '"kind":"state_source"' one | sed 's/"check".*//' | cmp - got && printf "%s\n" "$how"
done

#> $ cxstat --merge -b "" -w 1mo --no-ci a.state b.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":5}
#> [0]
#> $ cxstat --merge -b "" -w 1mo --no-ci a.state b.state a.state
#> cxstat: a.state:6: the states from a.state:1 on are of the same records as those from a.state:1 on ('log'): --once leaves repeats out, --allow-repeat counts them
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci a.state b.state copy.state
#> cxstat: copy.state:6: the states from copy.state:1 on are of the same records as those from a.state:1 on ('log'): --once leaves repeats out, --allow-repeat counts them
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci a.state b.state renamed.state
#> cxstat: renamed.state:6: the states from renamed.state:1 on are of the same records as those from a.state:1 on ('log.1'): --once leaves repeats out, --allow-repeat counts them
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci a.state b.state stdin.state
#> cxstat: stdin.state:6: the states from stdin.state:1 on are of the same records as those from a.state:1 on ('stdin'): --once leaves repeats out, --allow-repeat counts them
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci a.state b.state backwards.state
#> cxstat: backwards.state:6: the states from backwards.state:1 on are of the same records as those from a.state:1 on ('backwards'): --once leaves repeats out, --allow-repeat counts them
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once a.state b.state a.state renamed.state stdin.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":5}
#> [0]
#> $ cxstat --merge -b "" -w 1mo --no-ci --allow-repeat a.state b.state a.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":8}
#> [0]
#> $ cat a.state a.state | cxstat --merge
#> cxstat: stdin:12: the states from stdin:7 on are of the same records as those from stdin:1 on ('log'): --once leaves repeats out, --allow-repeat counts them
#> [2]
#> the order does not show
#> 2
#> $ cxstat --merge -b "" -w 1mo --no-ci ab.state b.state
#> cxstat: b.state:5: the states from b.state:1 on are of the same records as those from ab.state:1 on ('other'): --once leaves repeats out, --allow-repeat counts them
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once ab.state b.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":5}
#> [0]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once b.state ab.state
#> cxstat: ab.state:9: the states from ab.state:1 on share records of 'other' with those from b.state:1 on: --allow-repeat counts them twice
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci a.state grown.state
#> cxstat: grown.state:7: the states from grown.state:1 on share records of 'log' with those from a.state:1 on: --allow-repeat counts them twice
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once a.state grown.state
#> cxstat: grown.state:7: the states from grown.state:1 on share records of 'log' with those from a.state:1 on: --allow-repeat counts them twice
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci a.state new.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":4}
#> [0]
#> $ cxstat --merge -b "" -w 1mo --no-ci a.state web2.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":6}
#> [0]
#> $ cxstat --merge plain.state more.state
#> cxstat: more.state:4: the states from more.state:1 on and those from plain.state:1 on are of files 'plain' that begin with the same record: one that has grown would be counted twice; --allow-repeat counts both
#> [2]
#> $ cxstat --merge --once more.state plain.state
#> cxstat: plain.state:4: the states from plain.state:1 on and those from more.state:1 on are of files 'plain' that begin with the same record: one that has grown would be counted twice; --allow-repeat counts both
#> [2]
#> $ cxstat --merge --allow-repeat plain.state more.state
#> {"kind":"stat","n":5}
#> [0]
#> $ cxstat --merge plain.state plain2.state
#> cxstat: plain2.state:4: the states from plain2.state:1 on and those from plain.state:1 on are of files 'plain' that begin with the same record: one that has grown would be counted twice; --allow-repeat counts both
#> [2]
#> $ cxstat --merge plain.state rest.state
#> {"kind":"stat","n":4}
#> [0]
#> $ cxstat --merge -b "" -w 1mo --no-ci none.state none.state a.state none.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":3}
#> [0]
#> 6
#> $ cxstat --merge -b "" -w 1mo --no-ci b.state ../data/states/v2/cxstat.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":5}
#> [0]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once b.state ../data/states/v2/cxstat.state ../data/states/v2/cxstat.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":5}
#> [0]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once a.state ../data/states/v2/cxstat.state
#> cxstat: ../data/states/v2/cxstat.state:6: the states from ../data/states/v2/cxstat.state:1 on share records of 'log' with those from a.state:1 on: --allow-repeat counts them twice
#> [2]
#> "log" "lines":"94167cf5f2433f23"
#> "other" "lines":"5e0c8cc471b8facb1db3a28d739dfeef"
#> $ cxsession --merge s.state s.state
#> cxsession: s.state:7: the states from s.state:1 on are of the same records as those from s.state:1 on ('log'): --once leaves repeats out, --allow-repeat counts them
#> [2]
#> $ cxsession --merge --once s.state s.state | wc -l
#> 4
#> [0]
#> $ cxsession --merge --allow-repeat s.state s.state | wc -l
#> 8
#> [0]
#> sorted or not
#> $ cxslo --merge slo.yaml slo.state slo.state
#> cxslo: slo.state:7: the states from slo.state:1 on are of the same records as those from slo.state:1 on ('log'): --once leaves repeats out, --allow-repeat counts them
#> [2]
#> $ cxslo --merge --once slo.yaml slo.state slo.state 2> /dev/null | tail -n 1 | grep -o "records.*"
#> records":4,"rejected":0}
#> [0]
#> -j 2
#> -j 3
#> -j 8
#> 1 at once
#> 3 at once
#> 64 at once
#> one bad line is another one
#> $ cxstat --merge --once --no-ci uv.state vu.state
#> {"kind":"stat","sum_u":3}
#> [0]
#> cat many
#> dd if=many bs=777
#> cat many.gz
#> awk '{ printf "%s\r\n", $0 }' many
