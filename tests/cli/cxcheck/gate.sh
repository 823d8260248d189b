# The three-way rule, at its edges: 0.95^59 is the first power below 0.05; of ten events two bad
# ones may be chance at 5 % (0.086), three are not (0.011).
echo 'checks: [{rule: n > 0, target: 95%}]' > plan
gate() {
	awk -v good="$1" -v bad="$2" 'BEGIN { for (i = 0; i < good + bad; i++) print "{\"n\":" (i < good) "}" }' |
	    cxcheck --mode gate --summary summary -o /dev/null plan 2>/dev/null
	echo "$2 of $(($1 + $2)): status $?"
	grep check summary | cut -d, -f 3-7
}
gate 58 0
gate 59 0
gate 8 2
gate 7 3
gate 900 100

#> 0 of 58: status 3
#> "verdict":"inconclusive","n":58,"bad":0,"rate":0,"lo":0
#> 0 of 59: status 0
#> "verdict":"pass","n":59,"bad":0,"rate":0,"lo":0
#> 2 of 10: status 3
#> "path":"n > 0","code":"rule","schema_path":"plan#/checks/0","severity":"error","count":2
#> "verdict":"inconclusive","n":10,"bad":2,"rate":0.2,"lo":0.025210726326833383
#> 3 of 10: status 1
#> "path":"n > 0","code":"rule","schema_path":"plan#/checks/0","severity":"error","count":3
#> "verdict":"fail","n":10,"bad":3,"rate":0.3,"lo":0.06673951117773448
#> 100 of 1000: status 1
#> "path":"n > 0","code":"rule","schema_path":"plan#/checks/0","severity":"error","count":100
#> "verdict":"fail","n":1000,"bad":100,"rate":0.1,"lo":0.08210533435558
