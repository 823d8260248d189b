# --head stops after so many lines of output, in the middle of a record too.
awk 'BEGIN { for (i = 0; i < 100000; i++) print "{\"i\":" i ",\"a\":[" i "," i + 0.5 "]}" }' > in
cxselect --head 3 in
cxselect -e 'i % 1000 == 999' --head 2 --fields i in
cxselect --head 3 --explode a in
cxselect --head 3 -j 8 in | cksum
cxselect --head 3 -j 1 in | cksum
# Endless input ends.
yes '{"i":1}' | cxselect --head 2
cxselect --head 100001 in | wc -l

#> {"i":0,"a":[0,0.5]}
#> {"i":1,"a":[1,1.5]}
#> {"i":2,"a":[2,2.5]}
#> {"i":999}
#> {"i":1999}
#> {"i":0,"a":0}
#> {"i":0,"a":0.5}
#> {"i":1,"a":1}
#> 2810503262 60
#> 2810503262 60
#> {"i":1}
#> {"i":1}
#> 100000
