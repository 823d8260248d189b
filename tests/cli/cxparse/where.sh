# The predicate sees the canonical fields, whatever the format calls them.
ln -s "$DATA/logs/elastic_apache_combined.log" access.log
cxparse -f combined -e 'status >= 500' --fields timestamp,path,status access.log 2> /dev/null
cxparse -f combined -e 'bytes > 60000000' --fields path,bytes access.log 2> /dev/null | sort | uniq -c | sed 's/^ *//'
cxparse -f combined --from 2015-05-20T21:05:00Z --to 2015-05-20T21:05:02Z --fields timestamp,path access.log 2> /dev/null
cxselect -f combined -e 'referrer =~ "^http://www[.]google[.][a-z]+/search"' --head 2 --fields timestamp,referrer access.log 2> /dev/null
cxparse -f combined -e 'statsu == 1' access.log 2>&1 | grep statsu

#> {"timestamp":"2015-05-18T03:05:34Z","path":"/misc/Title.php.txt","status":500}
#> {"timestamp":"2015-05-18T15:05:42Z","path":"/misc/Title.php.txt","status":500}
#> {"timestamp":"2015-05-20T14:05:16Z","path":"/projects/xdotool/","status":500}
#> 2 {"path":"/files/logstash/logstash-1.1.9-flatjar.jar","bytes":65259653}
#> 2 {"path":"/files/logstash/logstash-1.1.9-monolithic.jar","bytes":69192717}
#> {"timestamp":"2015-05-20T21:05:01Z","path":"/style2.css"}
#> {"timestamp":"2015-05-20T21:05:00Z","path":"/style2.css"}
#> {"timestamp":"2015-05-20T21:05:01Z","path":"/blog/tags/standards"}
#> {"timestamp":"2015-05-20T21:05:00Z","path":"/"}
#> {"timestamp":"2015-05-17T10:05:46Z","referrer":"http://www.google.com/search?q=https//:google.com&source=lnms&tbm=isch&sa=X&ei=4-r8UvDrKZOgkQe7x4CICw&ved=0CAkQ_AUoAA&biw=320&bih=441"}
#> {"timestamp":"2015-05-17T15:05:13Z","referrer":"http://www.google.com/search?q=google.com/&client=ms-android-samsung&hl=ar&gl=ae&source=android-browser-type&source=lnms&tbm=isch&sa=X&ei=7t8AU5jDEIOt0QXxgoHACg&ved=0CAgQ_AUoAA&biw=320&bih=401&dpr=0.75"}
#> cxparse: no record had a field 'statsu' (did you mean 'status'?)
