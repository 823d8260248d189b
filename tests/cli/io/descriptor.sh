# An output that names a descriptor is written through it: what the file behind it
# holds stays, and what others write there meanwhile too.
echo bad > bad
printf '{"a":1}\n' > ok
echo history > cron.log
cxstat --rejects /dev/stderr 'count()' bad >> cron.log 2>&1
echo "status $?"
cat cron.log
proc=/proc/self/fd/3
[ -d /proc/self/fd ] || proc=/dev/fd/3
for name in /dev/fd/3 $proc; do
	echo old > log
	cxselect -o "$name" ok 3>> log && cxselect -o "$name" ok 3>> log
	cat log
done
ln -s /dev/stderr link
cxselect -o link ok 2>> log
tail -n 1 log
ls | grep -c deleted
cxselect -o /dev/fd/9 ok 9< bad
echo "status $?: a descriptor to read"
cxselect -o /dev/fd/8 ok 8>&-
echo "status $?: a closed one"

#> status 4
#> history
#> cxstat: bad:1:1: expected an object, found 'b'
#> cxstat: 1 of 1 records rejected (100%), more than --max-bad allows
#> cxstat: is it a log or CSV? name its format with -f, or try cxparse --detect
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> {"kind":"stat","count":0}
#> old
#> {"a":1}
#> {"a":1}
#> old
#> {"a":1}
#> {"a":1}
#> {"a":1}
#> 0
#> status 2: a descriptor to read
#> status 2: a closed one
#2> cxselect: /dev/fd/9: Bad file descriptor
#2> cxselect: /dev/fd/8: Bad file descriptor
