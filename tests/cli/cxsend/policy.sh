# A policy that cannot be used is refused with the line that is wrong, before a ledger is made.
printf 'channels: {x: {exec: cat}}\nscenarois: {}\n' >bad.yaml
cxsend --ledger new.db bad.yaml </dev/null
echo $?
ls

#> 2
#> bad.yaml
#2> cxsend: bad.yaml:2:1: unknown key 'scenarois' (did you mean 'scenarios'?)
#2>   scenarois: {}
#2>   ^
