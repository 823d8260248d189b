# The tables of cxslo(1), "When a gate can be trusted", are those of the last simulation.
page=$TOP/man/cxslo.1
made=$TOP/tests/bench/results/simulate-gates.md
# rows TITLE FIRST - rows of a table of the results, from its FIRST field on in percent
rows() {
	awk -F'|' -v like="$1" -v share="$2" 'index($0, like) > 0 { on = 1; next }
	    on && NF < 3 && $0 !~ /^$/ { on = 0 }
	    on && $2 ~ /[0-9]/ { line = ""
		for (i = 2; i < NF; i++) {
			sub(/^ */, "", $i); sub(/ *$/, "", $i); sub(/ times the limit/, "", $i)
			sub(/ of the limit/, "", $i)
			line = line (i > 2 ? " " : "") (i >= share ? sprintf("%.1f", 100 * $i) : $i)
		}
		print line }' "$made"
}
rows 'False passes of an objective' 5 > want
sed -n -e 's/^all that is allowed/1/p' -e 's/^twice of it/2/p' "$page" |
    sed 's/one at a time/1/; s/ at a time//' | awk '{ $1 = $1; print }' > got
cmp want got && wc -l < want
rows 'At the requests of --needs' 4 > want
sed -n '/a tenth of allowed: passes/,/^\.Ed/p' "$page" |
    sed -n 's/^one at a time/1/p; s/^\([0-9]*\) at a time/\1/p' | awk '{ $1 = $1; print }' > got
cmp want got && wc -l < want
rows 'the size known from states' 6 | sed 's/ [^ ]*$//' > want
sed -n '/passes, from states/,/^\.Ed/p' "$page" | sed -n '/^[0-9]/{s/ at a time//; s/ of the limit//; p;}' |
    awk '{ $1 = $1; print }' > got
cmp want got && wc -l < want
rows 'Half of what is allowed, of three' 9 | awk '{ printf "%d %.2f\n", $1, 100 * $2 }' > want
sed -n 's/^runs of 10 to 100 *//p' "$page" | awk '{ $1 = $1; print }' > got
cmp want got && wc -l < want

#> 9
#> 4
#> 7
#> 3
