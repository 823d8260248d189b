# Every option of cxplan changes what comes out.
. "$TOP/tests/cli/option.inc"
cat >plan.yaml <<'END'
experiment: e
arms: {control: 1, b: 1}
metrics: {conv: {baseline: 0.1}, ms: {role: secondary, baseline: 20, sd: 9}}
END
printf '%s\n' '{"conv":true,"ms":3}' '{"conv":false,"ms":5}' '{"conv":false,"ms":4}' >users
cxstat --partial 'conv = rate(conv)' users >users.state
printf 'experiment: e\narms: {control: 1, b: 1}\nmetrics: {conv: {mde: 5%%}}\n' >bare.yaml
m='cxplan --only plan --metric a:proportion:0.1'

change '--metric a:proportion:0.2' 'cxplan --only plan --mde 5% --units 1000 @'
change '--experiment x' "$m --mde 5% @"
change '--arms control=2,b=1,c=1' "$m --mde 5% @"
change '--mde 10%' 'cxplan --only plan --units 1000 @ plan.yaml'
change '--guardrail b:2%' "$m --metric b:mean:20:9 --mde 5% @"
change '--better a:down' "$m --mde 5% @"
change '--power 0.9' "$m --mde 5% @"
change '--units 5000' "$m --mde 5% @"
change '--days 10' "$m --mde 5% --daily 100 @"
change '--daily 10' "$m --mde 5% @"
change '--alpha 0.01' "$m --mde 5% @"
change '--correct none' "$m --metric b:mean:20:9 --mde 5% @"
change '--monitor pocock' "$m --mde 5% @"
change '--looks 3' "$m --mde 5% @"
change '--r2 0.4' "$m --mde 5% @"
change '--from users.state' 'cxplan --only plan @ bare.yaml'
change '--only mde' "cxplan --metric a:proportion:0.1 --mde 5% @ | cut -c 1-60"
change '-o out' "$m --mde 5% @; cat out"
change '--output out' "$m --mde 5% @; cat out"
change -h 'cxplan @ | head -n 1'
change --help 'cxplan @ | head -n 1'
change --version 'cxplan @ | cut -c 1-15'

untried cxplan

#> $ cxplan --only plan --mde 5% --units 1000 --metric a:proportion:0.2
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":1534.212949,"type":"proportion","baseline":0.2}],"alpha":0.05,"power":0.05703105705,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":1000,"attribution":"first","strict_window":false,"multi":"exclude","hash":"f3167aa224d1c71d"}
#> $ cxplan --only plan --metric a:proportion:0.1 --mde 5% --experiment x
#> {"kind":"ab_plan","version":1,"experiment":"x","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":327275.445,"type":"proportion","baseline":0.1}],"alpha":0.05,"power":0.8,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":120421,"attribution":"first","strict_window":false,"multi":"exclude","hash":"88685d3812fe5514"}
#> $ cxplan --only plan --metric a:proportion:0.1 --mde 5% --arms control=2,b=1,c=1
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":2,"b":1,"c":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.025,"information":393076.0928,"type":"proportion","baseline":0.1}],"alpha":0.05,"power":0.8,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":218511,"attribution":"first","strict_window":false,"multi":"exclude","hash":"7d60f3ce0e580e93"}
#> $ cxplan --only plan --units 1000 --mde 10% plan.yaml
#> {"kind":"ab_plan","version":1,"experiment":"e","unit":"user_id","variant":"variant","arms":{"control":1,"b":1},"control":"control","metrics":[{"name":"conv","role":"goal","better":"up","mde":"10%","monitor":"obf","alpha":0.05,"information":2660.989888,"type":"proportion","baseline":0.1},{"name":"ms","role":"secondary","better":"up","monitor":"fixed","alpha":0.05,"type":"mean","baseline":20,"sd":9}],"alpha":0.05,"power":0.07221965973,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":1000,"attribution":"first","strict_window":false,"multi":"exclude","hash":"008669d114fa9bae"}
#> $ cxplan --only plan --metric a:proportion:0.1 --metric b:mean:20:9 --mde 5% --guardrail b:2%
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":437089.2784,"type":"proportion","baseline":0.1},{"name":"b","role":"guardrail","better":"up","margin":"2%","monitor":"anytime","alpha":0.05,"information":506.4064779,"n_star":160827,"type":"mean","baseline":20,"sd":9}],"alpha":0.05,"power":0.8,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":160827,"attribution":"first","strict_window":false,"multi":"exclude","hash":"310959d23c0dd9af"}
#> $ cxplan --only plan --metric a:proportion:0.1 --mde 5% --better a:down
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"down","mde":"5%","monitor":"obf","alpha":0.05,"information":327276.6018,"type":"proportion","baseline":0.1}],"alpha":0.05,"power":0.8,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":115185,"attribution":"first","strict_window":false,"multi":"exclude","hash":"dd688e153b126dd2"}
#> $ cxplan --only plan --metric a:proportion:0.1 --mde 5% --power 0.9
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":437089.2784,"type":"proportion","baseline":0.1}],"alpha":0.05,"power":0.9,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":160827,"attribution":"first","strict_window":false,"multi":"exclude","hash":"15f6ab989cae7516"}
#> $ cxplan --only plan --metric a:proportion:0.1 --mde 5% --units 5000
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":13588.80283,"type":"proportion","baseline":0.1}],"alpha":0.05,"power":0.08162403675,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":5000,"attribution":"first","strict_window":false,"multi":"exclude","hash":"8f739f8bc2995807"}
#> $ cxplan --only plan --metric a:proportion:0.1 --mde 5% --daily 100 --days 10
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":2717.760565,"type":"proportion","baseline":0.1}],"alpha":0.05,"power":0.0438704037,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":1000,"daily":100,"days":10,"attribution":"first","strict_window":false,"multi":"exclude","hash":"2bbdd55208425a24"}
#> $ cxplan --only plan --metric a:proportion:0.1 --mde 5% --daily 10
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":327275.445,"type":"proportion","baseline":0.1}],"alpha":0.05,"power":0.8,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":120421,"daily":10,"days":12042.1,"attribution":"first","strict_window":false,"multi":"exclude","hash":"60612a294bc3a959"}
#> $ cxplan --only plan --metric a:proportion:0.1 --mde 5% --alpha 0.01
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.01,"information":479369.4795,"type":"proportion","baseline":0.1}],"alpha":0.01,"power":0.8,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":176384,"attribution":"first","strict_window":false,"multi":"exclude","hash":"5e02dab0d5f29caa"}
#> $ cxplan --only plan --metric a:proportion:0.1 --metric b:mean:20:9 --mde 5% --correct none
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":327275.445,"type":"proportion","baseline":0.1},{"name":"b","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":371.6697531,"type":"mean","baseline":20,"sd":9}],"alpha":0.05,"power":0.8,"correct":"none","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":120421,"attribution":"first","strict_window":false,"multi":"exclude","hash":"98471d5d4de70b6a"}
#> $ cxplan --only plan --metric a:proportion:0.1 --mde 5% --monitor pocock
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"pocock","alpha":0.05,"information":395012.9094,"type":"proportion","baseline":0.1}],"alpha":0.05,"power":0.8,"correct":"holm","monitor":"pocock","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":145345,"attribution":"first","strict_window":false,"multi":"exclude","hash":"0934e1423a9dee5d"}
#> $ cxplan --only plan --metric a:proportion:0.1 --mde 5% --looks 3
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":317972.5506,"type":"proportion","baseline":0.1}],"alpha":0.05,"power":0.8,"correct":"holm","monitor":"obf","looks":[0.3333333333333333,0.6666666666666666,1],"units":116998,"attribution":"first","strict_window":false,"multi":"exclude","hash":"da235fd9bd04e196"}
#> $ cxplan --only plan --metric a:proportion:0.1 --mde 5% --r2 0.4
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":327277.2569,"type":"proportion","baseline":0.1,"r2":0.4}],"alpha":0.05,"power":0.8,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":72253,"attribution":"first","strict_window":false,"multi":"exclude","hash":"f9fc162317ac036b"}
#> $ cxplan --only plan --from users.state bare.yaml
#> {"kind":"ab_plan","version":1,"experiment":"e","unit":"user_id","variant":"variant","arms":{"control":1,"b":1},"control":"control","metrics":[{"name":"conv","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":29454.84867,"type":"proportion","baseline":0.3333333333333333,"n":3,"source":"users.state"}],"alpha":0.05,"power":0.8,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":26493,"attribution":"first","strict_window":false,"multi":"exclude","hash":"b4a61ebd6e44d994"}
#> $ cxplan --metric a:proportion:0.1 --mde 5% --only mde | cut -c 1-60
#> {"kind":"ab_mde","experiment":"experiment","metric":"a","rol
#> {"kind":"ab_mde","experiment":"experiment","metric":"a","rol
#> {"kind":"ab_mde","experiment":"experiment","metric":"a","rol
#> {"kind":"ab_mde","experiment":"experiment","metric":"a","rol
#> {"kind":"ab_mde","experiment":"experiment","metric":"a","rol
#> {"kind":"ab_mde","experiment":"experiment","metric":"a","rol
#> $ cxplan --only plan --metric a:proportion:0.1 --mde 5% -o out; cat out
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":327275.445,"type":"proportion","baseline":0.1}],"alpha":0.05,"power":0.8,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":120421,"attribution":"first","strict_window":false,"multi":"exclude","hash":"bdd740035da4fe62"}
#> $ cxplan --only plan --metric a:proportion:0.1 --mde 5% --output out; cat out
#> {"kind":"ab_plan","version":1,"experiment":"experiment","unit":"user_id","variant":"variant","arms":{"control":1,"treatment":1},"control":"control","metrics":[{"name":"a","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.05,"information":327275.445,"type":"proportion","baseline":0.1}],"alpha":0.05,"power":0.8,"correct":"holm","monitor":"obf","looks":[0.07142857142857142,0.14285714285714285,0.21428571428571427,0.2857142857142857,0.35714285714285715,0.42857142857142855,0.5,0.5714285714285714,0.6428571428571429,0.7142857142857143,0.7857142857142857,0.8571428571428571,0.9285714285714286,1],"units":120421,"attribution":"first","strict_window":false,"multi":"exclude","hash":"bdd740035da4fe62"}
#> $ cxplan -h | head -n 1
#> usage: cxplan [OPTION...] PLAN | --metric NAME:TYPE:MEAN[:SD] [OPTION...]
#> $ cxplan --help | head -n 1
#> usage: cxplan [OPTION...] PLAN | --metric NAME:TYPE:MEAN[:SD] [OPTION...]
#> $ cxplan --version | cut -c 1-15
#> cxplan (cxutils
#> Licence GPL-3.0
