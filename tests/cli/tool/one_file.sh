# Every pair of files that a filter's command line can name, of which it would write one: as
# one file they are refused with 2, and it keeps what it holds.  What is fine is said too.
refused=0
# needed OPTION - what an option of the tool goes with
needed() {
	case $tool-$1 in
	cxsegment-*edges) echo --rfm ;;
	cxsegment-write-centers) echo --kmeans=2 ;;
	cxselect-state) echo --unique=a ;;
	cxselect-answers | cxselect-review) echo --tag=rules ;;
	cxselect-key-file) echo --pseudonym=a ;;
	cxselect-plan) echo --max-class=public ;;
	cxcheck-load) echo --ddl=duckdb ;;
	esac
}
try() {
	"$@" > stdout 2> messages
	status=$?
	[ $status -eq 2 ] && [ "$(cat one)" = "$before" ] && grep -q 'are one file' messages &&
	    refused=$((refused + 1)) && return
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
		value() {
			case $1 in
			FILE | PLACE) echo "$2" ;;
			TEXT) echo "@$2" ;;
			*=*) echo "tap=$2" ;;
			esac
		}
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
				before=$(cat one)
				# shellcheck disable=SC2046
				try "$tool" $(needed "$a") "--$a=$(value "$arg_a" ./one)" "$@"
			done
			;;
		esac
		while read -r b use_b arg_b; do
			case $use_a-$use_b in
			input-input | input-read | read-input | read-read | input-output | output-input) continue ;;
			esac
			case $a-$arg_a in "$b-FILE" | "$b-PLACE") continue ;; esac
			echo '{"a":1}' > one
			before=$(cat one)
			cp one other
			set -- ${operand:+"$operand"} other
			# shellcheck disable=SC2046
			try "$tool" $(needed "$a") $(needed "$b") "--$a=$(value "$arg_a" one)" \
			    "--$b=$(value "$arg_b" ./one)" "$@"
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
	before=$(cat one)
	ln -sf one ref.json
	try cxcheck "${o}ref.json" plan events
done
# Other names of one file: links, one that is not there yet, what a descriptor is open on.
echo '{"a":1}' > one
before=$(cat one)
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
