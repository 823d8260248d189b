echo '{"a":1}' | cxselect > /dev/full
