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

#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> dir
#> locked
#> ok
#2> cxparse: nowhere: No such file or directory
#2> cxparse: dir: Is a directory
#2> cxparse: nowhere: No such file or directory
#2> cxparse: nodir/out: cannot make a temporary file beside it: No such file or directory
#2> cxparse: dir: Is a directory
#2> cxparse: nodir/rej: cannot make a temporary file beside it: No such file or directory
#2> cxparse: locked: Permission denied
#2> cxselect: nowhere: No such file or directory
#2> cxselect: dir: Is a directory
#2> cxselect: nowhere: No such file or directory
#2> cxselect: nodir/out: cannot make a temporary file beside it: No such file or directory
#2> cxselect: dir: Is a directory
#2> cxselect: nodir/rej: cannot make a temporary file beside it: No such file or directory
#2> cxselect: locked: Permission denied
#2> cxstat: nowhere: No such file or directory
#2> cxstat: dir: Is a directory
#2> cxstat: nowhere: No such file or directory
#2> cxstat: nodir/out: cannot make a temporary file beside it: No such file or directory
#2> cxstat: dir: Is a directory
#2> cxstat: nodir/rej: cannot make a temporary file beside it: No such file or directory
#2> cxstat: locked: Permission denied
#2> cxview: nowhere: No such file or directory
#2> cxview: dir: Is a directory
#2> cxview: nowhere: No such file or directory
#2> cxview: nodir/out: cannot make a temporary file beside it: No such file or directory
#2> cxview: dir: Is a directory
#2> cxview: nodir/rej: cannot make a temporary file beside it: No such file or directory
#2> cxview: locked: Permission denied
