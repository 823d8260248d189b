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
