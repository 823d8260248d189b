# Nesting up to 512 is fine, 513 is not.
deep() {
	awk -v n="$1" 'BEGIN { s = "{\"a\":"; for (i = 1; i < n; i++) s = s "["; for (i = 1; i < n; i++) s = s "]"; print s "}" }'
}
deep 512 | cxselect | wc -c
deep 513 | cxselect --max-bad 100%

#> 1029
#2> cxselect: stdin:1:517: nesting deeper than 512
#2> cxselect: 1 of 1 records rejected (100%)
#2> cxselect: is it a log or CSV? name its format with -f, or try cxparse --detect
