# A write that fails is an error, however small the output and whatever the way out.
echo '{"a":1}' > in
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	$t in > /dev/full; echo "[$?]" >&2
	$t -o /dev/full in; echo "[$?]" >&2
	$t in >&-; echo "[$?]" >&2
	printf '{"a":1}\nbad\n' | $t --max-bad 1 --rejects /dev/full > /dev/null; echo "[$?]" >&2
done

#2> cxparse: write error: No space left on device
#2> [2]
#2> cxparse: /dev/full: write error: No space left on device
#2> [2]
#2> cxparse: write error: Bad file descriptor
#2> [2]
#2> cxparse: stdin:2:1: expected an object, found 'b'
#2> cxparse: 1 of 2 records rejected (50%)
#2> cxparse: /dev/full: write error: No space left on device
#2> [2]
#2> cxselect: write error: No space left on device
#2> [2]
#2> cxselect: /dev/full: write error: No space left on device
#2> [2]
#2> cxselect: write error: Bad file descriptor
#2> [2]
#2> cxselect: stdin:2:1: expected an object, found 'b'
#2> cxselect: 1 of 2 records rejected (50%)
#2> cxselect: /dev/full: write error: No space left on device
#2> [2]
#2> cxstat: write error: No space left on device
#2> [2]
#2> cxstat: /dev/full: write error: No space left on device
#2> [2]
#2> cxstat: write error: Bad file descriptor
#2> [2]
#2> cxstat: stdin:2:1: expected an object, found 'b'
#2> cxstat: 1 of 2 records rejected (50%)
#2> cxstat: /dev/full: write error: No space left on device
#2> [2]
#2> cxview: write error: No space left on device
#2> [2]
#2> cxview: /dev/full: write error: No space left on device
#2> [2]
#2> cxview: write error: Bad file descriptor
#2> [2]
#2> cxview: stdin:2:1: expected an object, found 'b'
#2> cxview: 1 of 2 records rejected (50%)
#2> cxview: /dev/full: write error: No space left on device
#2> [2]
