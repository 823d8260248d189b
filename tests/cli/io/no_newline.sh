printf '{"a":1}\n{"a":2}' | cxstat 'count()'
