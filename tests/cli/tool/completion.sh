# Completions come from the option tables; the bash one is tried out.
for t in cxanomaly cxassign cxattribute cxcheck cxfunnel cxjoin cxkpi cxparse cxplan cxreport cxretain cxsegment cxselect cxsession cxslo cxstat cxuser cxview; do
	for sh in bash zsh fish; do
		"$TOP/scripts/completion" $sh "$BUILD/bin/$t" > $t.$sh || echo "$t $sh failed"
		$t --dump-options | sed -n 's/.*"long":"\([^"]*\)".*/\1/p' | sed '/^$/d' | while read -r name; do
			case $sh in fish) want="-l $name" ;; *) want="--$name" ;; esac
			grep -qe "$want" $t.$sh || echo "not in $t.$sh: $name"
		done
		$t --dump-options | sed -n 's/.*"values":\[\("[^]]*\)\].*/\1/p' | tr ',' '\n' | tr -d '"' | while read -r value; do
			grep -qwe "$value" $t.$sh || echo "not in $t.$sh: $value"
		done
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
