# What is made is said under its name, whichever "=" backquotes hold; in a list it is of a name.
for o in --set='`a=b`=x + 1' --set='t=u == 1' --rename='`x=y`=k' --drop='`a=b`' --fields='`a=b`,c'; do
	cxselect --explain "$o" /dev/null | grep -E '"(set|drop|rename|write)"'
done

#> {"kind":"explain","part":"set","name":"a=b","is":"x + 1"}
#> {"kind":"explain","part":"set","name":"t","is":"u == 1"}
#> {"kind":"explain","part":"rename","name":"x=y","is":"k"}
#> {"kind":"explain","part":"drop","is":"`a=b`"}
#> {"kind":"explain","part":"write","is":"`a=b`,c"}
