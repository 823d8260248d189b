# Nothing in, nothing wrong: empty input, blank lines, an empty file between others.
: > empty
printf '\n  \n\r\n' > blank
echo '{"a":1}' > one
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	echo "# $t"
	$t empty; echo "[$?]"
	$t blank; echo "[$?]"
	$t empty one blank empty; echo "[$?]"
done
for f in combined logfmt csv tsv; do
	cxparse -f $f empty; echo "$f [$?]"
done
cxparse --detect empty; echo "[$?]"

#> # cxparse -f json
#> [0]
#> [0]
#> {"a":1}
#> [0]
#> # cxselect
#> [0]
#> [0]
#> {"a":1}
#> [0]
#> # cxstat count()
#> {"kind":"stat","count":0}
#> [0]
#> {"kind":"stat","count":0}
#> [0]
#> {"kind":"stat","count":1}
#> [0]
#> # cxview
#> [0]
#> [0]
#> a
#> 1
#> [0]
#> combined [0]
#> logfmt [0]
#> csv [0]
#> tsv [0]
#> {"kind":"detect","format":"ndjson","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"vhost_combined","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"combined","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"common","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"logfmt","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"tsv","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"csv","lines":0,"fits":0,"share":0,"fields":0}
#> [3]
