# Five are shown, all are counted.
awk 'BEGIN { for (i = 0; i < 9; i++) print "nope " i }' | cxselect --max-bad 100%

# A reader that leaves early ends the filter quietly.
(i=0; while [ $i -lt 20000 ]; do echo '{"a":"some text to fill the pipe with"}'; i=$((i + 1)); done) > in
cxselect in | head -n 1

# Messages never end up in a file that took the number of a closed standard error.
printf '{"a":1}\nbad\n' > in
cxselect --max-bad 1 -o out --rejects rejects in 2>&-; echo "[$?]"
cat out rejects
cxselect nowhere 2>&-; echo "[$?]"

#> {"a":"some text to fill the pipe with"}
#> [0]
#> {"a":1}
#> {"kind":"reject","source":"in","line":2,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> [2]
#2> cxselect: stdin:1:1: expected an object, found 'n'
#2> cxselect: stdin:2:1: expected an object, found 'n'
#2> cxselect: stdin:3:1: expected an object, found 'n'
#2> cxselect: stdin:4:1: expected an object, found 'n'
#2> cxselect: stdin:5:1: expected an object, found 'n'
#2> cxselect: 9 of 9 records rejected (100%); --rejects FILE keeps them
#2> cxselect: is it a log or CSV? name its format with -f, or try cxparse --detect
