# What an output has none of cannot be asked of it; asking for none, or leaving it open, is fine.
echo '{"a":1}' > in
for form in table csv tsv md prom json; do
	for ask in '--color always' '--plots always' '--color never --plots auto'; do
		# shellcheck disable=SC2086 # options and their values
		cxview --as $form $ask in > out
		echo "$form $ask: $?, $(wc -l < out | tr -d ' ')"
	done
done
cxview --color always in
cxview --as '' in
cxview --as tables in

#> table --color always: 0, 2
#> table --plots always: 0, 2
#> table --color never --plots auto: 0, 2
#> csv --color always: 2, 0
#> csv --plots always: 2, 0
#> csv --color never --plots auto: 0, 2
#> tsv --color always: 2, 0
#> tsv --plots always: 2, 0
#> tsv --color never --plots auto: 0, 2
#> md --color always: 2, 0
#> md --plots always: 2, 0
#> md --color never --plots auto: 0, 3
#> prom --color always: 2, 0
#> prom --plots always: 2, 0
#> prom --color never --plots auto: 0, 3
#> json --color always: 2, 0
#> json --plots always: 2, 0
#> json --color never --plots auto: 0, 1
#> [1ma[0m
#> 1
#2> cxview: --color always goes with --as table or chart, not csv
#2> try 'cxview --help'
#2> cxview: --plots always goes with --as table or chart, not csv
#2> try 'cxview --help'
#2> cxview: --color always goes with --as table or chart, not tsv
#2> try 'cxview --help'
#2> cxview: --plots always goes with --as table or chart, not tsv
#2> try 'cxview --help'
#2> cxview: --color always goes with --as table or chart, not md
#2> try 'cxview --help'
#2> cxview: --plots always goes with --as table or chart, not md
#2> try 'cxview --help'
#2> cxview: --color always goes with --as table or chart, not prom
#2> try 'cxview --help'
#2> cxview: --plots always goes with --as table or chart, not prom
#2> try 'cxview --help'
#2> cxview: --color always goes with --as table or chart, not json
#2> try 'cxview --help'
#2> cxview: --plots always goes with --as table or chart, not json
#2> try 'cxview --help'
#2> cxview: --as: expected table|chart|csv|tsv|md|prom|json, got ''
#2> try 'cxview --help'
#2> cxview: --as: expected table|chart|csv|tsv|md|prom|json, got 'tables'
#2> try 'cxview --help'
#? 2
