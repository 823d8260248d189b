# One line of each format, all fields.
printf '::1 - frank [10/Oct/2000:13:55:36 -0700] "GET /a?b=1 HTTP/1.0" 200 -\n' | cxparse -f common
printf 'www.example.com:443 127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "-" 408 0 "-" "-"\n' | cxparse -f vhost_combined
printf 'time="2021-09-15T21:17:10.220731Z" level=error msg="a \\"b\\"" n=5 duration=1.5s flag\n' | cxparse -f logfmt
printf 'timestamp,path,"the ""status"""\n2026-01-01T00:00:00Z,"/a\nb",200\nshort\n' | cxparse -f csv --max-bad 1
printf 'a\tb\n1\tx y\n' | cxparse -f tsv
printf '12:00 GET /x\n' | cxparse -f regex --regex '^(?<at>\S+) (?<method>\S+) (?<path>\S+)$'
printf '{"ts":1646861401.5241024,"request":{"uri":"/x"},"status":"200"}\n' | cxparse -f json --map path=request.uri
printf '10.0.0.1 1500 /x\n' | cxparse -f apache --log-format '%h %D %U'

#> {"timestamp":"2000-10-10T20:55:36Z","client_ip":"::1","user_id":"frank","method":"GET","path":"/a","query":"b=1","protocol":"HTTP/1.0","status":200,"bytes":0}
#> {"timestamp":"2000-10-10T20:55:36Z","client_ip":"127.0.0.1","host":"www.example.com","status":408,"bytes":0,"port":443}
#> {"timestamp":"2021-09-15T21:17:10.220731Z","duration_ms":1500,"level":"error","message":"a \"b\"","n":5,"flag":true}
#> {"timestamp":"2026-01-01T00:00:00Z","path":"/a\nb","the \"status\"":200}
#> {"a":1,"b":"x y"}
#> {"method":"GET","path":"/x","at":"12:00"}
#> {"timestamp":"2022-03-09T21:30:01.524102Z","request":{"uri":"/x"},"status":"200","path":"/x"}
#> {"client_ip":"10.0.0.1","path":"/x","duration_ms":1.5}
#2> cxparse: stdin:4: expected 3 fields as in the header, found 1
#2> cxparse: 1 of 2 records rejected (50%)
