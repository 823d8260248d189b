# A window that the library does not grant is no damage.
printf '\050\265\057\375\000\250\001\000\000' > wide.zst
cxstat 'count()' wide.zst; echo "[$?]"
