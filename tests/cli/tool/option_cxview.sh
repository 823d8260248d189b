# Every option of cxview changes what comes out.
. "$TOP/tests/cli/option.inc"
printf '%s\n' '{"k":"a","s":1,"e":0.25,"e_lo":0.1,"e_hi":0.5}' '{"k":"c","s":3,"e":0.5,"e_lo":0.3,"e_hi":0.7}' \
    '{"k":"b","s":2,"e":null,"e_lo":null,"e_hi":null}' > in
echo 'bad' > bad

change '--as csv' 'cxview @ in'
change '--as tsv' 'cxview @ in'
change '--as md' 'cxview @ in'
change '--as prom' 'cxview @ in'
change '--as json' 'cxview @ in'
change '--fields e,k' 'cxview @ in'
change '--label s' 'cxview --as prom @ in'
change '--sort k' 'cxview @ in'
change '--sort -e,k' 'cxview @ in'
change '--pivot k:s' 'cxview @ in'
change '--top 1' 'cxview @ in'
change '--percent e' 'cxview @ in'
change '--color always' 'cxview @ in'
change '--plots always' 'cxview @ in'
change '-o out' 'cxview @ in; cat out'
change '--output out' 'cxview @ in; cat out'
change '--rejects out' 'cxview @ bad; cat out'
change '--max-bad 1' 'cxview @ bad; echo $?'
change '--strict' 'cxview @ bad in'
change '--max-line 256' "printf '{\"a\":\"%0300d\"}\n' 1 | cxview --as json @"
wide "cxview --as json" in
echo '{"p":5,"p_method":"ddsketch(0.01)"}' > estimate
change --live 'cxview @ estimate'
change '-h' 'cxview @ in | head -n 1'
change '--help' 'cxview @ in | head -n 1'
change '--version' 'cxview @ in | cut -c 1-16'
untried cxview

#> $ cxview --as csv in
#> k,s,e,e_lo,e_hi
#> a,1,0.25,0.1,0.5
#> c,3,0.5,0.3,0.7
#> b,2,,,
#> $ cxview --as tsv in
#> k	s	e	e_lo	e_hi
#> a	1	0.25	0.1	0.5
#> c	3	0.5	0.3	0.7
#> b	2			
#> $ cxview --as md in
#> | k | s | e |
#> | --- | ---: | ---: |
#> | a | 1 | 0.25 \[0.10, 0.50\] |
#> | c | 3 | 0.50 \[0.30, 0.70\] |
#> | b | 2 | - |
#> $ cxview --as prom in
#> # HELP cx_s cxutils result s
#> # TYPE cx_s gauge
#> cx_s{k="a"} 1
#> cx_s{k="c"} 3
#> cx_s{k="b"} 2
#> # HELP cx_e cxutils result e
#> # TYPE cx_e gauge
#> cx_e{k="a"} 0.25
#> cx_e{k="c"} 0.5
#> # HELP cx_e_lo cxutils result e_lo
#> # TYPE cx_e_lo gauge
#> cx_e_lo{k="a"} 0.1
#> cx_e_lo{k="c"} 0.3
#> # HELP cx_e_hi cxutils result e_hi
#> # TYPE cx_e_hi gauge
#> cx_e_hi{k="a"} 0.5
#> cx_e_hi{k="c"} 0.7
#> $ cxview --as json in
#> {"k":"a","s":1,"e":0.25,"e_lo":0.1,"e_hi":0.5}
#> {"k":"c","s":3,"e":0.5,"e_lo":0.3,"e_hi":0.7}
#> {"k":"b","s":2,"e":null,"e_lo":null,"e_hi":null}
#> $ cxview --fields e,k in
#>                 e  k
#> 0.25 [0.10, 0.50]  a
#> 0.50 [0.30, 0.70]  c
#>    -               b
#> $ cxview --as prom --label s in
#> # HELP cx_e cxutils result e
#> # TYPE cx_e gauge
#> cx_e{k="a",s="1"} 0.25
#> cx_e{k="c",s="3"} 0.5
#> # HELP cx_e_lo cxutils result e_lo
#> # TYPE cx_e_lo gauge
#> cx_e_lo{k="a",s="1"} 0.1
#> cx_e_lo{k="c",s="3"} 0.3
#> # HELP cx_e_hi cxutils result e_hi
#> # TYPE cx_e_hi gauge
#> cx_e_hi{k="a",s="1"} 0.5
#> cx_e_hi{k="c",s="3"} 0.7
#> $ cxview --sort k in
#> k  s                  e
#> a  1  0.25 [0.10, 0.50]
#> b  2     -
#> c  3  0.50 [0.30, 0.70]
#> $ cxview --sort -e,k in
#> k  s                  e
#> c  3  0.50 [0.30, 0.70]
#> a  1  0.25 [0.10, 0.50]
#> b  2     -
#> $ cxview --pivot k:s in
#> a  c  b
#> 1  3  2
#> $ cxview --top 1 in
#> k  s                  e
#> a  1  0.25 [0.10, 0.50]
#> $ cxview --percent e in
#> k  s               e
#> a  1  25% [10%, 50%]
#> c  3  50% [30%, 70%]
#> b  2    -
#> $ cxview --color always in
#> [1mk  s                  e[0m
#> a  1  0.25 [2m[0.10, 0.50][0m
#> c  3  0.50 [2m[0.30, 0.70][0m
#> b  2     -
#> $ cxview --plots always in
#> k  s                  e
#> a  1  0.25 [0.10, 0.50] #####
#> c  3  0.50 [0.30, 0.70] ##########
#> b  2     -
#> $ cxview -o out in; cat out
#> k  s                  e
#> a  1  0.25 [0.10, 0.50]
#> c  3  0.50 [0.30, 0.70]
#> b  2     -
#> $ cxview --output out in; cat out
#> k  s                  e
#> a  1  0.25 [0.10, 0.50]
#> c  3  0.50 [0.30, 0.70]
#> b  2     -
#> $ cxview --rejects out bad; cat out
#> cxview: bad:1:1: expected an object, found 'b'
#> cxview: 1 of 1 records rejected (100%), more than --max-bad allows
#> cxview: reads results, an object a line; a log goes through cxparse -f FORMAT, an array through cxparse -f json
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxview --max-bad 1 bad; echo $?
#> cxview: bad:1:1: expected an object, found 'b'
#> cxview: 1 of 1 records rejected (100%)
#> cxview: reads results, an object a line; a log goes through cxparse -f FORMAT, an array through cxparse -f json
#> 0
#> $ cxview --strict bad in
#> cxview: bad:1:1: expected an object, found 'b'
#> $ printf '{"a":"%0300d"}
#> ' 1 | cxview --as json --max-line 256
#> cxview: stdin:1: line is longer than --max-line
#> cxview: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ zstd -q --long=28 < narrow | cxview --as json --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"k":"a","s":1,"e":0.25,"e_lo":0.1,"e_hi":0.5}
#> $ cxview --live estimate
#> p
#> 5
#> $ cxview -h in | head -n 1
#> usage: cxview [--as FORM] [OPTION...] [FILE...]
#> $ cxview --help in | head -n 1
#> usage: cxview [--as FORM] [OPTION...] [FILE...]
#> $ cxview --version in | cut -c 1-16
#> cxview (cxutils)
#> Licence GPL-3.0-
