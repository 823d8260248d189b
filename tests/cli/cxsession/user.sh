# Whose records they are: no user is set aside; 7 and 7.0 are one, "7" is another.
cat > in <<'END'
{"timestamp":1767261600,"user_id":7}
{"timestamp":1767261601,"user_id":7.0}
{"timestamp":1767261602,"user_id":"7"}
{"timestamp":1767261603,"user_id":"\u0037"}
{"timestamp":1767261604,"user_id":null,"anonymous_id":"x"}
{"timestamp":1767261605,"anonymous_id":"x"}
{"timestamp":1767261606,"user_id":""}
{"timestamp":1767261607,"user_id":true}
{"user_id":"no time"}
END
cxsession --rejects bad in
echo "status $?"
jq -c '[.line, .code, .message]' bad
cxsession --max-bad 3 -u 'coalesce(user_id, anonymous_id)' --sessions in
cxsession -e 'exists(user_id) && user_id != "" && exists(timestamp)' in | wc -l
# A list is a fallback, past the empty text too; its states say what it comes to.
echo '{"timestamp":1767261608,"user_id":"","anonymous_id":"x"}' >> in
cxsession --max-bad 3 -u 'user_id, anonymous_id' --sessions in | tail -n 1
cxsession --max-bad 3 -u user_id,anonymous_id --sessions --partial in > list.state
jq -c 'select(.kind == "states") | .by' list.state
cxsession --max-bad 3 --merge list.state | tail -n 1
cxsession -u 'user_id,' in
cxsession -u 'user_id anonymous_id' in
cxsession -u anonymus_id in
# A map makes one user of several ids; its states know it, and merge with no others.
printf '%s\n' '{"kind":"identity","id":"x","user":7}' '' \
    '{"kind":"identity","id":"7","user":"seven","n":2}' > ids
tac ids | gzip > ids.gz
cxsession --max-bad 3 -u user_id,anonymous_id --ids ids --sessions in | jq -c '[.user, .events]'
cxsession --max-bad 3 -u user_id,anonymous_id --ids ids.gz --sessions --partial in > a.state
cxsession --max-bad 3 -u user_id,anonymous_id --ids ids --sessions --partial in > b.state
cmp a.state b.state && echo "the same map"
cxsession --merge --allow-repeat a.state b.state | jq -c '[.user, .events]'
cxsession --merge --allow-repeat a.state list.state
cxsession --merge --ids ids a.state
echo '{"kind":"identity","id":"x","user":8}' >> ids
cxsession -u anonymous_id --ids ids in
echo '{"kind":"user","id":"y","user":8}' > ids
cxsession -u anonymous_id --ids ids in
cxsession -u anonymous_id --ids nowhere in
# Address and user agent, when they are asked for; not within a text.
printf '%s\n' '{"timestamp":1,"client_ip":"[2001:db8::7]:99","user_agent":"x"}' \
    '{"timestamp":2,"client_ip":"2001:db8::7","user_agent":"x"}' \
    '{"timestamp":3,"user_id":"u","client_ip":"2001:db8::7","user_agent":"x"}' > hits
cxsession -u 'user_id, @ipua' --sessions hits | jq -c '[.user, .events]'
cxsession -u "if(user_id == '@ipua', 1, 2)" --sessions hits | jq -c '[.user, .events]'
cxsession --strict in
