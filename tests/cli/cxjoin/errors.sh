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
