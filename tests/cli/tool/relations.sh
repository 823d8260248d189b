# What the option tables say of options that need each other, or do not go together, is so:
# each such pair is refused with status 2, and both are named.  Help and pages say the same.
#
# Of a table: lines of the names that the message has, a tab, and the options to give.
cat > pairs.jq <<'END'
def row($o): .options[] | select(.long == ($o | split("=")[0]));
# how an option NAME[=VALUE] is given, behind it the first of those that it needs, and theirs
def given($o): row($o) | "--" + .long +
	(if .kind == "flag" then ""
	elif $o | contains("=") then (if .kind == "form" then "=" else " " end) + ($o | split("=")[1])
	elif .kind == "form" then ""
	elif .values != [] then " " + .values[0] elif .kind == "integer" then " 300"
	elif .kind == "number" then " 0.6" else " x" end);
def with_needs($o; $there): given($o), (([row($o).needs | split(" ")[]] | .[0:1][]) as $need |
	if $there | index($need) then empty else with_needs($need; $there + [$o]) end);
def with_needs($o): with_needs($o; [$o]);
def prog: if .program == "" then "" else " prog" end;
. as $table | .options[] | .long as $o |
	((select(.needs != "") | [$o + " " + .needs, ($table | given($o))]),
	((.not_with | split(" ")) as $not | $not[] | . as $other |
	    # Whose needs do not go with it either is refused for those.
	    ($table | [row($other).needs | split(" ")[0:1][]]) as $needs | select($needs - $not == $needs) |
	    [$o + " " + $other,
	    ($table | [with_needs($o), if $other == "FILE" then prog + " prog" else with_needs($other) end] | join(" "))])) |
	"\(.[0])\t\(.[1])" + ($table | prog)
END
# What the help has to say, and what is not there to be needed.
cat > says.jq <<'END'
(.options[] | select(.needs != "") | "help\t; needs --" + (.needs | split(" ") | join(" or --"))),
(([.options[] | .needs, .not_with | split(" ")[] | split("=")[0]] - [.options[].long, "FILE"])[] | "none\t" + .)
END
tab=$(printf '\t')
n=0
for bin in "${BUILD:?}"/bin/*; do
	tool=${bin##*/}
	$tool --dump-options > table
	jq -r -f pairs.jq table > pairs
	while IFS=$tab read -r names options; do
		# shellcheck disable=SC2086	# words
		$tool $options < /dev/null > out 2> err
		status=$?
		[ "$status" = 2 ] && [ ! -s out ] || echo "$tool $options: status $status"
		read -r message < err
		for name in $names; do
			case $name in
			FILE) word=files ;;
			*=*) word="--${name%%=*} ${name#*=}" ;;
			*) word=--$name ;;
			esac
			case $message in *"$word"*) ;; *) echo "$tool $options: '$word' is not in: $message" ;; esac
		done
		n=$((n + 1))
	done < pairs
	help=$($tool -h | tr -s ' \n' ' ')
	jq -r -f says.jq table |
	while IFS=$tab read -r what text; do
		case $what-$help in
		none-*) echo "$tool has no --$text" ;;
		*"$text"*) ;;
		*) echo "$tool -h does not say '$text'" ;;
		esac
	done
done
[ $n -gt 40 ] && echo 'more than 40 pairs'

#> more than 40 pairs
