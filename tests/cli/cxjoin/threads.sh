# Any number of threads, any cutting of the input: the same bytes; and bytes of the record stay.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 3; for (i = 0; i < 30000; i++)
	printf "{\"timestamp\":%d,\"user_id\":\"u%d\",\"ip\":\"10.%d.%d.1\", \"some\":\"more text to fill blocks\"}\n",
	    1767261600 + int(draw() * 90000), draw() * 900, draw() * 9, draw() * 9 }' > in
awk "$draw"'BEGIN { seed = 4; print "user_id,since,variant"; for (i = 0; i < 5000; i++)
	printf "u%d,%d,%d\n", draw() * 700, 1767261600 + int(draw() * 90000), i }' > t.csv
printf 'network,n\n10.0.0.0/8,1\n10.1.0.0/16,2\n10.1.3.0/24,3\n' > n.csv
for o in '-k user_id --duplicates last t.csv' '-k user_id --duplicates first --overwrite --inner t.csv' \
    '-k user_id --asof since --within 9h --duplicates first t.csv' '-k network=ip --cidr n.csv'; do
	cxjoin -j 1 $o in > want
	for j in 2 3 8; do cxjoin -j $j $o in | cmp - want && echo "same -j $j $o"; done
	cat in | cxjoin $o | cmp - want && echo "same from a pipe"
	sed 's/,"[a-z]*":[^,}]*}$/}/' want | wc -l
done
cxjoin -j 3 -k user_id --duplicates last t.csv in | sed 's/,"since":[^}]*}$/}/' | cmp - in && echo 'as they were'
cxjoin -j 8 -k user_id --semi --duplicates last --counts t.csv in | wc -l

#> same -j 2 -k user_id --duplicates last t.csv
#> same -j 3 -k user_id --duplicates last t.csv
#> same -j 8 -k user_id --duplicates last t.csv
#> same from a pipe
#> 30000
#> same -j 2 -k user_id --duplicates first --overwrite --inner t.csv
#> same -j 3 -k user_id --duplicates first --overwrite --inner t.csv
#> same -j 8 -k user_id --duplicates first --overwrite --inner t.csv
#> same from a pipe
#> 23301
#> same -j 2 -k user_id --asof since --within 9h --duplicates first t.csv
#> same -j 3 -k user_id --asof since --within 9h --duplicates first t.csv
#> same -j 8 -k user_id --asof since --within 9h --duplicates first t.csv
#> same from a pipe
#> 30000
#> same -j 2 -k network=ip --cidr n.csv
#> same -j 3 -k network=ip --cidr n.csv
#> same -j 8 -k network=ip --cidr n.csv
#> same from a pipe
#> 30000
#> as they were
#> 23301
#2> cxjoin: 23301 of 30000 records found a row in 't.csv'
