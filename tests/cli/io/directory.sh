mkdir d
cxselect d
