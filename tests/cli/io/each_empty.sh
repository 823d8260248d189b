# Nothing in, nothing wrong: empty input, blank lines, an empty file between others.
: > empty
printf '\n  \n\r\n' > blank
echo '{"a":1}' > one
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	echo "# $t"
	$t empty; echo "[$?]"
	$t blank; echo "[$?]"
	$t empty one blank empty; echo "[$?]"
done
for f in combined logfmt csv tsv; do
	cxparse -f $f empty; echo "$f [$?]"
done
cxparse --detect empty; echo "[$?]"
