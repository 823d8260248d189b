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
