# The predicate sees the canonical fields, whatever the format calls them.
ln -s "$DATA/logs/elastic_apache_combined.log" access.log
cxparse -f combined -e 'status >= 500' --fields timestamp,path,status access.log 2> /dev/null
cxparse -f combined -e 'bytes > 60000000' --fields path,bytes access.log 2> /dev/null | sort | uniq -c | sed 's/^ *//'
cxparse -f combined --from 2015-05-20T21:05:00Z --to 2015-05-20T21:05:02Z --fields timestamp,path access.log 2> /dev/null
cxselect -f combined -e 'referrer =~ "^http://www[.]google[.][a-z]+/search"' --head 2 --fields timestamp,referrer access.log 2> /dev/null
cxparse -f combined -e 'statsu == 1' access.log 2>&1 | grep statsu
