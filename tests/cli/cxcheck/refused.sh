# Plans that are none, each with the place of the fault.
try() {
	printf '%s\n' "$1" > plan
	cxcheck plan /dev/null
	echo "status $?" >&2
}
try 'key: event'
try '[]'
try '{"schemas": {"a": {"typo": 1}}}'
try 'schemas:
  a:
    properties:
      n: {minimun: 3}'
try 'schemas: {a: {type: strng}}'
try 'schemas: {a: {$ref: nope.json}}'
try 'schemas: {a: {$ref: "https://example.com/a.json"}}'
try 'schemas: {a: {format: emial}}'
try 'schemas: {a: {pattern: "a++"}}'
try 'schemas: [a]'
try 'target: 0
common: true'
try 'target: 120%
common: true'
try 'target: often
common: true'
try 'unplanned: maybe
common: true'
try 'chekcs: []'
try 'checks: [{not_nul: a}]'
try 'checks: [{not_null: a, unique: b}]'
try 'checks: [{not_null: a, within: 1h}]'
try 'checks: [{not_null: "a &&"}]'
try 'checks: [{rule: "amount >> 3"}]'
try 'checks: [{in: a}]'
try 'checks: [{in: a, values: [[1]]}]'
try 'checks: [{ref: a, file: nope.txt}]'
try 'checks: [{unique: id, within: 1h}]'
try 'checks: [{unique: id, within: 60}]'
try 'checks: [{unique: id, max_values: 0}]'
try 'checks: [{late: ts}]'
try 'checks: [{volume: 1d}]'
try 'checks: [{volume: 1d, min: 5}]'
try 'time: ts
checks: [{volume: daily, min: 5}]'
try 'checks: [{rule: "a > 1"}, {rule: "a > 1"}]'
try 'checks: [{rule: "a > 1", severity: fatal}]'
try 'common: true
---
common: true'
cxcheck nope.yaml /dev/null
cxcheck

#2> cxcheck: plan:1:1: the plan asks for nothing: it has no schemas, common, checks or tables
#2>   key: event
#2>   ^
#2> status 2
#2> cxcheck: plan: no plan: neither 'schemas', 'common' nor 'checks' is in it; the first operand is PLAN, and files of events follow it
#2> status 2
#2> cxcheck: plan:1:20: unknown keyword 'typo' (did you mean 'type'?)
#2>   {"schemas": {"a": {"typo": 1}}}
#2>                      ^
#2> status 2
#2> cxcheck: plan:4:11: unknown keyword 'minimun' (did you mean 'minimum'?)
#2>         n: {minimun: 3}
#2>             ^
#2> status 2
#2> cxcheck: plan:1:21: unknown type 'strng'; known are null, boolean, integer, number, string, object, array
#2>   schemas: {a: {type: strng}}
#2>                       ^
#2> status 2
#2> cxcheck: plan:1:21: $ref: nope.json: No such file or directory
#2>   schemas: {a: {$ref: nope.json}}
#2>                       ^
#2> status 2
#2> cxcheck: plan:1:21: $ref leads to another document, 'https://example.com/a.json'
#2>   schemas: {a: {$ref: "https://example.com/a.json"}}
#2>                       ^
#2> status 2
#2> cxcheck: plan:1:23: format 'emial' is not asserted (did you mean 'email'?)
#2>   schemas: {a: {format: emial}}
#2>                         ^
#2> status 2
#2> cxcheck: plan:1:27: nothing to repeat
#2>   schemas: {a: {pattern: "a++"}}
#2>                             ^
#2> status 2
#2> cxcheck: plan:1:10: expected a map, found a list
#2>   schemas: [a]
#2>            ^
#2> status 2
#2> cxcheck: plan:1:9: target: expected a share above 0, at most 1
#2>   target: 0
#2>           ^
#2> status 2
#2> cxcheck: plan:1:9: target: expected a share above 0, at most 1
#2>   target: 120%
#2>           ^
#2> status 2
#2> cxcheck: plan:1:9: target: expected a share such as 99.9% or 0.999
#2>   target: often
#2>           ^
#2> status 2
#2> cxcheck: plan:1:12: expected allow, warn or reject, found 'maybe'
#2>   unplanned: maybe
#2>              ^
#2> status 2
#2> cxcheck: plan:1:1: unknown key 'chekcs' (did you mean 'checks'?)
#2>   chekcs: []
#2>   ^
#2> status 2
#2> cxcheck: plan:1:11: unknown key 'not_nul' (did you mean 'not_null'?)
#2>   checks: [{not_nul: a}]
#2>             ^
#2> status 2
#2> cxcheck: plan:1:24: one check asks for one thing: make two of it
#2>   checks: [{not_null: a, unique: b}]
#2>                          ^
#2> status 2
#2> cxcheck: plan:1:24: unknown key 'within'; expected name, target, severity, where or not_null
#2>   checks: [{not_null: a, within: 1h}]
#2>                          ^
#2> status 2
#2> cxcheck: plan:1:26: expected a value, found end of text
#2>   checks: [{not_null: "a &&"}]
#2>                            ^
#2> status 2
#2> cxcheck: plan:1:26: expected a value, found '>'
#2>   checks: [{rule: "amount >> 3"}]
#2>                            ^
#2> status 2
#2> cxcheck: plan:1:10: expected the key 'values' in here
#2>   checks: [{in: a}]
#2>            ^
#2> status 2
#2> cxcheck: plan:1:27: values: expected strings, numbers, true or false
#2>   checks: [{in: a, values: [[1]]}]
#2>                             ^
#2> status 2
#2> cxcheck: plan:1:25: nope.txt: No such file or directory
#2>   checks: [{ref: a, file: nope.txt}]
#2>                           ^
#2> status 2
#2> cxcheck: plan:1:10: unique within a time: the plan names no time
#2>   checks: [{unique: id, within: 1h}]
#2>            ^
#2> status 2
#2> cxcheck: plan:1:31: within: expected a duration such as 5m or 24h
#2>   checks: [{unique: id, within: 60}]
#2>                                 ^
#2> status 2
#2> cxcheck: plan:1:35: expected a whole number from 1 to 2000000000, found 0
#2>   checks: [{unique: id, max_values: 0}]
#2>                                     ^
#2> status 2
#2> cxcheck: plan:1:10: expected the key 'max' in here
#2>   checks: [{late: ts}]
#2>            ^
#2> status 2
#2> cxcheck: plan:1:10: volume: expected min or max (what is unusual for a day is cxanomaly's)
#2>   checks: [{volume: 1d}]
#2>            ^
#2> status 2
#2> cxcheck: plan:1:11: volume: the plan names no time
#2>   checks: [{volume: 1d, min: 5}]
#2>             ^
#2> status 2
#2> cxcheck: plan:2:19: volume: expected a window such as 1h or 1d
#2>   checks: [{volume: daily, min: 5}]
#2>                     ^
#2> status 2
#2> cxcheck: plan:1:27: two checks are called 'rule a > 1': give one a name
#2>   checks: [{rule: "a > 1"}, {rule: "a > 1"}]
#2>                             ^
#2> status 2
#2> cxcheck: plan:1:36: expected error, warn or info, found 'fatal'
#2>   checks: [{rule: "a > 1", severity: fatal}]
#2>                                      ^
#2> status 2
#2> cxcheck: plan: expected one plan, found 2
#2> status 2
#2> cxcheck: nope.yaml: No such file or directory
#2> cxcheck: expected PLAN, got no operand
#2> try 'cxcheck --help'
#? 2
