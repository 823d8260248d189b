# Odd input: set aside with the reason, or carried on; the status is the answer.
. "$TOP/tests/cli/cxanomaly/series.inc"
series /a 200 150 3 > a
say() { "$@"; echo "status $?"; }
: > empty
say cxanomaly p95 empty
say cxanomaly --gate p95 empty
head -n 100 a > short
say cxanomaly --gate p95 short > out; tail -n 1 out
head -n 140 a > quiet
say cxanomaly --gate p95 quiet > out; tail -n 1 out
say cxanomaly --gate p95 a > out; tail -n 1 out
# No value; no such field; no number; too great; no time; twice; backwards; a name taken.
t='"window":"2026-09-01T00:00:00Z"'
printf '%s\n' "{$t,\"p95\":null}" | cxanomaly p95
printf '%s\n' "{$t}" | cxanomaly p95
for odd in "{$t,\"p95\":\"fast\"}" "{$t,\"p95\":1e300}" '{"p95":1}' "{$t,\"p95\":1,\"status\":500}"; do
	printf '%s\n' "$odd" | say cxanomaly p95
done
sed -n '1p;1p;3p;2p' a | say cxanomaly p95 > out; wc -l < out | tr -d ' '
# Numbers in quotes are numbers.  An empty object gets no comma too many.
printf '%s\n' "{$t,\"p95\":\"5\"}" | cxanomaly p95
echo '{}' | cxanomaly --max-bad 100% -t x p95
# CR LF, no last newline.
printf '{%s,"p95":5}\r\n{"window":"2026-09-01T00:01:00Z","p95":5}' "$t" | cxanomaly p95
# What is wrong on the command line.
say cxanomaly
say cxanomaly 'p95,p95' a
say cxanomaly 'p95,' a
say cxanomaly --scale log p95 a
say cxanomaly --daily --period 1d p95 a
say cxanomaly --cool-down soon p95 a
say cxanomaly --settle soon p95 a
printf '2026-12-25\n2026-12-24..26\n' > calendar
say cxanomaly --calendar calendar p95 a
printf 'Christmas\n' > calendar
say cxanomaly --calendar calendar p95 a
printf '2026-12-25x\n' > calendar
say cxanomaly --calendar calendar p95 a
say cxanomaly --calendar nowhere p95 a

#> status 0
#> status 3
#> status 3
#> status 0
#> status 1
#> {"window":"2026-09-01T00:00:00Z","p95":null,"metric":"p95","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"nodata"}
#> {"window":"2026-09-01T00:00:00Z","metric":"p95","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"nodata"}
#> status 4
#> status 4
#> status 4
#> status 4
#> 4
#> {"window":"2026-09-01T00:00:00Z","p95":"5","metric":"p95","anomaly":false,"score":null,"expected":5,"direction":null,"component":null,"shape":null,"status":"learning"}
#> {"window":"2026-09-01T00:00:00Z","p95":5,"metric":"p95","anomaly":false,"score":null,"expected":5,"direction":null,"component":null,"shape":null,"status":"learning"}
#> {"window":"2026-09-01T00:01:00Z","p95":5,"metric":"p95","anomaly":false,"score":null,"expected":5,"direction":null,"component":null,"shape":null,"status":"learning"}
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#2> cxanomaly: no record had a field 'p95'
#2> cxanomaly: stdin:1: expected a number up to 1e290 in 'p95'
#2> cxanomaly: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxanomaly: stdin:1: expected a number up to 1e290 in 'p95'
#2> cxanomaly: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxanomaly: stdin:1: no time: the record has no field 'window' (see --time)
#2> cxanomaly: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxanomaly: stdin:1: the record has a field 'status' already: give it another name (cxselect --rename)
#2> cxanomaly: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxanomaly: stdin:2: a point that is not later than the one before it in its series: sort the input by time
#2> cxanomaly: 1 of 4 records rejected (25%), more than --max-bad allows
#2> cxanomaly: stdin:1: no time: the record has no field 'x' (see --time)
#2> cxanomaly: 1 of 1 records rejected (100%)
#2> cxanomaly: expected METRIC,..., got no operand
#2> try 'cxanomaly --help'
#2> cxanomaly: metric 'p95' is named twice
#2> try 'cxanomaly --help'
#2> cxanomaly: metrics, column 1: expected a field name
#2>   p95,
#2>   ^
#2> cxanomaly: --scale needs --daily
#2> try 'cxanomaly --help'
#2> cxanomaly: --period: days do not differ by the time of the day: 1w or 1mo with --daily
#2> try 'cxanomaly --help'
#2> cxanomaly: --cool-down: expected a number of points or a duration such as 30m, got 'soon'
#2> try 'cxanomaly --help'
#2> cxanomaly: --settle: expected a duration such as 5m, got 'soon'
#2> try 'cxanomaly --help'
#2> cxanomaly: calendar:2:13: expected the range's last date
#2> cxanomaly: calendar:1:1: expected a date such as 2026-12-25, or a map with zone, open, holidays, maintenance
#2>   Christmas
#2>   ^
#2> cxanomaly: calendar:1:11: expected a space after the date
#2> cxanomaly: nowhere: No such file or directory
