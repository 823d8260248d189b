# A write that fails is an error, however small the output and whatever the way out.
echo '{"a":1}' > in
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	$t in > /dev/full; echo "[$?]" >&2
	$t -o /dev/full in; echo "[$?]" >&2
	$t in >&-; echo "[$?]" >&2
	printf '{"a":1}\nbad\n' | $t --max-bad 1 --rejects /dev/full > /dev/null; echo "[$?]" >&2
done
