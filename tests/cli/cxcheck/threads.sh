# The same for any number of threads, to the byte: events, rejects, summary.
cat > plan <<'END'
target: 0.9
key: event
schemas:
  a: {properties: {n: {maximum: 190000}, s: {pattern: "[0-8]$"}}}
  b: {properties: {n: {multipleOf: 2}}}
checks:
  - {rule: n % 1000 != 7, target: 99%}
  - {sequence: n}
  - {in: s, values: ["10", "20"], severity: warn}
END
awk 'BEGIN {
	for (i = 1; i <= 200000; i++) {
		if (i % 50000 == 3)
			print "broken"
		if (i % 60000 != 5)
			printf "{\"event\":\"%s\",\"n\":%d,\"s\":\"%d\"}\n", i % 3 ? "a" : "b", i, i % 1000
	}
}' > events
for j in 1 2 5; do
	cxcheck -j $j --rejects rejects$j --summary summary$j plan events > good$j 2>/dev/null
	echo "status $?"
done
for j in 2 5; do
	cmp good1 good$j && cmp rejects1 rejects$j && cmp summary1 summary$j && echo same
done
wc -l < good1
grep -v '"fault"' summary1
grep '"fault"' summary1 | cut -c 1-400

#> status 1
#> status 1
#> status 1
#> same
#> same
#> 147203
#> {"kind":"total","events":199996,"good":147203,"bad":52793,"unreadable":4}
#> {"kind":"event","event":"a","n":133330,"bad":19460}
#> {"kind":"event","event":"b","n":66666,"bad":33333}
#> {"kind":"event","event":null,"n":0,"bad":0}
#> {"kind":"check","check":"schema","verdict":"fail","n":199996,"bad":52666,"rate":0.2633352667053341,"lo":0.2614058981583782,"hi":0.2652714969081921,"target":0.9,"type":"schema","severity":"error"}
#> {"kind":"check","check":"rule n % 1000 != 7","verdict":"pass","n":199996,"bad":200,"rate":0.001000020000400008,"lo":0.000866277538365154,"hi":0.001148547513524292,"target":0.99,"type":"rule","severity":"error"}
#> {"kind":"check","check":"sequence n","verdict":"pass","n":200000,"bad":4,"rate":2e-5,"lo":5.449352890715967e-6,"hi":5.120714433446347e-5,"target":0.9,"type":"sequence","severity":"error"}
#> {"kind":"check","check":"in s","verdict":"fail","n":199996,"bad":199596,"rate":0.9979999599992,"lo":0.9977942498827874,"hi":0.9981910138233953,"target":0.9,"type":"in","severity":"warn"}
#> {"kind":"fault","event":"a","path":"/s","code":"enum","schema_path":"plan#/checks/2","severity":"warn","count":133063,"rate":0.9979974499362484,"lo":0.9977425637651761,"hi":0.9982302710762413,"first":{"source":"events","line":1},"last":{"source":"events","line":200000},"samples":[{"line":1,"value":"1"},{"line":2,"value":"2"},{"line":5,"value":"4"},{"line":7,"value":"7"},{"line":8,"value":"8"}]}
#> {"kind":"fault","event":"b","path":"/s","code":"enum","schema_path":"plan#/checks/2","severity":"warn","count":66533,"rate":0.9980049800498005,"lo":0.9976361125850144,"hi":0.9983293527250352,"first":{"source":"events","line":4},"last":{"source":"events","line":199998},"samples":[{"line":4,"value":"3"},{"line":6,"value":"6"},{"line":9,"value":"9"},{"line":12,"value":"12"},{"line":15,"value":"15"}]}
#> {"kind":"fault","event":"b","path":"/n","code":"range","schema_path":"plan#/schemas/b/properties/n/multipleOf","severity":"error","count":33333,"rate":0.5,"lo":0.49619709624603336,"hi":0.5038029037539666,"first":{"source":"events","line":4},"last":{"source":"events","line":199995},"samples":[{"line":4,"value":3},{"line":9,"value":9},{"line":15,"value":15},{"line":21,"value":21},{"line":27,"value":
#> {"kind":"fault","event":"a","path":"/s","code":"pattern","schema_path":"plan#/schemas/a/properties/s/pattern","severity":"error","count":13333,"rate":0.1,"lo":0.09839466565797558,"hi":0.10162275403375087,"first":{"source":"events","line":19},"last":{"source":"events","line":199999},"samples":[{"line":19,"value":"19"},{"line":29,"value":"29"},{"line":49,"value":"49"},{"line":59,"value":"59"},{"line
#> {"kind":"fault","event":"a","path":"/n","code":"range","schema_path":"plan#/schemas/a/properties/n/maximum","severity":"error","count":6667,"rate":0.050003750093752346,"lo":0.04883990259847474,"hi":0.05118721724117962,"first":{"source":"events","line":190001},"last":{"source":"events","line":200000},"samples":[{"line":190001,"value":190001},{"line":190003,"value":190003},{"line":190004,"value":190
#> {"kind":"fault","event":"a","path":"n % 1000 != 7","code":"rule","schema_path":"plan#/checks/0","severity":"error","count":134,"rate":0.0010050251256281408,"lo":0.0008421359207300796,"hi":0.0011902039066941103,"first":{"source":"events","line":7},"last":{"source":"events","line":199007},"samples":[{"line":7}]}
#> {"kind":"fault","event":"b","path":"n % 1000 != 7","code":"rule","schema_path":"plan#/checks/0","severity":"error","count":66,"rate":0.000990009900099001,"lo":0.0007657537526747335,"hi":0.0012593655683724582,"first":{"source":"events","line":2007},"last":{"source":"events","line":197007},"samples":[{"line":2007}]}
