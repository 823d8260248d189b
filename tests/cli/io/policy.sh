# --max-bad and --strict: a count, a share, which side of the limit.
awk 'BEGIN { for (i = 1; i <= 200; i++) print (i % 100 == 50 ? "bad" : "{\"a\":" i "}") }' > in
for limit in 0 1 2 3 0% 0.5% 0.99% 1% 1.5% 100% 1e1 0.5; do
	cxselect --max-bad $limit in > out 2> err
	echo "$limit: [$?] $(wc -l < out) lines; $(tail -n 1 err)"
done
cxselect in > out; echo "default: [$?]"
# Shares are exact: 29 of 100 is 29 %, though not in doubles.
awk 'BEGIN { for (i = 0; i < 100; i++) print (i < 29 ? "bad" : "{}") }' > share
for limit in 28.999999999% 29% 28 29; do
	cxselect --max-bad $limit share > out 2> err; echo "$limit: [$?]"
done
for limit in -1 101% x% % 1%% ' 1' nan inf 1,5%; do
	cxselect --max-bad "$limit" in; echo "[$?]"
done
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	$t --strict in > out; echo "strict: [$?]"
	$t --max-bad 1 in > out 2> /dev/null; echo "[$?]"
done
echo '{}' | cxselect --strict; echo "[$?]"

#> 0: [4] 198 lines; cxselect: 2 of 200 records rejected (1%), more than --max-bad allows
#> 1: [4] 198 lines; cxselect: 2 of 200 records rejected (1%), more than --max-bad allows
#> 2: [0] 198 lines; cxselect: 2 of 200 records rejected (1%)
#> 3: [0] 198 lines; cxselect: 2 of 200 records rejected (1%)
#> 0%: [4] 198 lines; cxselect: 2 of 200 records rejected (1%), more than --max-bad allows
#> 0.5%: [4] 198 lines; cxselect: 2 of 200 records rejected (1%), more than --max-bad allows
#> 0.99%: [4] 198 lines; cxselect: 2 of 200 records rejected (1%), more than --max-bad allows
#> 1%: [0] 198 lines; cxselect: 2 of 200 records rejected (1%)
#> 1.5%: [0] 198 lines; cxselect: 2 of 200 records rejected (1%)
#> 100%: [0] 198 lines; cxselect: 2 of 200 records rejected (1%)
#> 1e1: [0] 198 lines; cxselect: 2 of 200 records rejected (1%)
#> 0.5: [4] 198 lines; cxselect: 2 of 200 records rejected (1%), more than --max-bad allows
#> default: [0]
#> 28.999999999%: [4]
#> 29%: [0]
#> 28: [4]
#> 29: [0]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> strict: [2]
#> [4]
#> strict: [2]
#> [4]
#> strict: [2]
#> [4]
#> strict: [2]
#> [4]
#> {}
#> [0]
#2> cxselect: in:50:1: expected an object, found 'b'
#2> cxselect: in:150:1: expected an object, found 'b'
#2> cxselect: 2 of 200 records rejected (1%)
#2> cxselect: --max-bad: expected a count or a share such as 1%, got '-1'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got '101%'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got 'x%'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got '%'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got '1%%'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got ' 1'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got 'nan'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got 'inf'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got '1,5%'
#2> try 'cxselect --help'
#2> cxparse: in:50:1: expected an object, found 'b'
#2> cxselect: in:50:1: expected an object, found 'b'
#2> cxstat: in:50:1: expected an object, found 'b'
#2> cxview: in:50:1: expected an object, found 'b'
