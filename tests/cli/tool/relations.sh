# What the option tables say of options that need each other, or do not go together, is so:
# each such pair is refused with status 2, and both are named.  Help and pages say the same.
# option NAME[=VALUE] - how it is given, from the table in `table`
option() {
	jq -r --arg o "$1" '($o | split("=")) as [$name, $value] | .options[] | select(.long == $name) |
	    "--" + .long + (if .kind == "flag" then "" elif $value != null then " " + $value
	    elif .values != [] then " " + .values[0] elif .kind == "integer" then " 300"
	    elif .kind == "number" then " 0.6" else " x" end)' table
}
# wanted NAME - the first of the options that it needs, and what those need
wanted() {
	for need in $(jq -r --arg o "${1%%=*}" '.options[] | select(.long == $o) | .needs | split(" ")[0:1][]' table); do
		option "$need"
		wanted "$need"
	done
}
# refused NAMES OPTION... - status 2, nothing on standard output, and a message with all names
refused() {
	names=$1
	shift
	# shellcheck disable=SC2086	# words
	$tool "$@" ${program:+prog} < /dev/null > out 2> err
	status=$?
	[ "$status" = 2 ] && [ ! -s out ] || echo "$tool $*: status $status"
	for name in $names; do
		case $name in
		FILE) word=files ;;
		*) word=$(echo "--$name" | tr = ' ') ;;
		esac
		head -n 1 err | grep -q -e "$word" || echo "$tool $*: '$word' is not in: $(head -n 1 err)"
	done
}
n=0
for bin in "$BUILD"/bin/*; do
	tool=${bin##*/}
	$tool --dump-options > table
	program=$(jq -r .program table)
	jq -r '.options[] | select(.needs != "") | [.long, .needs] | join(" ")' table > needs
	while read -r name needs; do
		# shellcheck disable=SC2046
		refused "$name $needs" $(option "$name") < /dev/null
		n=$((n + 1))
	done < needs
	jq -r '.options[] | select(.not_with != "") | .long as $l | .not_with | split(" ")[] | $l + " " + .' table > not_with
	while read -r name other; do
		file=$(option "$other")
		[ "$other" = FILE ] && file="${program:+prog} prog"
		# shellcheck disable=SC2046,SC2086
		refused "$name $other" $(option "$name") $(wanted "$name") $file $(wanted "$other") < /dev/null
		n=$((n + 1))
	done < not_with
	$tool -h | tr -s ' \n' ' ' > help
	jq -r '.options[] | select(.needs != "") | "; needs --" + (.needs | split(" ") | join(" or --"))' table |
	while read -r text; do
		grep -q -e "$text" help || echo "$tool -h does not say '$text'"
	done
	jq -r '.options[] | .needs, .not_with | split(" ")[] | split("=")[0] | select(. != "FILE")' table | sort -u |
	while read -r name; do
		jq -e --arg o "$name" 'any(.options[]; .long == $o)' table > /dev/null || echo "$tool has no --$name"
	done
done
[ $n -gt 40 ] && echo 'more than 40 pairs'

#> more than 40 pairs
