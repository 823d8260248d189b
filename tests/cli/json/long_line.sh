# A line over --max-line is set aside, its neighbours are not.
{ echo '{"a":1}'; head -c 5000 /dev/zero | tr '\0' x; echo; echo '{"a":2}'; } |
	cxselect --max-line 1000 --max-bad 50%

#> {"a":1}
#> {"a":2}
#2> cxselect: stdin:2: line is longer than --max-line
#2> cxselect: 1 of 3 records rejected (33.3%)
