# The nearest name is that of all records, whichever thread met them, and of many the first by name.
{
	yes 'a=1 b=2' | head -n 300000
	echo 'statuz=200 statum=1'
	yes 'a=1 b=2' | head -n 300000
} > logfmt
for j in 1 2 3 4 4 4 4; do
	cxstat -f logfmt -j $j 'sum(status)' logfmt 2>&1
done
{
	echo '{"statuz":1}'
	yes '{"statum":1}' | head -n 200000
} > ndjson
for j in 1 2 4 4; do
	cxstat -j $j 'sum(status)' ndjson 2>&1
	cxstat -f json -j $j 'sum(status)' ndjson 2>&1
done

#> cxstat: no record had a field 'status' (did you mean 'statum'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statum'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statum'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statum'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statum'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statum'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statum'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statuz'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statuz'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statuz'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statuz'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statuz'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statuz'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statuz'?)
#> {"kind":"stat","sum_status":0}
#> cxstat: no record had a field 'status' (did you mean 'statuz'?)
#> {"kind":"stat","sum_status":0}
