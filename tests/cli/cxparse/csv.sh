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

#> {"id":"1","text":"a, \"b\"\r\nc","n":1.50}
#> {"id":"2"}
#> {"id":"3","n":"007"}
#> {"id":"1","raw":"1,\"a, \"\"b\"\"\r\nc\",1.50"}
#> {"id":"2","raw":"2,,"}
#> {"id":"3","raw":"3,\"\",007"}
#> {"kind":"stat","count":3,"sum_n":1.5,"sum_n_bad":1,"distinct_text":1,"distinct_text_lo":1,"distinct_text_hi":1,"distinct_text_method":"exact"}
#> {"id":"2"}
#> {"id":"3","n":"007"}
#> [0]
#> {"kind":"reject","source":"stdin","line":2,"code":"csv","message":"expected 2 fields as in the header, found 3","raw":"1,2,3"}
#> {"kind":"reject","source":"stdin","line":3,"code":"csv","message":"expected 2 fields as in the header, found 1","raw":"1"}
#> {"kind":"reject","source":"stdin","line":4,"code":"csv","message":"a quoted field is not closed, 1 lines on","raw":"\"x,2"}
#> {"a":1,"a_2":2,"column_3":3}
#> {"a":"x","b":"y z"}
#> [0]
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"b":3,"a":4}
#> {"kind":"stat","s":0,"s_bad":2}
#> {"kind":"stat","s":3,"count_where_day_1":1}
#> {"id":"1,5"}
#> {"id":"x"}
#> {"a":"1.234,5"}
#> {"b":"1,234.5"}
#> {"c":"1,2,3"}
#> {"d":",5"}
#> {"e":"12,"}
#> {"kind":"stat","d":"caf\\xe9","n":1}
#> {"kind":"stat","d":"na\\xeff","n":1}
#> {"kind":"stat","s":3}
#> {"kind":"stat","n":4}
#2> cxparse: stdin:2: expected 2 fields as in the header, found 3
#2> cxparse: stdin:3: expected 2 fields as in the header, found 1
#2> cxparse: stdin:4: a quoted field is not closed, 1 lines on
#2> cxparse: 3 of 3 records rejected (100%)
#2> cxstat: 'sum' has numbers with a comma, such as '1,5': they are read as text; --decimal comma reads them
#2> cxstat: 's' found no value that it can use
#2> cxselect: 'a' has numbers with a comma, such as '1.234,5': they are read as text; --decimal comma reads them
#2> cxselect: 'b' has numbers with a comma, such as '1,234.5': they are read as text; a number has a point and no other separator
#2> cxstat: 'd' has bytes that are not UTF-8, as in 'caf\xe9', kept as \xHH; is the table in Latin-1? try --encoding windows-1252
#2> cxparse: 'd' has bytes that are not UTF-8, as in 'caf\xe9', kept as \xHH; is the table in Latin-1? try --encoding windows-1252
