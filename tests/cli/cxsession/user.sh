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
cxsession --strict in
