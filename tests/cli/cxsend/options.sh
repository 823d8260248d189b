# Every option of cxsend changes what comes out.
. "$TOP/tests/cli/option.inc"
. "$TOP/tests/cli/cxsend/sink.inc"
plan mail a
plan hook 404 drop
cp n.db full.db
state='jq -c "[.scenario, .state]" | sort'
run="timeout 20 cxsend --now $now policy.yaml </dev/null 2>said"
to="cp full.db n.db; $run"
all="$to --ledger n.db --drain"
change '--ledger n.db' "$to @ --drain | $state"
change '--drain' "cp full.db n.db; yes | head -n 9 | (timeout 20 cxsend --now $now --ledger n.db @ policy.yaml >/dev/null 2>&1; wc -l)"
change '--follow' "$to --ledger n.db @ --dry-run >/dev/null; cat said"
change '--dry-run' "$all @ | $state"
change '--gate' "$all @ >/dev/null; echo \$?"
change '--lease 1m' "$all @ | $state; cat said"
change '--now 2027-01-01' "$all @ | jq -c .state"
change '--status' "$all @ | jq -c '[.kind, .planned]'"
see="$run --ledger n.db --status | jq -c '[.scenario, .held, .planned, .dead]'"
change "--hold mail" "$all @ >/dev/null; $see"
change '--release mail' "$to --ledger n.db --hold mail; $run --ledger n.db --drain @ >/dev/null; $see"
dead="$all >/dev/null"
change '--requeue all' "$dead; $run --ledger n.db --drain @ >/dev/null; cat said"
change '--within 30d' "$dead; $run --ledger n.db --requeue all @; $run --now 2026-12-20 --ledger n.db --drain | jq -c .state"
id=$(jq -r 'select(.delivery_channel == "hook").delivery_id' plans | tail -n 1)
change "--resolve $id=sent" "$dead; $run --ledger n.db --drain @ | jq -c .reason"
echo 404 > ids
change '--erase ids' "$to --ledger n.db --status @ | jq -c '[.planned, .suppressed]'; cat said"
change '--tenant x' "$to --ledger n.db --status @ | jq .planned"
change '--retain 1d' "$dead; $run --now 2026-12-20 --ledger n.db @ --status >/dev/null; $run --ledger n.db --status | wc -l"
rm n.db
plan mail $(seq 1000 1400)
old="timeout 20 cxsend --now 2028-01-01 --ledger n.db policy.yaml </dev/null"
eval "$old" > expired
eval "$old --retain 1d"
change '--vacuum' "cp n.db many.db; $old --status @; cmp n.db many.db >/dev/null; echo \$?; ls -l n.db many.db >sizes; awk '{ print (\$5 < least * 0.9); least = \$5 }' sizes; mv many.db n.db"
for o in -o --output; do change "$o out" "$all @ | wc -l; wc -l <out"; done
steady '--concurrency 1' "$all @ | $state"
steady '--batch 1' "$all @ | $state"
steady '--standby' "$all @ | $state"
change '-h' 'cxsend @ policy.yaml </dev/null 2>&1 | head -n 1'
change '--help' 'cxsend @ policy.yaml </dev/null 2>&1 | head -n 1'
change '--version' 'cxsend @ policy.yaml </dev/null 2>&1 | sed "s/ [0-9].*//"'
untried cxsend

#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain | jq -c "[.scenario, .state]" | sort
#> ["hook","dead"]
#> ["hook","unknown"]
#> ["mail","sent"]
#> $ cp full.db n.db; yes | head -n 9 | (timeout 20 cxsend --now 2026-11-30T10:00:00Z --ledger n.db --drain policy.yaml >/dev/null 2>&1; wc -l)
#> 9
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --follow --dry-run >/dev/null; cat said
#> cxsend: --dry-run does not go with --follow
#> try 'cxsend --help'
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain --dry-run | jq -c "[.scenario, .state]" | sort
#> ["hook","due"]
#> ["hook","due"]
#> ["mail","due"]
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain --gate >/dev/null; echo $?
#> 1
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain --lease 1m | jq -c "[.scenario, .state]" | sort; cat said
#> cxsend: --lease: channel hook may take 74 s for a message: the lease must be longer
#> try 'cxsend --help'
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain --now 2027-01-01 | jq -c .state
#> "expired"
#> "expired"
#> "expired"
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain --status | jq -c '[.kind, .planned]'
#> ["delivery_status",2]
#> ["delivery_status",1]
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain --hold mail >/dev/null; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --status | jq -c '[.scenario, .held, .planned, .dead]'
#> ["hook",false,2,0]
#> ["mail",true,1,0]
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --hold mail; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain --release mail >/dev/null; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --status | jq -c '[.scenario, .held, .planned, .dead]'
#> ["hook",false,2,0]
#> ["mail",false,1,0]
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain >/dev/null; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain --requeue all >/dev/null; cat said
#> cxsend: 1 planned once more
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain >/dev/null; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --requeue all --within 30d; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --now 2026-12-20 --ledger n.db --drain | jq -c .state
#> "dead"
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain >/dev/null; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain --resolve 7dzcvrxyymihfmsfybllkzl2lq=sent | jq -c .reason
#> "resolved"
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --status --erase ids | jq -c '[.planned, .suppressed]'; cat said
#> [1,1]
#> [1,0]
#> cxsend: 1 forgotten
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --status --tenant x | jq .planned
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain >/dev/null; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --now 2026-12-20 --ledger n.db --retain 1d --status >/dev/null; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --status | wc -l
#> 0
#> $ cp n.db many.db; timeout 20 cxsend --now 2028-01-01 --ledger n.db policy.yaml </dev/null --status --vacuum; cmp n.db many.db >/dev/null; echo $?; ls -l n.db many.db >sizes; awk '{ print ($5 < least * 0.9); least = $5 }' sizes; mv many.db n.db
#> 1
#> 0
#> 1
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain -o out | wc -l; wc -l <out
#> 0
#> 3
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain --output out | wc -l; wc -l <out
#> 0
#> 3
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain --concurrency 1 | jq -c "[.scenario, .state]" | sort
#> the same
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain --batch 1 | jq -c "[.scenario, .state]" | sort
#> the same
#> $ cp full.db n.db; timeout 20 cxsend --now 2026-11-30T10:00:00Z policy.yaml </dev/null 2>said --ledger n.db --drain --standby | jq -c "[.scenario, .state]" | sort
#> the same
#> $ cxsend -h policy.yaml </dev/null 2>&1 | head -n 1
#> usage: cxsend [OPTION...] --ledger FILE POLICY
#> $ cxsend --help policy.yaml </dev/null 2>&1 | head -n 1
#> usage: cxsend [OPTION...] --ledger FILE POLICY
#> $ cxsend --version policy.yaml </dev/null 2>&1 | sed "s/ [0-9].*//"
#> cxsend (cxutils)
#> Licence GPL-3.0-or-later: free software, without warranty.
