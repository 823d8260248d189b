cxparse --detect "$DATA/logs/elastic_apache_combined.log"
printf '{"a":1}\n{"a":2}\n' | cxparse --detect
printf 'level=info msg="a b" dur=12ms\nlevel=warn msg=x\n' | cxparse --detect
# What a format leaves out is shown; a first row that is a time names nothing.
cxparse --detect "$DATA/logs/servers/nginx_timed.log" | head -n 2
sed 's/^/2026-11-29T19:31:23Z stdout F /' "$DATA/logs/servers/nginx_timed.log" | cxparse --detect | head -n 1
printf '2026/11/29 19:27:57.382\tINFO\thttp\n2026/11/29 19:27:57.398\tERROR\thttp\n' |
	cxparse --detect | grep '"tsv"'
printf 'nothing known\n' | cxparse --detect

#> {"kind":"detect","format":"combined","lines":286,"fits":286,"share":1,"fields":15}
#> {"kind":"detect","format":"common","lines":286,"fits":286,"share":1,"fields":13,"left":"' \"http://semicomplete.com/presentations/logstash-mo...'"}
#> {"kind":"detect","format":"ndjson","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected an object, found '8'"}
#> {"kind":"detect","format":"vhost_combined","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 13: expected ':' before %p, found ' - - [17/May/2015:10:05:03 +0000] \"GET /presentatio...'"}
#> {"kind":"detect","format":"logfmt","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 47: expected a key, found '\"GET /presentations/logstash-monitorama-2013/images...'"}
#> {"kind":"detect","format":"tsv","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1: a header with one column only"}
#> {"kind":"detect","format":"csv","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 47: the header cannot be read: quote inside a field that does not begin with one"}
#> {"kind":"detect","format":"ndjson","lines":2,"fits":2,"share":1,"fields":1}
#> {"kind":"detect","format":"vhost_combined","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ':' before %p, found end of line"}
#> {"kind":"detect","format":"combined","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ' ' before %l, found end of line"}
#> {"kind":"detect","format":"common","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ' ' before %l, found end of line"}
#> {"kind":"detect","format":"logfmt","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 2: expected '=' or a space after the key, found '\"a\":1}'"}
#> {"kind":"detect","format":"tsv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1: a header with one column only"}
#> {"kind":"detect","format":"csv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 2: the header cannot be read: quote inside a field that does not begin with one"}
#> {"kind":"detect","format":"logfmt","lines":2,"fits":2,"share":1,"fields":5}
#> {"kind":"detect","format":"ndjson","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected an object, found 'l'"}
#> {"kind":"detect","format":"vhost_combined","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 11: expected ':' before %p, found ' msg=\"a b\" dur=12ms'"}
#> {"kind":"detect","format":"combined","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 30: expected ' [' before %t, found end of line"}
#> {"kind":"detect","format":"common","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 30: expected ' [' before %t, found end of line"}
#> {"kind":"detect","format":"tsv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1: a header with one column only"}
#> {"kind":"detect","format":"csv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 16: the header cannot be read: quote inside a field that does not begin with one"}
#> {"kind":"detect","format":"combined","lines":24,"fits":24,"share":1,"fields":15,"left":"' 0.000 - \"-\" \"-\" - -'"}
#> {"kind":"detect","format":"common","lines":24,"fits":24,"share":1,"fields":13,"left":"' \"-\" \"tester/1.0\" 0.000 - \"-\" \"-\" - -'"}
#> {"kind":"detect","format":"cri+combined","lines":24,"fits":24,"share":1,"fields":16,"left":"' 0.000 - \"-\" \"-\" - -'"}
#> {"kind":"detect","format":"tsv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1: the header '2026/11/29 19:27:57.382' is no name: if the table has none, put one before it: (printf 'NAME\\tNAME\\n'; cat FILE) | ...; if it is one, quote it: \"2026/11/29 19:27:57.382\""}
#> {"kind":"detect","format":"ndjson","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected an object, found 'n'"}
#> {"kind":"detect","format":"vhost_combined","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ':' before %p, found ' known'"}
#> {"kind":"detect","format":"combined","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 14: expected ' ' before %u, found end of line"}
#> {"kind":"detect","format":"common","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 14: expected ' ' before %u, found end of line"}
#> {"kind":"detect","format":"logfmt","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected key=value, found 'nothing known'"}
#> {"kind":"detect","format":"tsv","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1: a header with one column only"}
#> {"kind":"detect","format":"csv","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1: a header with one column only"}
#? 3
