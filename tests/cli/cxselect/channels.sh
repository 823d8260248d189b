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
