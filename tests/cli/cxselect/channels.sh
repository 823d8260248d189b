# Rules of channel() that the user writes go before the built-in ones.
cat > rules.yaml <<'END'
# the first that fits
- {channel: Newsletter, source: [crm, Mailing.example], medium: email}
- {channel: Paid Search, medium: "sea*"}
- {channel: Partners, source: partner, medium: ["*deal*", ""]}
- {channel: Nobody knows, source: "", medium: ""}
END
printf '%s\n' '{"source":"CRM ","medium":"Email"}' '{"source":"x.mailing.example","medium":"email"}' \
    '{"source":"mailing.example.org","medium":"email"}' '{"source":"crm","medium":"cpc"}' \
    '{"source":"a","medium":"SEA-brand"}' '{"source":"www.partner.co.uk"}' \
    '{"source":"partner","medium":"big-deals"}' '{"source":"partner","medium":"affiliate"}' '{}' \
    '{"medium":"none"}' '{"source":"google","medium":"organic"}' > visits
cxselect --channels rules.yaml --set 'channel = channel(source, medium)' visits
cxstat --channels rules.yaml --no-ci -b 'c = channel(source, medium)' 'n = count()' visits
cxselect --channels rules.yaml -e 'channel(source, medium) == "Partners"' visits

try() {
	printf '%s\n' "$@" > bad.yaml
	cxselect --channels bad.yaml --set 'channel = channel(source, medium)' visits
	echo $?
}
try '- {channel: a}' '- {channel: b}'
try 'channel: a'
try '- {chanel: a}'
try '- {source: a}'
try '- {channel: a, source: "*x"}'
try '- {channel: a, medium: x*y}'
try '- {channel: a, medium: []}'
try '- {channel: a, source: 7}'
try '# nothing'
try '- a'
cxselect --channels none.yaml visits
cxselect --channels visits -o visits visits
cxstat --channels rules.yaml --merge state

#> {"source":"CRM ","medium":"Email","channel":"Newsletter"}
#> {"source":"x.mailing.example","medium":"email","channel":"Newsletter"}
#> {"source":"mailing.example.org","medium":"email","channel":"Email"}
#> {"source":"crm","medium":"cpc","channel":"Other"}
#> {"source":"a","medium":"SEA-brand","channel":"Paid Search"}
#> {"source":"www.partner.co.uk","channel":"Partners"}
#> {"source":"partner","medium":"big-deals","channel":"Partners"}
#> {"source":"partner","medium":"affiliate","channel":"Affiliates"}
#> {"channel":"Nobody knows"}
#> {"medium":"none","channel":"Direct"}
#> {"source":"google","medium":"organic","channel":"Organic Search"}
#> {"kind":"stat","c":"Affiliates","n":1}
#> {"kind":"stat","c":"Direct","n":1}
#> {"kind":"stat","c":"Email","n":1}
#> {"kind":"stat","c":"Newsletter","n":2}
#> {"kind":"stat","c":"Nobody knows","n":1}
#> {"kind":"stat","c":"Organic Search","n":1}
#> {"kind":"stat","c":"Other","n":1}
#> {"kind":"stat","c":"Paid Search","n":1}
#> {"kind":"stat","c":"Partners","n":2}
#> {"source":"www.partner.co.uk"}
#> {"source":"partner","medium":"big-deals"}
#> 2
#> 2
#> 2
#> 2
#> 2
#> 2
#> 2
#> 2
#> 2
#> 2
#2> cxselect: bad.yaml:2:3: no visit comes to this rule: the one before fits them all
#2>   - {channel: b}
#2>     ^
#2> cxselect: bad.yaml:1:1: expected a list, found a map
#2>   channel: a
#2>   ^
#2> cxselect: bad.yaml:1:4: unknown key 'chanel' (did you mean 'channel'?)
#2>   - {chanel: a}
#2>      ^
#2> cxselect: bad.yaml:1:3: expected the key 'channel' in here
#2>   - {source: a}
#2>     ^
#2> cxselect: bad.yaml:1:24: a source has no '*': a host stands for all below it
#2>   - {channel: a, source: "*x"}
#2>                          ^
#2> cxselect: bad.yaml:1:24: a '*' stands at the end of a medium, or at both ends of a text
#2>   - {channel: a, medium: x*y}
#2>                          ^
#2> cxselect: bad.yaml:1:24: expected a text, or a list of some
#2>   - {channel: a, medium: []}
#2>                          ^
#2> cxselect: bad.yaml:1:24: expected a string, found a number; put it in quotes
#2>   - {channel: a, source: 7}
#2>                          ^
#2> cxselect: bad.yaml: expected a list of rules
#2> cxselect: bad.yaml:1:3: expected a map, found 'a'
#2>   - a
#2>     ^
#2> cxselect: none.yaml: No such file or directory
#2> cxselect: --channels and --output are one file: 'visits'
#2> try 'cxselect --help'
#2> cxstat: --merge takes the query from the states: leave out --channels
#2> try 'cxstat --help'
#? 2
