# - is standard input, also among files, also when it comes twice.
echo '{"a":"file"}' > f
echo '{"a":"stdin"}' > in
cxselect - < in
cxselect f - f < in
cxselect - - < in
cxselect < in
cxselect /dev/stdin < in
cxselect -o - f
cxselect -o /dev/stdout f
echo bad | cxselect f - ; echo "[$?]"
cxstat 'count()' - f < in
cxparse -f json - < in
cxview - < in
