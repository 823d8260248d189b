# The latest row that is not later: to the microsecond, in any order, within a time.
printf '%s\n' 'day,currency,rate' '2026-03-03,USD,3' '2026-03-02,USD,2' '2026-03-02,GBP,20' '2026-03-02T12:00:00.000001Z,USD,2.5' > rates.csv
for t in 2026-03-01T23:59:59.999999Z 2026-03-02T00:00:00Z 2026-03-02T12:00:00Z 2026-03-02T12:00:00.000001Z \
    2026-03-02T13:00:00.000001+01:00 1772496000 2030-01-01T00:00:00Z; do
	echo "{\"timestamp\":\"$t\",\"currency\":\"USD\"}"
done > in
cxjoin -k currency --asof day rates.csv in
cxjoin -k currency --asof day --within 12h --counts --inner rates.csv in
cxjoin -k currency --asof day --within 0s --inner rates.csv in
echo '# another field with the time, another zone'
echo '{"at":"2026-03-02T23:30:00Z","currency":"USD"}' | cxjoin -t at -k currency --asof day --input-tz Europe/Berlin rates.csv
# Without a key all rows are one series.
printf 'since\tversion\n2026-03-01\t1\n2026-03-05\t2\n' > releases.tsv
cxjoin --asof since releases.tsv in
# The same time again.
printf 'day,currency,rate\n2026-03-03,USD,5\n2026-03-02,USD,4\n2026-03-02,EUR,1\n2026-03-02,EUR,2\n' | cat rates.csv - | sed '6d' > twice.csv
cxjoin -k currency --asof day twice.csv in
echo "status $?"
for d in first last; do cxjoin -k currency --asof day --duplicates $d --inner twice.csv in | cxstat 'rates = sum(rate)'; done
# Without a time nothing is as of it, on either side.
printf '{"day":"x","currency":"USD"}\n{"currency":"USD"}\n{"day":"2026-03-01","currency":"USD","rate":1}\n' > part.ndjson
echo '{"currency":"USD"}' | cat - in | cxjoin -k currency --asof day --max-bad 90% part.ndjson
echo "status $?"

#> {"timestamp":"2026-03-01T23:59:59.999999Z","currency":"USD"}
#> {"timestamp":"2026-03-02T00:00:00Z","currency":"USD","rate":2}
#> {"timestamp":"2026-03-02T12:00:00Z","currency":"USD","rate":2}
#> {"timestamp":"2026-03-02T12:00:00.000001Z","currency":"USD","rate":2.5}
#> {"timestamp":"2026-03-02T13:00:00.000001+01:00","currency":"USD","rate":2.5}
#> {"timestamp":"1772496000","currency":"USD","rate":3}
#> {"timestamp":"2030-01-01T00:00:00Z","currency":"USD","rate":3}
#> {"timestamp":"2026-03-02T00:00:00Z","currency":"USD","rate":2}
#> {"timestamp":"2026-03-02T12:00:00Z","currency":"USD","rate":2}
#> {"timestamp":"2026-03-02T12:00:00.000001Z","currency":"USD","rate":2.5}
#> {"timestamp":"2026-03-02T13:00:00.000001+01:00","currency":"USD","rate":2.5}
#> {"timestamp":"1772496000","currency":"USD","rate":3}
#> {"timestamp":"2026-03-02T00:00:00Z","currency":"USD","rate":2}
#> {"timestamp":"2026-03-02T12:00:00.000001Z","currency":"USD","rate":2.5}
#> {"timestamp":"2026-03-02T13:00:00.000001+01:00","currency":"USD","rate":2.5}
#> {"timestamp":"1772496000","currency":"USD","rate":3}
#> # another field with the time, another zone
#> {"at":"2026-03-02T23:30:00Z","currency":"USD","rate":3}
#> {"timestamp":"2026-03-01T23:59:59.999999Z","currency":"USD","version":1}
#> {"timestamp":"2026-03-02T00:00:00Z","currency":"USD","version":1}
#> {"timestamp":"2026-03-02T12:00:00Z","currency":"USD","version":1}
#> {"timestamp":"2026-03-02T12:00:00.000001Z","currency":"USD","version":1}
#> {"timestamp":"2026-03-02T13:00:00.000001+01:00","currency":"USD","version":1}
#> {"timestamp":"1772496000","currency":"USD","version":1}
#> {"timestamp":"2030-01-01T00:00:00Z","currency":"USD","version":2}
#> status 2
#> {"kind":"stat","rates":15}
#> {"kind":"stat","rates":23}
#> {"timestamp":"2026-03-01T23:59:59.999999Z","currency":"USD","rate":1}
#> {"timestamp":"2026-03-02T00:00:00Z","currency":"USD","rate":1}
#> {"timestamp":"2026-03-02T12:00:00Z","currency":"USD","rate":1}
#> {"timestamp":"2026-03-02T12:00:00.000001Z","currency":"USD","rate":1}
#> {"timestamp":"2026-03-02T13:00:00.000001+01:00","currency":"USD","rate":1}
#> {"timestamp":"1772496000","currency":"USD","rate":1}
#> {"timestamp":"2030-01-01T00:00:00Z","currency":"USD","rate":1}
#> status 0
#2> cxjoin: 5 of 7 records found a row in 'rates.csv'
#2> cxjoin: twice.csv:6: the key and time of line 2 again: --duplicates last or first takes one of the rows
#2> cxjoin: part.ndjson:1: expected a time in 'day', found 'x'
#2> cxjoin: part.ndjson:2: no time: the record has no field 'day'
#2> cxjoin: part.ndjson: 2 of 3 records rejected (66.7%)
#2> cxjoin: stdin:1: no time: the record has no field 'timestamp' (see --time)
#2> cxjoin: 1 of 8 records rejected (12.5%)
