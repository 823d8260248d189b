# Completions come from the option tables; the bash one is tried out.
#
# Lines of the second file that the text of the first lacks; with w=1 as a word.
cat > lacks.awk <<'END'
FNR == NR { text = text $0 " "; next }
{
	found = 0
	for (rest = text; !found && (at = index(rest, $0)); rest = substr(rest, at + 1))
		found = !w || substr(rest, at - 1, at > 1) !~ /[A-Za-z0-9_]/ && substr(rest, at + length($0), 1) !~ /[A-Za-z0-9_]/
	if (!found)
		print $0
}
END
for t in cxanomaly cxassign cxattribute cxcheck cxfunnel cxjoin cxkpi cxparse cxplan cxreport cxretain cxsegment cxselect cxsession cxslo cxstat cxuser cxview; do
	$t --dump-options > dump
	sed -n 's/.*"long":"\([^"]*\)".*/--\1/p' dump > names
	sed -n 's/.*"values":\[\("[^]]*\)\].*/\1/p' dump | tr ',' '\n' | tr -d '"' > values
	grep -q . names || echo "$t has no options"
	for sh in bash zsh fish; do
		"$TOP/scripts/completion" $sh "$BUILD/bin/$t" > $t.$sh || echo "$t $sh failed"
		case $sh in fish) sed 's/^--/-l /' names > wanted ;; *) cp names wanted ;; esac
		awk -f lacks.awk $t.$sh wanted | sed "s/^/not in $t.$sh: /"
		awk -v w=1 -f lacks.awk $t.$sh values | sed "s/^/not in $t.$sh: /"
	done
	bash -n $t.bash
done
touch access.log 'my file.log'
bash -c '
try() {
	COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
	"_$1"
	printf "%s:" "$*"
	printf " [%s]" "${COMPREPLY[@]}"
	echo
}
. ./cxview.bash
. ./cxstat.bash
try cxview --as ""
try cxview --as = t
try cxview --so
try cxstat --max-g
try cxstat -w ""
try cxstat -o a
try cxstat m
'

#> cxview --as : [table] [chart] [csv] [tsv] [md] [prom] [json]
#> cxview --as = t: [table] [tsv]
#> cxview --so: [--sort]
#> cxstat --max-g: [--max-groups]
#> cxstat -w : []
#> cxstat -o a: [access.log]
#> cxstat m: [my file.log]
