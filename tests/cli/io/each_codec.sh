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
