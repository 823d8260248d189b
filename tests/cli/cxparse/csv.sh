# CSV as it is met: quotes, line breaks and commas in fields, an escaped quote, CR LF, empty and extra.
printf 'id,text,n\r\n1,"a, ""b""\r\nc",1.50\r\n2,,\r\n3,"",007\r\n' > in
cxparse -f csv in
cxparse -f csv --keep-raw --fields id in
cxstat -f csv 'count(), sum(n), distinct(text)' in
cxselect -f csv -e 'id >= 2' --fields id,n in
printf 'a,b\n1,2,3\n1\n"x,2\n' | cxparse -f csv --max-bad 100% --rejects bad; echo "[$?]"
cat bad
printf 'a,a,\n1,2,3\n' | cxparse -f csv
printf 'a\tb\n"x"\ty z\n' | cxparse -f tsv
printf 'a,b\n' | cxparse -f csv; echo "[$?]"
printf '\357\273\277a,b\n1,2\n' | cxparse -f csv
# Every file has its own header.
printf 'a,b\n1,2\n' > one
printf 'b,a\n3,4\n' > two
cxparse -f csv one two
