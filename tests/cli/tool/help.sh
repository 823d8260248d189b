# Help goes to standard output with status 0, fits 80 columns, and names every option.
for t in cxanomaly cxattribute cxcheck cxfunnel cxjoin cxparse cxretain cxsegment cxselect cxsession cxslo cxstat cxuser cxview; do
	$t -h > short; echo "$t -h: $?"
	$t --help > long; echo "$t --help: $?"
	head -n 2 short
	awk 'length > 79' short long
	$t --dump-options | sed -n 's/.*"long":"\([^"]*\)".*/\1/p' | sed '/^$/d' | while read -r name; do
		grep -qe "--$name" short || echo "not in -h: $name"
		grep -qe "--$name" long || echo "not in --help: $name"
	done
	$t --version | sed '1s/[0-9.]*$/VERSION/'
	# Asked for help, nothing else is done; before it, everything counts.
	$t -h --nonsense nowhere > /dev/null; echo "$t -h --nonsense: $?"
	$t --nonsense -h; echo "$t --nonsense -h: $?"
	$t -h > /dev/full; echo "$t -h > /dev/full: $?"
	$t --help >&-; echo "$t --help >&-: $?"
	sed -n '/^Example$/,/^$/p' long
	# Its example runs, on the files that the pages' examples have too.
	sed -n -e '/^Example$/,/^$/s/^  /    /p' -e '$s/.*/More/p' long > help.md
	"$TOP/tests/examples" help.md
done
