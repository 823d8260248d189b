# What comments are about: by people, rules, a classifier that is sure; the rest is asked.
cat > rules.yaml <<'END'
tags:
  delivery: (?i)\blate\b|never (came|arrived)
  payment: ['(?i)\bcards?\b', (?i)declin(ed|e)]
  praise: (?i)\blove\b|great
  배송: 배송|늦
END
cat > comments <<'END'
{"id":1,"comment":"The parcel was late","label":"delivery","confidence":0.95}
{"id":2,"comment":"My CARD was declined, and it came late","label":"payment","confidence":0.9}
{"id":3,"comment":"Great shop","label":"delivery","confidence":0.3}
{"id":4,"comment":"Where is my refund","label":"refund","confidence":0.8}
{"id":5,"comment":" hm ","label":"praise","confidence":"0.4"}
{"id":6,"comment":"hm","label":"praise","confidence":0.5}
{"id":7,"comment":"what?","label":"praise"}
{"id":8,"comment":null}
{"id":9,"comment":"\u001b[31m<script>배송이 늦어요","tags_":1}
{"id":10,"comment":"x","tag":"mine"}
{"id":11,"comment":"x","confidence":"very"}
END
cxselect --tag rules.yaml --review todo --max-bad 2 comments
cat todo
# One answer is for all who say the same; an empty one is none yet.
{ sed -n '1s/"tag":null/"tag":" refund "/p' todo; sed -n 2p todo; } > answers
cxselect --tag rules.yaml --answers answers --review todo2 --max-bad 2 comments 2> /dev/null |
    jq -c '[.id, .tag, .tag_by]'
cat todo2
# By id, in CSV; a person goes before a rule.
echo 'id: id' | cat - rules.yaml > by-id.yaml
printf 'id,tag\n1,praise\n7,question\n5,\n' > answers.csv
cxselect --tag by-id.yaml --answers answers.csv --head 7 comments | jq -c '[.id, .tag, .tag_by]'
# Who agrees with whom; the order of records does not matter.
cxselect --tag by-id.yaml --answers answers.csv --agreement --max-bad 2 comments 2> /dev/null | tee agreement
sort -r comments | cxselect --tag by-id.yaml --answers answers.csv --agreement --max-bad 2 2> /dev/null |
    cmp - agreement && echo same
cxview agreement
cxselect --tag rules.yaml --agreement < /dev/null
# Rules that are wrong.
for rule in 'a: (' 'a: []' 'a: 3' 'a: ""' '"": x' 'a: [x, "y["]' ; do
	printf 'tags:\n  %s\n' "$rule" > wrong.yaml
	cxselect --tag wrong.yaml comments
done
for more in 'threshold: 2' 'text: (' 'tag: x' 'label: ""' 'tags: {}'; do
	printf '%s\n' "$more" > wrong.yaml
	case $more in tags*) ;; *) echo 'tags: {a: x}' >> wrong.yaml ;; esac
	cxselect --tag wrong.yaml comments
done
cxselect --tag nowhere comments
cxselect --review todo comments
cxselect --tag rules.yaml --review rules.yaml comments
# Too many labels are no labels.
seq 1100 | jq -c '{comment: "late", label: "l\(.)"}' | cxselect --tag rules.yaml --agreement

#> {"id":1,"comment":"The parcel was late","label":"delivery","confidence":0.95,"tag":"delivery","tag_by":"rule","tags":["delivery"]}
#> {"id":2,"comment":"My CARD was declined, and it came late","label":"payment","confidence":0.9,"tag":"delivery","tag_by":"rule","tags":["delivery","payment"]}
#> {"id":3,"comment":"Great shop","label":"delivery","confidence":0.3,"tag":"praise","tag_by":"rule","tags":["praise"]}
#> {"id":4,"comment":"Where is my refund","label":"refund","confidence":0.8,"tag":"refund","tag_by":"classifier","tags":[]}
#> {"id":5,"comment":" hm ","label":"praise","confidence":"0.4","tag":null,"tag_by":"review","tags":[]}
#> {"id":6,"comment":"hm","label":"praise","confidence":0.5,"tag":null,"tag_by":"review","tags":[]}
#> {"id":7,"comment":"what?","label":"praise","tag":null,"tag_by":"review","tags":[]}
#> {"id":8,"comment":null,"tag":null,"tag_by":null,"tags":[]}
#> {"id":9,"comment":"\u001b[31m<script>배송이 늦어요","tags_":1,"tag":"배송","tag_by":"rule","tags":["배송"]}
#> {"kind":"review","id":"7484870745f70faf","text":"hm","label":"praise","confidence":0.4,"tag":null}
#> {"kind":"review","id":"feffdeb7750f4ca6","text":"what?","label":"praise","confidence":null,"tag":null}
#> [1,"delivery","rule"]
#> [2,"delivery","rule"]
#> [3,"praise","rule"]
#> [4,"refund","classifier"]
#> [5,"refund","answer"]
#> [6,"refund","answer"]
#> [7,null,"review"]
#> [8,null,null]
#> [9,"배송","rule"]
#> {"kind":"review","id":"feffdeb7750f4ca6","text":"what?","label":"praise","confidence":null,"tag":null}
#> [1,"praise","answer"]
#> [2,"delivery","rule"]
#> [3,"praise","rule"]
#> [4,"refund","classifier"]
#> [5,null,"review"]
#> [6,null,"review"]
#> [7,"question","answer"]
#> {"kind":"tag_agreement","by":"answer","rater":"rule","label":null,"n":1,"agreed":0,"agreement":0,"agreement_lo":0,"agreement_hi":0.7934506856,"kappa":0,"kappa_lo":null,"kappa_hi":null}
#> {"kind":"tag_agreement","by":"answer","rater":"rule","label":"praise","n":1,"agreed":0,"agreement":0,"agreement_lo":0,"agreement_hi":0.7934506856}
#> {"kind":"tag_agreement","by":"answer","rater":"classifier","label":null,"n":2,"agreed":0,"agreement":0,"agreement_lo":0,"agreement_hi":0.6576197725,"kappa":-0.3333333333,"kappa_lo":null,"kappa_hi":null}
#> {"kind":"tag_agreement","by":"answer","rater":"classifier","label":"praise","n":1,"agreed":0,"agreement":0,"agreement_lo":0,"agreement_hi":0.7934506856}
#> {"kind":"tag_agreement","by":"answer","rater":"classifier","label":"question","n":1,"agreed":0,"agreement":0,"agreement_lo":0,"agreement_hi":0.7934506856}
#> {"kind":"tag_agreement","by":"rule","rater":"classifier","label":null,"n":3,"agreed":1,"agreement":0.3333333333,"agreement_lo":0.06149194472,"agreement_hi":0.7923403992,"kappa":-0.2,"kappa_lo":null,"kappa_hi":null}
#> {"kind":"tag_agreement","by":"rule","rater":"classifier","label":"delivery","n":2,"agreed":1,"agreement":0.5,"agreement_lo":0.09453120573,"agreement_hi":0.9054687943}
#> {"kind":"tag_agreement","by":"rule","rater":"classifier","label":"praise","n":1,"agreed":0,"agreement":0,"agreement_lo":0,"agreement_hi":0.7934506856}
#> same
#> by      rater       label     n          agreement         kappa
#> answer  rule        -         1  0.00 [0.00, 0.79]   0.00 [-, -]
#> answer  rule        praise    1  0.00 [0.00, 0.79]      -
#> answer  classifier  -         2  0.00 [0.00, 0.66]  -0.33 [-, -]
#> answer  classifier  praise    1  0.00 [0.00, 0.79]      -
#> answer  classifier  question  1  0.00 [0.00, 0.79]      -
#> rule    classifier  -         3  0.33 [0.06, 0.79]  -0.20 [-, -]
#> rule    classifier  delivery  2  0.50 [0.09, 0.91]      -
#> rule    classifier  praise    1  0.00 [0.00, 0.79]      -
#2> cxselect: comments:10: the record has a field 'tag' already: give it another name (cxselect --rename)
#2> cxselect: comments:11: expected a confidence from 0 to 1
#2> cxselect: 2 of 11 records rejected (18.2%)
#2> cxselect: wrong.yaml:2:6: regular expression: missing closing parenthesis
#2>     a: (
#2>        ^
#2> cxselect: wrong.yaml:2:6: expected 1 to 256 patterns
#2>     a: []
#2>        ^
#2> cxselect: wrong.yaml:2:6: expected a string, found a number; put it in quotes
#2>     a: 3
#2>        ^
#2> cxselect: wrong.yaml:2:6: an empty pattern fits everything
#2>     a: ""
#2>        ^
#2> cxselect: wrong.yaml:2:3: expected the name of a tag
#2>     "": x
#2>     ^
#2> cxselect: wrong.yaml:2:10: regular expression: missing terminating ] for character class
#2>     a: [x, "y["]
#2>            ^
#2> cxselect: wrong.yaml:1:12: expected a number from 0 to 1, found 2
#2>   threshold: 2
#2>              ^
#2> cxselect: wrong.yaml:1:8: expected a value, found end of text
#2>   text: (
#2>          ^
#2> cxselect: wrong.yaml:1:1: unknown key 'tag' (did you mean 'tags'?)
#2>   tag: x
#2>   ^
#2> cxselect: wrong.yaml:1:8: expected text, found none
#2>   label: ""
#2>          ^
#2> cxselect: wrong.yaml:1:7: expected 1 to 256 tags
#2>   tags: {}
#2>         ^
#2> cxselect: nowhere: No such file or directory
#2> cxselect: --review needs --tag
#2> try 'cxselect --help'
#2> cxselect: --tag and --review are one file: 'rules.yaml'
#2> try 'cxselect --help'
#2> cxselect: more than 1000 labels: is another field meant?
#? 2
