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
