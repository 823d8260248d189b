# What cannot be read or written ends with 2 and the reason.
printf '{"a":1}\n' > a
mkdir d
is() { echo "status $?: $1"; }
cxselect <&-
is 'standard input is closed'
cxselect a >&-
is 'standard output is closed'
cxselect a > /dev/full
is 'a full disk behind standard output'
cxstat 'count()' a -o /dev/full
is 'behind -o'
cxselect nowhere.ndjson
is 'no such file'
# A missing file is found before anything is written.
cxselect a nowhere
is 'no such file behind one that is there'
cxselect d
is 'a folder'

#> status 2: standard input is closed
#> status 2: standard output is closed
#> status 2: a full disk behind standard output
#> status 2: behind -o
#> status 2: no such file
#> status 2: no such file behind one that is there
#> status 2: a folder
#2> cxselect: stdin: Bad file descriptor
#2> cxselect: write error: Bad file descriptor
#2> cxselect: write error: No space left on device
#2> cxstat: /dev/full: write error: No space left on device
#2> cxselect: nowhere.ndjson: No such file or directory
#2> cxselect: nowhere: No such file or directory
#2> cxselect: d: Is a directory
