# Five are shown, all are counted.
awk 'BEGIN { for (i = 0; i < 9; i++) print "nope " i }' | cxselect --max-bad 100%

#2> cxselect: stdin:1:1: expected an object, found 'n'
#2> cxselect: stdin:2:1: expected an object, found 'n'
#2> cxselect: stdin:3:1: expected an object, found 'n'
#2> cxselect: stdin:4:1: expected an object, found 'n'
#2> cxselect: stdin:5:1: expected an object, found 'n'
#2> cxselect: 9 of 9 records rejected (100%); --rejects FILE keeps them
#2> cxselect: is it a log or CSV? name its format with -f, or try cxparse --detect
