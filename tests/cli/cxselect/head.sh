awk 'BEGIN { for (i = 0; i < 100000; i++) print "{\"i\":" i "}" }' > in
cxselect --head 3 in
cxselect -e 'i % 1000 == 999' --head 2 in
cxselect --head 3 --explode a in | wc -l
