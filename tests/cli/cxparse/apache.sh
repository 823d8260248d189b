# 10,000 real lines, one of which has lost its closing quote.
ln -s "$DATA/logs/elastic_apache_combined.log" access.log
cxparse -f combined access.log --rejects bad > ev
echo "status $?"
wc -l < ev
head -n 2 ev
jq -c '[.line, .column, .code, .message]' bad
jq -r .raw bad | cmp - "$(sed -n 8899p access.log > line; echo line)" && echo 'the line itself'
cxstat -b status 'n = count()' ev

#> status 0
#> 9999
#> {"timestamp":"2015-05-17T10:05:03Z","client_ip":"83.149.9.216","method":"GET","path":"/presentations/logstash-monitorama-2013/images/kibana-search.png","protocol":"HTTP/1.1","status":200,"bytes":203023,"referrer":"http://semicomplete.com/presentations/logstash-monitorama-2013/","user_agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/32.0.1700.77 Safari/537.36"}
#> {"timestamp":"2015-05-17T10:05:43Z","client_ip":"83.149.9.216","method":"GET","path":"/presentations/logstash-monitorama-2013/images/kibana-dashboard3.png","protocol":"HTTP/1.1","status":200,"bytes":171717,"referrer":"http://semicomplete.com/presentations/logstash-monitorama-2013/","user_agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/32.0.1700.77 Safari/537.36"}
#> [8899,183,"log","expected '\"' after %{User-Agent}i, found end of line"]
#> the line itself
#> {"kind":"stat","status":200,"n":9125}
#> {"kind":"stat","status":206,"n":45}
#> {"kind":"stat","status":301,"n":164}
#> {"kind":"stat","status":304,"n":445}
#> {"kind":"stat","status":403,"n":2}
#> {"kind":"stat","status":404,"n":213}
#> {"kind":"stat","status":416,"n":2}
#> {"kind":"stat","status":500,"n":3}
#2> cxparse: access.log:8899:183: expected '"' after %{User-Agent}i, found end of line
#2> cxparse: 1 of 10000 records rejected (0.01%)
