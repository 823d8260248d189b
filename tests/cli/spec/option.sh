# Each kind of mistake in an option: message, status.
try() {
	printf '$ %s\n' "$*"
	"$@" < /dev/null 2>&1
	echo "[$?]"
}
for opt in '-w 7x' '-w 0s' '-w' '--tz Europe/Belrin' '--tz Mars/Base' '--conf 2' '--conf x' \
    '--windw 1h' '--from yesterday' '--to 2026-13-01' '-b a,' '-b a,a' '--fill' '--max-bad x' \
    '-f nosuch' '--accuracy 0' '--max-groups 0' '-Z' '--exact=yes' '--map x' '--year 0'; do
	# shellcheck disable=SC2086 # an option and its value
	try cxstat 'count()' $opt
done
try cxstat
try cxstat -b a 'a = count()'
for opt in '--sample 200%' '--sample 5' '--shard 0/3 --key a' '--shard 1/3' '--key a' '--set x' \
    '--set x=1+' '--rename x' '--head 0' '--fields a --drop b' '--explode a['; do
	# shellcheck disable=SC2086 # an option and its value
	try cxselect $opt
done
for opt in '' '-f combned' '-f combined --log-format %h' '-f apache --log-format %h%Q' '-f regex' \
    '-f regex --regex (?<a>x' '-f regex --regex abc' '-f nginx --log-format @nowhere.conf' \
    '-f nginx --log-format $remote_addr$status' '-f combined --regex x'; do
	# shellcheck disable=SC2086 # an option and its value
	try cxparse $opt
done
for opt in '--as xml' '--color maybe' '--top x'; do
	# shellcheck disable=SC2086 # an option and its value
	try cxview $opt
done
echo '{"a":1,"b":2}' > in
for opt in '--sort nope' '--fields b,nope' '--label z' '--fields bb'; do
	# shellcheck disable=SC2086 # an option and its value
	try cxview $opt in
done

# SPDX-License-Identifier: GPL-3.0-or-later
# What is given in the place of a specification that was forgotten is named, whatever it is.
cp "$DATA"/logs/elastic_apache_combined.log access.log
gzip -c access.log > access.log.gz
printf '{"timestamp":1800000000,"status":200}\n' > one.ndjson
cat one.ndjson one.ndjson > two.ndjson
printf 'ts,status\n1800000000,200\n' > table.csv
for file in access.log access.log.gz one.ndjson two.ndjson table.csv; do
	cxslo -f combined "$file" < /dev/null
	echo "status $?"
done
# a specification with a slip of the pen is one
echo 'objectivs: []' > slip.yaml
cxslo slip.yaml < /dev/null
echo "status $?"
echo '# later' > empty.yaml
cxslo empty.yaml < /dev/null
echo "status $?"

# SPDX-License-Identifier: GPL-3.0-or-later
# The preset as cx-spec(5) shows it is the one in the program, to the byte of what it asks.
awk '
	/^\.Ss Presets/ { there = 1 }
	there && /^\.Ed/ { exit }
	inside { gsub(/\\-/, "-"); gsub(/\\\(aq/, "\047"); print }
	there && /^\.Bd/ { inside = 1 }
' "$TOP/man/cx-spec.5" >dcx.yaml
wc -l <dcx.yaml
cxslo --needs --preset dcx >program
cxslo --needs dcx.yaml | cmp - program && echo same questions
cxslo --partial --preset dcx </dev/null | sed -n 's/,"check":.*//p' | head -n 1 >program
cxslo --partial dcx.yaml </dev/null | sed -n 's/,"check":.*//p' | head -n 1 | cmp - program &&
    echo same counts
cxslo --preset nosuch </dev/null
echo "status $?"

# Each kind of mistake in an expression: message, caret, status.
try() {
	printf '$ -e %s\n' "$1"
	cxselect -e "$1" < /dev/null 2>&1
	echo "[$?]"
}
try 'status >='
try 'status >= 500 &&'
try '(status > 1'
try 'lenght(a) > 1'
try 'status = 1'
try '"abc'
try 'a in [1, 2'
try 'path =~ "("'
try 'path =~ other'
try 'lower(a, b)'
try 'a ? b'
try '1 +'
try 'a b'
try '`odd'
try ''

#> $ cxstat count() -w 7x
#> cxstat: --window: expected a window like 5m (units ms s m h d w mo), got '7x'
#> [2]
#> $ cxstat count() -w 0s
#> cxstat: --window: window '0s': expected a count of 1..1000
#> [2]
#> $ cxstat count() -w
#> cxstat: --window: expected WINDOW, got nothing
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() --tz Europe/Belrin
#> cxstat: --tz: unknown time zone 'Europe/Belrin' (did you mean 'Europe/Berlin'?)
#> [2]
#> $ cxstat count() --tz Mars/Base
#> cxstat: --tz: unknown time zone 'Mars/Base', expected a name like Europe/Berlin, an offset like +03:30, UTC or local
#> [2]
#> $ cxstat count() --conf 2
#> cxstat: --conf: expected 0.5..0.999999, got '2'
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() --conf x
#> cxstat: --conf: expected 0.5..0.999999, got 'x'
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() --windw 1h
#> cxstat: unknown option '--windw' (did you mean '--window'?)
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() --from yesterday
#> cxstat: --from: expected a time such as 2026-11-22T19:00:00Z or 2026-11-22, got 'yesterday'
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() --to 2026-13-01
#> cxstat: --to: expected a time such as 2026-11-22T19:00:00Z or 2026-11-22, got '2026-13-01'
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() -b a,
#> cxstat: --by, column 3: expected a value, found end of text
#>   a,
#>     ^
#> [2]
#> $ cxstat count() -b a,a
#> cxstat: two results are called 'a': name one of them (new = ...)
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() --fill
#> cxstat: --fill needs --window or --merge
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() --max-bad x
#> cxstat: --max-bad: expected a count or a share such as 1%, got 'x'
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() -f nosuch
#> cxstat: unknown format 'nosuch'
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() --accuracy 0
#> cxstat: --accuracy: expected 0.0001..0.1, got '0'
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() --max-groups 0
#> cxstat: --max-groups: expected a number from 1, got '0'
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() -Z
#> cxstat: unknown option '-Z'
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() --exact=yes
#> cxstat: --exact: takes no value, got 'yes'
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() --map x
#> cxstat: --map: expected NEW=OLD, got 'x'
#> try 'cxstat --help'
#> [2]
#> $ cxstat count() --year 0
#> cxstat: --year: expected 1..9999, got '0'
#> try 'cxstat --help'
#> [2]
#> $ cxstat
#> cxstat: expected METRICS, got no operand
#> try 'cxstat --help'
#> [2]
#> $ cxstat -b a a = count()
#> cxstat: two results are called 'a': name one of them (new = ...)
#> try 'cxstat --help'
#> [2]
#> $ cxselect --sample 200%
#> cxselect: --sample: expected a share such as 5%, got '200%'
#> try 'cxselect --help'
#> [2]
#> $ cxselect --sample 5
#> cxselect: --sample: expected a share such as 5%, got '5'
#> try 'cxselect --help'
#> [2]
#> $ cxselect --shard 0/3 --key a
#> cxselect: --shard: expected I/N with 1 <= I <= N, got '0/3'
#> try 'cxselect --help'
#> [2]
#> $ cxselect --shard 1/3
#> cxselect: --shard needs --key
#> try 'cxselect --help'
#> [2]
#> $ cxselect --key a
#> cxselect: --key needs --sample, --shard, --compare or --moving
#> try 'cxselect --help'
#> [2]
#> $ cxselect --set x
#> cxselect: --set: expected NEW=EXPR, got 'x'
#> try 'cxselect --help'
#> [2]
#> $ cxselect --set x=1+
#> cxselect: --set, column 5: expected a value, found end of text
#>   x=1+
#>       ^
#> [2]
#> $ cxselect --rename x
#> cxselect: --rename: expected NEW=OLD, got 'x'
#> try 'cxselect --help'
#> [2]
#> $ cxselect --head 0
#> cxselect: --head: expected a number from 1, got '0'
#> try 'cxselect --help'
#> [2]
#> $ cxselect --fields a --drop b
#> cxselect: --fields does not go with --drop
#> try 'cxselect --help'
#> [2]
#> $ cxselect --explode a[
#> cxselect: --explode, column 2: a field name with this character needs `backquotes`
#>   a[
#>    ^
#> [2]
#> $ cxparse
#> cxparse: which format? name it with -f, or let --detect find out
#> try 'cxparse --help'
#> [2]
#> $ cxparse -f combned
#> cxparse: unknown format 'combned' (did you mean 'combined'?)
#> try 'cxparse --help'
#> [2]
#> $ cxparse -f combined --log-format %h
#> cxparse: --log-format goes with -f nginx or -f apache or -f tomcat, not combined
#> try 'cxparse --help'
#> [2]
#> $ cxparse -f apache --log-format %h%Q
#> cxparse: --log-format, column 3: unknown directive '%Q'
#>   %h%Q
#>     ^
#> [2]
#> $ cxparse -f regex
#> cxparse: -f regex needs --regex with named groups
#> try 'cxparse --help'
#> [2]
#> $ cxparse -f regex --regex (?<a>x
#> cxparse: --regex, column 7: missing closing parenthesis
#>   (?<a>x
#>         ^
#> [2]
#> $ cxparse -f regex --regex abc
#> cxparse: --regex has no named group: (?<name>...) names a field
#> try 'cxparse --help'
#> [2]
#> $ cxparse -f nginx --log-format @nowhere.conf
#> cxparse: nowhere.conf: No such file or directory
#> [2]
#> $ cxparse -f nginx --log-format $remote_addr$status
#> cxparse: --log-format, column 13: '$remote_addr$status': nothing between the two tells where the first one ends
#>   $remote_addr$status
#>               ^
#> [2]
#> $ cxparse -f combined --regex x
#> cxparse: --regex goes with -f regex, not combined
#> try 'cxparse --help'
#> [2]
#> $ cxview --as xml
#> cxview: --as: expected table|chart|csv|tsv|md|prom|json, got 'xml'
#> try 'cxview --help'
#> [2]
#> $ cxview --color maybe
#> cxview: --color: expected auto|always|never, got 'maybe'
#> try 'cxview --help'
#> [2]
#> $ cxview --top x
#> cxview: --top: expected a number from 1, got 'x'
#> try 'cxview --help'
#> [2]
#> $ cxview --sort nope in
#> cxview: --sort: no record has a field 'nope'
#> try 'cxview --help'
#> [2]
#> $ cxview --fields b,nope in
#> cxview: --fields: no record has a field 'nope'
#> try 'cxview --help'
#> [2]
#> $ cxview --label z in
#> cxview: --label: no record has a field 'z'
#> try 'cxview --help'
#> [2]
#> $ cxview --fields bb in
#> cxview: --fields: no record has a field 'bb' (did you mean 'b'?)
#> try 'cxview --help'
#> [2]
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> 64
#> same questions
#> same counts
#> status 2
#> $ -e status >=
#> cxselect: --where, column 10: expected a value, found end of text
#>   status >=
#>            ^
#> [2]
#> $ -e status >= 500 &&
#> cxselect: --where, column 17: expected a value, found end of text
#>   status >= 500 &&
#>                   ^
#> [2]
#> $ -e (status > 1
#> cxselect: --where, column 12: expected ')', found end of text
#>   (status > 1
#>              ^
#> [2]
#> $ -e lenght(a) > 1
#> cxselect: --where, column 1: unknown function 'lenght' (did you mean 'len'?)
#>   lenght(a) > 1
#>   ^
#> [2]
#> $ -e status = 1
#> cxselect: --where, column 8: use == to compare
#>   status = 1
#>          ^
#> [2]
#> $ -e "abc
#> cxselect: --where, column 1: string without a closing "
#>   "abc
#>   ^
#> [2]
#> $ -e a in [1, 2
#> cxselect: --where, column 11: expected ',' or ']', found end of text
#>   a in [1, 2
#>             ^
#> [2]
#> $ -e path =~ "("
#> cxselect: --where, column 11: regular expression: missing closing parenthesis
#>   path =~ "("
#>             ^
#> [2]
#> $ -e path =~ other
#> cxselect: --where, column 9: expected a regular expression in quotes, found 'other'
#>   path =~ other
#>           ^
#> [2]
#> $ -e lower(a, b)
#> cxselect: --where, column 1: lower() takes 1 argument, got 2
#>   lower(a, b)
#>   ^
#> [2]
#> $ -e a ? b
#> cxselect: --where, column 3: unexpected '?'
#>   a ? b
#>     ^
#> [2]
#> $ -e 1 +
#> cxselect: --where, column 4: expected a value, found end of text
#>   1 +
#>      ^
#> [2]
#> $ -e a b
#> cxselect: --where, column 3: expected an operator or the end, found 'b'
#>   a b
#>     ^
#> [2]
#> $ -e `odd
#> cxselect: --where, column 1: name without a closing `
#>   `odd
#>   ^
#> [2]
#> $ -e 
#> cxselect: --where: expected EXPR, got ''
#> try 'cxselect --help'
#> [2]
#2> cxslo: access.log: no specification: neither 'objectives' nor 'apiVersion' is in it; the first operand is SPEC, and files of events follow it
#2> cxslo: access.log.gz: no specification: neither 'objectives' nor 'apiVersion' is in it; the first operand is SPEC, and files of events follow it
#2> cxslo: one.ndjson: no specification: neither 'objectives' nor 'apiVersion' is in it; the first operand is SPEC, and files of events follow it
#2> cxslo: two.ndjson: no specification: neither 'objectives' nor 'apiVersion' is in it; the first operand is SPEC, and files of events follow it
#2> cxslo: table.csv: no specification: neither 'objectives' nor 'apiVersion' is in it; the first operand is SPEC, and files of events follow it
#2> cxslo: slip.yaml:1:1: unknown key 'objectivs' (did you mean 'objectives'?)
#2>   objectivs: []
#2>   ^
#2> cxslo: empty.yaml: nothing in it
#2> cxslo: --preset: expected dcx, got 'nosuch'
#2> try 'cxslo --help'
