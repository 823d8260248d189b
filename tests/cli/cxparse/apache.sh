# 10,000 real lines, one of which has lost its closing quote.
cxparse -f combined "$DATA/logs/elastic_apache_combined.log" --rejects bad > ev
echo "status $?"
wc -l < ev
head -n 2 ev
jq -c '[.line, .column, .code, .message]' bad
cxstat -b status 'n = count()' ev
