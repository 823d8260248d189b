# Corpora in one file: packed, replayed, unpacked; a damaged one is never replayed.
corpus=tests/fuzz/corpus
mkdir -p in out $corpus
printf 'a: 1' >in/one
printf 'a: 1' >in/twin
printf '[\n1\n' >in/two
: >in/empty
packer=$BUILD/packer
"$packer" pack $corpus/doc.pack in
cat $corpus/doc.pack
echo
"$packer" list $corpus/doc.pack
"$BUILD/t/fuzz/doc"
"$packer" unpack $corpus/doc.pack out
ls out
"$packer" pack again out && cmp again $corpus/doc.pack

echo 'files beside it are replayed too'
mkdir $corpus/doc
printf 'b' >$corpus/doc/story
"$BUILD/t/fuzz/doc" | tail -n 3
mkdir $corpus/doc/no_file
"$BUILD/t/fuzz/doc" | tail -n 4
rm -r $corpus/doc

echo 'cut short, anywhere'
size=$(($(wc -c <again)))
n=0
while [ "$n" -lt "$size" ]; do
	head -c "$n" again >$corpus/doc.pack
	"$BUILD/t/fuzz/doc" >cut && { echo "passes when cut after $n bytes"; cat cut; }
	grep -q ': input [0-9]*, ' cut && echo "replayed although cut after $n bytes"
	n=$((n + 1))
done
cat cut

# damaged WHAT PACK: what is said of a pack whose line ends are commas here
damaged() {
	printf '%s' "$2" | tr , '\n' >$corpus/doc.pack
	echo "$1"
	"$BUILD/t/fuzz/doc" >tap
	echo "status $?: $(head -n 1 tap | sed 's/^# //'), $(sed -n 's/ - .*//p' tap)"
}
first='4,[,1,' second='4,a: 1'
damaged 'one more byte' "cxpack 1 1,$second,"
damaged 'size too large' 'cxpack 1 1,5,a: 1'
damaged 'size too small' 'cxpack 1 1,3,a: 1'
damaged 'size with a zero in front' 'cxpack 1 1,04,a: 1'
damaged 'size with a sign' 'cxpack 1 1,-4,a: 1'
damaged 'no size' 'cxpack 1 1,,a: 1'
damaged 'size beyond 64 bits' 'cxpack 1 1,18446744073709551620,a: 1'
damaged 'count too small' "cxpack 1 1,$first$second"
damaged 'count too large' "cxpack 1 3,$first$second"
damaged 'count no file can hold' "cxpack 1 18446744073709551615,$first$second"
damaged 'out of order' "cxpack 1 2,$second$first"
damaged 'twice' "cxpack 1 2,$first$first"
damaged 'another version' "cxpack 2 1,$first"
damaged 'empty file' ''
damaged 'no input' 'cxpack 1 0,'
damaged 'nothing wrong' "cxpack 1 2,$first$second"

echo 'no pack'
rm $corpus/doc.pack
"$BUILD/t/fuzz/doc"
"$packer" list $corpus/doc.pack

#> cxpack 1 3
#> 0
#> 4
#> [
#> 1
#> 4
#> a: 1
#> 0 2d06800538d394c2 0
#> 1 2e334f9fabf33000 4
#> 2 739bf4f3efd226eb 4
#> # tests/fuzz/corpus/doc.pack: input 0, 2d06800538d394c2
#> # tests/fuzz/corpus/doc.pack: input 1, 2e334f9fabf33000
#> # tests/fuzz/corpus/doc.pack: input 2, 739bf4f3efd226eb
#> ok 1 - doc: 3 inputs replayed
#> 1..1
#> 00000-2d06800538d394c2
#> 00001-2e334f9fabf33000
#> 00002-739bf4f3efd226eb
#> files beside it are replayed too
#> # tests/fuzz/corpus/doc/story
#> ok 1 - doc: 4 inputs replayed
#> 1..1
#> # cannot be read
#> # tests/fuzz/corpus/doc/story
#> not ok 1 - doc: 4 inputs replayed
#> 1..1
#> cut short, anywhere
#> # tests/fuzz/corpus/doc.pack: input 2: bad size, or cut short
#> not ok 1 - doc: 0 inputs replayed
#> 1..1
#> one more byte
#> status 1: tests/fuzz/corpus/doc.pack: more behind the last input, not ok 1
#> size too large
#> status 1: tests/fuzz/corpus/doc.pack: input 0: bad size, or cut short, not ok 1
#> size too small
#> status 1: tests/fuzz/corpus/doc.pack: more behind the last input, not ok 1
#> size with a zero in front
#> status 1: tests/fuzz/corpus/doc.pack: input 0: bad size, or cut short, not ok 1
#> size with a sign
#> status 1: tests/fuzz/corpus/doc.pack: input 0: bad size, or cut short, not ok 1
#> no size
#> status 1: tests/fuzz/corpus/doc.pack: input 0: bad size, or cut short, not ok 1
#> size beyond 64 bits
#> status 1: tests/fuzz/corpus/doc.pack: input 0: bad size, or cut short, not ok 1
#> count too small
#> status 1: tests/fuzz/corpus/doc.pack: more behind the last input, not ok 1
#> count too large
#> status 1: tests/fuzz/corpus/doc.pack: input 2: bad size, or cut short, not ok 1
#> count no file can hold
#> status 1: tests/fuzz/corpus/doc.pack: bad count, or cut short, not ok 1
#> out of order
#> status 1: tests/fuzz/corpus/doc.pack: input 1: out of order, not ok 1
#> twice
#> status 1: tests/fuzz/corpus/doc.pack: input 1: out of order, not ok 1
#> another version
#> status 1: tests/fuzz/corpus/doc.pack: not a pack, not ok 1
#> empty file
#> status 1: tests/fuzz/corpus/doc.pack: not a pack, not ok 1
#> no input
#> status 1: not ok 1 - doc: 0 inputs replayed, not ok 1
#> nothing wrong
#> status 0: tests/fuzz/corpus/doc.pack: input 0, 2e334f9fabf33000, ok 1
#> no pack
#> # tests/fuzz/corpus/doc.pack: No such file or directory
#> not ok 1 - doc: 0 inputs replayed
#> 1..1
#2> packer: tests/fuzz/corpus/doc.pack: No such file or directory
#? 1
