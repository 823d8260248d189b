# SPDX-License-Identifier: GPL-3.0-or-later
# The preset as cx-spec(5) shows it is the one in the program, to the byte of what it asks.
awk '
	/^\.Ss Presets/ { there = 1 }
	there && /^\.Ed/ { exit }
	inside { gsub(/\\-/, "-"); gsub(/\\\(aq/, "\047"); print }
	there && /^\.Bd/ { inside = 1 }
' "$TOP/man/cx-spec.5" >dcx.yaml
wc -l <dcx.yaml
cxslo --needs --preset dcx >program
cxslo --needs dcx.yaml | cmp - program && echo same questions
cxslo --partial --preset dcx </dev/null | sed -n 's/,"check":.*//p' | head -n 1 >program
cxslo --partial dcx.yaml </dev/null | sed -n 's/,"check":.*//p' | head -n 1 | cmp - program &&
    echo same counts
cxslo --preset nosuch </dev/null

#> 64
#> same questions
#> same counts
#2> cxslo: --preset: expected dcx, got 'nosuch'
#2> try 'cxslo --help'
#? 2
