echo '{"a":1}' | cxstat 'count()' -o /dev/full
