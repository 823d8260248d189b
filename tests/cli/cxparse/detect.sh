cxparse --detect "$DATA/logs/elastic_apache_combined.log"
printf '{"a":1}\n{"a":2}\n' | cxparse --detect
printf 'level=info msg="a b" dur=12ms\nlevel=warn msg=x\n' | cxparse --detect
printf 'nothing known\n' | cxparse --detect
