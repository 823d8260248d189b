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

#> {"timestamp":1767261607,"user_id":true,"session_id":"f1b69afdc1c82bb5","session_number":1}
#> {"timestamp":1767261600,"user_id":7,"session_id":"1f018274e56c7903","session_number":1}
#> {"timestamp":1767261601,"user_id":7.0,"session_id":"1f018274e56c7903","session_number":1}
#> {"timestamp":1767261602,"user_id":"7","session_id":"51cc26b9a4b1725b","session_number":1}
#> {"timestamp":1767261603,"user_id":"\u0037","session_id":"51cc26b9a4b1725b","session_number":1}
#> status 4
#> [5,"user","no user: 'user_id' has no value (see --user)"]
#> [6,"user","no user: 'user_id' has no value (see --user)"]
#> [7,"user","no user: 'user_id' has no value (see --user)"]
#> [9,"time","no time: the record has no field 'timestamp' (see --time)"]
#> {"kind":"session","user":true,"session_id":"f1b69afdc1c82bb5","session_number":1,"start":"2026-01-01T10:00:07Z","end":"2026-01-01T10:00:07Z","duration_ms":0,"events":1,"pages":0,"engaged":false,"converted":false,"value":0}
#> {"kind":"session","user":7,"session_id":"1f018274e56c7903","session_number":1,"start":"2026-01-01T10:00:00Z","end":"2026-01-01T10:00:01Z","duration_ms":1000,"events":2,"pages":0,"engaged":false,"converted":false,"value":0}
#> {"kind":"session","user":"7","session_id":"51cc26b9a4b1725b","session_number":1,"start":"2026-01-01T10:00:02Z","end":"2026-01-01T10:00:03Z","duration_ms":1000,"events":2,"pages":0,"engaged":false,"converted":false,"value":0}
#> {"kind":"session","user":"x","session_id":"2b644c86956dacdf","session_number":1,"start":"2026-01-01T10:00:04Z","end":"2026-01-01T10:00:05Z","duration_ms":1000,"events":2,"pages":0,"engaged":false,"converted":false,"value":0}
#> 5
#> {"kind":"session","user":"x","session_id":"2b644c86956dacdf","session_number":1,"start":"2026-01-01T10:00:04Z","end":"2026-01-01T10:00:08Z","duration_ms":4000,"events":3,"pages":0,"engaged":false,"converted":false,"value":0}
#> [{"name":"user","expr":"coalesce(if(user_id != \"\", user_id, null), anonymous_id)"}]
#> {"kind":"session","user":"x","session_id":"2b644c86956dacdf","session_number":1,"start":"2026-01-01T10:00:04Z","end":"2026-01-01T10:00:08Z","duration_ms":4000,"events":3,"pages":0,"engaged":false,"converted":false,"value":0}
#> [true,1]
#> [7,5]
#> ["seven",2]
#> the same map
#> [true,2]
#> [7,10]
#> ["seven",4]
#> ["e8aa28bf5093a6b1",2]
#> ["u",1]
#> [2,3]
#2> cxsession: in:5: no user: 'user_id' has no value (see --user)
#2> cxsession: in:6: no user: 'user_id' has no value (see --user)
#2> cxsession: in:7: no user: 'user_id' has no value (see --user)
#2> cxsession: in:9: no time: the record has no field 'timestamp' (see --time)
#2> cxsession: 4 of 9 records rejected (44.4%), more than --max-bad allows
#2> cxsession: in:7: no user: 'coalesce(user_id, anonymous_id)' has no value (see --user)
#2> cxsession: in:9: no time: the record has no field 'timestamp' (see --time)
#2> cxsession: 2 of 9 records rejected (22.2%)
#2> cxsession: in:7: no user: 'user_id, anonymous_id' has no value (see --user)
#2> cxsession: in:9: no time: the record has no field 'timestamp' (see --time)
#2> cxsession: 2 of 10 records rejected (20%)
#2> cxsession: in:7: no user: 'user_id,anonymous_id' has no value (see --user)
#2> cxsession: in:9: no time: the record has no field 'timestamp' (see --time)
#2> cxsession: 2 of 10 records rejected (20%)
#2> cxsession: 2 of 10 records rejected (20%)
#2> cxsession: --user, column 9: expected a value, found end of text
#2>   user_id,
#2>           ^
#2> cxsession: --user, column 9: expected ',' or the end, found 'anonymous_id'
#2>   user_id anonymous_id
#2>           ^
#2> cxsession: in:1: no user: 'anonymus_id' has no value (see --user)
#2> cxsession: in:2: no user: 'anonymus_id' has no value (see --user)
#2> cxsession: in:3: no user: 'anonymus_id' has no value (see --user)
#2> cxsession: in:4: no user: 'anonymus_id' has no value (see --user)
#2> cxsession: in:5: no user: 'anonymus_id' has no value (see --user)
#2> cxsession: 10 of 10 records rejected (100%), more than --max-bad allows; --rejects FILE keeps them
#2> cxsession: in:7: no user: 'user_id,anonymous_id' has no value (see --user)
#2> cxsession: in:9: no time: the record has no field 'timestamp' (see --time)
#2> cxsession: 2 of 10 records rejected (20%)
#2> cxsession: in:7: no user: 'user_id,anonymous_id' has no value (see --user)
#2> cxsession: in:9: no time: the record has no field 'timestamp' (see --time)
#2> cxsession: 2 of 10 records rejected (20%)
#2> cxsession: in:7: no user: 'user_id,anonymous_id' has no value (see --user)
#2> cxsession: in:9: no time: the record has no field 'timestamp' (see --time)
#2> cxsession: 2 of 10 records rejected (20%)
#2> cxsession: 4 of 20 records rejected (20%), more than --max-bad allows
#2> cxsession: 2 of 10 records rejected (20%), more than --max-bad allows
#2> cxsession: list.state:1: the query differs: ids is here nothing, in the first states "6b6910bed45689b6"
#2> cxsession: --merge takes the query from the states: leave out --ids
#2> try 'cxsession --help'
#2> cxsession: ids:4: 'x' is '8' here, and was '7' before
#2> cxsession: ids:1: expected a record {"kind":"identity","id":...,"user":...}
#2> cxsession: nowhere: No such file or directory
#2> cxsession: the times in 'timestamp' are numbers, none of them from 1990 to 2099; the first is 1970-01-01T00:00:01Z
#2> cxsession: the times in 'timestamp' are numbers, none of them from 1990 to 2099; the first is 1970-01-01T00:00:01Z
#2> cxsession: in:5: no user: 'user_id' has no value (see --user)
#? 2
