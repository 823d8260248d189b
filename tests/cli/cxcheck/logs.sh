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
