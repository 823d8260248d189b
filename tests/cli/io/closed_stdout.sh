echo '{"a":1}' | cxselect >&-
