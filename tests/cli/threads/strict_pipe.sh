# --strict ends the run at once, even when another thread waits for a pipe that stays open.
. "$TOP/tests/cli/wait.inc"
mkfifo pipe
(
	exec > pipe
	for i in 1 2 3 4 5 6; do echo '{"a":1}'; sleep 0.05; done
	echo bad
	wait_until [ -e done ] && : > before_the_end
) &
cxselect -j 4 --strict pipe > /dev/null
echo "status $?"
: > done
wait
ls before_the_end

#> status 2
#> before_the_end
#2> cxselect: pipe:7:1: expected an object, found 'b'
