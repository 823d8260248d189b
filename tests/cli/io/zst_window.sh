# A window that the library does not grant is no damage.
printf '\050\265\057\375\000\250\001\000\000' > wide.zst
cxstat 'count()' wide.zst; echo "[$?]"

#> {"kind":"stat","count":0}
#> [2]
#2> cxstat: wide.zst: zstd data whose window is beyond 128 MiB (zstd -dc --long=31 FILE | ... reads them) after 0 lines
