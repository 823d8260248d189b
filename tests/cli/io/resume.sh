# --resume: what files have got since the last run, once, and a file a run for it.
say() { "$@"; echo "status $?"; }
row() { printf '{"n":%s}\n' "$@"; }
run() { cxselect --resume p -o out/ "$@"; }
# segments: the numbers in each file of a folder
segments() { for f in "${1:-out}"/*; do echo "${f##*/}: $(sed 's/[^0-9]//g' "$f" | tr '\n' ' ')"; done; }
mkdir out
row 1 2 > log; row 0 > log.1
say run log; segments
echo '# lines that came, and one that is not whole yet'
row 3 >> log; printf '{"n":4' >> log
run log; segments | tail -n 1
echo '}' >> log; touch -t 202611010000 log
run log; segments | tail -n 1
echo '# nothing new: nothing changes'
run log; cp p before; say run log; cmp p before; segments | tail -n 1; ls -A
echo '# renamed: its end, then the new one, also when it is compressed'
row 5 >> log; mv log log.1; row 6 > log; row 7 >> log.1
run log; segments | tail -n 1
gzip log.1; mv log.1.gz log.2.gz; mv log log.1; row 8 > log
run log; segments | tail -n 1
echo '# copied and emptied'
row 9 >> log; cp log log.0; mv log.1 log.3; mv log.0 log.1; row 10 > log
run log; segments | tail -n 1
echo '# a file that is not whole is left'
row 11 12 13 | gzip -c > whole; head -c 30 whole > log.4.gz; row 14 >> log
say run log; segments | tail -n 1
mv whole log.4.gz; say run log; segments | tail -n 1
echo '# all that was ever written, once'
cat out/* | sort | uniq -c | sed 's/^ *//' | tr '\n' ' '; echo
echo '# what a killed run had not finished goes, and nothing else'
row 15 >> log; mkdir late
next=$(printf %010d $(($(ls out | wc -l) + 1))).ndjson.0123abcd.tmp
: > p.0123abcd.tmp; : > q.0123abcd.tmp; : > "out/$next"; : > "late/$next"
run --rejects late/ log; ls -A . out late | grep tmp

#> status 0
#> 0000000001.ndjson: 1 2 
#> # lines that came, and one that is not whole yet
#> 0000000002.ndjson: 3 
#> 0000000003.ndjson: 4 
#> # nothing new: nothing changes
#> status 0
#> 0000000003.ndjson: 4 
#> before
#> log
#> log.1
#> out
#> p
#> # renamed: its end, then the new one, also when it is compressed
#> 0000000004.ndjson: 5 7 6 
#> 0000000005.ndjson: 8 
#> # copied and emptied
#> 0000000006.ndjson: 9 10 
#> # a file that is not whole is left
#> status 4
#> 0000000007.ndjson: 14 
#> status 0
#> 0000000008.ndjson: 11 12 13 
#> # all that was ever written, once
#> 1 {"n":10} 1 {"n":11} 1 {"n":12} 1 {"n":13} 1 {"n":14} 1 {"n":1} 1 {"n":2} 1 {"n":3} 1 {"n":4} 1 {"n":5} 1 {"n":6} 1 {"n":7} 1 {"n":8} 1 {"n":9} 
#> # what a killed run had not finished goes, and nothing else
#> q.0123abcd.tmp
#2> cxselect: log.4.gz: truncated gzip stream; left for the next run
