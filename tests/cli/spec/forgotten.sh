# SPDX-License-Identifier: GPL-3.0-or-later
# What is given in the place of a specification that was forgotten is named, whatever it is.
cp "$DATA"/logs/elastic_apache_combined.log access.log
gzip -c access.log > access.log.gz
printf '{"timestamp":1800000000,"status":200}\n' > one.ndjson
cat one.ndjson one.ndjson > two.ndjson
printf 'ts,status\n1800000000,200\n' > table.csv
for file in access.log access.log.gz one.ndjson two.ndjson table.csv; do
	cxslo -f combined "$file" < /dev/null
	echo "status $?"
done
# a specification with a slip of the pen is one
echo 'objectivs: []' > slip.yaml
cxslo slip.yaml < /dev/null
echo "status $?"
echo '# later' > empty.yaml
cxslo empty.yaml < /dev/null
echo "status $?"

#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#2> cxslo: access.log: no specification: neither 'objectives' nor 'apiVersion' is in it; the first operand is SPEC, and files of events follow it
#2> cxslo: access.log.gz: no specification: neither 'objectives' nor 'apiVersion' is in it; the first operand is SPEC, and files of events follow it
#2> cxslo: one.ndjson: no specification: neither 'objectives' nor 'apiVersion' is in it; the first operand is SPEC, and files of events follow it
#2> cxslo: two.ndjson: no specification: neither 'objectives' nor 'apiVersion' is in it; the first operand is SPEC, and files of events follow it
#2> cxslo: table.csv: no specification: neither 'objectives' nor 'apiVersion' is in it; the first operand is SPEC, and files of events follow it
#2> cxslo: slip.yaml:1:1: unknown key 'objectivs' (did you mean 'objectives'?)
#2>   objectivs: []
#2>   ^
#2> cxslo: empty.yaml: nothing in it
