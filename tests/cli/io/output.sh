# The file that -o replaces keeps its mode; a link stays a link; input and output may be one file.
echo '{"a":1}' > in
echo old > out
chmod 640 out
cxselect -o out in
cat out
ls -l out | cut -c 1-10
ln -s target link
cxselect -o link in
cat target
[ -L link ] && echo 'still a link'
cxselect --set b=2 -o in in
cat in
# A name may be as long as the file system takes, in letters of several bytes too.
for letter in x é; do
	long=$(printf "%255s" '' | sed "s/ /$letter/g" | head -c 255 | iconv -c -f UTF-8 -t UTF-8)
	cxselect -o "$long" in && cat "$long"
	rm "$long"
done
mkfifo pipe
cat pipe &
cxselect -o pipe in
wait
ls

mkdir limit && cd limit || exit
# -o meets a full disk (here: a limit on file size): an error, the old file stays, nothing is left.
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "{\"a\":\"number %d\"}\n", i }' > in
echo old > out
(
	trap '' XFSZ
	ulimit -f 8
	cxselect -o out in; echo "[$?]"
	cxstat -b a -o out 'count()' in; echo "[$?]"
	cxview --as csv -o out in; echo "[$?]"
	cxselect in > plain; echo "[$?]"
)
cat out
ls

mkdir ../kept && cd ../kept || exit
# -o replaces the file only when all went well.
echo old > out
echo '{"a":1' | cxselect --strict -o out
echo "status $?"
cat out
echo '{"a":1}' | cxselect -o out
cat out
ls

#> {"a":1}
#> -rw-r-----
#> {"a":1}
#> still a link
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> in
#> link
#> out
#> pipe
#> target
#> [2]
#> [2]
#> [2]
#> [2]
#> old
#> in
#> out
#> plain
#> status 2
#> old
#> {"a":1}
#> out
#2> iconv: incomplete character or shift sequence at end of buffer
#2> cxselect: out: write error: File too large
#2> cxstat: out: write error: File too large
#2> cxview: out: write error: File too large
#2> cxselect: write error: File too large
#2> cxselect: stdin:1:7: expected ',' or '}', found end of line
