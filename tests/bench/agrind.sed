# The one array that angle-grinder writes, a record on each line.
s/^\[//
s/},{"/}\
{"/g
