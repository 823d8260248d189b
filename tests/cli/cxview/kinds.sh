# Records of several kinds; totals; nested values; nothing at all.
printf '%s\n' '{"kind":"stat","n":3}' '{"kind":"reject","source":"a.log","line":3,"code":"json","message":"bad"}' > in
cxview in
cxview --fields n in
cxview --as prom --fields kind,n in
printf '%s\n' '{"k":"a","n":1}' '{"k":"b","n":2}' '{"total":true,"n":3}' > total
cxview total
cxview --sort -n --fields k,n total
cxview --fields total,n total
printf '%s\n' '{"status":200,"n":1}' '{"total":true,"n":3}' | cxview
printf '%s\n' '{"n":1}' '{"total":true,"n":1}' | cxview
printf '%s\n' '{"a":{"b":[1,2]},"c":[[1],{"d":"\u001b"}],"e":[]}' | cxview
for form in table csv tsv md prom json; do
	printf '{}\n{}\n' | cxview --as $form --top 1
	cxview --as $form --sort x --fields y --label z /dev/null
done

#> n
#> 3
#>
#> source  line  code  message
#> a.log      3  json  bad
#> n
#> 3
#> -
#> # HELP cx_n cxutils result n
#> # TYPE cx_n gauge
#> cx_n{kind="stat"} 3
#> k      n
#> a      1
#> b      2
#> total  3
#> k      n
#> total  3
#> b      2
#> a      1
#> total  n
#> -      1
#> -      2
#> true   3
#> status  n
#>    200  1
#>  total  3
#> n  total
#> 1  -
#> 1  true
#> a            c                    e
#> {"b":[1,2]}  [1], {"d":"\u001b"}
#> {}
