# Nesting up to 512 is fine, 513 is not.
deep() {
	awk -v n="$1" 'BEGIN { s = "{\"a\":"; for (i = 1; i < n; i++) s = s "["; for (i = 1; i < n; i++) s = s "]"; print s "}" }'
}
deep 512 | cxselect | wc -c
deep 513 | cxselect --max-bad 100%
