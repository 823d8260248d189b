# Files that hold no lines of text are named by their first bytes, whatever the format.
try() {
	cxstat "$@" 'n = count()'
	echo "[$?]"
}
printf 'd\0,\0n\0\n\0001\0,\0002\0\n\0' | try -f csv
printf '\377\376{\0}\0\n\0' | try
printf '\376\377\0{\0}\0\n' | try -f json
printf '\0002\0006\0 \0x\0\n' | try -f combined
printf '\377\376\0\0{\0\0\0' | try
printf '\004\042\115\030....' | try
printf '\037\235\220...' | try
printf '7z\274\257\047\034..' | try
printf 'PK\003\004....' | try -f csv
printf '\320\317\021\340\241\261\032\341..' | try -f tsv
# In the middle of others, which are read.
printf '{}\n' > a
printf 'PK\003\004....' > b
cxselect a b a
echo "[$?]"
# Text that begins like one.
printf 'BZh9,n\nx,1\n' | try -f csv
printf 'BZh' | try -f csv
printf 'P' | try -f csv
printf 'PK\nPK\n' | try -f csv
# Bytes one by one, and NULs before a log.
for c in B Z h 9 1 A Y '&' S Y; do printf %s "$c"; sleep 0.02; done | try -f csv
printf '\0\0\0\0{}\n{}\n{}\n' | try --max-bad 1
# Of the first five bad lines: what else is told depends on how the input came.
{ printf '%s\n' a b c d e; sleep 0.1; printf '{"a":1}{"b":2}\n'; } | cxselect --max-bad 100%
{ printf '%s\n' a b c d e; printf '{"a":1}{"b":2}\n'; } > in
cxselect --max-bad 100% in
cxselect --max-bad 100% --rejects rejected in

#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":0}
#> [4]
#> {"kind":"stat","n":0}
#> [4]
#> {"kind":"stat","n":0}
#> [2]
#> {"kind":"stat","n":0}
#> [2]
#> {"kind":"stat","n":0}
#> [2]
#> {"kind":"stat","n":0}
#> [2]
#> {"kind":"stat","n":0}
#> [2]
#> {}
#> {}
#> [2]
#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":0}
#> [0]
#> {"kind":"stat","n":0}
#> [0]
#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":0}
#> [2]
#> {"kind":"stat","n":3}
#> [0]
#2> cxstat: stdin:1:5: expected ' ' before %u, found end of line
#2> cxstat: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxstat: stdin:1:2: expected '"' or '}', found end of line
#2> cxstat: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxstat: is it JSON that is not one object a line? -f json reads it
#2> cxstat: stdin: is compressed by lz4: lz4 -dc FILE | ...
#2> cxstat: stdin: is compressed by compress: gzip -dc FILE | ...
#2> cxstat: stdin: is an archive of 7-Zip: 7z x -so FILE | ...
#2> cxstat: stdin: is a ZIP archive: unzip -p FILE | ...; a spreadsheet is one too: save it as CSV
#2> cxstat: stdin: is a spreadsheet or the like: save it as CSV
#2> cxselect: b: is a ZIP archive: unzip -p FILE | ...; a spreadsheet is one too: save it as CSV
#2> cxstat: stdin: truncated bzip2 stream after 0 lines
#2> cxselect: stdin:1:1: expected an object, found 'a'
#2> cxselect: stdin:2:1: expected an object, found 'b'
#2> cxselect: stdin:3:1: expected an object, found 'c'
#2> cxselect: stdin:4:1: expected an object, found 'd'
#2> cxselect: stdin:5:1: expected an object, found 'e'
#2> cxselect: 6 of 6 records rejected (100%); --rejects FILE keeps them
#2> cxselect: is it a log or CSV? name its format with -f, or try cxparse --detect
#2> cxselect: in:1:1: expected an object, found 'a'
#2> cxselect: in:2:1: expected an object, found 'b'
#2> cxselect: in:3:1: expected an object, found 'c'
#2> cxselect: in:4:1: expected an object, found 'd'
#2> cxselect: in:5:1: expected an object, found 'e'
#2> cxselect: 6 of 6 records rejected (100%); --rejects FILE keeps them
#2> cxselect: is it a log or CSV? name its format with -f, or try cxparse --detect
#2> cxselect: in:1:1: expected an object, found 'a'
#2> cxselect: in:2:1: expected an object, found 'b'
#2> cxselect: in:3:1: expected an object, found 'c'
#2> cxselect: in:4:1: expected an object, found 'd'
#2> cxselect: in:5:1: expected an object, found 'e'
#2> cxselect: 6 of 6 records rejected (100%)
#2> cxselect: is it a log or CSV? name its format with -f, or try cxparse --detect
