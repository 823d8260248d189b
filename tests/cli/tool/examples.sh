# Pipelines of a page without a prompt: one whose filter ends with 2 fails, wherever it stands.
page() {
	{ echo '.Bd -literal'; cat; echo '.Ed'; } > page.1
	"$TOP/tests/examples" page.1 2> /dev/null | grep -E '^(not )?ok|^1'
}
echo "cxstat 'n = count()' events.ndjson | cxview" | page
echo "cxstat --no-such 'n = count()' events.ndjson | cxview" | page
echo "cxstat 'n = count()' nowhere || true" | page
echo "no_such_program | cxview" | page
echo "5 * * * *  cxselect -e 'id = 1' events.ndjson" | page
printf '%s\n' '- run: |' '    cxselect events.ndjson | cat' | page
printf '%s\n' 'gate:' '  script:' '    - cxselect --no-such events.ndjson' | page
echo "a table: cxslo fails" | page
{ echo 'Text.'; echo; echo "    cxstat 'count(' events.ndjson"; echo "    cxstat 'count()' events.ndjson"; echo; } > page.md
"$TOP/tests/examples" page.md 2> /dev/null | grep -E '^(not )?ok|^1'

#> ok 1 - page.1:2
#> 1..1
#> not ok 1 - page.1:2
#> 1..1
#> not ok 1 - page.1:2
#> 1..1
#> ok 1 - page.1:2
#> 1..1
#> not ok 1 - page.1:2
#> 1..1
#> ok 1 - page.1:2
#> 1..1
#> not ok 1 - page.1:2
#> 1..1
#> 1..0 # SKIP no examples to run
#> not ok 1 - page.md:3
#> 1..1
