# What --map renames has its new name only, in every format and through a pipe.
echo '{"r":5,"s":1}' > ndjson
echo 'r=5 s=1' > logfmt
printf 'r,s\n5,1\n' > csv
for f in ndjson json logfmt csv; do
	file=$f
	[ $f != json ] || file=ndjson
	cxselect -f $f --map w=r -e 'exists(r)' $file
	cxselect -f $f --map w=r -e 'exists(w) && !exists(r)' $file
	cxstat -f $f --map w=r 'rate(exists(r)), sum(w)' $file > direct
	cxparse -f $f --map w=r $file | cxstat 'rate(exists(r)), sum(w)' | cmp - direct && cat direct
done
# Another member of the old name, or one below it, is still there.
echo '{"a":{"b":1},"b":2}' | cxselect --map w=a.b -e 'a.b == w'
echo '{"a":{"b":1},"b":2}' | cxselect --map a=b --map b=a -e 'a == 2 && b.b == 1'
echo '{"a":{"b":1}}' | cxselect --map w=a -e 'exists(a.b)'
echo '{"a":{"b":1}}' | cxselect --map w=a -e 'w.b == 1'
# A name for the time is gone once it is the timestamp.
echo '{"time":1767225600}' | cxselect -f json -e 'exists(time)'
echo '{"time":1767225600}' | cxselect -f json -e 'exists(timestamp)'
echo '{"time":12}' | cxselect -f json -e 'exists(time)'

#> {"w":5,"s":1}
#> {"kind":"stat","rate_exists_r":0,"rate_exists_r_lo":0,"rate_exists_r_hi":0.7934506856227626,"rate_exists_r_n":1,"sum_w":5}
#> {"w":5,"s":1}
#> {"kind":"stat","rate_exists_r":0,"rate_exists_r_lo":0,"rate_exists_r_hi":0.7934506856227626,"rate_exists_r_n":1,"sum_w":5}
#> {"w":5,"s":1}
#> {"kind":"stat","rate_exists_r":0,"rate_exists_r_lo":0,"rate_exists_r_hi":0.7934506856227626,"rate_exists_r_n":1,"sum_w":5}
#> {"w":5,"s":1}
#> {"kind":"stat","rate_exists_r":0,"rate_exists_r_lo":0,"rate_exists_r_hi":0.7934506856227626,"rate_exists_r_n":1,"sum_w":5}
#> {"a":{"b":1},"b":2,"w":1}
#> {"b":{"b":1},"a":2}
#> {"w":{"b":1}}
#> {"timestamp":"2026-01-01T00:00:00Z"}
#> {"time":12}
#2> cxselect: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxselect: no record had a field 'a.b'
#2> cxselect: no record had a field 'time'
