# --resume of formats whose lines depend on lines before: the header is known, and what has no
# end yet is read whole, once.
run() { cxparse --resume p -o out/ "$@"; echo "status $?"; }
last() { for f in out/*; do :; done; cat "$f"; }
echo '# CSV: a byte order mark, another separator, quotes over lines, a bad row'
mkdir out rej
printf '\357\273\277sep=;\ntime;a;b\n2026-01-02;1;x\n2026-01-02;2;"y' > c.csv
run -f csv c.csv; last
printf 'z\n\nq"\n2026-01-03;3;"open\nmore\n' >> c.csv; run -f csv c.csv; last
printf 'end"\n2026-01-04;4;k\nbad\n' >> c.csv; run -f csv --max-bad 1 --rejects rej/ c.csv; last; cut -c 1-90 rej/*
mv c.csv c.csv.1; printf 'b,time\nnew,2026-01-05\n' > c.csv; run -f csv c.csv; last
gzip c.csv.1; mv c.csv c.csv.1; echo 'old,2026-01-06' >> c.csv.1; echo b > c.csv; run -f csv c.csv; last
echo '# another format before, which noted no header: it is read again'
rm -r p out; mkdir out; run -f ndjson --max-bad 100% c.csv 2> err; echo newer >> c.csv
run -f csv c.csv; last
rm -r out p rej; mkdir out
echo '# W3C: the last #Fields counts'
printf '#Version: 1.0\n#Fields: date time cs-method\n2026-01-02 10:00:00 GET\n' > ex.log
run -f w3c ex.log; last
printf '2026-01-02 10:00:01 PUT\n#Date: 2026-01-03 00:00:00\n#Fields: time sc-status\n' >> ex.log
run -f w3c ex.log; last
printf '10:00:02 200\n' >> ex.log; run -f w3c ex.log; last
rm -r out p; mkdir out
echo '# JSON over lines, in an array'
printf '{"a":1}\n{"a":' > j; run -f json j; last
printf '2}\n[{"a":3},\n {"a":4,\n"b":[' >> j; run -f json j; last
printf '\n1]}\n, {"a":5}\n' >> j; run -f json j; last
printf ',{"a":6},{"a":7\n' >> j; run -f json j
printf '}\n]\n{"a":\n' >> j; run -f json -j 2 j; last
printf '{"a":8}\n{"a":9}\n' >> j; run -f json --max-bad 1 j; last
rm -r out p; mkdir out
echo '# pieces of a line'
c() { echo "2026-11-29T19:31:23Z $*"; }
{ c stdout F one; c stdout P aa; } > k.log; run -f cri k.log; last
c stdout P bb >> k.log; run -f cri k.log; last
{ c stdout F cc; c stdout F two; c stdout P x; c stderr F err; } >> k.log; run -f cri k.log
c stdout F y >> k.log; run -f cri --fields message k.log; last
grep -o '"taken":[0-9]*,"lines":[0-9]*' p; wc -lc < k.log | tr -s ' '

#> # CSV: a byte order mark, another separator, quotes over lines, a bad row
#> status 0
#> {"timestamp":"2026-01-02T00:00:00Z","a":1,"b":"x"}
#> status 0
#> {"timestamp":"2026-01-02T00:00:00Z","a":2,"b":"yz\n\nq"}
#> status 0
#> {"timestamp":"2026-01-03T00:00:00Z","a":3,"b":"open\nmore\nend"}
#> {"timestamp":"2026-01-04T00:00:00Z","a":4,"b":"k"}
#> {"kind":"reject","source":"c.csv","line":11,"code":"csv","message":"expected 3 fields as i
#> status 0
#> {"timestamp":"2026-01-05T00:00:00Z","b":"new"}
#> status 0
#> {"timestamp":"2026-01-06T00:00:00Z","b":"old"}
#> # another format before, which noted no header: it is read again
#> status 0
#> status 0
#> {"b":"newer"}
#> # W3C: the last #Fields counts
#> status 0
#> {"timestamp":"2026-01-02T10:00:00Z","method":"GET"}
#> status 0
#> {"timestamp":"2026-01-02T10:00:01Z","method":"PUT"}
#> status 0
#> {"timestamp":"2026-01-03T10:00:02Z","status":200}
#> # JSON over lines, in an array
#> status 0
#> {"a":1}
#> status 0
#> {"a":2}
#> {"a":3}
#> status 0
#> {"a":4,"b":[1]}
#> {"a":5}
#> status 2
#> status 0
#> {"a":6}
#> {"a":7}
#> status 0
#> {"a":8}
#> {"a":9}
#> # pieces of a line
#> status 0
#> {"timestamp":"2026-11-29T19:31:23Z","stream":"stdout","message":"one"}
#> status 0
#> status 2
#> status 0
#> {"message":"aabbcc"}
#> {"message":"two"}
#> {"message":"err"}
#> {"message":"xy"}
#> "taken":265,"lines":8
#>  8 265
#2> cxparse: c.csv:11: expected 3 fields as in the header, found 1
#2> cxparse: 1 of 3 records rejected (33.3%)
#2> cxparse: j: what has no end yet lies among what has been read; run again
#2> cxparse: j:11:6: expected a value, found end of line
#2> cxparse: 1 of 3 records rejected (33.3%)
#2> cxparse: k.log: what has no end yet lies among what has been read; run again
