# Five are shown, all are counted.
awk 'BEGIN { for (i = 0; i < 9; i++) print "nope " i }' | cxselect --max-bad 100%
