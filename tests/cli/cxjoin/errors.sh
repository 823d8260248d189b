# What is asked for wrongly.
printf 'id,n\n1,2\n' > t.csv
echo '{"id":1}' > in
for o in '' '-k id,' '-k id(' '-k id --table-key a,b' '-k id --table-key a(' '--table-key a' '-k id --take n,n' '-k id --take n(' \
    '-k id --semi --anti' '-k id --inner --left' '-k id --semi --take n' '-k id --anti --overwrite' '-k id --semi --prefix x' \
    '-k id --within 7d' '-k id --asof n --within x' '-k id --asof n --within -1s' '-k id --asof n --cidr' '--cidr' '-k id,n --cidr' \
    '-k id --duplicates all' '-k id --max-rows 0' '-k id --table-format xml' '-k id --asof n('; do
	cxjoin $o t.csv in 2>&1
	echo "status $?: $o"
done
cxjoin -k id
echo "status $?"
cxjoin -k id t.csv in > /dev/full
echo "status $?"

#> cxjoin: expected --key, what the records and the table have in common
#> try 'cxjoin --help'
#> status 2: 
#> cxjoin: --key, column 4: expected a value, found end of text
#>   id,
#>      ^
#> status 2: -k id,
#> cxjoin: --key, column 1: unknown function 'id' (did you mean 'if'?)
#>   id(
#>   ^
#> status 2: -k id(
#> cxjoin: --table-key: expected as many keys as --key has, which are 1, got 2
#> try 'cxjoin --help'
#> status 2: -k id --table-key a,b
#> cxjoin: --table-key, column 1: unknown function 'a'
#>   a(
#>   ^
#> status 2: -k id --table-key a(
#> cxjoin: --table-key needs --key
#> try 'cxjoin --help'
#> status 2: --table-key a
#> cxjoin: --take: 'n' is there twice
#> try 'cxjoin --help'
#> status 2: -k id --take n,n
#> cxjoin: --take, column 1: unknown function 'n'
#>   n(
#>   ^
#> status 2: -k id --take n(
#> cxjoin: --semi does not go with --anti
#> try 'cxjoin --help'
#> status 2: -k id --semi --anti
#> cxjoin: --left does not go with --inner
#> try 'cxjoin --help'
#> status 2: -k id --inner --left
#> cxjoin: --semi does not go with --take
#> try 'cxjoin --help'
#> status 2: -k id --semi --take n
#> cxjoin: --anti does not go with --overwrite
#> try 'cxjoin --help'
#> status 2: -k id --anti --overwrite
#> cxjoin: --semi does not go with --prefix
#> try 'cxjoin --help'
#> status 2: -k id --semi --prefix x
#> cxjoin: --within needs --asof
#> try 'cxjoin --help'
#> status 2: -k id --within 7d
#> cxjoin: --within: expected a duration such as 7d, got 'x'
#> try 'cxjoin --help'
#> status 2: -k id --asof n --within x
#> cxjoin: --within: expected a duration such as 7d, got '-1s'
#> try 'cxjoin --help'
#> status 2: -k id --asof n --within -1s
#> cxjoin: --cidr does not go with --asof
#> try 'cxjoin --help'
#> status 2: -k id --asof n --cidr
#> cxjoin: expected --key, what the records and the table have in common
#> try 'cxjoin --help'
#> status 2: --cidr
#> cxjoin: --cidr: expected one key, an address, got 2
#> try 'cxjoin --help'
#> status 2: -k id,n --cidr
#> cxjoin: --duplicates: expected error|first|last, got 'all'
#> try 'cxjoin --help'
#> status 2: -k id --duplicates all
#> cxjoin: --max-rows: expected 1..4294967295, got '0'
#> try 'cxjoin --help'
#> status 2: -k id --max-rows 0
#> cxjoin: unknown format 'xml'
#> try 'cxjoin --help'
#> status 2: -k id --table-format xml
#> cxjoin: --asof, column 2: a field name with this character needs `backquotes`
#>   n(
#>    ^
#> status 2: -k id --asof n(
#> status 2
#> status 2
#2> cxjoin: expected TABLE, got no operand
#2> try 'cxjoin --help'
#2> cxjoin: write error: No space left on device
