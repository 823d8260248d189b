# Not only JSON: good lines of a log pass as they are.
cat > plan <<'END'
common:
  required: [status, path]
  properties:
    status: {type: integer, enum: [200, 304, 301, 404]}
    path: {type: string, pattern: "^/", maxLength: 60}
    timestamp: {type: string, format: date-time}
target: 95%
END
log=$DATA/logs/elastic_apache_combined.log
cxcheck -f combined --max-bad 1 plan "$log" > good 2> said
echo "status $?"
wc -l < good
grep -c -v -F -x -f "$log" good
cat said

#> status 1
#> 8885
#> 0
#> cxcheck: ../data/logs/elastic_apache_combined.log:1: /path: 64 characters, maxLength is 60
#> cxcheck: ../data/logs/elastic_apache_combined.log:2: /path: 68 characters, maxLength is 60
#> cxcheck: ../data/logs/elastic_apache_combined.log:3: /path: 69 characters, maxLength is 60
#> cxcheck: ../data/logs/elastic_apache_combined.log:4: /path: 62 characters, maxLength is 60
#> cxcheck: ../data/logs/elastic_apache_combined.log:5: /path: 61 characters, maxLength is 60
#> cxcheck: 9999 events: 8885 good, 1114 bad
#> cxcheck:     1071 x length /path, first at ../data/logs/elastic_apache_combined.log:1: "/presentations/logstash-monitorama-2013/images/kibana-search.png"
#> cxcheck:       52 x enum /status, first at ../data/logs/elastic_apache_combined.log:426: 206
#> cxcheck: fail         schema: 1114 of 9999 bad (11.1%), target 95%
#> cxcheck: 1 of 10000 records rejected (0.01%)
