# 10,000 real lines, one of which has lost its closing quote.
ln -s "$DATA/logs/elastic_apache_combined.log" access.log
cxparse -f combined access.log --rejects bad > ev
echo "status $?"
wc -l < ev
head -n 2 ev
jq -c '[.line, .column, .code, .message]' bad
jq -r .raw bad | cmp - "$(sed -n 8899p access.log > line; echo line)" && echo 'the line itself'
cxstat -b status 'n = count()' ev
