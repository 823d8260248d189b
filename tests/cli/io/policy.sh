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
