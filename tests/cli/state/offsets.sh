# SPDX-License-Identifier: GPL-3.0-or-later
# States that say which slice of a log they are of: nothing counts twice, nothing is left out.
seq 0 99 | sed 's/.*/& &/' | awk '{ printf "{\"topic\":\"a \\\"b\\\"\",\"partition\":%d,\"offset\":%d,\"ts\":%d,\"v\":%s}\n",
	$1 % 3, int($1 / 3), 1767261600 + $1, $1 % 10 == 9 ? "\"bad" NR "\"" : $1 }' > log
slice() { sed -n "$1,$2p" log | cxstat -w 1h -t ts --partial --offsets topic,partition,offset 'n = count(), sum(v)' > "$3"; }
merge() { cxstat --merge "$@" | cut -d, -f 4-; echo "status $?"; }
slice 1 30 a
slice 31 60 b
slice 61 100 c
tail -n 1 b | sed 's/,"check".*//'
cxstat -w 1h -t ts 'n = count(), sum(v)' log > want
cxstat --merge c a b | cmp - want && echo whole
# Any threads, any blocks; also a file of one line, states of states, and with keys.
for j in 1 2 4; do cxstat -j $j -w 1h -t ts --partial --offsets topic,partition,offset 'n = count(), sum(v)' log; done |
	sort -u | wc -l
cxstat --merge --partial a b c > abc
tail -n 1 abc | sed 's/,"check".*//'
cxstat --merge --partial --key-lines a b > ab.keyed
cat ab.keyed c | cxstat --merge | cmp - want && echo 'keys, too'
cxstat --merge abc b > out
echo "status $?"
# A slice that was read again, and further: refused; the same one: left out.
slice 25 60 b2
cxstat --merge a b2 c
echo "status $?"
cxstat --merge --once a b a c b | cmp - want && echo once
cxstat --merge --allow-repeat a b2 c | cmp -s - want || echo 'twice, as asked'
# A slice that is not there.
cxstat --merge c a > out
echo "status $?"
cxstat --merge --allow-gaps c a > out
echo "status $?"
cxstat --merge --partial --allow-gaps c a | cxstat --merge --allow-gaps b - | cmp - want && echo filled
# What is set aside is of the slice, too: the next one begins behind it.
{ cat log; printf '{"topic":"t","partition":7,"offset":%d,"ts":%s}\n' 5 1767261600 6 '"x"' 7 '[]'; } > bad
cxstat -w 1h -t ts --max-bad 3 --partial --offsets topic,partition,offset 'count()' bad 2> /dev/null |
	sed -n 's/.*\({"topic":"t".*\)]}.*/\1/p'
# Expressions; records of no log, and of one place twice.
sed 's/"topic":[^,]*,//' log | cxstat --partial --offsets '"a \"b\"", partition, offset * 1' 'count()' |
	sed -n 's/.*"topic":\([^,]*\),"partition":2,\(.*\)]}.*/\1 \2/p'
try() { cxstat --partial --offsets "$1" 'count()' "$2"; echo "status $?"; }
{ head -n 3 log; echo '{"v":1}'; } > none
try topic,partition,offset none
{ cat log; tail -n 1 log; } > again
try topic,partition,offset again
try partition,offset log
try 'topic,,offset' log
for v in '"x"' 1.5 -1 9223372036854775807; do echo "{\"p\":0,\"o\":$v}"; done > odd
try '"t",p,o' odd
try '"t",o,p' odd
# Damage that a check does not see.
for s in 's/"from":0/"from":40/' 's/"topic":"[^}]*",/"topic":7,/' 's/"records":10}/"records":10,"x":1}/' 's/"offsets":\[/&7,/'; do
	sed "$s" a | "$BUILD/t/seal" | cxstat --merge
done

#> {"kind":"states_end","groups":1,"sources":1,"records":30,"rejected":0,"more":{"offsets":[{"topic":"a \"b\"","partition":0,"from":10,"to":20,"records":10},{"topic":"a \"b\"","partition":1,"from":10,"to":20,"records":10},{"topic":"a \"b\"","partition":2,"from":10,"to":20,"records":10}]}
#> whole
#> 4
#> {"kind":"states_end","groups":1,"sources":3,"records":100,"rejected":0,"more":{"offsets":[{"topic":"a \"b\"","partition":0,"from":0,"to":34,"records":34},{"topic":"a \"b\"","partition":1,"from":0,"to":33,"records":33},{"topic":"a \"b\"","partition":2,"from":0,"to":33,"records":33}]}
#> keys, too
#> status 2
#> status 2
#> once
#> twice, as asked
#> status 3
#> status 0
#> filled
#> {"topic":"t","partition":7,"from":5,"to":8,"records":3}
#> "a \"b\"" "from":0,"to":33,"records":33}
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#2> cxstat: b:4: the states from b:1 on are of the same records as those from abc:1 on ('stdin'): --once leaves repeats out, --allow-repeat counts them
#2> cxstat: b2:4: the states from b2:1 on and those from a:1 on are of the same records: offsets 8 to 9 of a "b" [0]; --allow-repeat counts them twice
#2> cxstat: there are no states of offsets 10 to 19 of a "b" [0] (see --allow-gaps)
#2> cxstat: there are no states of offsets 10 to 19 of a "b" [1] (see --allow-gaps)
#2> cxstat: there are no states of offsets 10 to 19 of a "b" [2] (see --allow-gaps)
#2> cxstat: --offsets: 1 records have no topic, partition and offset: what was read of the log cannot be said
#2> cxstat: --offsets: 35 records of a "b" [0] between offsets 0 and 33: some were read twice
#2> cxstat: --offsets: expected three expressions such as topic,partition,offset, got 2
#2> try 'cxstat --help'
#2> cxstat: --offsets, column 7: expected a value, found ','
#2>   topic,,offset
#2>         ^
#2> cxstat: --offsets: 4 records have no topic, partition and offset: what was read of the log cannot be said
#2> cxstat: --offsets: 3 records have no topic, partition and offset: what was read of the log cannot be said
#2> cxstat: stdin:4: offsets that cannot be
#2> cxstat: stdin:4: offsets that cannot be
#2> cxstat: stdin:4: offsets that cannot be
#2> cxstat: stdin:4: offsets that cannot be
#? 2
