cxparse --detect "$DATA/logs/elastic_apache_combined.log"
printf '{"a":1}\n{"a":2}\n' | cxparse --detect
printf 'level=info msg="a b" dur=12ms\nlevel=warn msg=x\n' | cxparse --detect
# What a format leaves out is shown; a first row that is a time names nothing.
cxparse --detect "$DATA/logs/servers/nginx_timed.log" | head -n 2
sed 's/^/2026-11-29T19:31:23Z stdout F /' "$DATA/logs/servers/nginx_timed.log" | cxparse --detect | head -n 1
printf '2026/11/29 19:27:57.382\tINFO\thttp\n2026/11/29 19:27:57.398\tERROR\thttp\n' |
	cxparse --detect | grep '"tsv"'
printf 'nothing known\n' | cxparse --detect
