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
#2> iconv: incomplete character or shift sequence at end of buffer
