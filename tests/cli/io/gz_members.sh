printf '{"a":1}\n' | gzip > x
printf '{"a":2}\n' | gzip >> x
cxselect x
cxselect < x
