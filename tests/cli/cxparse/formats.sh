# One line of each format, all fields.
printf '::1 - frank [10/Oct/2000:13:55:36 -0700] "GET /a?b=1 HTTP/1.0" 200 -\n' | cxparse -f common
printf 'www.example.com:443 127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "-" 408 0 "-" "-"\n' | cxparse -f vhost_combined
printf 'time="2021-09-15T21:17:10.220731Z" level=error msg="a \\"b\\"" n=5 duration=1.5s flag\n' | cxparse -f logfmt
printf 'timestamp,path,"the ""status"""\n2026-01-01T00:00:00Z,"/a\nb",200\nshort\n' | cxparse -f csv --max-bad 1
printf 'a\tb\n1\tx y\n' | cxparse -f tsv
printf '12:00 GET /x\n' | cxparse -f regex --regex '^(?<at>\S+) (?<method>\S+) (?<path>\S+)$'
printf '{"ts":1646861401.5241024,"request":{"uri":"/x"},"status":"200"}\n' | cxparse -f json --map path=request.uri
printf '10.0.0.1 1500 /x\n' | cxparse -f apache --log-format '%h %D %U'
