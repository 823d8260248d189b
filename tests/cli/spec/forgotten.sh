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
