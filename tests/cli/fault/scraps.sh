# However many files a filter writes, a signal that ends it at once leaves none of them half made.
. "$TOP/tests/cli/wait.inc"
printf 'objectives:\n  - {name: a, bad: a > 1, target: 99%%}\n' > spec
mkfifo in
cxslo -o out --rejects bad --emit junit=a.xml --emit tap=b.tap --emit github=c --emit markdown=d.md \
    --emit prometheus=e.prom spec - < in 2> err &
pid=$!
exec 3> in
printf '{"a":1,"timestamp":5}\n' >&3
wait_until there 'out.*.tmp' 'bad.*.tmp' 'a.xml.*.tmp' 'b.tap.*.tmp' 'c.*.tmp' 'd.md.*.tmp' 'e.prom.*.tmp'
ls *.tmp | wc -l | tr -d ' '
kill -XCPU $pid
wait $pid 2> /dev/null
echo "status $?"
exec 3>&-
ls -C

#> 7
#> status 152
#> err  in  spec
