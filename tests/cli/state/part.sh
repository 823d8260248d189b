# --part: what was read is known by a name that was given, not by its lines.
try() {
	printf '$ %s\n' "$1"
	eval "$1" 2>&1
	echo "[$?]"
}
event() { printf '{"timestamp":"2026-01-0%dT00:00:00Z","u":"%s"}\n' "$@"; }
event 1 a 2 b 3 c > log
event 4 d 5 e > other
count() { cxstat -w 1d --partial --part "$1" -o "$2" 'n = count()' "$3"; }
count log/1 a.state log
count log/2 b.state other
grep -h '"kind":"state_source"' a.state b.state
merge='cxstat --merge -b "" -w 1mo --no-ci'
try "$merge a.state b.state"
# A task that ran twice, from wherever it had its input, and one that was cut short.
cp log copy
count log/1 again.state - < log
count log/1 copy.state copy
sed 2q log > short && count log/1 short.state short
try "$merge a.state b.state again.state"
try "$merge --once a.state b.state again.state copy.state"
try "$merge --once a.state short.state"
try "$merge --once short.state a.state"
try "$merge --allow-repeat a.state short.state"
# Lines that are there twice, in two parts, are there twice; without times as well.
count log/3 twice.state log
try "$merge --once a.state twice.state"
for part in 1 2 2; do cxstat --partial=line --part $part 'n = count()' log; done > lines
try 'cxstat --merge lines'
try 'cxstat --merge --once lines'
# States of states know their parts, also of one file; nothing is known by what it has not.
cxstat --merge --partial b.state twice.state a.state > abc.state
grep -c '"kind":"state_source"' abc.state
try "$merge abc.state b.state"
try "$merge --once abc.state b.state"
try "$merge --once b.state abc.state"
try "$merge --expect log/1,log/2,log/4 a.state b.state"
count empty none.state /dev/null
try "$merge none.state none.state a.state"
# Names that are no text are told from each other.
for x in 1 2; do count "$(printf "a\\37$x")" $x.state log; done
try "$merge 1.state 2.state"
# Merged in either order they are the same bytes, and so are two that were one part by mistake.
event 1 x 2 b 3 c | count log/1 x.state -
for two in '1.state 2.state' 'again.state x.state'; do
	set -- $two
	cxstat --merge --allow-repeat --partial "$1" "$2" > forth.state
	cxstat --merge --allow-repeat --partial "$2" "$1" | cmp - forth.state && echo 'the same'
done
# One that is known by its lines, and a part, are not of files that begin alike.
cxstat -w 1d --partial -o by_lines.state 'n = count()' log
try "$merge --once a.state by_lines.state"
try "$merge --once by_lines.state a.state"
try "$merge --once by_lines.state again.state"
# The same states for any number of threads, and none of a name that is not there.
"$BUILD/bench/gen_data" --lines 20000 --seed 5 > many
for j in 1 3; do cxstat -j $j -w 1h --partial --part many 'n = count()' many > many.$j; done
cmp many.1 many.3 && echo 'the same'
cxstat -w 1h --partial 'n = count()' many | cxstat --merge > want
cxstat --merge many.3 | cmp - want && echo 'the same'
sed 's/"part":"log.1"/"part":""/' a.state | "$BUILD/t/seal" > odd.state
try 'cxstat --merge odd.state'
sed 's/"lines":"[0-9a-f]*"/"lines":"0123456789abcdef0123456789abcdef"/' a.state | "$BUILD/t/seal" > odd.state
try 'cxstat --merge odd.state'
try "cxstat --part '' --partial 'n = count()' log"
try "cxstat --part a --resume place 'n = count()' log"

#> {"kind":"state_source","name":"log","records":3,"from":"2026-01-01T00:00:00Z","to":"2026-01-03T00:00:00Z","lines":"d7542905392030eb","first":"dd29182a9f9228b2","more":{"part":"log/1"},"check":"17cabf0e8c986c75"}
#> {"kind":"state_source","name":"other","records":2,"from":"2026-01-04T00:00:00Z","to":"2026-01-05T00:00:00Z","lines":"4e9298e17d4044b1","first":"1b06f38561222dc4","more":{"part":"log/2"},"check":"24e3fe1ad54d2300"}
#> $ cxstat --merge -b "" -w 1mo --no-ci a.state b.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":5}
#> [0]
#> $ cxstat --merge -b "" -w 1mo --no-ci a.state b.state again.state
#> cxstat: again.state:6: the states from again.state:1 on are of the same records as those from a.state:1 on ('log/1'): --once leaves repeats out, --allow-repeat counts them
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once a.state b.state again.state copy.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":5}
#> [0]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once a.state short.state
#> cxstat: short.state:5: the states from short.state:1 on and those from a.state:1 on are both of the part 'log/1', but not of the same records: one was cut short, or two have one name; --allow-repeat counts both
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once short.state a.state
#> cxstat: a.state:6: the states from a.state:1 on and those from short.state:1 on are both of the part 'log/1', but not of the same records: one was cut short, or two have one name; --allow-repeat counts both
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci --allow-repeat a.state short.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":5}
#> [0]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once a.state twice.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":6}
#> [0]
#> $ cxstat --merge lines
#> cxstat: lines:3: the states from lines:3 on are of the same records as those from lines:2 on ('2'): --once leaves repeats out, --allow-repeat counts them
#> [2]
#> $ cxstat --merge --once lines
#> {"kind":"stat","n":6}
#> [0]
#> 3
#> $ cxstat --merge -b "" -w 1mo --no-ci abc.state b.state
#> cxstat: b.state:5: the states from b.state:1 on are of the same records as those from abc.state:1 on ('log/2'): --once leaves repeats out, --allow-repeat counts them
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once abc.state b.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":8}
#> [0]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once b.state abc.state
#> cxstat: abc.state:10: the states from abc.state:1 on share records of 'log/2' with those from b.state:1 on: --allow-repeat counts them twice
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci --expect log/1,log/2,log/4 a.state b.state
#> cxstat: --expect: there is nothing of log/4
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":5}
#> [3]
#> $ cxstat --merge -b "" -w 1mo --no-ci none.state none.state a.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":3}
#> [0]
#> $ cxstat --merge -b "" -w 1mo --no-ci 1.state 2.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":6}
#> [0]
#> the same
#> the same
#> $ cxstat --merge -b "" -w 1mo --no-ci --once a.state by_lines.state
#> cxstat: by_lines.state:6: the states from by_lines.state:1 on share records of 'log' with those from a.state:1 on: --allow-repeat counts them twice
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once by_lines.state a.state
#> cxstat: a.state:6: the states from a.state:1 on share records of 'log/1' with those from by_lines.state:1 on: --allow-repeat counts them twice
#> [2]
#> $ cxstat --merge -b "" -w 1mo --no-ci --once by_lines.state again.state
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","n":6}
#> [0]
#> the same
#> the same
#> $ cxstat --merge odd.state
#> cxstat: odd.state:5: a source whose part is no text, or has a sum of lines
#> [2]
#> $ cxstat --merge odd.state
#> cxstat: odd.state:5: a source whose part is no text, or has a sum of lines
#> [2]
#> $ cxstat --part '' --partial 'n = count()' log
#> cxstat: --part: expected NAME, got ''
#> try 'cxstat --help'
#> [2]
#> $ cxstat --part a --resume place 'n = count()' log
#> cxstat: --part does not go with --resume
#> try 'cxstat --help'
#> [2]
