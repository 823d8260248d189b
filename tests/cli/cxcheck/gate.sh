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
