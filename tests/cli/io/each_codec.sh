# gzip and zstd by content, from files and pipes, whatever the name.
printf '{"a":1}\n{"a":2}\n' > in
gzip -c in > in.gz
zstd -qc in > in.zst
cp in.gz plain.json
cp in fake.gz
for t in 'cxparse -f json' cxselect 'cxstat sum(a)' cxview; do
	$t in > want
	for f in in.gz in.zst plain.json fake.gz; do
		$t $f | cmp - want && $t < $f | cmp - want && cat $f | $t - | cmp - want && echo "$t $f"
	done
done
cxselect in in.gz in.zst | cxstat 'count(), sum(a)'
: | gzip | cxstat 'count()'
: | zstd -q | cxstat 'count()'

#> cxparse -f json in.gz
#> cxparse -f json in.zst
#> cxparse -f json plain.json
#> cxparse -f json fake.gz
#> cxselect in.gz
#> cxselect in.zst
#> cxselect plain.json
#> cxselect fake.gz
#> cxstat sum(a) in.gz
#> cxstat sum(a) in.zst
#> cxstat sum(a) plain.json
#> cxstat sum(a) fake.gz
#> cxview in.gz
#> cxview in.zst
#> cxview plain.json
#> cxview fake.gz
#> {"kind":"stat","count":6,"sum_a":9}
#> {"kind":"stat","count":0}
#> {"kind":"stat","count":0}
