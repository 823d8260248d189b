# A line over the limit is rejected, also when it begins with more blanks than are kept of it.
{ printf '%5000sa=1\n' ''; echo a=2; } >long.log
cxparse -f logfmt --max-line 1000 --max-bad 1 long.log
cxparse -f csv --max-line 1000 --max-bad 1 long.log
