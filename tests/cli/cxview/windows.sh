# Windows: days are days, minutes drop their seconds, the offset shows when clocks were set back.
day() { printf '{"window":"%s","window_end":"%s","n":%s}\n' "$1" "$2" "$3"; }
{ day 2026-03-28T00:00:00+01:00 2026-03-29T00:00:00+01:00 1; day 2026-03-29T00:00:00+01:00 2026-03-30T00:00:00+02:00 2; } > days
{ day 2026-01-01T00:00:00Z 2026-01-01T01:00:00Z 1; } > hour
{ day 2026-10-25T02:00:00+01:00 2026-10-25T03:00:00+01:00 2; day 2026-10-25T02:00:00+02:00 2026-10-25T02:00:00+01:00 1; day 2026-10-25T03:00:00+01:00 2026-10-25T04:00:00+01:00 3; } > back
{ day 2026-01-01T00:00:00Z 2026-01-01T00:00:10Z 1; day 2026-01-01T00:00:10Z 2026-01-01T00:00:20Z 1; } > seconds
{ day 2026-01-01T00:00:00Z 2026-01-01T00:00:00.500Z 1; day 2026-01-01T00:00:00.500Z 2026-01-01T00:00:01Z 1; } > halves
for f in days hour back seconds halves; do
	echo "# $f"
	cxview $f
done
cxview --sort window --as md back
cxview --fields window_end,window,n back
cxview --fields window,n days
# The last hours of summer and the first of winter, from a log.
awk 'BEGIN { for (i = 0; i < 6; i++) printf "{\"timestamp\":%d}\n", 1792879200 + i * 3600 - 7200 }' |
	cxstat -w 1h --tz Europe/Berlin 'n = count()' | cxview
# What is no window is left as it is.
printf '%s\n' '{"window":"2026-W01","n":1}' '{"window":"2026-01-01T00:00:00Z","n":1}' | cxview

#> # days
#> window      n
#> 2026-03-28  1
#> 2026-03-29  2
#> # hour
#> window            n
#> 2026-01-01 00:00  1
#> # back
#> window                  n
#> 2026-10-25 02:00+01:00  2
#> 2026-10-25 02:00+02:00  1
#> 2026-10-25 03:00+01:00  3
#> # seconds
#> window               n
#> 2026-01-01 00:00:00  1
#> 2026-01-01 00:00:10  1
#> # halves
#> window                   n
#> 2026-01-01 00:00:00      1
#> 2026-01-01 00:00:00.500  1
#> | window | n |
#> | --- | ---: |
#> | 2026-10-25 02:00+02:00 | 1 |
#> | 2026-10-25 02:00+01:00 | 2 |
#> | 2026-10-25 03:00+01:00 | 3 |
#> window_end        window                  n
#> 2026-10-25 03:00  2026-10-25 02:00+01:00  2
#> 2026-10-25 02:00  2026-10-25 02:00+02:00  1
#> 2026-10-25 04:00  2026-10-25 03:00+01:00  3
#> window      n
#> 2026-03-28  1
#> 2026-03-29  2
#> window                  n
#> 2026-10-24 22:00+02:00  1
#> 2026-10-24 23:00+02:00  1
#> 2026-10-25 00:00+02:00  1
#> 2026-10-25 01:00+02:00  1
#> 2026-10-25 02:00+02:00  1
#> 2026-10-25 02:00+01:00  1
#> window                n
#> 2026-W01              1
#> 2026-01-01T00:00:00Z  1
