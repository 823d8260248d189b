# The same bytes for any number of threads, from files and pipes, compressed or not.
cat > exp.yaml <<'END'
experiments:
  e: {weights: {a: 1, b: 2}, coverage: 70%}
  g: {hash: growthbook2, weights: {a: 0.5, b: 0.5}}
flags:
  s: {hash: statsig, coverage: 40%}
END
awk 'BEGIN { for (i = 0; i < 60000; i++) printf "{\"user_id\":\"u%d\",\"text\":\"%s\"}\n", i % 777, "some more of it" }' > users
cxassign -j1 --config exp.yaml users > one
for j in 2 4; do cxassign -j$j --config exp.yaml users | cmp - one; done
gzip -c users | cxassign -j2 --config exp.yaml - | cmp - one
wc -l < one | tr -d ' '
head -3 one
echo '# whole or not at all, and the last line without its end'
printf '{"user_id":"a"}' | cxassign --config exp.yaml -o out && wc -l < out | tr -d ' '
cxassign --config exp.yaml users > /dev/full
echo "status $?"

#> 180000
#> {"user_id":"u0","text":"some more of it","experiment":"e","variant":"a","in":true,"bucket":0,"reason":"hash"}
#> {"user_id":"u0","text":"some more of it","experiment":"g","variant":"b","in":true,"bucket":0.9564,"reason":"hash"}
#> {"user_id":"u0","text":"some more of it","experiment":"s","variant":"on","in":true,"bucket":587,"reason":"hash"}
#> # whole or not at all, and the last line without its end
#> 3
#> status 2
#2> cxassign: write error: No space left on device
