# A message is one line, whatever is in it; a long text is cut around its error.
name=$(printf 'a\033[1m\ncxselect: forged')
cxselect "$name"
echo "[$?]"
cxselect -e "$(printf 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa == ) && bbbbbbbbbbbbbbbbbbbbbbbbbbbb')" in
echo "[$?]"
cxselect -e "$(printf 'a == 1 &&\n\tb === 2 &&\nc == 3')" in
echo "[$?]"
cxselect -e '日本語 == "é" &&& x' in
echo "[$?]"
cxstat 'rate(a >), count()' in
echo "[$?]"
