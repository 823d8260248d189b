# Every pair of files that a filter's command line can name, of which it would write one: as
# one file they are refused with 2, and it keeps what it holds.  What is fine is said too.
refused=0
# needs OPTION - $needed is what an option of the tool goes with
needs() {
	case $tool-$1 in
	cxsegment-*edges) needed=--rfm ;;
	cxsegment-write-centers) needed=--kmeans=2 ;;
	cxselect-state) needed=--unique=a ;;
	cxselect-answers | cxselect-review) needed=--tag=rules ;;
	cxselect-key-file) needed=--pseudonym=a ;;
	cxselect-plan) needed=--max-class=public ;;
	cxcheck-load) needed=--ddl=duckdb ;;
	*) needed= ;;
	esac
}
# is VALUE FILE - $is is how a value of that kind names a file
is() {
	case $1 in
	FILE | PLACE) is=$2 ;;
	TEXT) is=@$2 ;;
	*=*) is=tap=$2 ;;
	esac
}
try() {
	"$@" > stdout 2> messages
	status=$?
	now= said=
	read -r now < one
	read -r said < messages
	case $status-$said in
	2-*'are one file'*) [ "$now" = "$before" ] && refused=$((refused + 1)) && return ;;
	esac
	grep -q -e '^cx[a-z]*: --.* does not go with ' messages && return
	echo "status $status: $*"
	cat messages
}
echo 'tags: {a: x}' > rules
for tool in cxparse cxselect cxjoin cxkpi cxassign cxstat cxuser cxretain cxsession cxfunnel cxattribute cxsegment cxslo cxcheck cxanomaly cxview; do
	"$tool" --dump-options > dump
	program=$(jq -r '.program // ""' dump)
	case $tool in
	cxstat) operand='count()' ;;
	cxanomaly) operand=a ;;
	*) operand=$program ;;
	esac
	# OPTION USE: how each option that names a file does so.
	jq -r '.options[] | select(.file != "") | "\(.long) \(.file) \(.arg)"' dump > files
	[ -s files ] || echo "$tool names no files"
	while read -r a use_a arg_a; do
		case $use_a in
		input | read) ;;
		*)
			# The first operand, where it is a file; and the input.
			for what in program input; do
				[ $use_a = output ] && [ $what = input ] && continue
				case $what-$tool in
				program-cxslo | program-cxcheck | program-cxjoin | program-cxkpi) set -- one other ;;
				program-*) continue ;;
				*) set -- ${operand:+"$operand"} one ;;
				esac
				echo '{"a":1}' > other
				printf 'objectives: []\n' > one
				cp one "$operand" 2> /dev/null
				read -r before < one
				needs "$a"
				is "$arg_a" ./one
				try "$tool" $needed "--$a=$is" "$@"
			done
			;;
		esac
		while read -r b use_b arg_b; do
			case $use_a-$use_b in
			input-input | input-read | read-input | read-read | input-output | output-input) continue ;;
			esac
			case $a-$arg_a in "$b-FILE" | "$b-PLACE") continue ;; esac
			echo '{"a":1}' > one
			read -r before < one
			cp one other
			set -- ${operand:+"$operand"} other
			is "$arg_b" ./one
			set -- "--$b=$is" "$@"
			is "$arg_a" one
			set -- "--$a=$is" "$@"
			needs "$b"
			set -- $needed "$@"
			needs "$a"
			try "$tool" $needed "$@"
		done < files
	done < files
done
echo '{"a":1}' > one
cxselect --set 'b = 2' -o one one && cat one
cxselect one >> one
echo "status $?: onto its own end"
# Files that are not on the command line: those a plan refers to.
printf '{"schemas":{"x":{"$ref":"ref.json"}}}' > plan
echo '{"event_name":"x"}' > events
for o in --output= --rejects= --summary= --emit=tap=; do
	echo '{"type":"object"}' > one
	read -r before < one
	ln -sf one ref.json
	try cxcheck "${o}ref.json" plan events
done
# Other names of one file: links, one that is not there yet, what a descriptor is open on.
echo '{"a":1}' > one
read -r before < one
ln one hard
ln -s one soft
ln -s two dangling
for name in hard soft "$PWD/one" ./../"${PWD##*/}"/one; do
	try cxstat --rejects "$name" 'count()' one
	try cxstat --rejects "$name" 'count()' < one
	try cxselect --rejects "$name" -o one hard
	try cxselect -o /dev/fd/3 "$name" 3< one
	try cxselect --rejects /proc/self/fd/3 "$name" 3>> one
done
try cxselect --rejects two -o dangling one
try cxselect --rejects ./two -o two one
ls
echo "$refused pairs refused"

#> {"a":1,"b":2}
#> status 2: onto its own end
#> PLAN
#> SPEC
#> TABLE
#> TREE
#> a
#> count()
#> dangling
#> dump
#> events
#> files
#> hard
#> messages
#> one
#> other
#> plan
#> ref.json
#> rules
#> soft
#> stdout
#> 586 pairs refused
#2> cxselect: the input and standard output are one file: 'one'
#2> try 'cxselect --help'
