# --strict stops a fold before anything is written; without it the results are complete for the rest.
printf '{"k":1}\n{"k":2}\noops\n{"k":3}\n' > in
cxstat --strict -b k 'count()' in; echo "[$?]"
echo old > out
cxstat --strict -o out -b k 'count()' in; echo "[$?]"; cat out
cxstat -o out -b k 'count()' in; echo "[$?]"; cat out
cxstat --max-bad 1 -b k 'count()' in; echo "[$?]"

#> [2]
#> [2]
#> old
#> [4]
#> {"kind":"stat","k":1,"count":1}
#> {"kind":"stat","k":2,"count":1}
#> {"kind":"stat","k":3,"count":1}
#> {"kind":"stat","k":1,"count":1}
#> {"kind":"stat","k":2,"count":1}
#> {"kind":"stat","k":3,"count":1}
#> [0]
#2> cxstat: in:3:1: expected an object, found 'o'
#2> cxstat: in:3:1: expected an object, found 'o'
#2> cxstat: in:3:1: expected an object, found 'o'
#2> cxstat: 1 of 4 records rejected (25%), more than --max-bad allows
#2> cxstat: in:3:1: expected an object, found 'o'
#2> cxstat: 1 of 4 records rejected (25%)
