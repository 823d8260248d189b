# What the textfile collector would refuse is an error, and nothing is written.
printf '%s\n' '{"status":200,"n":5}' '{"status":500,"n":1}' > keys
cxview --as prom keys; echo "[$?]"
cxview --as prom --label status keys
cxview --as prom -o out keys; echo "[$?]"; test -e out || echo none
printf '%s\n' '{"k":"","n":1}' '{"k":null,"n":2}' | cxview --as prom
echo '{"a-b":1,"a_b":2}' > names
cxview --as prom names; echo "[$?]"
cxview --as prom --fields a-b names
echo '{"a-b":"x","a_b":"y","n":1}' | cxview --as prom; echo "[$?]"

#> [2]
#> # HELP cx_n cxutils result n
#> # TYPE cx_n gauge
#> cx_n{status="200"} 5
#> cx_n{status="500"} 1
#> [2]
#> none
#> [2]
#> # HELP cx_a_b cxutils result a-b
#> # TYPE cx_a_b gauge
#> cx_a_b 1
#> [2]
#2> cxview: --as prom: two rows have no labels; name the number columns that are keys with --label, perhaps --label status
#2> try 'cxview --help'
#2> cxview: --as prom: two rows have no labels; name the number columns that are keys with --label, perhaps --label status
#2> try 'cxview --help'
#2> cxview: --as prom: two rows have no labels; name the number columns that are keys with --label
#2> try 'cxview --help'
#2> cxview: --as prom: 'a-b' and 'a_b' would both be the metric cx_a_b; leave one out with --fields, or rename it with cxselect
#2> try 'cxview --help'
#2> cxview: --as prom: 'a-b' and 'a_b' would both be the label a_b; leave one out with --fields, or rename it with cxselect
#2> try 'cxview --help'
