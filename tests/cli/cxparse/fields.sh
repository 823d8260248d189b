log=$DATA/logs/lnav_shop_access.log
cxparse -f combined --fields status,method --keep-raw "$log" 2>/dev/null | head -n 1
cxparse -f combined -e 'status == 404' "$log" | wc -l
cxparse -f combined "$log" | cxstat -b status 'n = count()'

#> {"status":200,"method":"GET","raw":"54.36.149.41 - - [22/Jan/2019:03:56:14 +0330] \"GET /filter/27|13%20%D9%85%DA%AF%D8%A7%D9%BE%DB%8C%DA%A9%D8%B3%D9%84,27|%DA%A9%D9%85%D8%AA%D8%B1%20%D8%A7%D8%B2%205%20%D9%85%DA%AF%D8%A7%D9%BE%DB%8C%DA%A9%D8%B3%D9%84,p53 HTTP/1.1\" 200 30577 \"-\" \"Mozilla/5.0 (compatible; AhrefsBot/6.1; +http://ahrefs.com/robot/)\" \"-\""}
#> 24
#> {"kind":"stat","status":200,"n":938}
#> {"kind":"stat","status":301,"n":11}
#> {"kind":"stat","status":302,"n":20}
#> {"kind":"stat","status":304,"n":7}
#> {"kind":"stat","status":404,"n":24}
