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
# What another dialect or encoding makes of values is said, once, of fields that are asked for.
printf 'sep=;\nday;sum;n;id\n1;1,5;1;1,5\n2;2,5;2;x\n' > de
cxstat -f csv 's = sum(sum)' de
cxstat -f csv 's = sum(n), count() where day == 1' de
cxparse -f csv --fields id de
printf 'a,b,c,d,e\n"1.234,5","1,234.5","1,2,3",",5","12,"\n' > forms
for f in a b c d e; do cxselect -f csv --fields $f forms; done
printf 'd,x\ncaf\351,1\nna\357f,2\n' > latin
cxstat -f csv -b d 'n = count()' latin
cxstat -f csv 's = sum(x)' latin
cxparse -f csv latin latin | cxstat 'n = count()'
