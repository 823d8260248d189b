# Half-open windows, labelled by their start, in order; --fill shows the empty ones.
printf '%s\n' '{"timestamp":"2026-03-29T03:59:59.999Z","x":1}' '{"timestamp":"2026-03-29T00:00:00Z","x":2}' '{"timestamp":1774749600,"x":3}' '{"timestamp":"29/Mar/2026:06:00:00 +0200","x":4}' > in
cxstat -w 1h 'n = count()' in
cxstat -w 1h --fill 'n = count(), x = mean(x)' --no-ci in
cxstat -w 1d --tz Europe/Berlin 'n = count()' in
cxstat -w 1d --tz Europe/Berlin --fill --from 2026-03-28 --to 2026-03-31 'n = count()' in
cxstat -w 1w 'n = count()' in
cxstat -w 1mo 'n = count()' in

# Without a usable time a record cannot be put into a window: it is set aside.
printf '%s\n' '{"timestamp":"2026-01-01T00:00:00Z"}' '{"timestamp":"soon"}' '{}' > in
cxstat -w 1d 'n = count()' --max-bad 2 in
cxstat 'n = count()' in
cxstat -t at -w 1d 'n = count()' --max-bad 3 in

# Days begin at midnight in --tz, whatever the clocks do; windows cover all time, once.
awk 'BEGIN { for (h = 0; h < 24 * 5; h++) printf "{\"timestamp\":%d}\n", 1774569600 + 3600 * h }' > spring
awk 'BEGIN { for (h = 0; h < 24 * 5; h++) printf "{\"timestamp\":%d}\n", 1792713600 + 3600 * h }' > autumn
for z in Europe/Berlin America/New_York Asia/Kathmandu Australia/Lord_Howe; do
	echo "# $z"
	cxstat -w 1d --tz $z 'n = count()' spring | jq -r '[.window, .window_end, .n] | @tsv'
	cxstat -w 1d --tz $z 'n = count()' autumn | jq -r '[.window, .window_end, .n] | @tsv'
done
# Half days, hours and weeks around the change.
for w in 12h 6h 1w; do
	echo "# $w"
	cxstat -w $w --tz Europe/Berlin --from 2026-03-28T12:00 --to 2026-03-30T12:00 'n = count()' spring |
		jq -r '[.window, .window_end, .n] | @tsv'
done
# Samoa, December 2011: there was no 30th.
awk 'BEGIN { for (h = 0; h < 72; h++) printf "{\"timestamp\":%d}\n", 1325145600 + 3600 * h }' |
	cxstat -w 1d --tz Pacific/Apia --fill 'n = count()' | jq -r '[.window, .window_end, .n] | @tsv'

# --fill: every window between the first and the last, or --from and --to, for every group seen.
printf '%s\n' '{"timestamp":"2026-01-01T00:10:00Z","k":"a","x":1}' '{"timestamp":"2026-01-01T03:10:00Z","k":"b","x":2}' > in
cxstat -w 1h --fill --no-ci -b k 'n = count(), s = sum(x), m = mean(x)' in
cxstat -w 1h --fill --no-ci --from 2026-01-01T02:30:00Z --to 2026-01-01T05:00:00Z 'n = count()' in
cxstat -w 1h --fill --totals 'n = count(), d = distinct(k), r = throughput()' in
# No records: nothing was seen, but --from and --to say what to fill.
cxstat -w 1h --fill 'n = count()' < /dev/null
cxstat -w 1h --fill --from 2026-01-01 --to 2026-01-01T02:00 'n = count()' < /dev/null
cxstat -w 1h --fill -b k --from 2026-01-01 --to 2026-01-01T02:00 'n = count()' < /dev/null
cxstat -w 1ms --fill --from 2026-01-01 --to 2026-02-01 'n = count()' < /dev/null
echo "status $?"

# --fill has nothing to fill for keys that were never seen, however long the time asked for.
cxstat --fill -b k -w 1ms --from 0001-01-01 --to 9999-01-01 'n = count()' < /dev/null
echo "status $?"
# Without keys there is one group, and more windows than can be wanted are refused.
cxstat --fill -w 1d --from 2026-01-01 --to 2026-01-03 'n = count()' < /dev/null
cxstat --fill -w 1s --from 0001-01-01 --to 9999-01-01 'n = count()' < /dev/null
echo "status $?"

# --from and --to.
printf '{"timestamp":"2026-01-0%dT00:00:00Z"}\n' 1 2 3 4 > in
cxstat --from 2026-01-02 --to 2026-01-04 'n = count()' in
cxstat --from 2026-01-02T00:00:00+01:00 'n = count()' in
cxselect --to 2026-01-02 in

#> {"kind":"stat","window":"2026-03-29T00:00:00Z","window_end":"2026-03-29T01:00:00Z","n":1}
#> {"kind":"stat","window":"2026-03-29T02:00:00Z","window_end":"2026-03-29T03:00:00Z","n":1}
#> {"kind":"stat","window":"2026-03-29T03:00:00Z","window_end":"2026-03-29T04:00:00Z","n":1}
#> {"kind":"stat","window":"2026-03-29T04:00:00Z","window_end":"2026-03-29T05:00:00Z","n":1}
#> {"kind":"stat","window":"2026-03-29T00:00:00Z","window_end":"2026-03-29T01:00:00Z","n":1,"x":2,"x_n":1}
#> {"kind":"stat","window":"2026-03-29T01:00:00Z","window_end":"2026-03-29T02:00:00Z","n":0,"x":null,"x_n":0}
#> {"kind":"stat","window":"2026-03-29T02:00:00Z","window_end":"2026-03-29T03:00:00Z","n":1,"x":3,"x_n":1}
#> {"kind":"stat","window":"2026-03-29T03:00:00Z","window_end":"2026-03-29T04:00:00Z","n":1,"x":1,"x_n":1}
#> {"kind":"stat","window":"2026-03-29T04:00:00Z","window_end":"2026-03-29T05:00:00Z","n":1,"x":4,"x_n":1}
#> {"kind":"stat","window":"2026-03-29T00:00:00+01:00","window_end":"2026-03-30T00:00:00+02:00","n":4}
#> {"kind":"stat","window":"2026-03-28T00:00:00+01:00","window_end":"2026-03-29T00:00:00+01:00","n":0}
#> {"kind":"stat","window":"2026-03-29T00:00:00+01:00","window_end":"2026-03-30T00:00:00+02:00","n":4}
#> {"kind":"stat","window":"2026-03-30T00:00:00+02:00","window_end":"2026-03-31T00:00:00+02:00","n":0}
#> {"kind":"stat","window":"2026-03-23T00:00:00Z","window_end":"2026-03-30T00:00:00Z","n":4}
#> {"kind":"stat","window":"2026-03-01T00:00:00Z","window_end":"2026-04-01T00:00:00Z","n":4}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","n":1}
#> {"kind":"stat","n":3}
#> # Europe/Berlin
#> 2026-03-27T00:00:00+01:00	2026-03-28T00:00:00+01:00	23
#> 2026-03-28T00:00:00+01:00	2026-03-29T00:00:00+01:00	24
#> 2026-03-29T00:00:00+01:00	2026-03-30T00:00:00+02:00	23
#> 2026-03-30T00:00:00+02:00	2026-03-31T00:00:00+02:00	24
#> 2026-03-31T00:00:00+02:00	2026-04-01T00:00:00+02:00	24
#> 2026-04-01T00:00:00+02:00	2026-04-02T00:00:00+02:00	2
#> 2026-10-23T00:00:00+02:00	2026-10-24T00:00:00+02:00	22
#> 2026-10-24T00:00:00+02:00	2026-10-25T00:00:00+02:00	24
#> 2026-10-25T00:00:00+02:00	2026-10-26T00:00:00+01:00	25
#> 2026-10-26T00:00:00+01:00	2026-10-27T00:00:00+01:00	24
#> 2026-10-27T00:00:00+01:00	2026-10-28T00:00:00+01:00	24
#> 2026-10-28T00:00:00+01:00	2026-10-29T00:00:00+01:00	1
#> # America/New_York
#> 2026-03-26T00:00:00-04:00	2026-03-27T00:00:00-04:00	4
#> 2026-03-27T00:00:00-04:00	2026-03-28T00:00:00-04:00	24
#> 2026-03-28T00:00:00-04:00	2026-03-29T00:00:00-04:00	24
#> 2026-03-29T00:00:00-04:00	2026-03-30T00:00:00-04:00	24
#> 2026-03-30T00:00:00-04:00	2026-03-31T00:00:00-04:00	24
#> 2026-03-31T00:00:00-04:00	2026-04-01T00:00:00-04:00	20
#> 2026-10-22T00:00:00-04:00	2026-10-23T00:00:00-04:00	4
#> 2026-10-23T00:00:00-04:00	2026-10-24T00:00:00-04:00	24
#> 2026-10-24T00:00:00-04:00	2026-10-25T00:00:00-04:00	24
#> 2026-10-25T00:00:00-04:00	2026-10-26T00:00:00-04:00	24
#> 2026-10-26T00:00:00-04:00	2026-10-27T00:00:00-04:00	24
#> 2026-10-27T00:00:00-04:00	2026-10-28T00:00:00-04:00	20
#> # Asia/Kathmandu
#> 2026-03-27T00:00:00+05:45	2026-03-28T00:00:00+05:45	19
#> 2026-03-28T00:00:00+05:45	2026-03-29T00:00:00+05:45	24
#> 2026-03-29T00:00:00+05:45	2026-03-30T00:00:00+05:45	24
#> 2026-03-30T00:00:00+05:45	2026-03-31T00:00:00+05:45	24
#> 2026-03-31T00:00:00+05:45	2026-04-01T00:00:00+05:45	24
#> 2026-04-01T00:00:00+05:45	2026-04-02T00:00:00+05:45	5
#> 2026-10-23T00:00:00+05:45	2026-10-24T00:00:00+05:45	19
#> 2026-10-24T00:00:00+05:45	2026-10-25T00:00:00+05:45	24
#> 2026-10-25T00:00:00+05:45	2026-10-26T00:00:00+05:45	24
#> 2026-10-26T00:00:00+05:45	2026-10-27T00:00:00+05:45	24
#> 2026-10-27T00:00:00+05:45	2026-10-28T00:00:00+05:45	24
#> 2026-10-28T00:00:00+05:45	2026-10-29T00:00:00+05:45	5
#> # Australia/Lord_Howe
#> 2026-03-27T00:00:00+11:00	2026-03-28T00:00:00+11:00	13
#> 2026-03-28T00:00:00+11:00	2026-03-29T00:00:00+11:00	24
#> 2026-03-29T00:00:00+11:00	2026-03-30T00:00:00+11:00	24
#> 2026-03-30T00:00:00+11:00	2026-03-31T00:00:00+11:00	24
#> 2026-03-31T00:00:00+11:00	2026-04-01T00:00:00+11:00	24
#> 2026-04-01T00:00:00+11:00	2026-04-02T00:00:00+11:00	11
#> 2026-10-23T00:00:00+11:00	2026-10-24T00:00:00+11:00	13
#> 2026-10-24T00:00:00+11:00	2026-10-25T00:00:00+11:00	24
#> 2026-10-25T00:00:00+11:00	2026-10-26T00:00:00+11:00	24
#> 2026-10-26T00:00:00+11:00	2026-10-27T00:00:00+11:00	24
#> 2026-10-27T00:00:00+11:00	2026-10-28T00:00:00+11:00	24
#> 2026-10-28T00:00:00+11:00	2026-10-29T00:00:00+11:00	11
#> # 12h
#> 2026-03-28T12:00:00+01:00	2026-03-29T00:00:00+01:00	12
#> 2026-03-29T00:00:00+01:00	2026-03-29T12:00:00+02:00	11
#> 2026-03-29T12:00:00+02:00	2026-03-30T00:00:00+02:00	12
#> 2026-03-30T00:00:00+02:00	2026-03-30T12:00:00+02:00	12
#> # 6h
#> 2026-03-28T12:00:00+01:00	2026-03-28T18:00:00+01:00	6
#> 2026-03-28T18:00:00+01:00	2026-03-29T00:00:00+01:00	6
#> 2026-03-29T00:00:00+01:00	2026-03-29T06:00:00+02:00	5
#> 2026-03-29T06:00:00+02:00	2026-03-29T12:00:00+02:00	6
#> 2026-03-29T12:00:00+02:00	2026-03-29T18:00:00+02:00	6
#> 2026-03-29T18:00:00+02:00	2026-03-30T00:00:00+02:00	6
#> 2026-03-30T00:00:00+02:00	2026-03-30T06:00:00+02:00	6
#> 2026-03-30T06:00:00+02:00	2026-03-30T12:00:00+02:00	6
#> # 1w
#> 2026-03-23T00:00:00+01:00	2026-03-30T00:00:00+02:00	35
#> 2026-03-30T00:00:00+02:00	2026-04-06T00:00:00+02:00	12
#> 2011-12-28T00:00:00-10:00	2011-12-29T00:00:00-10:00	2
#> 2011-12-29T00:00:00-10:00	2011-12-31T00:00:00+14:00	24
#> 2011-12-31T00:00:00+14:00	2012-01-01T00:00:00+14:00	24
#> 2012-01-01T00:00:00+14:00	2012-01-02T00:00:00+14:00	22
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T01:00:00Z","k":"a","n":1,"s":1,"m":1,"m_n":1}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T01:00:00Z","k":"b","n":0,"s":0,"m":null,"m_n":0}
#> {"kind":"stat","window":"2026-01-01T01:00:00Z","window_end":"2026-01-01T02:00:00Z","k":"a","n":0,"s":0,"m":null,"m_n":0}
#> {"kind":"stat","window":"2026-01-01T01:00:00Z","window_end":"2026-01-01T02:00:00Z","k":"b","n":0,"s":0,"m":null,"m_n":0}
#> {"kind":"stat","window":"2026-01-01T02:00:00Z","window_end":"2026-01-01T03:00:00Z","k":"a","n":0,"s":0,"m":null,"m_n":0}
#> {"kind":"stat","window":"2026-01-01T02:00:00Z","window_end":"2026-01-01T03:00:00Z","k":"b","n":0,"s":0,"m":null,"m_n":0}
#> {"kind":"stat","window":"2026-01-01T03:00:00Z","window_end":"2026-01-01T04:00:00Z","k":"a","n":0,"s":0,"m":null,"m_n":0}
#> {"kind":"stat","window":"2026-01-01T03:00:00Z","window_end":"2026-01-01T04:00:00Z","k":"b","n":1,"s":2,"m":2,"m_n":1}
#> {"kind":"stat","window":"2026-01-01T02:00:00Z","window_end":"2026-01-01T03:00:00Z","n":0}
#> {"kind":"stat","window":"2026-01-01T03:00:00Z","window_end":"2026-01-01T04:00:00Z","n":1}
#> {"kind":"stat","window":"2026-01-01T04:00:00Z","window_end":"2026-01-01T05:00:00Z","n":0}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T01:00:00Z","n":1,"d":1,"d_lo":1,"d_hi":1,"d_method":"exact","r":0.0002777777777777778,"r_lo":7.032724440080524e-6,"r_hi":0.0015476787197052492,"r_n":1}
#> {"kind":"stat","window":"2026-01-01T01:00:00Z","window_end":"2026-01-01T02:00:00Z","n":0,"d":0,"d_lo":0,"d_hi":0,"d_method":"exact","r":0,"r_lo":0,"r_hi":0.001024688737253871,"r_n":0}
#> {"kind":"stat","window":"2026-01-01T02:00:00Z","window_end":"2026-01-01T03:00:00Z","n":0,"d":0,"d_lo":0,"d_hi":0,"d_method":"exact","r":0,"r_lo":0,"r_hi":0.001024688737253871,"r_n":0}
#> {"kind":"stat","window":"2026-01-01T03:00:00Z","window_end":"2026-01-01T04:00:00Z","n":1,"d":1,"d_lo":1,"d_hi":1,"d_method":"exact","r":0.0002777777777777778,"r_lo":7.032724440080524e-6,"r_hi":0.0015476787197052492,"r_n":1}
#> {"kind":"stat","total":true,"n":2,"d":2,"d_lo":2,"d_hi":2,"d_method":"exact","r":9.259259259259259e-5,"r_lo":0,"r_hi":0.000341562912417957,"r_n":2}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T01:00:00Z","n":0}
#> {"kind":"stat","window":"2026-01-01T01:00:00Z","window_end":"2026-01-01T02:00:00Z","n":0}
#> status 2
#> status 0
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","n":0}
#> {"kind":"stat","window":"2026-01-02T00:00:00Z","window_end":"2026-01-03T00:00:00Z","n":0}
#> status 2
#> {"kind":"stat","n":2}
#> {"kind":"stat","n":3}
#> {"timestamp":"2026-01-01T00:00:00Z"}
#2> cxstat: in:2: expected a time in 'timestamp', found 'soon'
#2> cxstat: in:3: no time: the record has no field 'timestamp' (see --time)
#2> cxstat: 2 of 3 records rejected (66.7%)
#2> cxstat: in:1: no time: the record has no field 'at' (see --time)
#2> cxstat: in:2: no time: the record has no field 'at' (see --time)
#2> cxstat: in:3: no time: the record has no field 'at' (see --time)
#2> cxstat: 3 of 3 records rejected (100%)
#2> cxstat: --fill would make more than 10000000 records; choose wider windows or less time
#2> cxstat: --fill would make more than 10000000 records; choose wider windows or less time
