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
