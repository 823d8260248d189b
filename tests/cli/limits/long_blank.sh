# A line over the limit is rejected, also when it begins with more blanks than are kept of it.
{ printf '%5000sa=1\n' ''; echo a=2; } >long.log
cxparse -f logfmt --max-line 1000 --max-bad 1 long.log
cxparse -f csv --max-line 1000 --max-bad 1 long.log

#> {"a":2}
#2> cxparse: long.log:1: line is longer than --max-line
#2> cxparse: 1 of 2 records rejected (50%)
#2> cxparse: long.log:1: line is longer than --max-line
#2> cxparse: 1 of 1 records rejected (100%)
